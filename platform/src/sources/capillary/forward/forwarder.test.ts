import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FailedRecords } from './failed-records.ts';
import { type Fault, pointsIssued, SECRET, Stand, type Taken } from './stand.ts';

const MINUTE = 60_000;

/** Sends `each` events of `customers` customers, in turn. */
async function send(stand: Stand, customers: number, each: number, first = 1): Promise<void> {
  for (let number = first; number < first + each; number += 1)
    for (let customer = 1; customer <= customers; customer += 1)
      await stand.webhook(pointsIssued(customer, number, number * 10, stand.time.clock()));
}

const eventsOf = (taken: readonly Taken[]) => taken.filter(({ kind }) => kind === 'event');
const idsOf = (taken: readonly Taken[]) => eventsOf(taken).map(({ message }) => message._id!);

/** Number of the event, of one customer's records of a kind, in the order the target took them. */
function numbers(taken: readonly Taken[], kind: Taken['kind'], customer: number): readonly number[] {
  return taken
    .filter((one) => one.kind === kind && one.customer === String(customer))
    .map(({ message }) => (kind === 'event' ? Number(message._id!.split('-')[2]) : message.loyalty!.points! / 10));
}

/** Every event is there, and per customer no record came after a newer one. */
function expectWhole(stand: Stand, customers: number, each: number): void {
  const wanted = Array.from({ length: each }, (_, index) => index + 1);
  for (let customer = 1; customer <= customers; customer += 1) {
    for (const kind of ['event', 'profile'] as const) {
      const found = numbers(stand.target.taken, kind, customer);
      expect([...found].sort((a, b) => a - b)).toEqual(found);
      expect([...new Set(found)]).toEqual(wanted);
    }
  }
}

describe('forwarding', () => {
  it('sends events and whole profile records, in batches, in order per customer, each once', async () => {
    const stand = new Stand();
    await stand.start();
    await send(stand, 50, 8);
    await stand.settled();
    expectWhole(stand, 50, 8);
    expect(stand.target.taken.length).toBe(800);
    expect(stand.target.largest).toBeGreaterThan(10);
    expect(stand.target.requests).toBeLessThan(200);
    expect(stand.target.tokens).toBe(1);
    expect(stand.forwarder.status().senders.map(({ sent, failed }) => [sent, failed])).toEqual([
      [400, 0],
      [400, 0],
    ]);
    await stand.forwarder.stop();
  });

  it('leaves out events that came before', async () => {
    const stand = new Stand();
    await stand.start();
    await send(stand, 3, 2);
    await send(stand, 3, 2);
    await stand.settled();
    expect(stand.target.taken.length).toBe(12);
    expect(stand.forwarder.status()).toMatchObject({ repeated: 6 });
  });

  it('loses and doubles nothing over 30 minutes of outage, keeps order, and asks less often the longer it lasts', async () => {
    const stand = new Stand();
    await stand.start();
    await send(stand, 40, 3);
    await stand.settled();
    const from = stand.time.clock();
    const faults: Fault[] = [{ does: 'refuse' }, { does: 'answer', status: 503 }, { does: 'answer', status: 500 }];
    stand.target.fault = (_, request) =>
      stand.time.clock() < from + 30 * MINUTE ? faults[request % faults.length] : undefined;
    const before = stand.target.requests;
    await send(stand, 40, 5, 4);
    await stand.time.until(() => stand.time.clock() > from + 10 * MINUTE);
    await send(stand, 40, 2, 9);
    await stand.time.until(() => stand.time.clock() >= from + 30 * MINUTE);
    expect(stand.target.taken.length).toBe(240);
    // From half a second to five minutes, for each of the two dataflows; the first failures of four requests at once are one.
    const asked = stand.target.requests - before;
    expect(asked).toBeGreaterThan(16);
    expect(asked).toBeLessThan(50);
    const [profile] = stand.forwarder.status().senders;
    expect(profile!.trouble!.since).toBe(from);
    expect(profile!.waiting).toBe(280);
    await stand.settled();
    expectWhole(stand, 40, 10);
    expect(stand.target.taken.length).toBe(800);
    expect(stand.forwarder.status().senders.every(({ trouble, failed }) => trouble === undefined && failed === 0)).toBe(
      true,
    );
  });

  it.each([
    ['seconds', (_: number) => '120'],
    ['a date', (now: number) => new Date(now + 120_000).toUTCString()],
  ])('waits as long as Retry-After asks for in %s', async (_, retryAfter) => {
    const stand = new Stand();
    await stand.start();
    const from = stand.time.clock();
    stand.target.fault = () =>
      stand.time.clock() < from + 1000 ? { does: 'answer', status: 429, retryAfter: retryAfter(from) } : undefined;
    await send(stand, 2, 1);
    await stand.settled();
    expect(stand.target.taken[0]!.at - from).toBeGreaterThanOrEqual(120_000);
    expect(stand.target.taken[0]!.at - from).toBeLessThan(123_000);
    expect(stand.target.requests).toBe(4);
  });

  it('waits no longer when the clock is set back, and says when it asks again by the clock there is', async () => {
    const stand = new Stand();
    await stand.start();
    const from = stand.time.steady();
    stand.target.fault = (kind, request) => {
      if (stand.time.steady() < from + MINUTE) return { does: 'answer', status: 503 };
      return kind === 'event' && request % 2 === 0 ? { does: 'partial', status: () => 429 } : undefined;
    };
    await send(stand, 5, 2);
    await stand.time.until(() => stand.time.steady() >= from + MINUTE / 2);
    stand.time.setClock(-2 * 24 * 60 * MINUTE);
    const { trouble } = stand.forwarder.status().senders[0]!;
    expect(trouble!.nextAttemptAt).toBeGreaterThanOrEqual(stand.time.clock());
    expect(trouble!.nextAttemptAt).toBeLessThan(stand.time.clock() + MINUTE);
    await stand.time.until(() => stand.forwarder.status().senders[1]!.delayedCustomers > 0);
    stand.time.setClock(-60 * MINUTE);
    await stand.settled(5 * MINUTE);
    expectWhole(stand, 5, 2);
  });

  it('misses no moment to go on that comes while it looks at the clock', async () => {
    const stand = new Stand();
    stand.time.slack = 0.5;
    await stand.start();
    stand.target.fault = (_kind, request) => (request % 2 === 0 ? { does: 'answer', status: 503 } : undefined);
    await send(stand, 5, 2);
    await stand.settled(60 * MINUTE);
    expectWhole(stand, 5, 2);
  });

  it('sends only the records a 207 put off again, and others of other customers meanwhile', async () => {
    const stand = new Stand();
    await stand.start();
    const from = stand.time.clock();
    // Customer 1 cannot be taken for ten minutes.
    stand.target.fault = () => ({
      does: 'partial',
      status: ({ identityMap }) =>
        identityMap.CapillaryId[0]!.id === '1' && stand.time.clock() < from + 10 * MINUTE ? 429 : 200,
    });
    await send(stand, 5, 4);
    await stand.time.until(() => stand.time.clock() > from + MINUTE);
    expect(new Set(stand.target.taken.map(({ customer }) => customer))).toEqual(new Set(['2', '3', '4', '5']));
    expect(stand.target.taken.length).toBe(32);
    expect(stand.forwarder.status().senders.map(({ delayedCustomers }) => delayedCustomers)).toEqual([1, 1]);
    await stand.settled();
    expectWhole(stand, 5, 4);
    expect(stand.target.taken.length).toBe(40);
  });

  it('keeps a refused record with everything known of it, and goes on; a replay sends it again', async () => {
    const stand = new Stand();
    await stand.start();
    let bad = true;
    stand.target.fault = () => ({ does: 'partial', status: ({ _id }) => (bad && _id === 'e-1-1' ? 400 : 200) });
    await send(stand, 2, 2);
    await stand.settled();
    const failed = new FailedRecords(stand.keyed);
    const [record] = await failed.list(10);
    expect(record).toMatchObject({
      kind: 'event',
      errorType: 'refused',
      message: 'inletId: [event] status 400',
      answer: 'inletId: [event] status 400',
      retry: 'after-fix',
      attempts: 1,
      status: 'open',
      receivedAt: expect.any(Number),
      failedAt: expect.any(Number),
      payload: { _id: 'e-1-1', eventName: 'pointsIssued' },
      webhook: { eventId: 'e-1-1' },
    });
    expect(idsOf(stand.target.taken).sort()).toEqual(['e-1-2', 'e-2-1', 'e-2-2']);
    bad = false;
    const { replay } = await import('./replay.ts');
    await replay.send({ log: stand.log, failed, clock: stand.time.clock }, record!.id, {});
    await stand.settled();
    expect(idsOf(stand.target.taken).sort()).toEqual(['e-1-1', 'e-1-2', 'e-2-1', 'e-2-2']);
    // Only what had failed went again: both customers' profile records were taken twice each, once per event.
    expect(stand.target.taken.filter(({ kind }) => kind === 'profile').length).toBe(4);
    await expect(replay.send({ log: stand.log, failed, clock: stand.time.clock }, record!.id, {})).rejects.toThrow(
      'replayed before',
    );
  });

  it('gives a record up that is put off for ever, and its customer goes on', async () => {
    const stand = new Stand();
    await stand.start();
    stand.target.fault = () => ({ does: 'partial', status: ({ _id }) => (_id === 'e-1-1' ? 500 : 200) });
    await send(stand, 1, 2);
    await stand.settled();
    expect(idsOf(stand.target.taken)).toEqual(['e-1-2']);
    const [record] = await new FailedRecords(stand.keyed).list(1);
    expect(record).toMatchObject({ errorType: 'exhausted', retry: 'later', attempts: 26 });
  });

  it('finds the record to blame when a request is refused as a whole', async () => {
    const stand = new Stand();
    await stand.start();
    const blamed = (body: readonly { _id?: string }[]) => body.some(({ _id }) => _id === 'e-3-1');
    const { wire } = stand.target;
    Object.assign(stand.target, {
      wire: async (request: Parameters<typeof wire>[0]) => {
        const isBad =
          request.body?.startsWith('{') === true && blamed((JSON.parse(request.body) as { messages: [] }).messages);
        return isBad ? { status: 400, header: () => undefined, body: '{"title":"Invalid"}' } : wire(request);
      },
    });
    await send(stand, 5, 1);
    await stand.settled();
    expect(idsOf(stand.target.taken).sort()).toEqual(['e-1-1', 'e-2-1', 'e-4-1', 'e-5-1']);
    expect(await new FailedRecords(stand.keyed).list(9)).toMatchObject([
      { errorType: 'refused', message: '400 {"title":"Invalid"}' },
    ]);
  });

  it('sends nothing twice to an answer that leaves records out, beyond those', async () => {
    const stand = new Stand();
    await stand.start();
    stand.target.fault = (kind, request) => (kind === 'event' && request < 20 ? { does: 'refuse' } : undefined);
    await send(stand, 4, 1);
    await stand.time.until(() => stand.target.requests >= 19);
    let shortened = false;
    stand.target.fault = (kind) => {
      const isFirst = kind === 'event' && !shortened;
      if (isFirst) shortened = true;
      return isFirst ? { does: 'short' } : undefined;
    };
    await stand.settled();
    expect(stand.target.largest).toBe(4);
    expect(idsOf(stand.target.taken).sort()).toEqual(['e-1-1', 'e-2-1', 'e-3-1', 'e-4-1', 'e-4-1']);
  });

  it('keeps what is neither an event nor a documented payload', async () => {
    const stand = new Stand();
    await stand.start();
    await stand.webhook({ hello: 'world' });
    await send(stand, 1, 1);
    await stand.settled();
    expect(await new FailedRecords(stand.keyed).list(9)).toMatchObject([
      { kind: 'webhook', errorType: 'unknown-payload', retry: 'never', webhook: { hello: 'world' } },
    ]);
    expect(stand.target.taken.length).toBe(2);
  });

  it('reads at most its window while the target is away, however much comes in', async () => {
    const stand = new Stand();
    await stand.start();
    stand.target.fault = () => ({ does: 'refuse' });
    let read = 0;
    const original = stand.log.read.bind(stand.log);
    Object.assign(stand.log, {
      read: async (...args: Parameters<typeof original>) => {
        const records = await original(...args);
        if (args[0].startsWith('outbox')) read += records.length;
        return records;
      },
    });
    await send(stand, 2500, 2);
    const from = stand.time.clock();
    await stand.time.until(() => stand.time.clock() > from + 3 * 60 * MINUTE);
    expect(stand.forwarder.status().senders.map(({ waiting }) => waiting)).toEqual([5000, 5000]);
    expect(read).toBeLessThanOrEqual(2 * 2000);
    stand.target.fault = () => undefined;
    await stand.settled();
    expect(stand.target.taken.length).toBe(10_000);
  });
});

describe('tokens', () => {
  it('are fetched anew before they end and when one is not taken, and are in no line of the log', async () => {
    const stand = new Stand();
    await stand.start();
    await send(stand, 1, 1);
    await stand.settled();
    const from = stand.time.clock();
    await stand.time.until(() => stand.time.clock() > from + 86_100_000);
    await send(stand, 1, 1, 2);
    await stand.settled();
    expect(stand.target.tokens).toBe(2);
    stand.target.revoke();
    await send(stand, 30, 1, 3);
    await stand.settled();
    expect(stand.target.tokens).toBe(3);
    expect(stand.target.taken.length).toBe(2 * 32);
    const text = stand.lines.join('');
    expect(text).toContain('a new access token was fetched');
    for (const secret of [SECRET, 'token-1', 'token-2', 'token-3']) expect(text).not.toContain(secret);
  });

  it('that nobody gives hold the queue, and lose nothing', async () => {
    const stand = new Stand();
    await stand.start();
    stand.target.revoke();
    const from = stand.time.clock();
    stand.target.tokenFault = () => (stand.time.clock() < from + 20 * MINUTE ? 401 : 200);
    await send(stand, 3, 1);
    await stand.settled();
    expect(stand.target.taken.length).toBe(6);
    expect(stand.time.clock() - from).toBeGreaterThan(20 * MINUTE);
    expect(stand.lines.join('')).toContain('check client id, secret and scopes');
  });
});

/** A target that fails in any way at any moment for a while. */
function faulty(stand: Stand, seed: number, until: number): void {
  let state = seed;
  const unit = () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return state / 2 ** 32;
  };
  const any: readonly (() => Fault | undefined)[] = [
    () => ({ does: 'refuse' }),
    () => ({ does: 'drop' }),
    () => ({ does: 'cut' }),
    () => ({ does: 'short' }),
    () => ({ does: 'slow', ms: unit() * 20_000 }),
    () => ({ does: 'answer', status: 429, retryAfter: String(Math.ceil(unit() * 90)) }),
    () => ({ does: 'answer', status: 500 }),
    () => ({ does: 'answer', status: 503, retryAfter: new Date(stand.time.clock() + unit() * 60_000).toUTCString() }),
    () => ({ does: 'partial', status: () => [200, 429, 500, 503, 200][Math.floor(unit() * 5)]! }),
    () => {
      stand.target.revoke();
      return undefined;
    },
    () => undefined,
  ];
  stand.target.fault = () => (stand.time.clock() < until ? any[Math.floor(unit() * any.length)]!() : undefined);
}

describe('whatever the target does', () => {
  it('nothing is lost, and per customer nothing comes after what is newer', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 2 ** 31 }),
        fc.integer({ min: 1, max: 25 }),
        async (seed, customers) => {
          const stand = new Stand();
          await stand.start();
          faulty(stand, seed, stand.time.clock() + 20 * MINUTE);
          await send(stand, customers, 6);
          await stand.settled();
          expectWhole(stand, customers, 6);
          expect(stand.forwarder.status().senders.map(({ failed }) => failed)).toEqual([0, 0]);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('a crash at any moment loses nothing; what is sent again ends the same', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 2 ** 31 }),
        fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 4 }),
        async (seed, crashes) => {
          const stand = new Stand();
          await stand.start();
          faulty(stand, seed, stand.time.clock() + 20 * MINUTE);
          let first = 1;
          for (const seconds of crashes) {
            await send(stand, 8, 3, first);
            first += 3;
            const at = stand.time.clock() + seconds * 1000;
            let turns = seconds % 7;
            await stand.time.until(() => {
              turns -= 1;
              return turns < 0 || stand.time.clock() >= at;
            });
            stand.crash();
            await stand.start();
          }
          await stand.settled();
          for (let customer = 1; customer <= 8; customer += 1) {
            const events = numbers(stand.target.taken, 'event', customer);
            expect([...new Set(events)].sort((a, b) => a - b)).toEqual(
              Array.from({ length: first - 1 }, (_, index) => index + 1),
            );
            expect(numbers(stand.target.taken, 'profile', customer).at(-1)).toBe(first - 1);
            // Whatever is new came in order; only what was sent before may come again.
            const firstSeen = [...new Set(events)];
            expect([...firstSeen].sort((a, b) => a - b)).toEqual(firstSeen);
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});
