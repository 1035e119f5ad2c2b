import { spawnSync } from 'node:child_process';
import { beforeAll, describe, expect, it } from 'vitest';
import { dataset, flow, schema } from '../../tools/harness/programme.ts';
import { withProcess } from '../../tools/harness/with-platform.ts';

const stand = withProcess('loyalty-audiences');

const DAY = 86_400_000;
const RULE = `loyalty.tier.equals("gold", false)
and loyalty.pointsExpiration[pointsExpiring > 0 and pointsExpirationDate occurs <= 30 days after now].count() > 0
and not (exists E from xEvent where E.commerce.order.priceTotal > 0 and E.timestamp occurs <= 60 days before now)`;

interface Explained {
  readonly status: string;
  readonly since?: string;
  readonly isMember: boolean;
  readonly rule: { readonly parts: readonly { readonly text: string; readonly holds: boolean }[] };
  readonly tippedBy?: { readonly _id: string };
  readonly changesByItselfAt?: string;
  readonly smallestChange: readonly { readonly change: string; readonly path?: string; readonly to?: unknown }[];
  readonly history: readonly { readonly status: string; readonly at: string }[];
}

let audience: string;
let profiles: string;
let purchases: string;

async function send(inlet: string, body: unknown): Promise<void> {
  const response = await fetch(inlet, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(response.status).toBe(200);
}

const iso = (at: number) => new Date(at).toISOString();
const member = (email: string, tier: string, expires: number) =>
  send(profiles, {
    identityMap: { email: [{ id: email }] },
    loyalty: { tier, ladder: [{ points: 400, on: iso(expires) }] },
  });
const purchase = (email: string, id: string, at: number) =>
  send(purchases, {
    _id: id,
    timestamp: iso(at),
    identityMap: { email: [{ id: email }] },
    commerce: { order: { priceTotal: 40 } },
  });
const statusOf = async (email: string) =>
  (await stand.api.profile('Email', email))?.segmentMembership?.ups?.[audience]?.status;
const explain = (email: string) =>
  stand.api.call<Explained>(
    'GET',
    `/meniscus/v1/explain/membership?audienceId=${audience}&entityId=${encodeURIComponent(email)}&entityIdNS=email`,
  );

function meniscus(...args: readonly string[]): string {
  const { credentials, url } = stand.platform;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['cli/meniscus.js', ...args], {
    encoding: 'utf8',
    env: {
      ...process.env,
      MENISCUS_URL: url,
      MENISCUS_ORG_ID: credentials.orgId,
      MENISCUS_CLIENT_ID: credentials.clientId,
      MENISCUS_CLIENT_SECRET: credentials.clientSecret,
    },
  });
  expect(status, stderr).toBe(0);
  return stdout;
}

beforeAll(async () => {
  const memberSchema = await schema(stand.api, 'Audience members', [
    'https://ns.adobe.com/xdm/context/profile',
    'https://ns.adobe.com/xdm/context/identitymap',
    'https://ns.adobe.com/xdm/mixins/profile/profile-loyalty-details',
  ]);
  const purchaseSchema = await schema(stand.api, 'Audience purchases', [
    'https://ns.adobe.com/xdm/context/experienceevent',
    'https://ns.adobe.com/xdm/context/experienceevent-commerce',
  ]);
  const members = await dataset(stand.api, 'Audience members', memberSchema);
  const events = await dataset(stand.api, 'Audience purchases', purchaseSchema);
  profiles = await flow(stand.api, 'Audience members', memberSchema, members.id, [
    ['identityMap.email.id', 'xdm:identityMap.email[0].id'],
    ['loyalty.tier', 'loyalty.tier'],
    ['loyalty.ladder.points', 'loyalty.pointsExpiration.pointsExpiring'],
    ['loyalty.ladder.on', 'loyalty.pointsExpiration.pointsExpirationDate'],
  ]);
  purchases = await flow(stand.api, 'Audience purchases', purchaseSchema, events.id, [
    ['identityMap.email.id', 'xdm:identityMap.email[0].id'],
    ['commerce.order.priceTotal', 'commerce.order.priceTotal'],
  ]);
});

describe('gold members whose points expire within 30 days and who have not bought for 60', () => {
  it('are found, join and leave as time passes, and one of them is explained', async () => {
    const made = await stand.api.call<{ id: string; evaluationInfo: Record<string, { enabled: boolean }> }>(
      'POST',
      '/data/core/ups/segment/definitions',
      {
        name: 'Gold, expiring, away',
        expression: { type: 'PQL', format: 'pql/text', value: RULE },
        schema: { name: '_xdm.context.profile' },
        evaluationInfo: { continuous: { enabled: true } },
      },
    );
    audience = made.id;
    expect(made.evaluationInfo).toMatchObject({ batch: { enabled: true }, continuous: { enabled: false } });

    const now = Date.now();
    await member('ana@example.com', 'Gold', now + 10 * DAY);
    await purchase('ana@example.com', 'a1', now - 70 * DAY);
    // Joins by itself: the purchase turns 60 days old in a moment.
    await member('bo@example.com', 'gold', now + 10 * DAY);
    await purchase('bo@example.com', 'b1', now - 60 * DAY + 6000);
    // Leaves by itself: the points have then expired.
    await member('cy@example.com', 'gold', now + 7000);
    await member('dee@example.com', 'silver', now + 10 * DAY);
    await member('eli@example.com', 'gold', now + 40 * DAY);

    await expect.poll(() => statusOf('cy@example.com')).toBe('realized');
    expect(await statusOf('ana@example.com')).toBe('realized');
    for (const other of ['dee@example.com', 'eli@example.com']) expect(await statusOf(other)).toBeUndefined();
    const early = await explain('bo@example.com');
    expect(early).toMatchObject({ isMember: false, changesByItselfAt: iso(now + 6001) });
    await expect.poll(() => statusOf('bo@example.com')).toBe('realized');
    await expect.poll(() => statusOf('cy@example.com')).toBe('exited');
    expect((await explain('bo@example.com')).since).toBe(iso(now + 6001));
    expect((await explain('cy@example.com')).since).toBe(iso(now + 7001));

    const why = await explain('ana@example.com');
    expect(why).toMatchObject({ status: 'realized', isMember: true, rule: { kind: 'all', holds: true } });
    expect(why.rule.parts.map(({ holds }) => holds)).toEqual([true, true, true]);
    expect(why.changesByItselfAt).toBe(iso(now + 10 * DAY + 1));
    expect(why.smallestChange).toHaveLength(1);
    const told = meniscus('audience', 'explain', audience, '--id', 'ana@example.com');
    expect(told).toContain('Gold, expiring, away: realized');
    expect(told).toContain('yes  loyalty.tier.equals("gold", false)');

    const silver = await explain('dee@example.com');
    expect(silver.rule.parts.map(({ holds }) => holds)).toEqual([false, true, true]);
    expect(silver.smallestChange).toMatchObject([{ change: 'attribute', path: 'loyalty.tier', to: 'gold' }]);
    await member('dee@example.com', String(silver.smallestChange[0]!.to), now + 10 * DAY);
    await expect.poll(() => statusOf('dee@example.com')).toBe('realized');

    const before = Date.now();
    await purchase('ana@example.com', 'a2', before);
    await expect.poll(() => statusOf('ana@example.com')).toBe('exited');
    expect(await explain('ana@example.com')).toMatchObject({
      status: 'exited',
      tippedBy: { _id: 'a2' },
      history: [{ status: 'realized' }, { status: 'exited' }],
    });
    const past = meniscus('audience', 'memberships', '--id', 'ana@example.com', '--at', iso(before - 1), '--json');
    expect(JSON.parse(past)).toMatchObject({ segmentMembership: { ups: { [audience]: { status: 'realized' } } } });
    const now2 = meniscus('audience', 'memberships', '--id', 'ana@example.com', '--json');
    expect(JSON.parse(now2)).toMatchObject({ segmentMembership: { ups: { [audience]: { status: 'exited' } } } });
    const longAgo = meniscus('audience', 'memberships', '--id', 'ana@example.com', '--at', iso(now - DAY), '--json');
    expect(JSON.parse(longAgo)).toMatchObject({ segmentMembership: {} });
    await stand.restart();
    const after = meniscus('audience', 'memberships', '--id', 'ana@example.com', '--at', iso(before - 1), '--json');
    expect(JSON.parse(after)).toEqual(JSON.parse(past));
  });
});
