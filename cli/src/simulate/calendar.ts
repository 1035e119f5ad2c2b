/** Milliseconds of a day. Days of the simulation are UTC days, numbered from the epoch. */
export const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

export function dayOf(at: number): number {
  return Math.floor(at / DAY_MS);
}

/** Epoch milliseconds of an hour of a day. */
export function hourOf(day: number, hour: number): number {
  return day * DAY_MS + hour * HOUR_MS;
}

/** Last day of the month a day is in. */
export function endOfMonth(day: number): number {
  const date = new Date(day * DAY_MS);
  return dayOf(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0));
}

/** `YYYY-MM-DD` of a day number. */
export function isoDate(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** Midnight UTC of a `YYYY-MM-DD`; undefined when it is none. */
export function parseDate(text: string): number | undefined {
  const at = Date.parse(`${text}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(at) ? at : undefined;
}

/** How trade spreads over a day: hour at which a share of the day's visits has happened. Quiet mornings, busy lunch and evening. */
const OPENING: readonly (readonly [share: number, hour: number])[] = [
  [0, 8],
  [0.1, 10.5],
  [0.35, 13.5],
  [0.55, 16],
  [0.9, 19.5],
  [1, 22],
];

/** Moves a moment into opening hours of the same day. Keeps the order of moments. */
export function duringOpeningHours(at: number): number {
  const day = dayOf(at);
  const share = at / DAY_MS - day;
  const index = OPENING.findIndex(([until]) => share < until);
  const [low, from] = OPENING[index - 1]!;
  const [high, to] = OPENING[index]!;
  return Math.floor(hourOf(day, from + ((share - low) / (high - low)) * (to - from)));
}
