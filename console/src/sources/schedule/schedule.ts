import { number, texts, time } from '../../ui/texts.ts';

const t = texts({
  once: ['Once', 'Une fois'],
  minute: ['Minute', 'Minute'],
  hour: ['Hour', 'Heure'],
  day: ['Day', 'Jour'],
  week: ['Week', 'Semaine'],
  everyMinutes: [
    (n: number) => (n === 1 ? 'Every minute' : `Every ${number(n)} minutes`),
    (n: number) => (n === 1 ? 'Toutes les minutes' : `Toutes les ${number(n)} minutes`),
  ],
  everyHours: [
    (n: number) => (n === 1 ? 'Every hour' : `Every ${number(n)} hours`),
    (n: number) => (n === 1 ? 'Toutes les heures' : `Toutes les ${number(n)} heures`),
  ],
  everyDays: [
    (n: number) => (n === 1 ? 'Every day' : `Every ${number(n)} days`),
    (n: number) => (n === 1 ? 'Tous les jours' : `Tous les ${number(n)} jours`),
  ],
  everyWeeks: [
    (n: number) => (n === 1 ? 'Every week' : `Every ${number(n)} weeks`),
    (n: number) => (n === 1 ? 'Toutes les semaines' : `Toutes les ${number(n)} semaines`),
  ],
  from: [(at: string) => `from ${at}`, (at: string) => `à partir du ${at}`],
  withoutBackfill: ['without backfill', 'sans reprise de l’historique'],
});

/** How often a dataflow can read its source (page "Create a dataflow"). */
export const FREQUENCIES = ['once', 'minute', 'hour', 'day', 'week'] as const;

export type Frequency = (typeof FREQUENCIES)[number];

/** A frequency as Flow Service keeps it; undefined where it is none of them. */
export function knownFrequency(kept: string | undefined): Frequency | undefined {
  return FREQUENCIES.find((one) => one === kept);
}

/** A frequency, to be chosen. */
export function frequencyName(frequency: Frequency): string {
  return t(frequency);
}

const EVERY = { minute: 'everyMinutes', hour: 'everyHours', day: 'everyDays', week: 'everyWeeks' } as const;

/** A schedule as Flow Service keeps it, `startTime` in epoch seconds; numbers may come as digits. */
export interface Schedule {
  readonly frequency?: string | undefined;
  readonly interval?: number | string | undefined;
  readonly startTime?: number | string | undefined;
  readonly backfill?: boolean | string | undefined;
}

/** What many of a unit are one of. */
const LARGER = { minute: ['hour', 60], hour: ['day', 24] } as const;

/** How often, in the largest unit it is whole in: 1440 minutes are a day. */
function everyIn(unit: Exclude<Frequency, 'once'>, interval: number): string {
  const [larger, many] = unit === 'minute' || unit === 'hour' ? LARGER[unit] : [];
  if (larger !== undefined && interval >= many && interval % many === 0) return everyIn(larger, interval / many);
  return t(EVERY[unit], interval);
}

function everyText({ frequency, interval = 1 }: Schedule): string {
  const known = knownFrequency(frequency);
  if (known === undefined) return frequency ?? '';
  return known === 'once' ? t('once') : everyIn(known, Number(interval));
}

/** A schedule in words: how often, from when, and whether files from before it count. */
export function scheduleText(schedule: Schedule): string {
  const { startTime, backfill } = schedule;
  return [
    everyText(schedule),
    ...(startTime === undefined ? [] : [t('from', time(Number(startTime) * 1000))]),
    ...(String(backfill) === 'false' ? [t('withoutBackfill')] : []),
  ].join(', ');
}
