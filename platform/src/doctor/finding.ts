/**
 * How much it matters. `error`: a start will refuse, or something is lost or wrong. `warning`: it will come to that. `note`:
 * worth knowing, nothing to do. `ok`: looked at, and as it should be.
 */
export type Severity = 'ok' | 'note' | 'warning' | 'error';

/** What a check saw at one place. */
export interface Observation {
  readonly severity: Severity;
  /** File with byte, directory, setting or address. */
  readonly where: string;
  readonly what: string;
  /** What to do about it; always there from `warning` on. */
  readonly now?: string;
}

/** An observation with the name of the check that made it. */
export interface Finding extends Observation {
  readonly check: string;
}

export const ok = (where: string, what: string): Observation => ({ severity: 'ok', where, what });
export const note = (where: string, what: string, now?: string): Observation => ({
  severity: 'note',
  where,
  what,
  ...(now === undefined ? {} : { now }),
});
export const warning = (where: string, what: string, now: string): Observation => ({
  severity: 'warning',
  where,
  what,
  now,
});
export const wrong = (where: string, what: string, now: string): Observation => ({
  severity: 'error',
  where,
  what,
  now,
});

/** A file and the byte in it. */
export function placeOf({ file, byte }: { readonly file: string; readonly byte?: number }): string {
  return byte === undefined ? file : `${file}, byte ${byte}`;
}

const UNITS = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB'];

/** A size in the unit people use for it. */
export function size(bytes: number): string {
  const unit = bytes < 1024 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log2(bytes) / 10));
  const value = bytes / 1024 ** unit;
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${UNITS[unit]}`;
}
