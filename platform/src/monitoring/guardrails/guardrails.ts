/** A limit Adobe publishes for its own service (page "Guardrails"), with what it does there beyond it. */
export interface Guardrail {
  readonly id: string;
  readonly title: string;
  readonly limit: number;
  readonly unit: 'requests/s' | 'messages/s' | 'events/s' | 'requests/min' | 'bytes' | 'elements' | 'objects' | 'ms';
  /** What the limit is counted for. */
  readonly per: 'inlet' | 'organisation' | 'dataset' | 'dataflow' | 'sandbox';
  /** What Adobe's service does beyond it. */
  readonly effect: 'throttled' | 'refused' | 'dropped' | 'slower' | 'none';
  /** `always`: refused here too. `on-request`: with MENISCUS_GUARDRAILS=enforce. `never`: only measured. */
  readonly enforced: 'always' | 'on-request' | 'never';
}

/** Every limit that is measured, in the order they are shown. */
export const GUARDRAILS: readonly Guardrail[] = [
  {
    id: 'collection-requests',
    title: 'Requests to a streaming endpoint',
    limit: 1000,
    unit: 'requests/s',
    per: 'inlet',
    effect: 'throttled',
    enforced: 'on-request',
  },
  {
    id: 'collection-messages',
    title: 'Messages to a streaming endpoint',
    limit: 10_000,
    unit: 'messages/s',
    per: 'inlet',
    effect: 'throttled',
    enforced: 'on-request',
  },
  {
    id: 'sync-validations',
    title: 'Synchronously validated requests',
    limit: 60,
    unit: 'requests/min',
    per: 'inlet',
    effect: 'throttled',
    enforced: 'always',
  },
  {
    id: 'profile-events',
    title: 'Records for profiles and streaming segmentation',
    limit: 1500,
    unit: 'events/s',
    per: 'organisation',
    effect: 'throttled',
    enforced: 'never',
  },
  {
    id: 'request-size',
    title: 'Size of a request',
    limit: 1_048_576,
    unit: 'bytes',
    per: 'inlet',
    effect: 'refused',
    enforced: 'always',
  },
  {
    id: 'message-size',
    title: 'Recommended size of a message',
    limit: 10_240,
    unit: 'bytes',
    per: 'inlet',
    effect: 'slower',
    enforced: 'never',
  },
  {
    id: 'event-size',
    title: 'Size of an experience event in the profile',
    limit: 10_240,
    unit: 'bytes',
    per: 'dataset',
    effect: 'dropped',
    enforced: 'on-request',
  },
  {
    id: 'record-size',
    title: 'Size of a profile record',
    limit: 102_400,
    unit: 'bytes',
    per: 'dataset',
    effect: 'dropped',
    enforced: 'on-request',
  },
  {
    id: 'event-array',
    title: 'Elements of an array in an experience event',
    limit: 10,
    unit: 'elements',
    per: 'dataset',
    effect: 'slower',
    enforced: 'never',
  },
  {
    id: 'record-array',
    title: 'Elements of an array in a profile record',
    limit: 500,
    unit: 'elements',
    per: 'dataset',
    effect: 'slower',
    enforced: 'never',
  },
  {
    id: 'profile-latency',
    title: 'Time from receipt to the profile',
    limit: 900_000,
    unit: 'ms',
    per: 'dataflow',
    effect: 'none',
    enforced: 'never',
  },
  {
    id: 'lake-latency',
    title: 'Time from receipt to the dataset',
    limit: 3_600_000,
    unit: 'ms',
    per: 'dataset',
    effect: 'none',
    enforced: 'never',
  },
  {
    id: 'profile-datasets',
    title: 'Datasets of records enabled for profiles',
    limit: 20,
    unit: 'objects',
    per: 'sandbox',
    effect: 'slower',
    enforced: 'never',
  },
  {
    id: 'event-datasets',
    title: 'Datasets of events enabled for profiles',
    limit: 20,
    unit: 'objects',
    per: 'sandbox',
    effect: 'slower',
    enforced: 'never',
  },
  {
    id: 'audiences',
    title: 'Audiences',
    limit: 4000,
    unit: 'objects',
    per: 'sandbox',
    effect: 'slower',
    enforced: 'never',
  },
];

/** Published limit by id. Throws for an id that is none: a mistake of ours. */
export function limitOf(id: string): number {
  const found = GUARDRAILS.find((guardrail) => guardrail.id === id);
  if (found === undefined) throw new Error(`there is no guardrail ${id}`);
  return found.limit;
}
