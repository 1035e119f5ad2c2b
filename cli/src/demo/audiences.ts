import { setTimeout as sleep } from 'node:timers/promises';
import type { Call } from '../../../examples/capillary-tutorial/calls.ts';
import type { Member } from '../simulate/member.ts';

/** An audience of the demo: its rule, and the same rule over the simulator's books. */
export interface AudiencePlan {
  readonly name: string;
  readonly description: string;
  /** Profile Query Language. `tenant` is the root of custom fields. */
  pql(tenant: string): string;
  has(member: Member): boolean;
  /** The person of the documented payloads (gold, 1,250 points, nothing else known) is in it. */
  readonly sample: boolean;
  /** The people who measure the latency (gold, no points) are in it. */
  readonly probes: boolean;
}

export const GOLD: AudiencePlan = {
  name: 'Gold members',
  description: 'Everybody in the gold tier now.',
  pql: () => 'loyalty.tier = "gold"',
  has: ({ tier }) => tier === 'gold',
  sample: true,
  probes: true,
};

const ALPINE_STORES: readonly string[] = ['MUC1', 'GNB1', 'TRN1', 'VIE1', 'INN1'];

/** Audiences the demo makes. */
export const AUDIENCES: readonly AudiencePlan[] = [
  GOLD,
  {
    name: 'High spenders',
    description: 'Bought for more than 2,000 euros, returns taken off.',
    pql: () => 'loyalty.lifetimePurchases > 2000',
    has: ({ spentCents }) => spentCents > 200_000,
    sample: false,
    probes: false,
  },
  {
    name: 'Points to spend',
    description: 'At least 500 points on the account, above the base tier.',
    pql: () => 'loyalty.points >= 500 and loyalty.tier != "bronze"',
    has: ({ account, tier }) => account.balance >= 500 && tier !== 'bronze',
    sample: true,
    probes: false,
  },
  {
    name: 'Alpine stores',
    description: 'Home store near the mountains.',
    pql: (tenant) => `${tenant}.capillary.homeStore in [${ALPINE_STORES.map((code) => `"${code}"`).join(', ')}]`,
    has: ({ person }) => ALPINE_STORES.includes(person.homeStore.code),
    sample: false,
    probes: false,
  },
];

/** An audience that was made. */
export interface Audience {
  readonly id: string;
  readonly plan: AudiencePlan;
}

const PROFILE_MODEL = '_xdm.context.profile';
const ESTIMATE_TRIES = 100;
const ESTIMATE_WAIT_MS = 100;

/** Makes a streaming audience (`POST /segment/definitions`). `label` goes before the name, which is unique in a sandbox. */
export async function createAudience(call: Call, plan: AudiencePlan, tenant: string, label: string): Promise<Audience> {
  const created = await call('POST /data/core/ups/segment/definitions', {
    name: `${label} ${plan.name}`,
    description: plan.description,
    expression: { type: 'PQL', format: 'pql/text', value: plan.pql(tenant) },
    schema: { name: PROFILE_MODEL },
    evaluationInfo: { batch: { enabled: false }, continuous: { enabled: true }, synchronous: { enabled: false } },
  });
  return { id: (created as { id: string }).id, plan };
}

/** Members of an audience as the platform estimates them: preview, then estimate until it is ready. */
export async function audienceSize(call: Call, { plan }: Audience, tenant: string): Promise<number> {
  const preview = (await call('POST /data/core/ups/preview', {
    predicateExpression: plan.pql(tenant),
    predicateType: 'pql/text',
    predicateModel: PROFILE_MODEL,
    graphType: 'pdg',
  })) as { previewId: string };
  for (let tries = 0; tries < ESTIMATE_TRIES; tries += 1) {
    const answer = await call(`GET /data/core/ups/estimate/${encodeURIComponent(preview.previewId)}`);
    const { state, estimatedSize } = answer as { state: string; estimatedSize: number };
    if (state === 'RESULT_READY') return Number(estimatedSize);
    if (state === 'FAILED') throw new Error(`the estimate of '${plan.name}' failed: ${JSON.stringify(answer)}`);
    await sleep(ESTIMATE_WAIT_MS);
  }
  throw new Error(`the estimate of '${plan.name}' was not ready in time`);
}
