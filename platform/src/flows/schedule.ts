import { sayOfRequest } from '../kernel/index.ts';
import { badBody } from './errors.ts';
import { sayOfFlows } from './phrases.ts';

/** When a dataflow runs. Streaming dataflows accept one and keep it, as the published Capillary page sends it. */
export interface Schedule {
  /** Epoch seconds. */
  readonly startTime?: number | string;
  readonly frequency?: string;
  readonly interval?: number | string;
  readonly backfill?: boolean | string;
}

const FREQUENCIES = ['once', 'minute', 'hour', 'day', 'week'] as const;
const LONGEST_START = 9_999_999_999;

/** Clients send numbers as numbers and as digits. */
function whole(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^\d{1,12}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isInteger(number) && number >= 0 ? number : undefined;
}

function isFlag(value: unknown): boolean {
  return typeof value === 'boolean' || value === 'true' || value === 'false';
}

/**
 * Checks schedule parameters (page "Create a dataflow": `once` takes neither interval nor backfill, `minute` needs an
 * interval of 15 or more, all others of 1 or more; the start is in epoch seconds). Throws the problem.
 */
export function checkSchedule(value: unknown): Schedule {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw badBody(sayOfRequest('request-object', { name: 'scheduleParams' }));
  const { startTime, frequency, interval, backfill } = value as Record<string, unknown>;
  if (startTime !== undefined) {
    const start = whole(startTime);
    if (start === undefined || start > LONGEST_START)
      throw badBody(sayOfRequest('request-seconds', { name: 'scheduleParams.startTime' }));
  }
  if (!FREQUENCIES.includes(frequency as never))
    throw badBody(sayOfRequest('request-one-of', { name: 'scheduleParams.frequency', known: FREQUENCIES.join(', ') }));
  if (backfill !== undefined && !isFlag(backfill))
    throw badBody(sayOfRequest('request-flag', { name: 'scheduleParams.backfill' }));
  if (frequency === 'once') {
    if (interval !== undefined || backfill !== undefined) throw badBody(sayOfFlows('flows-schedule-once'));
    return value as Schedule;
  }
  const least = frequency === 'minute' ? 15 : 1;
  if ((whole(interval) ?? 0) < least)
    throw badBody(sayOfFlows('flows-schedule-interval', { least, frequency: String(frequency) }));
  return value as Schedule;
}

/** When a dataflow was made and what time it is, epoch milliseconds. */
interface Moments {
  readonly createdAt: number;
  readonly now: number;
}

/**
 * Checks what a published dataflow is scheduled by from now on (pages "Create a dataflow", "Update dataflows in the UI"): the
 * start stays once it has passed, and what is read once is not scheduled anew. Without a start it is when the dataflow was
 * made. Throws the problem.
 */
export function checkScheduleChange(
  before: Schedule | undefined,
  after: Schedule | undefined,
  { createdAt, now }: Moments,
): void {
  if (before === undefined) return;
  if (before.frequency === 'once' && after?.frequency !== 'once') throw badBody(sayOfFlows('flows-schedule-is-once'));
  const startOf = (schedule: Schedule | undefined) => whole(schedule?.startTime) ?? createdAt / 1000;
  const started = startOf(before);
  if (started * 1000 <= now && startOf(after) !== started) throw badBody(sayOfFlows('flows-schedule-begun'));
}
