import type { Said } from '@meniscus/languages/syntax';
import { Problem, type ProblemText, problemTexts, together } from '../kernel/index.ts';

/** Title and detail of every problem of the stage, English by code. */
export const CATALOG_PROBLEMS = {
  'catalog-bad-request': ['BadRequestError', '{detail}'],
  'catalog-bad-limit': ['BadRequestError', 'limit={value} is not valid: give a whole number from 1 to 100'],
  'catalog-schema-unknown': [
    'BadRequestError',
    'schemaRef.id {id} names no schema of this sandbox; create the schema first or correct the id',
  ],
  'catalog-table-taken': [
    'BadRequestError',
    'tags["adobe/pqs/table"]: another dataset of this sandbox already has the table name {name}',
  ],
  'catalog-permission-missing': ['ForbiddenError', 'the permission {names} is missing'],
  'catalog-not-found': ['NotFoundError', '{noun} with id {id} not found'],
  'catalog-not-executed': ['FailedDependencyError', 'it was not executed, because request {culprit} failed'],
  'catalog-no-storage-credentials': [
    'ForbiddenError',
    'files of a dataset are sent with Batch Ingestion and read with Data Access',
  ],
  'catalog-version-mismatch': [
    'PreconditionFailedError',
    'the object is at version {current}; read it again and repeat the change',
  ],
  'catalog-changed-meanwhile': [
    'ConflictError',
    '{id} was changed by another call at the same time; repeat the request',
  ],
  'catalog-reverted': ['FailedDependencyError', 'its change was taken back, because request {culprit} failed'],
} as const;

const says = problemTexts(CATALOG_PROBLEMS);

/** Catalog shares its problem body with the Schema Registry (troubleshooting guide: `type`, `status`, `title`, `detail`). */
function problem(status: number, { title, detail, phrase }: ProblemText): Problem {
  return new Problem(status, { type: '/placeholder/type/uri', status, title, detail, phrase });
}

/** The request cannot be understood or breaks a rule; the detail says which field and what would be right. */
export function badRequest(detail: Said): Problem {
  return problem(400, says('catalog-bad-request', { detail }));
}

/** `limit` is 1 to 100; 0 and text are refused (page "Filter Catalog data using query parameters"). */
export function badLimit(value: string): Problem {
  return problem(400, says('catalog-bad-limit', { value }));
}

/** A dataset names a schema the registry does not have. */
export function schemaUnknown(id: string): Problem {
  return problem(400, says('catalog-schema-unknown', { id }));
}

/** Table names are unique in a sandbox. */
export function tableTaken(name: string): Problem {
  return problem(400, says('catalog-table-taken', { name }));
}

/** A request among several that its caller may not make; `names` are permissions of which one would do. */
export function permissionMissing(names: readonly string[]): Problem {
  return problem(403, says('catalog-permission-missing', { names: together('or', names) }));
}

/** Nothing of that id in this sandbox. */
export function notFound(noun: 'DataSet' | 'Batch' | 'DataSetView', id: string): Problem {
  return problem(404, says('catalog-not-found', { noun, id }));
}

/** A dataset has no labels (Dataset Service reference, `NotFoundError`). */
export function noLabels(id: string): Problem {
  return new Problem(404, {
    status: 'NOT_FOUND',
    code: 'PES-404',
    message: 'GET Entities Not Found',
    path: `/entities/AEP:dataset:${id}`,
  });
}

/** Labels are there already: they are replaced, not created (Dataset Service reference, `ForbiddenError`). */
export function labelsExist(id: string): Problem {
  return new Problem(403, {
    status: 'FORBIDDEN',
    code: 'PES-403',
    message: 'The labels entity already exists. Use a PUT request instead.',
    path: `/entities/AEP:dataset:${id}`,
  });
}

/** A sub-request that was taken back, or not run, because another one failed. */
export function notExecuted(culprit: string, reverted: boolean): Problem {
  return problem(424, says(reverted ? 'catalog-reverted' : 'catalog-not-executed', { culprit }));
}

/** Storage of the platform is not open to callers. */
export function noStorageCredentials(): Problem {
  return problem(403, says('catalog-no-storage-credentials'));
}

/** `If-Match` (or `If-None-Match`) does not fit the stored version. */
export function versionMismatch(current: string): Problem {
  return problem(412, says('catalog-version-mismatch', { current }));
}

/** Somebody else changed the object between our reading and writing. */
export function changedMeanwhile(id: string): Problem {
  return problem(409, says('catalog-changed-meanwhile', { id }));
}
