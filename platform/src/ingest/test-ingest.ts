import { type Field, validatorFor } from '@meniscus/languages/xdm';
import { pino } from 'pino';
import { countingIds, createMeter, manualClock, type Scope } from '../kernel/index.ts';
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
const ROOT: Field = { type: 'object', fields: { n: { type: 'int' } } };

/** Not started: the stage over these stores, where every dataset has records `{n}` and the follower only applies. */
export function testIngest({ log, keyed, apply }: { log: Log; keyed: KeyedStore; apply: Follower['apply'] }): Ingest {
  const target = { id: 'd', schemaRef: { id: 's' }, tags: {} };
  const schema = { id: 's', root: ROOT, behavior: 'record', identities: [], validate: validatorFor(ROOT) };
  const unchanged = { revision: () => 0 };
  const nothing = { dirtyCount: 0, take: () => ({ settle() {} }) };
  return createIngest({
    log,
    keyed,
    flows: { ...unchanged, inlet: () => undefined, plan: () => undefined },
    catalog: { ...unchanged, dataset: () => Promise.resolve(target) },
    schemas: { ...unchanged, compiled: () => Promise.resolve(schema) },
    mapping: unchanged,
    states: { ...nothing, load: () => Promise.resolve() },
    access: { scopeByKey: () => SCOPE },
    follower: {
      ...nothing,
      apply,
      clockIs: () => Promise.resolve(),
      nextDue: () => Promise.resolve(Number.POSITIVE_INFINITY),
    },
    observer: { ...nothing, ran: () => Promise.resolve() },
    later: {},
    repeatWindowMs: 0,
    rateLimits: { requestsPerSecond: 1, messagesPerSecond: 1, enforce: false },
    clock: manualClock(),
    ids: countingIds(),
    meter: createMeter(),
    logger: pino({ level: 'silent' }),
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
