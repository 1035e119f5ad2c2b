import { describe, expect, it } from 'vitest';
import type { BatchPlan, LastRun } from '../../flows/index.ts';
import { dueAt, runIdOf } from './due.ts';

const START = Date.UTC(2026, 0, 1);
const MINUTE = 60_000;
const plan = (schedule: BatchPlan['schedule']) => ({ schedule, createdAt: START }) as BatchPlan;
const run = (startedAtUTC: number): LastRun => ({ id: 'r', state: 'success', startedAtUTC });
const every15 = plan({ startTime: START / 1000, frequency: 'minute', interval: 15 });

describe('a dataflow over files is due', () => {
  it('never without a schedule, and not before its start', () => {
    expect(dueAt(plan(undefined), undefined, START)).toBeUndefined();
    expect(dueAt(every15, undefined, START - 1)).toBeUndefined();
  });

  it('once, when it is scheduled once', () => {
    const once = plan({ startTime: String(START / 1000), frequency: 'once' });
    expect(dueAt(once, undefined, START + MINUTE)).toBe(START);
    expect(dueAt(once, run(START), START + 1e9)).toBeUndefined();
    expect(dueAt(once, run(START - MINUTE), START), 'after a run that was asked for').toBe(START);
  });

  it('at every interval since its start; moments that were missed are one', () => {
    expect(dueAt(every15, undefined, START + 14 * MINUTE)).toBe(START);
    expect(dueAt(every15, run(START + 2), START + 14 * MINUTE)).toBeUndefined();
    expect(dueAt(every15, run(START + 2), START + 15 * MINUTE)).toBe(START + 15 * MINUTE);
    expect(dueAt(every15, run(START + 2), START + 100 * MINUTE)).toBe(START + 90 * MINUTE);
  });

  it('from when it was made, when its schedule names no start', () => {
    expect(dueAt(plan({ frequency: 'day', interval: '2' }), undefined, START + 5)).toBe(START);
    expect(dueAt(plan({ frequency: 'week' }), run(START), START + 8 * 86_400_000)).toBe(START + 7 * 86_400_000);
  });

  it('under an id that is the same whenever it is made', () => {
    expect(runIdOf('flow', START)).toBe(runIdOf('flow', START));
    expect(runIdOf('flow', START)).not.toBe(runIdOf('flow', START + 1));
    expect(runIdOf('flow', START)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});
