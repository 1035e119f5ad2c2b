import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openMailbox } from '../../../../tools/harness/mailbox.ts';
import type { FlowRun, ListedFlow } from '../../flows/index.ts';
import {
  type Actor,
  createCipher,
  createMeter,
  manualClock,
  type Problem,
  randomIds,
  readRanges,
  type Scope,
  urlComplaint,
} from '../../kernel/index.ts';
import { documentsMigration, openSqliteTables, type Tables } from '../../stores/index.ts';
import { Alerts } from './alerts.ts';
import { Deliveries, retryWait } from './deliveries.ts';
import { mailer } from './email.ts';
import type { FlowFacts } from './evaluate.ts';
import { Subscriptions } from './subscriptions.ts';

const scope: Scope = {
  org: '0123456789ABCDEF01234567@AdobeOrg',
  sandbox: 'prod',
  sandboxId: 'sb',
  sandboxType: 'production',
  tenant: 'acme',
  key: 'k1',
};
const actor: Actor = { userId: 'me@AdobeID', clientId: 'c', kind: 'person', org: scope.org };
const HOUR = 3_600_000;

interface Received {
  readonly path: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** A receiver of webhooks that answers what the test says. */
class Receiver {
  readonly received: Received[] = [];
  answer: (request: Received) => { status: number; location?: string } = () => ({ status: 204 });
  readonly #server: Server;

  constructor() {
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const one = { path: request.url, headers: request.headers, body: Buffer.concat(chunks).toString() };
        this.received.push(one);
        const { status, location } = this.answer(one);
        response.writeHead(status, location === undefined ? {} : { location });
        response.end();
      });
    });
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  bodies(): Record<string, unknown>[] {
    return this.received.map(({ body }) => JSON.parse(body) as Record<string, unknown>);
  }
}

const clock = manualClock(Date.UTC(2026, 0, 2));
const receiver = new Receiver();
let url: string;
let tables: Tables;
let stage: ReturnType<typeof build>;
let flows: ListedFlow[];

function build(allow: readonly string[], smtpUrl?: string) {
  const logger = pino({ level: 'silent' });
  const cipher = createCipher(Buffer.alloc(32, 1));
  const allowed = readRanges(allow);
  const sending = { email: smtpUrl !== undefined, checkUrl: (one: string) => urlComplaint(one, allowed) };
  const scopeByKey = (key: string) => (key === scope.key ? scope : undefined);
  const subscriptions = new Subscriptions({ tables, ids: randomIds, clock, cipher, sending, scopeByKey });
  const deliveries = new Deliveries({
    tables,
    cipher,
    clock,
    random: () => 0.5,
    logger,
    meter: createMeter(),
    allowed,
    subscription: (key, id) => subscriptions.find(key, id),
    readers: () => ({
      languageAt: (address) => (address.endsWith('.fr') ? 'fr' : undefined),
      place: 'https://meniscus.example/@tacme/sname:prod',
    }),
    ...(smtpUrl === undefined ? {} : { sendMail: mailer({ url: smtpUrl, from: 'Meniscus <alerts@example.com>' }) }),
  });
  const alerts = new Alerts({ tables, ids: randomIds, clock, logger, deliveries, flows: () => flows });
  return { subscriptions, deliveries, alerts, logger };
}

async function load(built: ReturnType<typeof build>): Promise<void> {
  await built.subscriptions.load();
  await built.alerts.load();
  await built.deliveries.load();
}

beforeEach(async () => {
  url = await receiver.listen();
  receiver.received.length = 0;
  receiver.answer = () => ({ status: 204 });
  tables = await openSqliteTables({ path: ':memory:' });
  await tables.migrate([documentsMigration]);
  flows = [{ id: 'f1', name: 'Members', state: 'enabled', since: clock() - 48 * HOUR, streaming: true }];
  stage = build(['127.0.0.0/8']);
});
afterEach(async () => {
  await receiver.close();
  await tables.close();
});

async function subscribe(body: object): Promise<{ id: string; secret?: string }> {
  const channel = { type: 'webhook', url: `${url}/hook` };
  const { document, secret } = await stage.subscriptions.create(scope, actor, { name: 'mine', channel, ...body });
  return { id: document.id, ...(secret === undefined ? {} : { secret }) };
}

/** One evaluation and what it sends. */
async function look(passed: Record<string, Partial<FlowFacts>>, lagMs = 0): Promise<void> {
  const facts = new Map(
    Object.entries(passed).map(([id, one]) => [id, { received: 0, failed: 0, errorRate: 0, ...one }]),
  );
  for (const subscribed of stage.subscriptions.enabled)
    await stage.alerts.evaluate(subscribed, { now: clock(), flows, passed: facts, lagMs });
  await stage.deliveries.run();
}

async function states(): Promise<string[]> {
  return (await stage.alerts.list(scope)).map(({ body }) => `${body.rule} ${body.state}`);
}

const run = (id: string, status: FlowRun['metrics']['statusSummary']['status']): FlowRun => ({
  id,
  flowId: 'f1',
  createdAt: 1,
  updatedAt: 1,
  createdBy: 'x',
  updatedBy: 'x',
  createdClient: 'x',
  updatedClient: 'x',
  sandboxId: 'sb',
  sandboxName: 'prod',
  imsOrgId: scope.org,
  etag: '"x"',
  metrics: { durationSummary: { startedAtUTC: 1 }, statusSummary: { status, errors: [{ code: 'C-1', message: 'm' }] } },
});

async function ran(one: FlowRun, before?: FlowRun['metrics']['statusSummary']['status']): Promise<void> {
  for (const subscribed of stage.subscriptions.enabled) await stage.alerts.run(subscribed, one, before);
  await stage.deliveries.run();
}

describe('an alert about something that holds', () => {
  it('fires once, is told of when it begins and when it is over, signed', async () => {
    const { id, secret } = await subscribe({ rule: 'error-rate', threshold: 5, windowMinutes: 10 });
    await look({ f1: { received: 10, errorRate: 4 } });
    expect(await states()).toEqual([]);
    for (let times = 0; times < 3; times += 1) await look({ f1: { received: 10, failed: 1, errorRate: 10 } });
    expect(await states()).toEqual(['error-rate firing']);
    await look({ f1: { received: 10, errorRate: 5 } });
    expect(await states()).toEqual(['error-rate resolved']);
    expect(receiver.bodies()).toMatchObject([
      {
        type: 'firing',
        subscriptionId: id,
        rule: 'error-rate',
        flowId: 'f1',
        flowName: 'Members',
        value: 10,
        threshold: 5,
      },
      { type: 'resolved', subscriptionId: id, state: 'resolved' },
    ]);
    for (const { headers, body } of receiver.received) {
      const text = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
      const signature = createHmac('sha256', secret!).update(text).digest('base64');
      expect(headers['webhook-signature']).toBe(`v1,${signature}`);
      expect(headers['webhook-timestamp']).toBe(String(clock() / 1000));
      expect((JSON.parse(body) as { id: string }).id).toBe(headers['webhook-id']);
    }
    expect(JSON.stringify(await stage.subscriptions.get(scope, id))).not.toContain(secret);
  });

  it('is told of again as often as wanted, and not while it is muted', async () => {
    await subscribe({ rule: 'lag', threshold: 60, repeatMinutes: 30 });
    await look({}, 61_000);
    clock.advance(29 * 60_000);
    await look({}, 61_000);
    expect(receiver.received).toHaveLength(1);
    clock.advance(60_000);
    await look({}, 61_000);
    expect(receiver.received).toHaveLength(2);
    const [alert] = await stage.alerts.list(scope);
    await stage.alerts.mute(scope, alert!.id, clock() + HOUR, actor.userId);
    clock.advance(31 * 60_000);
    await look({}, 61_000);
    await look({}, 0);
    expect(receiver.received).toHaveLength(2);
    expect(await states()).toEqual(['lag resolved']);
    await expect(stage.alerts.mute(scope, alert!.id, 1, actor.userId)).rejects.toMatchObject({ status: 409 });
  });

  it('says that nothing comes, for enabled streaming dataflows that have had the time', async () => {
    await subscribe({ rule: 'no-data', windowMinutes: 60 });
    flows = [
      ...flows,
      { id: 'new', name: 'New', state: 'enabled', since: clock() - HOUR / 2, streaming: true },
      { id: 'off', name: 'Off', state: 'disabled', since: 0, streaming: true },
      { id: 'files', name: 'Files', state: 'enabled', since: 0, streaming: false },
    ];
    await look({});
    expect(receiver.bodies().map(({ flowId }) => flowId)).toEqual(['f1']);
    flows = flows.map((flow) => ({ ...flow, state: 'disabled' as const }));
    await look({});
    expect(await states()).toEqual(['no-data resolved']);
  });

  it('is only about the dataflows that were named', async () => {
    await subscribe({ rule: 'error-rate', flowIds: ['other'] });
    await look({ f1: { errorRate: 100 } });
    expect(await states()).toEqual([]);
  });

  it('ends by hand, and fires again while it holds', async () => {
    const { id } = await subscribe({ rule: 'lag', channel: { type: 'in-app' } });
    await look({}, 9_001_000);
    const subscribed = stage.subscriptions.enabled[0]!;
    const [alert] = await stage.alerts.list(scope);
    await stage.alerts.resolve(subscribed, alert!.id, actor.userId);
    expect((await stage.alerts.get(scope, alert!.id)).body).toMatchObject({
      state: 'resolved',
      resolvedBy: actor.userId,
    });
    await look({}, 9_001_000);
    expect((await states()).toSorted()).toEqual(['lag firing', 'lag resolved']);
    expect(receiver.received).toEqual([]);
    await stage.alerts.resolveAll(subscribed);
    await stage.subscriptions.remove(scope, id);
    expect(await states()).toEqual(['lag resolved', 'lag resolved']);
  });
});

describe('alerts about runs', () => {
  it('tell of start, success and failure once each, in the published event codes', async () => {
    for (const rule of ['run-start', 'run-success', 'run-failure']) await subscribe({ rule });
    await ran(run('r1', 'inProgress'));
    await ran(run('r1', 'inProgress'), 'inProgress');
    await ran(run('r1', 'partialSuccess'), 'inProgress');
    await ran(run('r1', 'partialSuccess'), undefined);
    await ran(run('r2', 'failed'), 'inProgress');
    await ran(run('r2', 'failed'), 'failed');
    expect(receiver.bodies().map(({ rule, type, eventCode }) => [rule, type, eventCode])).toEqual([
      ['run-start', 'event', undefined],
      ['run-success', 'event', 'sources_flow_run_success'],
      ['run-failure', 'firing', 'sources_flow_run_failure'],
    ]);
    expect(receiver.bodies()[2]).toMatchObject({
      run: { id: 'r2', flowId: 'f1' },
      message: 'a run of Members has failed: m [C-1]',
    });
    await ran(run('r3', 'success'), 'inProgress');
    expect(
      receiver
        .bodies()
        .slice(3)
        .map(({ rule, type }) => [rule, type]),
    ).toEqual([
      ['run-success', 'event'],
      ['run-failure', 'resolved'],
    ]);
    // After a restart the runs of the last hour are looked at once more.
    stage = build(['127.0.0.0/8']);
    await load(stage);
    for (const status of ['partialSuccess', 'failed', 'success'] as const)
      await ran(run({ partialSuccess: 'r1', failed: 'r2', success: 'r3' }[status], status));
    // Only that r2 and r3 have begun was never told before.
    expect(
      receiver
        .bodies()
        .slice(5)
        .map(({ rule }) => rule),
    ).toEqual(['run-start', 'run-start']);
  });
});

describe('after a restart', () => {
  it('what fires goes on firing without being told of again, and what was on its way arrives', async () => {
    await subscribe({ rule: 'lag', threshold: 60 });
    receiver.answer = () => ({ status: 503 });
    await look({}, 61_000);
    expect(receiver.received).toHaveLength(1);
    stage = build(['127.0.0.0/8']);
    await load(stage);
    receiver.answer = () => ({ status: 200 });
    await look({}, 61_000);
    expect(receiver.received).toHaveLength(1);
    clock.advance(6000);
    await stage.deliveries.run();
    expect(receiver.received.map(({ headers }) => headers['webhook-id'])).toEqual([
      receiver.received[0]!.headers['webhook-id'],
      receiver.received[0]!.headers['webhook-id'],
    ]);
    expect(await states()).toEqual(['lag firing']);
    clock.advance(6000);
    await stage.deliveries.run();
    expect(receiver.received).toHaveLength(2);
  });
});

describe('a webhook', () => {
  it('is tried again at once when the clock was set back by more than it ever waits', async () => {
    await subscribe({ rule: 'lag', threshold: 60 });
    receiver.answer = () => ({ status: 503 });
    await look({}, 61_000);
    clock.advance(-48 * HOUR);
    receiver.answer = () => ({ status: 200 });
    await stage.deliveries.run();
    expect(receiver.received).toHaveLength(2);
    clock.advance(48 * HOUR);
  });

  it('is tried again with growing waits, and given up in the end, with what was wrong', async () => {
    await subscribe({ rule: 'lag', threshold: 60 });
    receiver.answer = () => ({ status: 500 });
    await look({}, 61_000);
    for (let attempt = 0; attempt < 30; attempt += 1) {
      clock.advance(4 * HOUR);
      await stage.deliveries.run();
    }
    expect(receiver.received).toHaveLength(17);
    const [alert] = await stage.alerts.list(scope);
    const [delivery] = await stage.deliveries.of(scope.key, alert!.id);
    expect(delivery!.body).toMatchObject({
      state: 'given-up',
      attempts: 17,
      lastError: expect.stringContaining('500'),
    });
    const waits = Array.from({ length: 17 }, (_, n) => retryWait(n + 1, 0.5));
    expect(waits.slice(0, 3)).toEqual([5000, 10_000, 20_000]);
    expect(Math.max(...waits)).toBe(HOUR);
  });

  it('follows a redirect that keeps the method, and no other', async () => {
    await subscribe({ rule: 'lag', threshold: 60 });
    receiver.answer = ({ path }) => (path === '/hook' ? { status: 308, location: '/moved' } : { status: 200 });
    await look({}, 61_000);
    expect(receiver.received.map(({ path }) => path)).toEqual(['/hook', '/moved']);
    receiver.answer = () => ({ status: 302, location: '/moved' });
    await look({}, 0);
    expect(receiver.received.map(({ path }) => path)).toEqual(['/hook', '/moved', '/hook']);
  });

  it.each([
    'http://169.254.169.254/latest/meta-data',
    'http://10.0.0.1/',
    'http://[::1]/',
    'http://[::ffff:7f00:1]/',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://[64:ff9b::7f00:1]/',
    'http://[fe80::1]/',
    'http://0.0.0.0/',
    'http://user:pass@example.com/',
    'ftp://example.com/',
    'file:///etc/passwd',
    'not a url',
  ])('is refused for %s', async (target) => {
    stage = build([]);
    const work = subscribe({ rule: 'lag', channel: { type: 'webhook', url: target } });
    const error = (await work.catch((thrown: unknown) => thrown)) as Problem;
    expect([error.status, String(error.body.detail)]).toEqual([400, expect.stringContaining('channel.url')]);
    expect(error.body.phrase).toMatchObject({
      values: {
        detail: { code: 'request-at', values: { name: 'channel.url', what: { code: expect.stringMatching(/^url-/) } } },
      },
    });
  });

  it('is not sent to a name that leads inside, and that is not tried again', async () => {
    stage = build([]);
    await subscribe({
      rule: 'lag',
      threshold: 60,
      channel: { type: 'webhook', url: url.replace('127.0.0.1', 'localhost') },
    });
    await look({}, 61_000);
    const [alert] = await stage.alerts.list(scope);
    const [delivery] = await stage.deliveries.of(scope.key, alert!.id);
    expect(delivery!.body).toMatchObject({
      state: 'given-up',
      attempts: 1,
      lastError: expect.stringContaining('may not be called'),
    });
    expect(receiver.received).toEqual([]);
  });

  it('is not redirected inside', async () => {
    await subscribe({ rule: 'lag', threshold: 60 });
    for (const location of ['http://10.1.2.3/', 'http://[::1]:1/', 'file:///etc/passwd']) {
      receiver.answer = () => ({ status: 307, location });
      await look({}, 61_000);
      await look({}, 0);
    }
    const all = (
      await Promise.all((await stage.alerts.list(scope)).map(({ id }) => stage.deliveries.of(scope.key, id)))
    ).flat();
    expect(all).toHaveLength(6);
    for (const { body } of all) expect(body).toMatchObject({ state: 'given-up', attempts: 1 });
  });
});

describe('e-mail', () => {
  it('arrives at a real SMTP server, signed in, one for the beginning and one for the end', async () => {
    const mailbox = await openMailbox();
    try {
      stage = build([], mailbox.url);
      const to = ['a@example.com', 'b@example.fr'];
      await subscribe({
        name: 'x\r\nBcc: evil@example.com',
        rule: 'lag',
        threshold: 60,
        channel: { type: 'email', to },
      });
      await look({}, 61_000);
      await look({}, 0);
      const { mails } = mailbox;
      expect(mails.map(({ to: [address], subject }) => [address, subject])).toEqual([
        ['a@example.com', '[Meniscus] Alert: Sources ingestion delay'],
        ['b@example.fr', '[Meniscus] Alerte : Retard de l’ingestion'],
        ['a@example.com', '[Meniscus] Resolved: Sources ingestion delay'],
        ['b@example.fr', '[Meniscus] Résolue : Retard de l’ingestion'],
      ]);
      expect(mails.map(({ from, to: { length } }) => [from, length])).toEqual(
        mails.map(() => ['alerts@example.com', 1]),
      );
      const [alert] = await stage.alerts.list(scope);
      expect(mails[0]!.body).toContain('has waited 1 minute 1 second (limit: 1 minute)');
      expect(mails[1]!.body).toContain('attend depuis 1 minute 1 seconde (limite\u00a0: 1 minute)');
      for (const { body } of mails)
        expect(body).toContain(`https://meniscus.example/@tacme/sname:prod/alerts?alert=${alert!.id}\n`);
      const [id] = /^Message-ID: .*$/im.exec(mails[0]!.text)!;
      expect(id).toContain('@example.com>');
    } finally {
      await mailbox.close();
    }
  });

  it('is tried again while the server is away', async () => {
    stage = build([], 'smtp://127.0.0.1:1');
    await subscribe({ rule: 'lag', threshold: 60, channel: { type: 'email', to: 'a@example.com' } });
    await look({}, 61_000);
    const [alert] = await stage.alerts.list(scope);
    const [delivery] = await stage.deliveries.of(scope.key, alert!.id);
    expect(delivery!.body).toMatchObject({
      state: 'waiting',
      attempts: 1,
      lastError: expect.stringContaining('ECONNREFUSED'),
    });
  });
});

describe('what is long over', () => {
  it('goes: what runs did after a week, the rest after 90 days, what fires never', async () => {
    await subscribe({ rule: 'run-start' });
    await subscribe({ rule: 'lag', threshold: 60 });
    await ran(run('r1', 'inProgress'));
    await look({}, 61_000);
    await look({}, 0);
    await look({}, 61_000);
    clock.advance(8 * 24 * HOUR);
    await stage.alerts.prune();
    await stage.deliveries.prune(clock() - 7 * 24 * HOUR);
    expect((await states()).toSorted()).toEqual(['lag firing', 'lag resolved']);
    const firing = (await stage.alerts.list(scope)).find(({ body }) => body.state === 'firing');
    expect(await stage.deliveries.of(scope.key, firing!.id)).toEqual([]);
    clock.advance(90 * 24 * HOUR);
    await stage.alerts.prune();
    expect(await states()).toEqual(['lag firing']);
  });
});

describe('a subscription', () => {
  it.each([
    [{ rule: 'earthquake' }, 'rule must be one of'],
    [{ rule: 'lag', name: '' }, 'name'],
    [{ rule: 'lag', windowMinutes: 5 }, 'takes no windowMinutes'],
    [{ rule: 'no-data', threshold: 5 }, 'takes no threshold'],
    [{ rule: 'error-rate', threshold: 101 }, 'threshold'],
    [{ rule: 'error-rate', windowMinutes: 0 }, 'windowMinutes'],
    [{ rule: 'lag', flowIds: [5] }, 'flowIds'],
    [{ rule: 'lag', channel: { type: 'pigeon' } }, 'channel.type'],
    [{ rule: 'lag', channel: { type: 'email', to: ['a@example.com'] } }, 'MENISCUS_SMTP_URL'],
    [{ rule: 'lag', channel: { type: 'webhook', url: 'https://example.com', secret: 'short' } }, 'channel.secret'],
  ])('is refused: %j', async (body, said) => {
    await expect(subscribe(body)).rejects.toThrow(said);
  });

  it('needs no name, may get one and lose it again', async () => {
    const channel = { type: 'in-app' };
    const { document } = await stage.subscriptions.create(scope, actor, { rule: 'lag', flowIds: ['f1'], channel });
    expect(document.body).not.toHaveProperty('name');
    await look({}, 1e9);
    expect((await stage.alerts.list(scope))[0]!.body).not.toHaveProperty('subscription');
    const named = await stage.subscriptions.change(scope, actor, document.id, { name: ' Late ' }, 1);
    expect(named.body.name).toBe('Late');
    const bare = await stage.subscriptions.change(scope, actor, document.id, { name: null }, 2);
    expect(bare.body).not.toHaveProperty('name');
  });

  it('keeps its secret through changes, and takes a new one', async () => {
    const { id, secret } = await subscribe({ rule: 'lag', threshold: 60 });
    await stage.subscriptions.change(scope, actor, id, { name: 'renamed' }, 1);
    await expect(stage.subscriptions.change(scope, actor, id, { name: 'late' }, 1)).rejects.toMatchObject({
      status: 412,
    });
    const signed = (one: Received, key: string) =>
      `v1,${createHmac('sha256', key).update(`${one.headers['webhook-id']}.${one.headers['webhook-timestamp']}.${one.body}`).digest('base64')}`;
    await look({}, 61_000);
    expect(receiver.received[0]!.headers['webhook-signature']).toBe(signed(receiver.received[0]!, secret!));
    const next = 'another-secret-of-24-characters';
    await stage.subscriptions.change(
      scope,
      actor,
      id,
      { channel: { type: 'webhook', url: `${url}/hook`, secret: next } },
      undefined,
    );
    await look({}, 0);
    expect(receiver.received[1]!.headers['webhook-signature']).toBe(signed(receiver.received[1]!, next));
  });
});
