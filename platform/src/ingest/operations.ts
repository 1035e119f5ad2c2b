import type { Refusal } from './errors.ts';
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
  return why === undefined ? undefined : { message: `Message has an operation that cannot be done: ${why}` };
}

function fault({ data = 'create' }: Json, resolution: Resolution): string | undefined {
  if (data !== 'create' && data !== 'merge' && data !== 'delete')
    return 'header.operations.data takes create, merge and delete';
  if (data === 'create' || !found(resolution)) return undefined;
  const { dataset, schema } = resolution.target;
  if (!dataset.profileEnabled) return `${data} needs a dataset that is enabled for Profile, and ${dataset.id} is not`;
  return schema.behavior === 'record' ? undefined : `${data} is for profile records, and ${schema.title} has events`;
}

/** The identity dataset is another one with the same schema, enabled for identities and not for Profile (same page). */
function identityFault(
  { identity, identityDatasetId }: Json,
  resolution: Resolution,
  found_: Resolution | undefined,
): string | undefined {
  if (identity === undefined) return undefined;
  if (identity !== 'create') return 'header.operations.identity takes create only';
  if (typeof identityDatasetId !== 'string') return 'header.operations.identityDatasetId is missing';
  if (found_ === undefined || !found(found_)) return `identity dataset ${identityDatasetId} does not exist`;
  if (!found(resolution)) return undefined;
  const { dataset, schema } = found_.target;
  if (dataset.id === resolution.target.dataset.id)
    return 'the identity dataset must be another one than the dataset itself';
  if (schema.id !== resolution.target.schema.id) return 'the identity dataset must have the schema of the dataset';
  if (!dataset.identityEnabled) return 'the identity dataset must be enabled for Identity Service';
  return dataset.profileEnabled ? 'the identity dataset must not be enabled for Profile' : undefined;
}
