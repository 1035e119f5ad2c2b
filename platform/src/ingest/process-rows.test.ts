import { setImmediate } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { manualClock } from '../kernel/index.ts';
import { type KeyedStore, type Log, openMemoryKeyedStore, openMemoryLog } from '../stores/index.ts';
import { type Ingest, VALIDATED_TOPIC } from './index.ts';
import { rows, SCOPE, testIngest, validatedRows } from './test-ingest.ts';

const LOAD = { scope: SCOPE, id: 'file', to: { dataset: 'd' } };

/** A log over `memory` that writes topic `validated` when it is let, and never when it is full. */
class SlowLog {
  readonly memory = openMemoryLog();
  isFull = false;
  release: () => void = () => {};
  readonly #released = new Promise<void>((resolve) => {
    this.release = resolve;
  });
  readonly log: Log = {
    ...this.memory,
    append: async (topic, entries) => {
      if (topic === VALIDATED_TOPIC) await this.#released;
      if (topic === VALIDATED_TOPIC && this.isFull) throw new Error('no space left');
      return this.memory.append(topic, entries);
    },
  };
}

describe('while rows are written, the process loop', () => {
  let slow: SlowLog;
  let keyed: KeyedStore;
  let applied: number[];
  let running: Ingest;
  afterEach(() => {
    slow.release();
    return running.stop();
  });

  async function start(log: Log, failures = 0): Promise<void> {
    let left = failures;
    applied = [];
    const apply: Parameters<typeof testIngest>[0]['apply'] = async (records) => {
      left -= 1;
      if (left >= 0) throw new Error('the disk could not be read');
      applied.push(...records.map(({ entity }) => entity.n as number));
      return [];
    };
    running = testIngest({ log, keyed, apply });
    await running.start();
    running.goOn();
  }

  /** Starts on new stores and enters rows; what the loop can do by then is done. */
  async function enter(count: number, failures = 0): Promise<void> {
    slow = new SlowLog();
    keyed = openMemoryKeyedStore();
    await start(slow.log, failures);
    const load = await running.loads.open(LOAD);
    await load.write(rows(0, count));
    for (let turn = 0; turn < 50; turn += 1) await setImmediate();
    load.close();
  }

  it('goes on, and writes no checkpoint before they are there', async () => {
    await enter(10);
    expect(applied).toHaveLength(10);
    const settled = running.settled();
    for (let turn = 0; turn < 50; turn += 1) await setImmediate();
    expect(await keyed.positions('process')).toMatchObject({ received: 0 });
    slow.release();
    await settled;
    expect(await keyed.positions('process')).toEqual({ received: 1, validated: 1 });
    expect(await validatedRows(slow.memory)).toEqual([...Array(10).keys()]);
  });

  it('does a run again that failed, and none of its rows is there twice', async () => {
    await enter(10, 1);
    expect(applied).toHaveLength(0);
    slow.release();
    await vi.waitFor(() => expect(applied).toHaveLength(10), 5000);
    await running.settled();
    expect(await validatedRows(slow.memory)).toEqual([...Array(10).keys()]);
  });

  it('gathers those of several runs, and after a crash adds none that is there already', async () => {
    slow = new SlowLog();
    slow.release();
    const store = openMemoryKeyedStore();
    // The first checkpoint is written and no later one: the process is killed before.
    const write = vi.fn<KeyedStore['write']>(() => new Promise(() => {})).mockImplementationOnce(store.write);
    keyed = { ...store, write };
    await start(slow.log);
    const load = await running.loads.open(LOAD);
    for (let page = 0; page < 5; page += 1) {
      await load.write(rows(page * 10, page * 10 + 10));
      await vi.waitFor(() => expect(applied).toHaveLength(page * 10 + 10));
    }
    load.close();
    void running.checkpoint();
    await vi.waitFor(async () => expect(await validatedRows(slow.memory)).toHaveLength(50));
    expect(slow.memory.end(VALIDATED_TOPIC)).toBeLessThan(5);
    keyed = store;
    await start(slow.memory);
    await running.settled();
    expect(applied.length).toBeGreaterThan(0);
    expect(await validatedRows(slow.memory)).toEqual([...Array(50).keys()]);
  });

  it('stops without a checkpoint when they cannot be, and makes them after the next start', async () => {
    await enter(10);
    slow.isFull = true;
    slow.release();
    await running.stop();
    expect(await keyed.positions('process')).toMatchObject({ received: 0 });
    await start(slow.memory);
    await running.settled();
    expect(applied).toHaveLength(10);
    expect(await validatedRows(slow.memory)).toEqual([...Array(10).keys()]);
  });
});

describe('a process loop that has started and does not go on yet', () => {
  it('leaves what was accepted before, counts it, and does what is asked for between two runs', async () => {
    const [log, keyed, clock] = [openMemoryLog(), openMemoryKeyedStore(), manualClock()];
    const applied: unknown[] = [];
    const [tidy, clockIs] = [vi.fn(async () => false), vi.fn(async () => {})];
    const begun = async () => {
      const running = testIngest({
        log,
        keyed,
        clock,
        follower: { tidy, clockIs },
        apply: async (records) => {
          applied.push(...records.map(({ entity }) => entity.n));
          return [];
        },
      });
      await running.start();
      return running;
    };
    const before = await begun();
    await before.between(async () => {});
    for (let turn = 0; turn < 50; turn += 1) await setImmediate();
    expect(clockIs.mock.calls).toEqual([]);
    const load = await before.loads.open(LOAD);
    await load.write(rows(0, 10));
    load.close();
    for (let turn = 0; turn < 50; turn += 1) await setImmediate();
    await before.stop();
    expect(applied).toEqual([]);

    const running = await begun();
    clock.advance(10_000);
    expect(await running.between(async () => 'asked for')).toBe('asked for');
    await running.checkpoint();
    for (let turn = 0; turn < 50; turn += 1) await setImmediate();
    expect([applied, running.position(), running.waiting(SCOPE.key), tidy.mock.calls]).toEqual([[], 0, 10, []]);
    running.goOn();
    await running.settled();
    expect(applied).toEqual([...Array(10).keys()]);
    expect(running.waiting(SCOPE.key)).toBe(0);
    await running.stop();
  });
});

describe('a process loop at rest', () => {
  it('writes a checkpoint by itself, one a second at most, and at once when the clock was set back', async () => {
    const keyed = openMemoryKeyedStore();
    const clock = manualClock();
    let applied = 0;
    const running = testIngest({
      log: openMemoryLog(),
      keyed,
      clock,
      apply: async (records) => {
        applied += records.length;
        return [];
      },
    });
    await running.start();
    running.goOn();
    const load = await running.loads.open(LOAD);
    const enter = async (): Promise<void> => {
      const before = applied;
      await load.write(rows(before, before + 1));
      await vi.waitFor(() => expect(applied).toBe(before + 1));
      for (let turn = 0; turn < 50; turn += 1) await setImmediate();
    };
    const written = async () => (await keyed.positions('process')).received;
    // Opening the load was a checkpoint.
    clock.advance(1000);
    await enter();
    expect(await written()).toBe(1);
    await enter();
    await enter();
    expect(await written()).toBe(1);
    clock.advance(1000);
    await vi.waitFor(async () => expect(await written()).toBe(3), 3000);
    clock.advance(-5000);
    await enter();
    expect(await written()).toBe(4);
    load.close();
    await running.stop();
  });

  it('does what could wait, a little at a time so that records come between, and writes it with a checkpoint', async () => {
    const keyed = openMemoryKeyedStore();
    const clock = manualClock();
    let left = 0;
    const seen: number[] = [];
    const running = testIngest({
      log: openMemoryLog(),
      keyed,
      clock,
      apply: async () => {
        seen.push(left);
        return [];
      },
      follower: {
        tidy: async () => {
          if (left === 0) return false;
          left -= 1;
          return true;
        },
        take: (into) => {
          into.puts.push(['left', Buffer.from(String(left))]);
          return { settle() {} };
        },
      },
    });
    await running.start();
    running.goOn();
    const load = await running.loads.open(LOAD);
    left = 5000;
    await load.write(rows(0, 1));
    await vi.waitFor(() => expect(left).toBe(0), 8000);
    expect(seen).toHaveLength(1);
    expect(seen[0]).toBeGreaterThan(0);
    clock.advance(1000);
    await vi.waitFor(async () => expect(await keyed.getMany(['left'])).toEqual([Uint8Array.of(48)]), 8000);
    load.close();
    await running.stop();
  });
});
