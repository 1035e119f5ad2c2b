import { type Call, type Credential, caller } from '../../../examples/capillary-tutorial/calls.ts';
import { type CapillarySetUp, setUpCapillary } from '../../../examples/capillary-tutorial/set-up.ts';
import { DAY_MS, dayOf } from '../simulate/calendar.ts';
import { deliver } from '../simulate/deliver.ts';
import { type DeliverySummary, type Percentiles, percentiles } from '../simulate/delivery.ts';
import type { Member } from '../simulate/member.ts';
import { messages } from '../simulate/messages.ts';
import { Programme } from '../simulate/programme.ts';
import { AUDIENCES, type Audience, audienceSize, createAudience, GOLD } from './audiences.ts';
import { type Check, type LedgerTotals, wrong } from './checks.ts';
import { sendDocumented } from './documented.ts';
import { isIn, type Probes, probe, profileOf } from './profiles.ts';
import { untilSettled } from './wait.ts';

/** What the demo streams, and how fast. */
export interface DemoOptions {
  readonly seed: string;
  readonly members: number;
  readonly events: number;
  readonly days: number;
  /** Records per second. */
  readonly rate: number;
  readonly batch: number;
  /** People whose way from POST to membership is timed while the stream runs. */
  readonly probes: number;
  /** Now, epoch milliseconds: the programme ends on the day before. */
  readonly now: number;
  readonly stop: AbortSignal;
}

/** Hooks for what is shown while it runs. */
export interface DemoScreen {
  /** A step begins. */
  step(text: string): void;
  sent(count: number): void;
  waiting(count: number): void;
}

/** What arrived, and whether all of it is right. Printed with `--json` as it stands. */
export interface DemoSummary {
  readonly ok: boolean;
  readonly url: string;
  readonly recordsAccepted: number;
  readonly recordsFailed: number;
  /** Events sent again: counted, not stored again. */
  readonly eventsSkipped: number;
  readonly rowsInLake: Readonly<Record<string, number>>;
  readonly profiles: number;
  readonly audiences: readonly {
    readonly id: string;
    readonly name: string;
    readonly members: number;
    readonly expected: number;
  }[];
  /** POST to membership readable, measured beside the stream. */
  readonly membershipLatencyMs: Percentiles & { readonly measured: number; readonly sent: number };
  readonly delivery: DeliverySummary;
  readonly checks: readonly (Check & { readonly ok: boolean })[];
}

const MEMBERS_LOOKED_AT = 40;

interface Streamed {
  readonly programme: Programme;
  readonly delivery: DeliverySummary;
  readonly probes: Probes;
  readonly documented: { readonly profile: number; readonly event: number; readonly repeats: number };
}

/** Streams the programme and, at the same time, sends the probes. */
async function stream(
  setUp: CapillarySetUp,
  gold: Audience,
  call: Call,
  options: DemoOptions,
  screen: DemoScreen,
): Promise<Omit<Streamed, 'documented'>> {
  const from = dayOf(options.now) * DAY_MS - options.days * DAY_MS;
  const programme = new Programme({
    seed: options.seed,
    members: options.members,
    events: options.events,
    days: options.days,
    from,
  });
  const urls = { profile: setUp.profileInlet, event: setUp.eventInlet };
  const [delivery, probes] = await Promise.all([
    deliver(messages(programme, 'documented'), {
      urls,
      rate: options.rate,
      batch: options.batch,
      concurrency: 8,
      signal: options.stop,
      onProgress: screen.sent,
    }),
    probe({ call, inlet: setUp.profileInlet, audienceId: gold.id, count: options.probes, pauseMs: 50 }),
  ]);
  return { programme, delivery, probes };
}

async function rowsOf(call: Call, table: string): Promise<number> {
  const answer = (await call('POST /meniscus/v1/sql', { sql: `SELECT count(*) AS records FROM "${table}"` })) as {
    rows: readonly (readonly unknown[])[];
  };
  return Number(answer.rows[0]?.[0]);
}

/** Of some members spread over the programme: how many profiles show exactly the audiences the books put them in. */
async function membershipsRight(
  call: Call,
  audiences: readonly Audience[],
  members: readonly Member[],
): Promise<Check> {
  const stride = Math.max(1, Math.floor(members.length / MEMBERS_LOOKED_AT));
  const chosen = members.filter((_, index) => index % stride === 0);
  let right = 0;
  for (const member of chosen) {
    const profile = await profileOf(call, member.person.email);
    const balanced = profile?.loyalty?.points === member.account.balance && profile.loyalty.tier === member.tier;
    if (balanced && audiences.every(({ id, plan }) => isIn(profile, id) === plan.has(member))) right += 1;
  }
  return {
    name: 'profiles looked at with the right balance, tier and memberships',
    expected: chosen.length,
    actual: right,
  };
}

function expectedMembers({ plan }: Audience, members: readonly Member[], probes: number): number {
  return members.filter((member) => plan.has(member)).length + (plan.sample ? 1 : 0) + (plan.probes ? probes : 0);
}

function streamChecks({ delivery, probes, documented }: Streamed, totals: LedgerTotals): readonly Check[] {
  const others = documented.profile + documented.event + documented.repeats + probes.sent;
  return [
    { name: 'records accepted of those sent', expected: delivery.sent, actual: delivery.accepted },
    { name: 'records in the ledger', expected: delivery.accepted + others, actual: totals.accepted },
    {
      name: 'stored + failed + skipped',
      expected: totals.accepted,
      actual: totals.stored + totals.failed + totals.skipped,
    },
    { name: 'repeated events skipped', expected: documented.repeats, actual: totals.skipped },
    { name: 'failed records', expected: 0, actual: totals.failed },
    { name: 'probes with a membership', expected: probes.sent, actual: probes.latencies.length },
  ];
}

/**
 * The demo: sets up the Capillary source through the public API, makes audiences, streams the documented payloads and a
 * simulated programme, waits until every record is where it belongs, and counts everything a second time from the
 * simulator's own books. Counts start from zero, so it needs a sandbox that has seen nothing else.
 */
export async function runDemo(platform: Credential, options: DemoOptions, screen: DemoScreen): Promise<DemoSummary> {
  screen.step('Setting up the Capillary source through the public API');
  const setUp = await setUpCapillary(platform);
  const call = caller(platform, setUp.token);
  screen.step(`Creating ${AUDIENCES.length} audiences`);
  const audiences: Audience[] = [];
  for (const plan of AUDIENCES) audiences.push(await createAudience(call, plan, setUp.tenant, 'Demo:'));
  screen.step('Sending the documented payloads, single and in a batch');
  const documented = await sendDocumented(setUp);
  screen.step(
    `Streaming a loyalty programme: ${options.members} members, ${options.events} events, ${options.rate} records a second`,
  );
  const gold = audiences.find(({ plan }) => plan === GOLD)!;
  const streamed: Streamed = { ...(await stream(setUp, gold, call, options, screen)), documented };
  screen.step('Waiting until every record is in the lake');
  const totals = await untilSettled(call, screen.waiting);
  screen.step('Counting');
  return count(platform.url, call, setUp, audiences, streamed, totals);
}

async function count(
  url: string,
  call: Call,
  setUp: CapillarySetUp,
  audiences: readonly Audience[],
  streamed: Streamed,
  totals: LedgerTotals,
): Promise<DemoSummary> {
  const { programme, delivery, probes, documented } = streamed;
  const { profile, event } = setUp.ids;
  const rowsInLake = {
    [profile.table]: await rowsOf(call, profile.table),
    [event.table]: await rowsOf(call, event.table),
  };
  const profiles = Number(((await call('GET /data/core/ups/previewsamplestatus')) as { totalRows: string }).totalRows);
  const sizes: { id: string; name: string; members: number; expected: number }[] = [];
  for (const audience of audiences) {
    const expected = expectedMembers(audience, programme.members, probes.sent);
    sizes.push({
      id: audience.id,
      name: audience.plan.name,
      members: await audienceSize(call, audience, setUp.tenant),
      expected,
    });
  }
  const checks: readonly Check[] = [
    ...streamChecks(streamed, totals),
    {
      name: `rows of ${profile.table}`,
      expected: delivery.acceptedBy.profile + documented.profile + probes.sent,
      actual: rowsInLake[profile.table]!,
    },
    {
      name: `rows of ${event.table}`,
      expected: delivery.acceptedBy.event + documented.event,
      actual: rowsInLake[event.table]!,
    },
    { name: 'profiles', expected: programme.members.length + 1 + probes.sent, actual: profiles },
    ...sizes.map(({ name, expected, members }) => ({ name: `members of '${name}'`, expected, actual: members })),
    await membershipsRight(call, audiences, programme.members),
  ];
  return {
    ok: wrong(checks).length === 0,
    url,
    recordsAccepted: totals.accepted,
    recordsFailed: totals.failed,
    eventsSkipped: totals.skipped,
    rowsInLake,
    profiles,
    audiences: sizes,
    membershipLatencyMs: { ...percentiles(probes.latencies), measured: probes.latencies.length, sent: probes.sent },
    delivery,
    checks: checks.map((check) => ({ ...check, ok: check.expected === check.actual })),
  };
}
