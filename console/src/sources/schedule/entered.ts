import { type Frequency, knownFrequency, type Schedule } from './schedule.ts';
import { t } from './texts.ts';

/** A schedule as it is entered. */
export interface EnteredSchedule {
  readonly frequency: Frequency;
  /** In units of the frequency. */
  readonly interval: number;
  /** As soon as the dataflow is there, or at a moment. */
  readonly start: 'now' | 'later';
  /** That moment, epoch milliseconds; undefined while none is chosen. */
  readonly startsAt: number | undefined;
  /** Files that are there before the dataflow are read too. */
  readonly backfill: boolean;
}

/** What a new dataflow starts with. */
export const NEW_SCHEDULE: EnteredSchedule = {
  frequency: 'once',
  interval: 1,
  start: 'now',
  startsAt: undefined,
  backfill: true,
};

/** Shortest interval the page "Create a dataflow" allows: 15 with minutes, else 1. */
export function leastInterval(frequency: Frequency): number {
  return frequency === 'minute' ? 15 : 1;
}

/** What is to be chosen yet, in words. */
export function scheduleMissing({ start, startsAt }: EnteredSchedule): string | undefined {
  return start === 'later' && startsAt === undefined ? t('needsStart') : undefined;
}

/**
 * A schedule as Flow Service takes it (page "Create a dataflow"): the start in epoch seconds; `once` has neither interval nor
 * backfill.
 */
export function scheduleParamsOf({ frequency, interval, start, startsAt, backfill }: EnteredSchedule) {
  return {
    ...(start === 'later' && startsAt !== undefined ? { startTime: Math.floor(startsAt / 1000) } : {}),
    ...(frequency === 'once' ? { frequency } : { frequency, interval, backfill }),
  };
}

/** What would have been entered for a schedule Flow Service keeps. */
export function enteredOf({ frequency, interval, startTime, backfill }: Schedule): EnteredSchedule {
  const known = knownFrequency(frequency) ?? NEW_SCHEDULE.frequency;
  return {
    frequency: known,
    interval: Number(interval ?? leastInterval(known)),
    start: startTime === undefined ? 'now' : 'later',
    startsAt: startTime === undefined ? undefined : Number(startTime) * 1000,
    backfill: String(backfill) !== 'false',
  };
}
