import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openMemoryKeyedStore, type PendingWrites } from '../stores/index.ts';
import { Ledger } from './ledger.ts';

const DAY = 86_400_000;
const MINUTE = 60_000;

/** Records a checkpoint covers, and milliseconds until it is finished; a negative number is a clock that was set back. */
const checkpoint = fc.record({
  records: fc.integer({ min: 1, max: 50 }),
  after: fc.oneof(fc.integer({ min: 0, max: 90_000 }), fc.integer({ min: -100_000, max: DAY })),
});

it('what is noted of checkpoints thins out: exact for a day, to the minute before, and never for what the log has no more', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(checkpoint, { maxLength: 30, size: 'max' }),
      fc.array(fc.record({ after: fc.nat(2 * DAY), trimmed: fc.nat(40) }), { minLength: 1, maxLength: 4 }),
      fc.nat(80),
      async (checkpoints, turns, restartAt) => {
        const keyed = openMemoryKeyedStore();
        let ledger = new Ledger(keyed);
        const noted: { to: number; finishedAt: number; wasOld?: boolean }[] = [];
        let now = 10 * DAY;
        let next = 0;
        let begin = 0;
        const write = async ({ records, after }: { records: number; after: number }) => {
          now += after;
          const run = { from: next, to: next + records - 1, startedAt: now, finishedAt: now };
          next += records;
          noted.push(run);
          ledger.ran(run);
          const pending: PendingWrites = { puts: [], deletes: [] };
          ledger.take(pending);
          await keyed.write({ ...pending, positions: [] });
        };
        const rows = () => keyed.range({ from: 'ledger/run/', to: 'ledger/run0', limit: 1000 });
        const share = Math.ceil(checkpoints.length / turns.length);
        for (const [turn, { after, trimmed }] of turns.entries()) {
          for (const [index, one] of checkpoints.slice(turn * share, (turn + 1) * share).entries()) {
            if (index === restartAt) ledger = new Ledger(keyed);
            await write(one);
          }
          now += after;
          begin = Math.min(next, begin + trimmed);
          const isOld = ({ finishedAt }: { finishedAt: number }) => Math.abs(now - finishedAt) > DAY;
          for (const one of noted) one.wasOld ||= isOld(one);
          await ledger.thin(begin, now);
          const kept = await rows();
          // Once more, as after a crash.
          await ledger.thin(begin, now);
          expect(await rows()).toEqual(kept);
          for (let position = begin; position < next; position += 1) {
            const was = noted.find(({ to }) => to >= position)!;
            const is = (await ledger.runAt(position))!;
            expect(is.to).toBeGreaterThanOrEqual(was.to);
            if (was.wasOld !== true) expect(is.finishedAt).toBe(was.finishedAt);
            else expect(Math.floor(is.finishedAt / MINUTE)).toBe(Math.floor(was.finishedAt / MINUTE));
          }
          const runs = kept.map(([, bytes]) => JSON.parse(Buffer.from(bytes).toString()) as (typeof noted)[number]);
          const firstExact = runs.findIndex((one) => !isOld(one));
          const minutes = (firstExact < 0 ? runs : runs.slice(0, firstExact)).map(({ finishedAt }) =>
            Math.floor(finishedAt / MINUTE),
          );
          for (const [index, minute] of minutes.entries()) expect(minute).not.toBe(minutes[index - 1]);
          expect(runs.every(({ to }) => to >= begin)).toBe(true);
        }
      },
    ),
  );
});

it('of a checkpoint a second one a minute stays when a day is over', async () => {
  const keyed = openMemoryKeyedStore();
  const ledger = new Ledger(keyed);
  const seconds = 4000;
  for (let second = 0; second < seconds; second += 1) {
    const finishedAt = DAY + second * 1000;
    ledger.ran({ from: second, to: second, startedAt: finishedAt, finishedAt });
    const pending: PendingWrites = { puts: [], deletes: [] };
    ledger.take(pending);
    await keyed.write({ ...pending, positions: [] });
  }
  const count = async () => (await keyed.range({ from: 'ledger/run/', to: 'ledger/run0', limit: 10_000 })).length;
  await ledger.thin(0, DAY + seconds * 1000);
  expect(await count()).toBe(seconds);
  await ledger.thin(0, 3 * DAY);
  expect(await count()).toBe(Math.ceil(seconds / 60));
  expect((await ledger.runAt(61))?.finishedAt).toBe(DAY + 119_000);
});
