/** Days since 1970 of the calendar of whoever looks. */
function calendarDay(epochMs: number): number {
  const at = new Date(epochMs);
  return Date.UTC(at.getFullYear(), at.getMonth(), at.getDate()) / 86_400_000;
}

/** Days of the calendar from one moment until another: the same at any time of the day. */
export function daysUntil(epochMs: number, now: number): number {
  return calendarDay(epochMs) - calendarDay(now);
}

/** The moment a text names; a day without a time begins where whoever looks is. Undefined when it names none. */
export function momentOf(text: string): number | undefined {
  const at = Date.parse(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00` : text);
  return Number.isFinite(at) ? at : undefined;
}
