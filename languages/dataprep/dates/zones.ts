/** Abbreviations are fixed offsets, whatever the season: the documented example takes PST as -08:00 on a day in October. */
const ABBREVIATIONS: ReadonlyMap<string, number> = new Map([
  ['Z', 0],
  ['UTC', 0],
  ['GMT', 0],
  ['UT', 0],
  ['EST', -300],
  ['EDT', -240],
  ['CST', -360],
  ['CDT', -300],
  ['MST', -420],
  ['MDT', -360],
  ['PST', -480],
  ['PDT', -420],
  ['WET', 0],
  ['CET', 60],
  ['CEST', 120],
  ['EET', 120],
  ['EEST', 180],
  ['MSK', 180],
  ['IST', 330],
  ['JST', 540],
]);

const DAY = 86_400_000;
const OFFSET_FORM = /^(?:GMT|UTC)?([+-])(\d{1,2})(?::?(\d{2}))?$/;
const formatters = new Map<string, Intl.DateTimeFormat | null>();

function formatterOf(zone: string): Intl.DateTimeFormat | null {
  let formatter = formatters.get(zone);
  if (formatter === undefined) {
    try {
      formatter = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
    } catch {
      formatter = null;
    }
    // Zone names may come from data: keep the memory of misses small.
    if (formatters.size > 1000) formatters.clear();
    formatters.set(zone, formatter);
  }
  return formatter;
}

function fixedOffset(zone: string): number | undefined {
  const abbreviated = ABBREVIATIONS.get(zone);
  if (abbreviated !== undefined) return abbreviated;
  const match = OFFSET_FORM.exec(zone);
  if (match === null) return undefined;
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0);
  return minutes > 18 * 60 ? undefined : match[1] === '-' ? -minutes : minutes;
}

/** Offset from UTC in minutes that a zone has at an instant; undefined for an unknown zone. Regions come from `Intl`. */
export function offsetAt(zone: string, epoch: number): number | undefined {
  const fixed = fixedOffset(zone);
  if (fixed !== undefined) return fixed;
  const name = formatterOf(zone)
    ?.formatToParts(epoch)
    .find(({ type }) => type === 'timeZoneName')?.value;
  return name === undefined ? undefined : fixedOffset(name);
}

/**
 * The instant at which clocks of a zone show a local time (given as if it were UTC). A time that clocks skip is taken with
 * the offset before the change; of a time they show twice, the first.
 */
export function instantOf(local: number, zone: string): number | undefined {
  const before = offsetAt(zone, local - DAY);
  const after = offsetAt(zone, local + DAY);
  if (before === undefined || after === undefined) return undefined;
  for (const offset of [before, after]) {
    const instant = local - offset * 60_000;
    if (offsetAt(zone, instant) === offset) return instant;
  }
  return local - before * 60_000;
}

/** `Z`, `+05:30`, … */
export function offsetText(minutes: number, separator = ':'): string {
  if (minutes === 0 && separator === ':') return 'Z';
  const size = Math.abs(minutes);
  const digits = (value: number) => String(value).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${digits(Math.floor(size / 60))}${separator}${digits(size % 60)}`;
}
