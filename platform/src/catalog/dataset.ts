import { type Scope, sayOfRequest } from '../kernel/index.ts';
import type { Document } from '../stores/index.ts';
import { badRequest } from './errors.ts';
import { sayOfCatalog } from './phrases.ts';
import { readTags, switchedOn, TABLE_TAG, type Tags, takesUpdates } from './tags.ts';

/** Which schema a dataset holds, with the media type it was declared by. */
export interface SchemaRef {
  readonly id: string;
  readonly contentType: string;
}

/** A dataset as stages to the right see it. */
export interface Dataset {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly createdBy: string;
  readonly schemaRef: SchemaRef;
  /** Tagged for profile, and the schema takes part in the union: only then does data reach profiles. */
  readonly profileEnabled: boolean;
  readonly identityEnabled: boolean;
  /** Rows of batches update profiles in part (tag `isUpsert:true` of `unifiedProfile`). */
  readonly upsert: boolean;
  /** Batches collect what was wrong with each row, also when they do not ask for it. */
  readonly errorDiagnostics: boolean;
  /** SQL table name, the dataset's `adobe/pqs/table` tag. */
  readonly table: string;
  readonly tags: Tags;
  readonly viewId: string;
  /** Epoch milliseconds. */
  readonly created: number;
  readonly updated: number;
}

/** What Catalog asks about a schema; answered by the schemas stage. */
export interface DatasetSchema {
  readonly union: boolean;
  readonly behavior: 'record' | 'time-series' | 'adhoc';
}

/** What is stored of a dataset. */
export interface DatasetBody {
  readonly name: string;
  readonly description?: string;
  readonly schemaRef: SchemaRef;
  readonly tags: Tags;
  readonly viewId: string;
  readonly clientId: string;
  /** Other writable properties, kept as they were sent (`enableErrorDiagnostics`, `fileDescription`, `extensions`, …). */
  readonly extra: Readonly<Record<string, unknown>>;
}

/** The part of a dataset a caller writes. */
export type DatasetInput = Omit<DatasetBody, 'viewId' | 'clientId'>;

/** What the last batches of a dataset were, and how much it holds. */
export interface DatasetState {
  readonly rows: number;
  readonly failedRows: number;
  readonly bytes: number;
  readonly lastBatch?: string;
  readonly lastStatus?: string;
  readonly lastSuccess?: string;
  readonly lastFailed?: string;
}

const DEFAULT_CONTENT_TYPE = 'application/vnd.adobe.xed+json;version=1';
/** Set by the service; accepted in a body (clients send back what they read) and ignored. */
const READ_ONLY = new Set(
  (
    'id version imsOrg sandboxId created updated createdClient createdUser updatedUser viewId files schema basePath state ' +
    'namespace dule statsCache lastBatchId lastBatchStatus lastSuccessfulBatch lastFailedBatch classification aspect status'
  ).split(' '),
);

function readSchemaRef(value: unknown): SchemaRef {
  const ref = value as { id?: unknown; contentType?: unknown } | undefined;
  if (typeof ref !== 'object' || ref === null || typeof ref.id !== 'string' || ref.id === '') {
    throw badRequest(
      sayOfCatalog('catalog-schema-ref', {
        example: '{"id": "<$id of a schema>", "contentType": "application/vnd.adobe.xed+json;version=1"}',
      }),
    );
  }
  return { id: ref.id, contentType: typeof ref.contentType === 'string' ? ref.contentType : DEFAULT_CONTENT_TYPE };
}

/** Reads the body of a create, replace or (after merging) update call. Throws the documented 400 with the field's name. */
export function readDataset(value: unknown): DatasetInput {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw badRequest(sayOfRequest('request-body-object'));
  const { name, description, schemaRef, tags, ...rest } = value as Record<string, unknown>;
  if (typeof name !== 'string' || name.trim() === '') throw badRequest(sayOfCatalog('catalog-name'));
  if (description !== undefined && description !== null && typeof description !== 'string')
    throw badRequest(sayOfRequest('request-string', { name: 'description' }));
  return {
    name,
    ...(typeof description === 'string' ? { description } : {}),
    schemaRef: readSchemaRef(schemaRef),
    tags: readTags(tags),
    extra: Object.fromEntries(Object.entries(rest).filter(([key]) => !READ_ONLY.has(key))),
  };
}

/** The writable part again, as a caller would send it: what a PATCH is applied to. */
export function writable(body: DatasetBody): Record<string, unknown> {
  const { name, description, schemaRef, tags, extra } = body;
  return { name, ...(description === undefined ? {} : { description }), schemaRef, tags, ...extra };
}

/** Catalog's version of an object: `1.0.0` when made, the last number one up with each change. Also its `E-Tag`. */
export function versionOf(document: { readonly version: number }): string {
  return `1.0.${document.version - 1}`;
}

/** The dataset as other stages see it. `schema` undefined: the schema is gone, nothing reaches profiles. */
export function toDataset(document: Document<DatasetBody>, schema: DatasetSchema | undefined): Dataset {
  const { name, description = '', schemaRef, tags, viewId } = document.body;
  return {
    id: document.id,
    name,
    description,
    createdBy: document.createdBy,
    schemaRef,
    profileEnabled: switchedOn(tags, 'Profile') && schema?.union === true,
    identityEnabled: switchedOn(tags, 'Identity'),
    upsert: takesUpdates(tags),
    errorDiagnostics: document.body.extra.enableErrorDiagnostics === true,
    table: tags[TABLE_TAG]?.[0] ?? '',
    tags,
    viewId,
    created: document.createdAt,
    updated: document.updatedAt,
  };
}

function lastBatches(state: DatasetState | undefined): Record<string, unknown> {
  if (state?.lastBatch === undefined) return {};
  return {
    lastBatchId: state.lastBatch,
    lastBatchStatus: state.lastStatus,
    ...(state.lastSuccess === undefined ? {} : { lastSuccessfulBatch: state.lastSuccess }),
    ...(state.lastFailed === undefined ? {} : { lastFailedBatch: state.lastFailed }),
  };
}

/** The dataset as Catalog answers it (page "Create a dataset" and the Catalog API reference, `dataSetResponse`). */
export function datasetAnswer(
  scope: Scope,
  document: Document<DatasetBody>,
  schema: DatasetSchema | undefined,
  state: DatasetState | undefined,
): Record<string, unknown> {
  const { body, id } = document;
  return {
    ...body.extra,
    name: body.name,
    ...(body.description === undefined ? {} : { description: body.description }),
    imsOrg: scope.org,
    sandboxId: scope.sandboxId,
    tags: body.tags,
    state: 'DRAFT',
    namespace: 'ACP',
    version: versionOf(document),
    created: document.createdAt,
    updated: document.updatedAt,
    createdClient: body.clientId,
    createdUser: document.createdBy,
    updatedUser: document.updatedBy,
    viewId: body.viewId,
    files: `@/dataSets/${id}/views/${body.viewId}/files`,
    schema: body.schemaRef.id,
    schemaRef: body.schemaRef,
    classification: { dataBehavior: schema?.behavior ?? 'record', managedBy: 'CUSTOMER' },
    dule: {},
    statsCache: {},
    ...lastBatches(state),
  };
}
