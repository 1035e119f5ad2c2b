import type { Said } from '@meniscus/languages/syntax';
import type { Refusal } from './errors.ts';
import { sayOfIngest } from './phrases.ts';
import { found, type Resolution } from './targets.ts';

type Json = Readonly<Record<string, unknown>>;

/**
 * What `header.operations` of a message asks for (page "Send partial row updates to Real-Time Customer Profile using Data
 * Prep"): `merge` changes of the profile what the record has members for, `delete` takes away what the dataset says of the
 * person, and neither is written to the lake.
 */
export interface Operations {
  readonly data: 'create' | 'merge' | 'delete';
  /** Dataset in whose name the identities of the record are linked; none: the message links nothing of itself. */
  readonly identityDataset: string | undefined;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function operationsIn(payload: unknown): Json | undefined {
  if (!isObject(payload) || !isObject(payload.header) || !isObject(payload.body)) return undefined;
  return isObject(payload.header.operations) ? payload.header.operations : undefined;
}

/** The operations of a message that was accepted; undefined when it is an ordinary one. */
export function operationsOf(payload: unknown): Operations | undefined {
  const sent = operationsIn(payload);
  if (sent === undefined) return undefined;
  const data = sent.data === 'merge' || sent.data === 'delete' ? sent.data : 'create';
  const identityDataset = sent.identity === 'create' ? String(sent.identityDatasetId) : undefined;
  return data === 'create' && identityDataset === undefined ? undefined : { data, identityDataset };
}

/** The record of a raw message with operations: the members of `body`, by themselves and under `body`, as mappings write both. */
export function bodyOf(payload: unknown): Json {
  const { body } = payload as { readonly body: Json };
  return { ...body, ...(payload as Json) };
}

/** What is wrong with the operations of a message; undefined when there are none or they can be done. */
export function operationsRefusal(
  payload: unknown,
  resolution: Resolution,
  identity: Resolution | undefined,
): Refusal | undefined {
  const sent = operationsIn(payload);
  if (sent === undefined) return undefined;
  const why = fault(sent, resolution) ?? identityFault(sent, resolution, identity);
  return why === undefined ? undefined : sayOfIngest('message-operation', { why });
}

function fault({ data = 'create' }: Json, resolution: Resolution): Said | undefined {
  if (data !== 'create' && data !== 'merge' && data !== 'delete') return sayOfIngest('operation-data');
  if (data === 'create' || !found(resolution)) return undefined;
  const { dataset, schema } = resolution.target;
  if (!dataset.profileEnabled) return sayOfIngest('operation-needs-profile', { data, id: dataset.id });
  return schema.behavior === 'record'
    ? undefined
    : sayOfIngest('operation-needs-records', { data, title: schema.title });
}

/** The identity dataset is another one with the same schema, enabled for identities and not for Profile (same page). */
function identityFault(
  { identity, identityDatasetId }: Json,
  resolution: Resolution,
  found_: Resolution | undefined,
): Said | undefined {
  if (identity === undefined) return undefined;
  if (identity !== 'create') return sayOfIngest('operation-identity');
  if (typeof identityDatasetId !== 'string') return sayOfIngest('operation-no-dataset-id');
  if (found_ === undefined || !found(found_)) return sayOfIngest('operation-no-dataset', { id: identityDatasetId });
  if (!found(resolution)) return undefined;
  const { dataset, schema } = found_.target;
  if (dataset.id === resolution.target.dataset.id) return sayOfIngest('operation-same-dataset');
  if (schema.id !== resolution.target.schema.id) return sayOfIngest('operation-same-schema');
  if (!dataset.identityEnabled) return sayOfIngest('operation-for-identity');
  return dataset.profileEnabled ? sayOfIngest('operation-not-for-profile') : undefined;
}
