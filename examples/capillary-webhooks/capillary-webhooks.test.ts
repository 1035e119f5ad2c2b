import { beforeAll, describe, expect, it } from 'vitest';
import { Programme } from '../../cli/src/simulate/programme.ts';
import { EVENT_NAMES } from '../../platform/src/sources/capillary/events.ts';
import { withProcess } from '../../tools/harness/with-platform.ts';
import { delivered, recorded } from './delivery.ts';
import { recount, unexplained } from './recount.ts';

const stand = withProcess('capillary-webhooks');

interface SetUp {
  readonly webhookUrl: string;
  readonly webhookHeaders: Readonly<Record<string, string>>;
  readonly connectionId: string;
  readonly event: { readonly datasetId: string };
  readonly profile: { readonly datasetId: string };
}

interface View {
  readonly loyalty?: Readonly<Record<string, unknown>> & {
    readonly pointsExpiration?: readonly { readonly pointsExpiring: number; readonly pointsExpirationDate: string }[];
  };
  readonly person?: { readonly name?: { readonly firstName?: string } };
  readonly mobilePhone?: { readonly number?: string };
}

const setUp = () => stand.api.call<SetUp>('POST', '/meniscus/v1/sources/capillary/setup', {});

async function post({ webhookUrl, webhookHeaders }: SetUp, body: string, headers = webhookHeaders): Promise<Response> {
  return fetch(webhookUrl, { method: 'POST', headers, body });
}

/** Sends one event after the other in eight lanes, as eight connections of the service would. */
async function sendAll(made: SetUp, bodies: readonly string[]): Promise<readonly number[]> {
  const statuses: number[] = [];
  let next = 0;
  const lane = async () => {
    while (next < bodies.length) {
      const body = bodies[next]!;
      next += 1;
      statuses.push((await post(made, body)).status);
    }
  };
  await Promise.all(Array.from({ length: 8 }, lane));
  return statuses;
}

const FROM = Date.UTC(2024, 0, 1);
/** Two years of a small programme: in less time no member's tier is lost, and all 14 kinds are to occur. */
const programme = new Programme({ seed: 'b', members: 250, events: 3000, days: 800, from: FROM });
const events = recorded(programme);
const { bodies, repeats } = delivered(events, 'a bad week');
/** Messages sent once more after the process was killed. */
const SENT_AGAIN = 150;

describe('the webhook of the Capillary source', () => {
  let made: SetUp;

  beforeAll(async () => {
    made = await setUp();
  });

  it('is set up once, however often it is asked for', async () => {
    expect(await setUp()).toEqual(made);
    expect(await Promise.all([setUp(), setUp()])).toEqual([made, made]);
  });

  it('takes nothing without its header', async () => {
    const answers = await Promise.all([
      post(made, bodies[0]!, { 'content-type': 'application/json' }),
      post(made, bodies[0]!, { ...made.webhookHeaders, authorization: 'Bearer wrong' }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([401, 401]);
  });

  it('refuses for good only what can never work', async () => {
    expect((await post(made, '{"eventName":')).status).toBe(400);
    expect((await post(made, '[]')).status).toBe(400);
  });

  it('gives the profiles an independent recount gives, from all 14 kinds, repeats and late events, over a SIGKILL', async () => {
    expect(new Set(events.map(({ eventName }) => eventName))).toEqual(new Set(EVENT_NAMES));
    const half = Math.floor(bodies.length / 2);
    const statuses = [...(await sendAll(made, bodies.slice(0, half)))];
    // The power goes; what was answered is kept, and the sender repeats what it has no answer for.
    await stand.platform.kill('SIGKILL');
    await stand.restart();
    const before = made;
    made = await setUp();
    expect(made).toMatchObject({ connectionId: before.connectionId, webhookHeaders: before.webhookHeaders });
    statuses.push(...(await sendAll(made, bodies.slice(half - SENT_AGAIN))));
    expect(new Set(statuses)).toEqual(new Set([200]));
    await stand.api.settled();

    const wrong: unknown[] = [];
    const counted = recount(events);
    for (const [id, member] of counted) {
      const view = (await stand.api.profile('CapillaryId', id)) as View | undefined;
      const own = Object.values(view ?? {}).find(
        (value): value is { capillary: { promotions?: { id: string }[] } } =>
          typeof value === 'object' && value !== null && 'capillary' in value,
      );
      const found = {
        points: view?.loyalty?.points,
        lifetimePoints: view?.loyalty?.lifetimePoints,
        tier: view?.loyalty?.tier,
        tierExpiryDate: view?.loyalty?.tierExpiryDate,
        firstName: view?.person?.name?.firstName,
        mobile: view?.mobilePhone?.number,
        promotions: own?.capillary.promotions?.map((promotion) => promotion.id).sort() ?? [],
      };
      const wanted = { ...found, ...member, promotions: member.promotions.sort() };
      if (JSON.stringify(found) !== JSON.stringify(wanted)) wrong.push({ id, found, wanted });
    }
    expect(wrong).toEqual([]);
    expect(counted.size).toBe(250);
  });

  it('shows the points that will expire as the books of the programme have them', async () => {
    // Points of the opening balances and what returns took back were never sent: the books of these members know more.
    const returned = new Set(
      events.flatMap(({ data }) =>
        data.billType === 'RETURN' ? [(data.customerIdentifiers as { customerId: number }).customerId] : [],
      ),
    );
    const faithful = programme.members.filter(
      ({ customerId, joinedAt }) => joinedAt > FROM && !returned.has(customerId),
    );
    const wrong: unknown[] = [];
    for (const { customerId, account } of faithful) {
      const view = (await stand.api.profile('CapillaryId', String(customerId))) as View;
      const found = (view.loyalty?.pointsExpiration ?? []).map((one) => [
        Date.parse(one.pointsExpirationDate) / 86_400_000,
        one.pointsExpiring,
      ]);
      const wanted = account.schedule(12).map(({ day, points }) => [day, points]);
      if (JSON.stringify(found) !== JSON.stringify(wanted)) wrong.push({ customerId, found, wanted });
    }
    expect(faithful.length).toBeGreaterThan(20);
    expect(wrong).toEqual([]);
  });

  it('tells whose points moved without an event, and after which event that began', async () => {
    const path = `/meniscus/v1/sources/capillary/reconciliation?connectionId=${made.connectionId}`;
    interface Page {
      readonly checked: number;
      readonly unreconciled: readonly {
        readonly customerId: string;
        readonly difference: number;
        readonly drifts: readonly { readonly after: string; readonly seenAt: string }[];
      }[];
      readonly next?: string;
    }
    const first = await stand.api.call<Page>('GET', `${path}&limit=200`);
    const second = await stand.api.call<Page>('GET', `${path}&limit=200&start=${encodeURIComponent(first.next!)}`);
    expect([first.checked, second.checked, second.next]).toEqual([200, 50, undefined]);
    const found = [...first.unreconciled, ...second.unreconciled];
    expect(new Map(found.map(({ customerId, difference }) => [customerId, difference]))).toEqual(
      new Map([...unexplained(events)].sort()),
    );
    // What is missing lies between the two events a drift names: a return.
    const byId = new Map(events.map((event) => [event.eventId, event]));
    for (const { customerId, drifts } of found) {
      for (const { after, seenAt } of drifts) {
        const between = events.filter(
          ({ createdAt, data }) =>
            createdAt >= byId.get(after)!.createdAt &&
            createdAt <= byId.get(seenAt)!.createdAt &&
            String((data.customerIdentifiers as { customerId: number }).customerId) === customerId,
        );
        expect(between.some(({ data }) => data.billType === 'RETURN')).toBe(true);
      }
    }
    expect(found.length).toBeGreaterThan(10);
  });

  it('keeps the books: every event stored once, every repeat counted', async () => {
    const totals = (await stand.api.settled()) as unknown as Record<string, number | boolean>;
    expect(totals).toMatchObject({
      accepted: bodies.length + SENT_AGAIN,
      skipped: repeats + SENT_AGAIN,
      failed: 0,
      waiting: 0,
      balanced: true,
    });
    const table = Object.values(
      await stand.api.call<Record<string, { tags: Record<string, string[]> }>>(
        'GET',
        `/data/foundation/catalog/dataSets/${made.event.datasetId}`,
      ),
    )[0]!.tags['adobe/pqs/table']![0]!;
    const { rows } = await stand.api.sql(`select count(*)::int, count(distinct _id)::int from ${table}`);
    expect(rows).toEqual([[events.length, events.length]]);
  });
});
