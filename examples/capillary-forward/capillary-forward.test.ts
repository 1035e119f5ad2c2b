import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Programme } from '../../cli/src/simulate/programme.ts';
import { random } from '../../cli/src/simulate/random.ts';
import { createMeter, randomIds } from '../../platform/src/kernel/index.ts';
import { encode, WEBHOOKS_TOPIC } from '../../platform/src/sources/capillary/forward/queue.ts';
import { UnderWay, VirtualTime } from '../../platform/src/sources/capillary/forward/virtual-time.ts';
import { createForwarder, httpWire } from '../../platform/src/sources/index.ts';
import { openFileLog, openLmdbStore } from '../../platform/src/stores/index.ts';
import { type Api, connect } from '../../tools/harness/api.ts';
import { type FaultProxy, type Passed, type ProxyFault, startFaultProxy } from '../../tools/harness/fault-proxy.ts';
import { CREDENTIALS, type RunningPlatform, scratchDirectory, startPlatform } from '../../tools/harness/process.ts';
import { delivered, type FlatEvent, recorded } from '../capillary-webhooks/delivery.ts';
import { recount } from '../capillary-webhooks/recount.ts';
import { type Flows, setUpMapping, setUpXdm } from './set-up.ts';

const MINUTE = 60_000;
const scratch = scratchDirectory('capillary-forward');
let platform: RunningPlatform;
let proxy: FaultProxy;
let api: Api;

beforeAll(async () => {
  proxy = await startFaultProxy();
  platform = await startPlatform({ dataDir: join(scratch.path, 'target'), env: { MENISCUS_PUBLIC_URL: proxy.url } });
  proxy.upstream = platform.url;
  api = await connect(platform);
});

afterAll(async () => {
  await platform?.kill('SIGTERM');
  await proxy?.close();
  scratch.remove();
});

/** Any harm the way to the target can do; `unit` gives numbers from 0 to 1. */
function anyHarm(unit: () => number, now: () => number): ProxyFault | undefined {
  const harms: readonly (() => ProxyFault | undefined)[] = [
    () => ({ does: 'refuse' }),
    () => ({ does: 'drop' }),
    () => ({ does: 'half' }),
    () => ({ does: 'slow', ms: unit() * 30 }),
    () => ({ does: 'answer', status: 429, headers: { 'retry-after': '1' } }),
    () => ({ does: 'answer', status: 500 }),
    () => ({ does: 'answer', status: 503, headers: { 'retry-after': new Date(now() + 1500).toUTCString() } }),
    () => ({ does: 'answer', status: 401 }),
    () => ({ does: 'partial', status: (index) => ((index * 7 + Math.floor(unit() * 3)) % 3 === 0 ? 429 : undefined) }),
    () => undefined,
    () => undefined,
  ];
  return harms[Math.floor(unit() * harms.length)]!();
}

interface Record {
  readonly _id?: string;
  readonly identityMap?: { readonly CapillaryId?: readonly { readonly id: string }[] };
}

/** The records a dataflow took, in the order it did, whichever form they were sent in. */
function taken(passed: readonly Passed[], flow: string): readonly Record[] {
  return passed
    .filter(({ path, status }) => path === new URL(flow).pathname && status === 207)
    .flatMap(({ body }) => (JSON.parse(body) as { messages: (Record & { body?: { xdmEntity: Record } })[] }).messages)
    .map((message) => message.body?.xdmEntity ?? message);
}

/** Events by customer, in the order the target saw each of them first. */
function firstSeen(records: readonly Record[]): ReadonlyMap<string, readonly string[]> {
  const seen = new Map<string, Set<string>>();
  for (const { _id, identityMap } of records) {
    // An endpoint that takes XDM takes both kinds.
    if (_id === undefined) continue;
    const customer = identityMap!.CapillaryId![0]!.id;
    seen.set(customer, (seen.get(customer) ?? new Set()).add(_id));
  }
  return new Map([...seen].map(([customer, ids]) => [customer, [...ids]]));
}

function idsInOrder(bodies: readonly string[], events: readonly FlatEvent[]): ReadonlyMap<string, readonly string[]> {
  const customerOf = new Map(
    events.map(({ eventId, data }) => [
      eventId,
      String((data.customerIdentifiers as { customerId: number }).customerId),
    ]),
  );
  const order = new Map<string, Set<string>>();
  for (const body of bodies) {
    const id = events.length === 0 ? '' : /"eventId":"([^"]+)"/.exec(body)![1]!;
    const customer = customerOf.get(id)!;
    order.set(customer, (order.get(customer) ?? new Set()).add(id));
  }
  return new Map([...order].map(([customer, ids]) => [customer, [...ids]]));
}

/** What the target holds in the end, against an independent recount of the programme. */
async function expectArrived(flows: Flows, events: readonly FlatEvent[], bodies: readonly string[]): Promise<void> {
  await api.settled();
  const { rows } = await api.sql(`select count(*)::int, count(distinct _id)::int from ${flows.eventTable}`);
  expect(rows).toEqual([[events.length, events.length]]);
  const order = firstSeen(taken(proxy.passed, flows.eventInlet));
  expect(new Map([...order].sort())).toEqual(new Map([...idsInOrder(bodies, events)].sort()));
  const wrong: unknown[] = [];
  for (const [id, member] of recount(events)) {
    const view = (await api.profile('CapillaryId', id)) as {
      loyalty?: object;
      person?: { name?: { firstName: string } };
    };
    const { points, lifetimePoints, tier } = member;
    const found = { ...view?.loyalty, firstName: view?.person?.name?.firstName };
    const wanted = {
      ...found,
      ...(points === undefined ? {} : { points }),
      ...(lifetimePoints === undefined ? {} : { lifetimePoints }),
      ...(tier === undefined ? {} : { tier }),
      firstName: member.firstName,
    };
    if (JSON.stringify(found) !== JSON.stringify(wanted)) wrong.push({ id, found, wanted });
  }
  expect(wrong).toEqual([]);
}

describe('the Capillary connector in front of another platform', () => {
  it('brings everything over through 30 minutes of outage and all kinds of harm, into dataflows that take XDM', async () => {
    const flows = await setUpXdm(api, 'Outage');
    const events = recorded(
      new Programme({ seed: 'outage', members: 40, events: 500, days: 400, from: Date.UTC(2025, 0, 1) }),
    );
    const { bodies, repeats } = delivered(events, 'an outage');
    const time = new VirtualTime(Date.now());
    const dir = join(scratch.path, 'virtual');
    const underWay = new UnderWay();
    const log = underWay.of(await openFileLog({ dir: join(dir, 'log') }), 'append', 'read', 'trim');
    const keyed = underWay.of(
      await openLmdbStore({ path: join(dir, 'keyed') }),
      'getMany',
      'range',
      'positions',
      'write',
    );
    const chance = random('harm');
    const from = time.clock();
    const outage = { from: from + 2 * MINUTE, until: from + 32 * MINUTE };
    proxy.fault = (path) => {
      const now = time.clock();
      if (now >= outage.from && now < outage.until) return { does: 'refuse' };
      return path.includes('/collection/') && now < from + 40 * MINUTE
        ? anyHarm(() => chance.unit(), time.clock)
        : undefined;
    };
    // The token is fetched and the dataflows are looked up before the trouble begins.
    const forwarder = createForwarder(
      {
        target: {
          apiUrl: proxy.url,
          clientId: CREDENTIALS.clientId,
          org: CREDENTIALS.orgId,
          sandbox: CREDENTIALS.sandbox,
          flows: { profile: flows.profileFlow, event: flows.eventFlow },
        },
        token: {
          imsUrl: proxy.url,
          clientId: CREDENTIALS.clientId,
          clientSecret: () => CREDENTIALS.clientSecret,
          scope: 'openid,AdobeID,read_organizations',
        },
        rows: {},
        webhookHeader: 'Bearer webhook',
        adminHeader: 'Bearer admin',
      },
      {
        log,
        keyed,
        wire: underWay.call(httpWire(10_000)),
        clock: time.clock,
        steady: time.steady,
        timers: time,
        random: () => chance.unit(),
        ids: randomIds,
        meter: createMeter(),
        logger: pino({ level: 'silent' }),
      },
    );
    await forwarder.start();
    const busy = () => underWay.any;
    const push = async (some: readonly string[]) => {
      const entries = some.map((body) => ({ key: '', value: encode({}, Buffer.from(body)), time: time.clock() }));
      await log.append(WEBHOOKS_TOPIC, entries);
    };
    // A third before, a third while nothing answers, a third after.
    const third = Math.ceil(bodies.length / 3);
    const moments = [from, outage.from + 10 * MINUTE, outage.until + MINUTE];
    for (const [index, at] of moments.entries()) {
      await time.until(() => time.clock() >= at, { busy });
      await push(bodies.slice(index * third, (index + 1) * third));
    }
    const isDone = () => {
      const { untaken, senders } = forwarder.status();
      return untaken === 0 && senders.every(({ waiting }) => waiting === 0);
    };
    await time.until(isDone, { busy });
    const { repeated, senders } = forwarder.status();
    await forwarder.stop();
    await Promise.all([log.close(), keyed.close()]);
    proxy.fault = () => undefined;
    expect(repeated).toBe(repeats);
    expect(senders.map(({ kind, failed }) => [kind, failed])).toEqual([
      ['profile', 0],
      ['event', 0],
    ]);
    expect(senders[1]!.sent).toBe(events.length);
    await expectArrived(flows, events, bodies);
  });

  describe('as a process', () => {
    const dataDir = join(scratch.path, 'forwarder');
    let child: ChildProcess;
    let output = '';

    const start = async (flows: Flows) => {
      output = '';
      child = spawn(
        process.execPath,
        [
          'cli/meniscus.js',
          ...['capillary', 'forward', '--to', proxy.url, '--port', '0', '--data-dir', dataDir],
          ...['--profile-flow', flows.profileFlow, '--event-flow', flows.eventFlow],
        ],
        {
          env: {
            ...process.env,
            AEP_CLIENT_ID: CREDENTIALS.clientId,
            AEP_CLIENT_SECRET: CREDENTIALS.clientSecret,
            AEP_ORG_ID: CREDENTIALS.orgId,
            MENISCUS_LOG_LEVEL: 'info',
          },
        },
      );
      for (const stream of [child.stdout!, child.stderr!])
        stream.on('data', (chunk: Buffer) => {
          output += chunk;
        });
      for (let tries = 0; !output.includes('webhook'); tries += 1) {
        if (child.exitCode !== null || tries > 1500) throw new Error(`the forwarder does not run: ${output}`);
        await sleep(20);
      }
    };
    const stop = (signal: NodeJS.Signals) =>
      new Promise<number | null>((resolve) => {
        child.once('exit', (code) => resolve(code));
        child.kill(signal);
      });
    const meniscus = async (...words: readonly string[]) => {
      const own = spawn(process.execPath, ['cli/meniscus.js', ...words, '--data-dir', dataDir]);
      let out = '';
      own.stdout.on('data', (chunk: Buffer) => {
        out += chunk;
      });
      const code = await new Promise<number | null>((resolve) => own.once('exit', resolve));
      return { code, out };
    };
    const place = () =>
      JSON.parse(readFileSync(join(dataDir, 'forwarder.json'), 'utf8')) as {
        url: string;
        webhookUrl: string;
        webhookHeaders: { [name: string]: string };
        adminHeaders: { [name: string]: string };
      };
    const post = async (body: string, headers = place().webhookHeaders) =>
      (await fetch(place().webhookUrl, { method: 'POST', headers, body })).status;
    const idle = async () => {
      for (let tries = 0; tries < 600; tries += 1) {
        const { out } = await meniscus('capillary', 'forward-status', '--json');
        const status = JSON.parse(out) as { untaken: number; senders: { waiting: number }[] };
        if (status.untaken === 0 && status.senders.every(({ waiting }) => waiting === 0)) return;
        await sleep(100);
      }
      throw new Error(`something still waits: ${output.slice(-3000)}`);
    };

    afterAll(() => {
      child?.kill('SIGKILL');
    });

    it('survives SIGKILL in the middle of it: every answered webhook arrives, into dataflows that map', async () => {
      const flows = await setUpMapping(api, 'Killed');
      const events = recorded(
        new Programme({ seed: 'killed', members: 30, events: 300, days: 300, from: Date.UTC(2025, 0, 1) }),
      );
      const { bodies } = delivered(events, 'kills');
      const chance = random('kills');
      proxy.fault = (path, count) =>
        path.includes('/collection/') && count % 3 === 0 ? anyHarm(() => chance.unit(), Date.now) : undefined;
      await start(flows);
      const secret = place().webhookHeaders.authorization;
      expect(await post(bodies[0]!, { authorization: 'Bearer wrong' })).toBe(401);
      expect(await post('{"eventName":')).toBe(400);
      expect(await post('[]')).toBe(400);
      let sent = 0;
      for (const part of [0.4, 0.7, 1]) {
        const until = Math.floor(bodies.length * part);
        while (sent < until) {
          expect(await post(bodies[sent]!)).toBe(200);
          sent += 1;
        }
        if (part === 1) break;
        await stop('SIGKILL');
        await start(flows);
      }
      expect(place().webhookHeaders.authorization).toBe(secret);
      proxy.fault = () => undefined;
      await idle();
      await expectArrived(flows, events, bodies);
      for (const word of [CREDENTIALS.clientSecret, secret, 'Bearer ']) expect(output).not.toContain(word);
    });

    it('keeps what can never work, shows it, sends it again corrected; tells its metrics; stops cleanly', async () => {
      expect(await post('{"eventName":"nobody knows","hello":1}')).toBe(200);
      await idle();
      const { out } = await meniscus('capillary', 'forward-failed', '--json');
      const failed = JSON.parse(out.split('\n')[0]!) as { id: string; errorType: string };
      expect(failed.errorType).toBe('unknown-payload');
      expect((await meniscus('capillary', 'forward-failed', failed.id)).out).toContain('"hello": 1');
      expect((await meniscus('capillary', 'forward-replay', failed.id)).out).toContain('is sent again');
      expect((await meniscus('capillary', 'forward-replay', failed.id)).code).toBe(1);
      const { url, adminHeaders } = place();
      expect((await fetch(`${url}/metrics`)).status).toBe(401);
      const metrics = await (await fetch(`${url}/metrics`, { headers: adminHeaders })).text();
      expect(metrics).toMatch(/meniscus_forward_webhooks_total\{status="200"\} \d+/);
      expect(metrics).toMatch(/meniscus_forward_sent_total\{kind="event"\} \d+/);
      expect(metrics).toContain('meniscus_forward_waiting{kind="event"} 0');
      expect(metrics).toMatch(/meniscus_connections [1-9]/);
      expect(await stop('SIGTERM')).toBe(0);
    });
  });
});
