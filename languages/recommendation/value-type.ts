import type { ColumnProfile } from './column-profile.ts';

/** A JSON Schema type with its format. */
export interface ValueType {
  readonly type: 'string' | 'number' | 'integer' | 'boolean' | 'object' | 'array';
  readonly format?: string;
}

/** What an own field holds; decides where values alone do not: a till number made of digits is text, an amount never an integer. */
export type OwnKind = 'flag' | 'amount' | 'count' | 'id' | 'category' | 'text' | 'date';

/** A few cells in a hundred may be wrong without changing what the column is. */
const MOST = 0.95;
const ZERO_OR_ONE = /^[01]$/;

/** What exports write for no and yes. */
const PAIRS = new Set(
  'no yes|n y|false true|f t|non oui|n o|nein ja|n j|nee ja|no si|no sí|no sì|n s|não sim|nao sim|faux vrai|falsch wahr'.split(
    '|',
  ),
);

/** Nothing but yes and no, and both of them: such a column is one, whatever it is called. A cross beside blanks is a yes. */
function yesOrNo({ distinct }: ColumnProfile, kind: OwnKind | undefined): boolean {
  if (distinct.size > 4) return false;
  const values = new Set([...distinct.keys()].map((value) => value.toLowerCase()));
  if (kind === 'flag' && values.size === 1 && values.has('x')) return true;
  const [one = '', other = ''] = values;
  return values.size === 2 && (PAIRS.has(`${one} ${other}`) || PAIRS.has(`${other} ${one}`));
}

function numeric(profile: ColumnProfile, kind: OwnKind | undefined): ValueType {
  if (kind === 'id' || ((kind === 'text' || kind === 'category') && profile.decimals === 0)) return { type: 'string' };
  if (kind === 'date' && profile.epochs > 0) return { type: 'string', format: 'date-time' };
  if (kind === 'flag' && [...profile.distinct.keys()].every((value) => ZERO_OR_ONE.test(value)))
    return { type: 'boolean' };
  return { type: profile.decimals > 0 || kind === 'amount' ? 'number' : 'integer' };
}

/** The type an own field of these values gets. A column without values is text. */
export function valueType(profile: ColumnProfile, kind?: OwnKind): ValueType {
  const filled = profile.cells - profile.empty;
  if (filled === 0) return kind === 'date' ? { type: 'string', format: 'date-time' } : { type: 'string' };
  const share = (count: number) => count / filled >= MOST;
  if (share(profile.emails)) return { type: 'string', format: 'email' };
  if (share(profile.dates + profile.dateTimes) && (profile.integers === 0 || kind === 'date' || kind === undefined))
    return { type: 'string', format: profile.dateTimes > 0 ? 'date-time' : 'date' };
  if (yesOrNo(profile, kind)) return { type: 'boolean' };
  if (share(profile.flags) && kind !== 'category' && kind !== 'text' && kind !== 'id') return { type: 'boolean' };
  if (profile.codes > 0 && share(profile.integers + profile.codes) && kind !== 'amount' && kind !== 'count')
    return { type: 'string' };
  // Whole numbers of nine digits or more that all have the same length are numbers of accounts, cards and people.
  const accounts = profile.shortest >= 9 && profile.shortest === profile.longest && profile.decimals === 0;
  if (accounts && kind !== 'amount' && kind !== 'count' && kind !== 'date') return { type: 'string' };
  if (share(profile.integers + profile.decimals + profile.codes)) return numeric(profile, kind);
  return { type: 'string' };
}

/**
 * How well values fit a field of the library: 1 when they do or when there are none, near 0 when they cannot (words in a
 * number, numbers in a date). Text takes everything; a closed list of words does not, but its words are mapped, not copied.
 */
export function fitOf(profile: ColumnProfile, type: string): number {
  const filled = profile.cells - profile.empty;
  if (filled === 0) return 1;
  const numbers = profile.integers + profile.decimals + profile.codes;
  switch (type) {
    case 'number':
      return numbers / filled;
    case 'int':
    case 'long':
    case 'short':
    case 'byte':
      return (profile.integers + profile.codes) / filled;
    case 'date':
    case 'date-time':
      return Math.min(1, (profile.dates + profile.dateTimes + profile.epochs) / filled);
    case 'boolean':
      return [...profile.distinct.keys()].every((value) => ZERO_OR_ONE.test(value)) ? 1 : profile.flags / filled;
    default:
      return 1;
  }
}
