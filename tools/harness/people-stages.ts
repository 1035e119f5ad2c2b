import type { Field } from '@meniscus/languages/xdm';
import { pino } from 'pino';
import { createIdentity } from '../../platform/src/identity/index.ts';
import {
  ALL_FIELDS,
  type Call,
  type Clock,
  countingIds,
  createMeter,
  type Route,
  type Scope,
} from '../../platform/src/kernel/index.ts';
import { createPeopleStep, type PeopleStep } from '../../platform/src/pipeline-people.ts';
import { ALL, createProfile, type ExportDoors } from '../../platform/src/profile/index.ts';
import { createSegmentation, type Everybody, segmentMembershipOf } from '../../platform/src/segmentation/index.ts';
import {
  type KeyedStore,
  type ObjectStore,
  type PendingWrites,
  Residents,
  type Tables,
} from '../../platform/src/stores/index.ts';

/** The one sandbox of these stages. */
export const SCOPE: Scope = {
  org: 'A@AdobeOrg',
  sandbox: 'prod',
  sandboxId: 's',
  sandboxType: 'production',
  tenant: 'a',
  key: 'k1',
};
const ACTOR = { userId: 'dev', clientId: 'c', kind: 'credential', org: SCOPE.org } as const;

interface Parts {
  readonly keyed: KeyedStore;
  readonly tables: Tables;
  readonly clock: Clock;
  /** Unions of the two classes. */
  readonly unions: { readonly profile: Field; readonly event: Field };
  /** Code of a namespace by its id; the number itself unless given. */
  readonly codeOf?: (namespaceId: number) => string;
  readonly clockSetBack?: () => void;
}

/**
 * Identity, profile and segmentation joined as `pipeline.ts` joins them, on stores of the caller's, with nothing in front of
 * them: for property tests and benchmarks of what happens to people. Open them again on the same stores for a restart.
 */
export async function openPeopleStages({ keyed, tables, clock, unions, codeOf = String, clockSetBack }: Parts) {
  const nothing = () => Promise.resolve();
  const absent = () => Promise.resolve(undefined);
  const notHere = () => Promise.reject(new Error('not here'));
  const questions = { batchOf: absent, renew: nothing, renewAll: nothing };
  const residents = new Residents();
  const identity = createIdentity({ tables, keyed, residents, clock, questions });
  await identity.load(() => SCOPE.org);
  const profile = createProfile({
    tables,
    keyed,
    residents,
    graph: identity.graph,
    namespaces: identity.namespaces,
    clock,
    ids: countingIds(),
    logger: pino({ enabled: false }),
    questions: {
      memberships: async (scope, nodes) => segmentMembershipOf(await segmentation.memberships.read(scope, nodes)),
      recordAt: absent,
      erasing: {
        erase: (_scope, nodes) => step.erase(SCOPE.key, nodes, ALL, clock()),
        eraseEverywhere: notHere,
      },
      eraseIdle: notHere,
      census: nothing,
      scopes: () => [SCOPE],
      fields: notHere,
      exports: {} as ExportDoors,
      schemaOf: absent,
      refreshComputed: nothing,
      roots: () => Promise.resolve({ root: unions.profile, eventRoot: unions.event }),
      dataset: absent,
      batch: absent,
    },
  });
  await profile.load();
  const segmentation = createSegmentation({
    tables,
    keyed,
    residents,
    clock,
    ids: countingIds(),
    unionOf: (_scope, id) => Promise.resolve(id.endsWith('/profile') ? unions.profile : unions.event),
    scopeByKey: (key) => (key === SCOPE.key ? SCOPE : undefined),
    objects: {} as ObjectStore,
    everybody: {} as Everybody,
    namespaceCode: (_scope, id) => String(id),
    namespaceId: () => undefined,
  });
  await segmentation.load();
  const step = createPeopleStep({
    identity,
    profile,
    segmentation,
    codesOf: () => codeOf,
    clockSetBack: clockSetBack ?? (() => {}),
    meter: createMeter(),
  });
  return { identity, profile, segmentation, step };
}

export type PeopleStages = Awaited<ReturnType<typeof openPeopleStages>>;

/** Writes what changed, as the process loop does between two runs. */
export async function writeCheckpoint({ step }: { readonly step: PeopleStep }, keyed: KeyedStore): Promise<void> {
  const pending: PendingWrites = { puts: [], deletes: [] };
  const taken = step.take(pending);
  await keyed.write({ ...pending, positions: [] });
  taken.settle();
}

/** Calls a route of the stages in their sandbox, without a server. */
export async function callRoute(
  routes: readonly Route[],
  id: string,
  body: unknown,
  params: Readonly<Record<string, string>> = {},
): Promise<unknown> {
  const route = routes.find((one) => one.id === id);
  if (route === undefined) throw new Error(`there is no route ${id}`);
  const rest = { scope: SCOPE, actor: ACTOR, fields: ALL_FIELDS, params, query: {}, headers: {}, requestId: 'r' };
  return (await route.handle({ ...rest, body } as Call<never>)).body;
}
