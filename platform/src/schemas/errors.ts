import { Problem } from '../kernel/index.ts';

/**
 * What a caller of the Schema Registry got wrong. Turned into the documented problem body by `toProblem`, which knows the
 * request. Codes 1006 to 1010, 1012, 1021, 1413, 1521, 1526 to 1528 and 3005 are Adobe's; the other numbers are ours where
 * no public page names one.
 */
export class RegistryError extends Error {
  override readonly name = 'RegistryError';
  readonly code: string;
  readonly status: number;
  readonly title: string;
  readonly details: readonly string[];

  constructor(code: string, title: string, detail: string, details: readonly string[] = []) {
    super(detail);
    this.code = code;
    this.status = Number(code.slice(-3));
    this.title = title;
    this.details = details;
  }
}

/** `MM-DD-YYYY HH:mm:ss` in UTC, as reports and audit logs write times. */
export function registryTime(at: number): string {
  const iso = new Date(at).toISOString();
  return `${iso.slice(5, 7)}-${iso.slice(8, 10)}-${iso.slice(0, 4)} ${iso.slice(11, 19)}`;
}

/** The body the page "Schema Registry API: error messages" documents; several findings become `sub-errors`. */
export function toProblem(error: RegistryError, requestId: string, at: number): Problem {
  const body = (detail: string, subErrors: readonly unknown[]) => ({
    type: `http://ns.adobe.com/aep/errors/${error.code}`,
    title: error.title,
    status: error.status,
    report: {
      registryRequestId: requestId,
      timestamp: registryTime(at),
      'detailed-message': detail,
      'sub-errors': subErrors,
    },
    detail,
  });
  const parts = error.details.length > 1 ? error.details.map((detail) => body(detail, [])) : [];
  return new Problem(error.status, body(error.message, parts));
}

/** Labelled fields of a schema may not be changed by the caller. */
export function labelsForbid(schemaId: string): RegistryError {
  return new RegistryError(
    'XDM-1900-403',
    'Forbidden by labels',
    `fields of the schema ${schemaId} carry labels that an active policy does not let you change; an administrator gives the labels to a role, or changes the policy`,
  );
}

/** The caller holds a permission for other types of descriptors only. */
export function descriptorForbidden(type: string, permissions: readonly string[]): RegistryError {
  return new RegistryError(
    'XDM-1901-403',
    'Forbidden',
    `a descriptor of type ${type} needs ${permissions.join(' or ')}; an administrator gives it with a role`,
  );
}

const ACCEPT = 'Accept header invalid';

/** A list call with a version, an unknown form or no usable Accept at all. */
export function badListAccept(sent: string): RegistryError {
  return new RegistryError(
    'XDM-1006-400',
    ACCEPT,
    `The supplied Accept header is not valid: ${sent} - A valid Accept value should look like application/vnd.adobe.'{xed|xdm'}+json`,
  );
}

/** A look-up without version or with an unknown form. */
export function badLookupAccept(sent: string): RegistryError {
  return new RegistryError(
    'XDM-1007-400',
    ACCEPT,
    `The supplied Accept header is not valid: ${sent} - A valid Accept value should look like application/vnd.adobe.'{xed|xdm'}+json; version=1 (Version should be specified)`,
  );
}

/** A version other than 1. */
export function versionNotAvailable(sent: string): RegistryError {
  return new RegistryError(
    'XDM-1007-406',
    ACCEPT,
    `The version asked for by ${sent} is not available; the only major version is 1`,
  );
}

/** A descriptor list with something else than an `xdm` form. */
export function badDescriptorAccept(sent: string): RegistryError {
  return new RegistryError(
    'XDM-1008-400',
    ACCEPT,
    `The supplied Accept header is not valid: ${sent} - A valid Accept value should look like application/vnd.adobe.xdm-id+json`,
  );
}

/** Codes by kind; only those of classes and schemas are documented. */
const NOT_FOUND: Readonly<Record<string, string>> = {
  classes: '1010',
  fieldgroups: '1011',
  schemas: '1012',
  datatypes: '1013',
  descriptors: '1014',
  behaviors: '1015',
  unions: '1016',
};

/** Nothing of that id in the container. */
export function notFound(kind: string, id: string): RegistryError {
  return new RegistryError(
    `XDM-${NOT_FOUND[kind] ?? '1017'}-404`,
    'Resource not found',
    `Requested resource ${id} with version 1 is not found`,
  );
}

/** A custom field outside the tenant's object. */
export function outsideTenant(path: string, namespace: string): RegistryError {
  return new RegistryError(
    'XDM-1021-400',
    'Namespace validation error',
    `For custom fields, you must use a top level field named ${namespace}; the field ${path} is defined outside of it. Nest it as ${namespace}.${path}`,
  );
}

/** Two parts that type one path differently. */
export function mergeConflict(details: readonly string[]): RegistryError {
  return new RegistryError(
    'XDM-1413-400',
    'Merge Schema Error',
    `The parts cannot be merged: ${details.join('; ')}`,
    details,
  );
}

/** Titles are unique over all resources of a sandbox, whatever their kind. */
export function titleTaken(id: string): RegistryError {
  return new RegistryError(
    'XDM-1521-400',
    'Title not unique',
    `Title must be unique. An object ${id} already exists with the same title.`,
  );
}

const UNION = 'Union descriptor validation error';

/** A one-to-one relationship without a reference identity on the same field. */
export function referenceIdentityMissing(property: string): RegistryError {
  return new RegistryError(
    'XDM-1526-400',
    UNION,
    `The relationship at ${property} needs a descriptor xdm:descriptorReferenceIdentity on the same sourceProperty before the schema can take part in a union`,
  );
}

/** A reference identity whose namespace is not that of the schema it refers to. */
export function referenceNamespaceDiffers(property: string, found: string, wanted: string): RegistryError {
  return new RegistryError(
    'XDM-1527-400',
    UNION,
    `The reference identity at ${property} has the namespace ${found}, but the primary identity of the destination schema has ${wanted}`,
  );
}

/** Neither identityMap nor a primary identity. */
export function identityMissing(id: string): RegistryError {
  return new RegistryError(
    'XDM-1528-400',
    UNION,
    `Schema ${id} cannot take part in a union: it has neither the field group https://ns.adobe.com/xdm/context/identitymap nor a primary identity descriptor`,
  );
}

/** The body is not a resource of that kind. Every finding is listed. */
export function invalid(...details: readonly string[]): RegistryError {
  return new RegistryError('XDM-1500-400', 'Invalid resource', details.join('; '), details);
}

/** A change stored data would not survive (page "Basics of schema composition"). */
export function breaking(user: string, details: readonly string[]): RegistryError {
  return new RegistryError(
    'XDM-1510-400',
    'Breaking change',
    `The change is not allowed because ${user}: ${details.join('; ')}. Add new fields instead, or deprecate the old ones`,
    details,
  );
}

/** A resource somebody depends on cannot be deleted. */
export function inUse(id: string, user: string): RegistryError {
  return new RegistryError('XDM-1511-400', 'Resource in use', `${id} cannot be deleted because ${user}`);
}

/** A list parameter out of its range. */
export function badQuery(detail: string): RegistryError {
  return new RegistryError('XDM-1501-400', 'Invalid query parameter', detail);
}

/** JSON Patch that cannot be applied. */
export function badPatch(detail: string): RegistryError {
  return new RegistryError('XDM-1502-400', 'Invalid patch', detail);
}

/** Somebody else changed the resource between our reading and writing. */
export function changedMeanwhile(id: string): RegistryError {
  return new RegistryError(
    'XDM-1503-409',
    'Conflict',
    `${id} was changed by another call at the same time; repeat the request`,
  );
}

/** An import that collides with what is there. */
export function importFailed(reason: string, details: readonly string[] = []): RegistryError {
  const text = `Failed to import resources. Error: ${reason}`;
  return new RegistryError('XDM-3005-400', 'Import Resource Failed', text, details);
}

/** Findings repeated in the text of the answer. */
const MAX_DETAIL = 20;

/** A CSV that does not keep the contract of its template. Every finding is a sub-error with row and column. */
export function badCsv(details: readonly string[]): RegistryError {
  const rest = details.length - MAX_DETAIL;
  const first = details.slice(0, MAX_DETAIL).join('; ');
  return new RegistryError(
    'XDM-1520-400',
    'Invalid CSV',
    `The CSV cannot become a schema: ${first}${rest > 0 ? `; and ${rest} more, see sub-errors` : ''}`,
    details,
  );
}

/** A recommendation was asked for in a way that cannot be answered. */
export function badRecommendation(detail: string): RegistryError {
  return new RegistryError('XDM-1600-400', 'Invalid recommendation request', detail);
}

/** An uploaded table cannot be read. */
export function unreadableTable(what: string, detail: string): RegistryError {
  return new RegistryError('XDM-1601-400', `Unreadable table: ${what}`, detail);
}
