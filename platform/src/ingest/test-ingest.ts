import { type Field, validatorFor } from '@meniscus/languages/xdm';
import { pino } from 'pino';
import type { Inlet } from '../flows/index.ts';
import { Bodies, countingIds, createMeter, manualClock, type Scope, Standings } from '../kernel/index.ts';
import type { KeyedStore, Log } from '../stores/index.ts';
import {
  createIngest,
  decodeValidated,
  type Follower,
  type Ingest,
  type IngestDeps,
  VALIDATED_TOPIC,
} from './index.ts';

/** The only scope of a stage under test. */
export const SCOPE: Scope = {
  org: 'A@AdobeOrg',
  sandbox: 'prod',
  sandboxId: 's',
  sandboxType: 'production',
  tenant: 'a',
  key: 'k1',
};
const ROOT: Field = { type: 'object', fields: { n: { type: 'int' }, text: { type: 'string' } } };

/** The only inlet: what comes in there goes to the dataset as it is. */
export const INLET: Inlet = {
  id: 'a'.repeat(64),
  scope: SCOPE,
  kind: 'flow',
  flowId: 'f',
  dataType: 'raw',
  authenticationRequired: false,
  sourceName: 'test',
};
const PLAN = { flowId: 'f', enabled: true, sourceSpecId: 'x', datasetId: 'd', schemaId: 's' };

/**
 * Not started: the stage over these stores, where every dataset has records `{n, text}` and the follower only applies: each
 * record is an object that waits for a checkpoint.
 */
export function testIngest({
  log,
  keyed,
  apply,
  follower,
  ...options
}: {
  log: Log;
  keyed: KeyedStore;
  apply: Follower['apply'];
  /** What it does besides. */
  follower?: Partial<Follower>;
} & Partial<Pick<IngestDeps, 'backlogLimit' | 'clock' | 'standings'>>): Ingest {
  let changed = 0;
  const target = { id: 'd', schemaRef: { id: 's' }, tags: {} };
  const schema = { id: 's', root: ROOT, behavior: 'record', identities: [], validate: validatorFor(ROOT) };
  const unchanged = { revision: () => 0 };
  const nothing = { dirtyCount: 0, take: () => ({ settle() {} }) };
  return createIngest({
    log,
    keyed,
    flows: { ...unchanged, inlet: (id: string) => (id === INLET.id ? INLET : undefined), plan: () => PLAN },
    sources: { translator: () => undefined, implied: () => [] },
    catalog: { ...unchanged, dataset: () => Promise.resolve(target) },
    schemas: { ...unchanged, compiled: () => Promise.resolve(schema) },
    mapping: unchanged,
    states: { ...nothing, load: () => Promise.resolve() },
    access: { scopeByKey: () => SCOPE },
    follower: {
      async apply(records: Parameters<Follower['apply']>[0]) {
        const rejections = await apply(records);
        changed += records.length;
        return rejections;
      },
      get dirtyCount() {
        return changed;
      },
      prepare: () => Promise.resolve(),
      tidy: () => Promise.resolve(false),
      take() {
        changed = 0;
        return { settle() {} };
      },
      clockIs: () => Promise.resolve(),
      nextDue: () => Promise.resolve(Number.POSITIVE_INFINITY),
      ...follower,
    },
    observer: { ...nothing, ran: () => Promise.resolve(), accepted() {}, refused() {}, exceeded() {} },
    later: {},
    repeatWindowMs: 0,
    rateLimits: { requestsPerSecond: 1, messagesPerSecond: 1, enforce: false },
    clock: manualClock(),
    ids: countingIds(),
    meter: createMeter(),
    bodies: new Bodies(createMeter()),
    standings: new Standings(manualClock(), createMeter()),
    logger: pino({ level: 'silent' }),
    ...options,
  } as unknown as IngestDeps);
}

/** Texts of the records `{n}` with numbers of a range. */
export function rows(from: number, to: number): readonly Uint8Array[] {
  return Array.from({ length: to - from }, (_, index) => Buffer.from(JSON.stringify({ n: from + index })));
}

/** Numbers of the rows of a dataset in topic `validated`, in order. */
export async function validatedRows(log: Log): Promise<readonly number[]> {
  const found: number[] = [];
  for (const { value } of await log.read(VALIDATED_TOPIC, 0, 100_000, 1e9)) {
    const { meta, lines } = decodeValidated(value);
    if (meta.failed === true) continue;
    for (const line of Buffer.from(lines).toString().split('\n'))
      if (line !== '') found.push((JSON.parse(line) as { n: number }).n);
  }
  return found;
}
