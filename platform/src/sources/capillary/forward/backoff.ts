const FIRST_MS = 500;
const MOST_MS = 300_000;
/** A target may ask for patience, not for ever: longer waits are cut to a day. */
const LONGEST_ASKED_MS = 86_400_000;

/**
 * How long to wait before the next attempt, milliseconds: doubles from half a second to five minutes, and half of it is
 * chance, so that many senders do not come back together. `attempt` counts from 1; `random` gives numbers from 0 to 1.
 */
export function backoffMs(attempt: number, random: () => number): number {
  const whole = Math.min(MOST_MS, FIRST_MS * 2 ** Math.min(attempt - 1, 20));
  return Math.round(whole / 2 + (random() * whole) / 2);
}

/**
 * What a `Retry-After` header asks for, milliseconds from `now`: seconds or an HTTP date (RFC 9110, 10.2.3). Undefined when
 * there is none or it cannot be read; 0 for a date that has passed.
 */
export function retryAfterMs(value: string | undefined, now: number): number | undefined {
  const text = value?.trim() ?? '';
  if (text === '') return undefined;
  const asked = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
  return Number.isNaN(asked) ? undefined : Math.min(LONGEST_ASKED_MS, Math.max(0, asked));
}
