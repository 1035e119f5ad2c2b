import { type Phrase, type Said, sayAll } from '@meniscus/languages/syntax';
import { Problem, type ProblemText, partOf, problemTexts, together } from '../kernel/index.ts';
import { say } from './phrases.ts';
import type { Resource } from './resource.ts';

/** Title and detail of every problem of the stage, English by code. */
export const REGISTRY_PROBLEMS = {
  'schemas-in-profile': ['Resource in use', 'schema {id} ({title}) takes part in Real-Time Customer Profile'],
  'schemas-in-dataset': ['Resource in use', 'dataset {dataset} uses schema {id} ({title})'],
  'schemas-referred': ['Resource in use', '{id} ({title}) refers to it'],
  'schemas-labels-forbid': [
    'Forbidden by labels',
    'fields of the schema {title} ({schemaId}) carry labels that an active policy does not let you change; an administrator gives the labels to a role, or changes the policy',
  ],
  'schemas-descriptor-forbidden': [
    'Forbidden',
    'a descriptor of type {type} needs {permissions}; an administrator gives it with a role',
  ],
  'schemas-not-found': ['Resource not found', 'Requested resource {id} with version 1 is not found'],
  'schemas-outside-tenant': [
    'Namespace validation error',
    'For custom fields, you must use a top level field named {namespace}; the field {path} is defined outside of it. Nest it as {namespace}.{path}',
  ],
  'schemas-merge-conflict': ['Merge Schema Error', 'The parts cannot be merged: {details}'],
  'schemas-title-taken': [
    'Title not unique',
    'Title must be unique. An object {id} already exists with the same title: {title}. Give one of the two another title.',
  ],
  'schemas-invalid': ['Invalid resource', '{detail}'],
  'schemas-breaking': [
    'Breaking change',
    'The change is not allowed because {user}: {details}. Add new fields instead, or deprecate the old ones',
  ],
  'schemas-in-use': ['Resource in use', '{id} cannot be deleted because {user}'],
  'schemas-bad-query': ['Invalid query parameter', '{detail}'],
  'schemas-bad-patch': ['Invalid patch', '{detail}'],
  'schemas-changed-meanwhile': ['Conflict', '{id} was changed by another call at the same time; repeat the request'],
  'schemas-import-failed': ['Import Resource Failed', 'Failed to import resources. Error: {reason}'],
  'schemas-bad-recommendation': ['Invalid recommendation request', '{detail}'],
  'schemas-unreadable-table': ['Unreadable table', '{what}: {detail}'],
  'schemas-bad-csv': ['Invalid CSV', 'The CSV cannot become a schema: {first}'],
  'schemas-bad-csv-more': ['Invalid CSV', 'The CSV cannot become a schema: {first}; and {rest} more, see sub-errors'],
  'schemas-identity-missing': [
    'Union descriptor validation error',
    'Schema {title} ({id}) cannot take part in a union: it has neither the field group https://ns.adobe.com/xdm/context/identitymap nor a primary identity descriptor',
  ],
  'schemas-reference-namespace-differs': [
    'Union descriptor validation error',
    'The reference identity at {property} of {title} ({id}) has the namespace {found}, but the primary identity of the destination schema has {wanted}',
  ],
  'schemas-reference-identity-missing': [
    'Union descriptor validation error',
    'The relationship at {property} of {title} ({id}) needs a descriptor xdm:descriptorReferenceIdentity on the same sourceProperty before the schema can take part in a union',
  ],
  'schemas-accept': [
    'Accept header invalid',
    'The supplied Accept header is not valid: {sent} - A valid Accept value should look like {right}',
  ],
  'schemas-version-not-available': [
    'Accept header invalid',
    'The version asked for by {sent} is not available; the only major version is 1',
  ],
} as const;

const says = problemTexts(REGISTRY_PROBLEMS);

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
  /** The message, for other languages. */
  readonly phrase: Phrase;
  readonly details: readonly Said[];

  constructor(code: string, { title, detail, phrase }: ProblemText, details: readonly Said[] = []) {
    super(detail);
    this.code = code;
    this.status = Number(code.slice(-3));
    this.title = title;
    this.phrase = phrase;
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
  const body = ({ message: detail, phrase }: Said, subErrors: readonly unknown[]) => ({
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
    phrase,
  });
  const parts = error.details.length > 1 ? error.details.map((detail) => body(detail, [])) : [];
  return new Problem(error.status, body(error, parts));
}

/** A resource as people know it, with the id for programs. */
function named({ body: { $id: id, content } }: Resource) {
  return { id, title: content.title ?? '' };
}

/** Labelled fields of a schema may not be changed by the caller. */
export function labelsForbid(schema: Resource): RegistryError {
  const { id: schemaId, title } = named(schema);
  return new RegistryError('XDM-1900-403', says('schemas-labels-forbid', { title, schemaId }));
}

/** The caller holds a permission for other types of descriptors only. */
export function descriptorForbidden(type: string, permissions: readonly string[]): RegistryError {
  return new RegistryError(
    'XDM-1901-403',
    says('schemas-descriptor-forbidden', { type, permissions: together('or', permissions) }),
  );
}

/** A list call with a version, an unknown form or no usable Accept at all. */
export function badListAccept(sent: string): RegistryError {
  const right = "application/vnd.adobe.'{xed|xdm'}+json";
  return new RegistryError('XDM-1006-400', says('schemas-accept', { sent, right }));
}

/** A look-up without version or with an unknown form. */
export function badLookupAccept(sent: string): RegistryError {
  const right = "application/vnd.adobe.'{xed|xdm'}+json; version=1 (Version should be specified)";
  return new RegistryError('XDM-1007-400', says('schemas-accept', { sent, right }));
}

/** A version other than 1. */
export function versionNotAvailable(sent: string): RegistryError {
  return new RegistryError('XDM-1007-406', says('schemas-version-not-available', { sent }));
}

/** A descriptor list with something else than an `xdm` form. */
export function badDescriptorAccept(sent: string): RegistryError {
  const right = 'application/vnd.adobe.xdm-id+json';
  return new RegistryError('XDM-1008-400', says('schemas-accept', { sent, right }));
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
  return new RegistryError(`XDM-${NOT_FOUND[kind] ?? '1017'}-404`, says('schemas-not-found', { id }));
}

/** A custom field outside the tenant's object. */
export function outsideTenant(path: string, namespace: string): RegistryError {
  return new RegistryError('XDM-1021-400', says('schemas-outside-tenant', { namespace, path }));
}

/** Two parts that type one path differently. */
export function mergeConflict(details: readonly Said[]): RegistryError {
  return new RegistryError('XDM-1413-400', says('schemas-merge-conflict', { details: sayAll(details) }), details);
}

/** Titles are unique over all resources of a sandbox, whatever their kind. */
export function titleTaken(id: string, title: string): RegistryError {
  return new RegistryError('XDM-1521-400', says('schemas-title-taken', { id, title }));
}

/** A one-to-one relationship without a reference identity on the same field. */
export function referenceIdentityMissing(schema: Resource, property: string): RegistryError {
  const text = says('schemas-reference-identity-missing', { ...named(schema), property });
  return new RegistryError('XDM-1526-400', text);
}

/** A reference identity whose namespace is not that of the schema it refers to. */
export function referenceNamespaceDiffers(
  schema: Resource,
  property: string,
  found: string,
  wanted: string,
): RegistryError {
  const text = says('schemas-reference-namespace-differs', { ...named(schema), property, found, wanted });
  return new RegistryError('XDM-1527-400', text);
}

/** Neither identityMap nor a primary identity. */
export function identityMissing(schema: Resource): RegistryError {
  return new RegistryError('XDM-1528-400', says('schemas-identity-missing', named(schema)));
}

/** The body is not a resource of that kind. Every finding is listed. */
export function invalid(...details: readonly Said[]): RegistryError {
  return new RegistryError('XDM-1500-400', says('schemas-invalid', { detail: sayAll(details) }), details);
}

/** The same of what is said of a resource, by its title: an id alone tells nobody which it is. */
export function invalidOf(resource: Resource, ...details: readonly Said[]): RegistryError {
  const detail = say('schemas-of-schema', { ...named(resource), what: sayAll(details) });
  return new RegistryError('XDM-1500-400', says('schemas-invalid', { detail }), details);
}

/** What holds a resource as it is, in words that end a sentence: profiles. */
export function heldByProfile(id: string, title: string): Said {
  return partOf(says('schemas-in-profile', { id, title }));
}

/** The same: a dataset. */
export function heldByDataset(dataset: string, id: string, title: string): Said {
  return partOf(says('schemas-in-dataset', { dataset, id, title }));
}

/** The same: another resource. */
export function heldByResource(id: string, title: string): Said {
  return partOf(says('schemas-referred', { id, title }));
}

/** A change stored data would not survive (page "Basics of schema composition"). There is at least one. */
export function breaking(user: Said, changes: readonly Said[]): RegistryError {
  return new RegistryError('XDM-1510-400', says('schemas-breaking', { user, details: sayAll(changes) }), changes);
}

/** A resource somebody depends on cannot be deleted. */
export function inUse(id: string, user: Said): RegistryError {
  return new RegistryError('XDM-1511-400', says('schemas-in-use', { id, user }));
}

/** A list parameter out of its range. */
export function badQuery(detail: Said): RegistryError {
  return new RegistryError('XDM-1501-400', says('schemas-bad-query', { detail }));
}

/** JSON Patch that cannot be applied. */
export function badPatch(detail: Said): RegistryError {
  return new RegistryError('XDM-1502-400', says('schemas-bad-patch', { detail }));
}

/** Somebody else changed the resource between our reading and writing. */
export function changedMeanwhile(id: string): RegistryError {
  return new RegistryError('XDM-1503-409', says('schemas-changed-meanwhile', { id }));
}

/** An import that collides with what is there. */
export function importFailed(reason: Said, details: readonly Said[] = []): RegistryError {
  return new RegistryError('XDM-3005-400', says('schemas-import-failed', { reason }), details);
}

/** Findings repeated in the text of the answer. */
const MAX_DETAIL = 20;

/** A CSV that does not keep the contract of its template. Every finding is a sub-error with row and column. */
export function badCsv(details: readonly Said[]): RegistryError {
  const rest = details.length - MAX_DETAIL;
  const first = sayAll(details.slice(0, MAX_DETAIL));
  const text = rest > 0 ? says('schemas-bad-csv-more', { first, rest }) : says('schemas-bad-csv', { first });
  return new RegistryError('XDM-1520-400', text, details);
}

/** A recommendation was asked for in a way that cannot be answered. */
export function badRecommendation(detail: Said): RegistryError {
  return new RegistryError('XDM-1600-400', says('schemas-bad-recommendation', { detail }));
}

/** An uploaded table cannot be read. */
export function unreadableTable(what: string, detail: Said): RegistryError {
  return new RegistryError('XDM-1601-400', says('schemas-unreadable-table', { what, detail }));
}
