import { hash } from 'node:crypto';
import type { BatchPlan, LastRun } from '../../flows/index.ts';

const UNIT_MS = { minute: 60_000, hour: 3_600_000, day: 86_400_000, week: 604_800_000 } as const;

/**
 * The moment of the schedule a dataflow is to be run for by now, epoch milliseconds; undefined when there is none that is not
 * run yet. `once` is run when its start has passed, also when somebody asked for a run before; otherwise every interval since
 * the start, where moments that were missed count as one.
 */
export function dueAt(
  { schedule, createdAt }: BatchPlan,
  newest: LastRun | undefined,
  now: number,
): number | undefined {
  if (schedule === undefined) return undefined;
  const start = schedule.startTime === undefined ? createdAt : Number(schedule.startTime) * 1000;
  if (now < start) return undefined;
  const every = UNIT_MS[schedule.frequency as keyof typeof UNIT_MS];
  const moment =
    every === undefined
      ? start
      : start + Math.floor((now - start) / intervalMs(every, schedule.interval)) * intervalMs(every, schedule.interval);
  return newest === undefined || newest.startedAtUTC < moment ? moment : undefined;
}

function intervalMs(unit: number, interval: number | string | undefined): number {
  return unit * Math.max(1, Number(interval ?? 1));
}

/** Id of the run of a moment: the same whenever it is made, so that a start after a crash finds the run it began. */
export function runIdOf(flowId: string, moment: number): string {
  const hex = hash('sha256', `${flowId}/${moment}`, 'hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
