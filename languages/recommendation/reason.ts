import type { ColumnProfile } from './column-profile.ts';

interface Grounds {
  readonly column: string;
  readonly profile: ColumnProfile;
  /** Title of what the column seems to mean. */
  readonly meaning: string | undefined;
  readonly own: boolean;
  readonly primary: boolean;
  /** Titles of what the columns beside it mean. */
  readonly beside: readonly string[];
}

/** One line that says what spoke for a recommendation: the name, the values, the columns beside it. */
export function reasonFor({ column, profile, meaning, own, primary, beside }: Grounds): string {
  const name = column.length > 60 ? `${column.slice(0, 57)}...` : column;
  const said = own
    ? `The standard library has no field for “${name}”${meaning === undefined || meaning.startsWith('Own ') ? '' : ` (${meaning})`} in this class`
    : `“${name}” reads as ${meaning ?? 'this field'}`;
  const next = beside.length === 0 ? '' : `; beside ${beside.join(' and ')}`;
  return `${said}; values are ${valuesOf(profile)}${own ? '' : next}${primary ? '; says whose row it is' : ''}.`;
}

const SHOWN = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });

function valuesOf(profile: ColumnProfile): string {
  const filled = profile.cells - profile.empty;
  if (filled === 0) return 'missing';
  const most = (count: number) => count >= filled * 0.8;
  if (most(profile.emails)) return 'e-mail addresses';
  if (most(profile.dates + profile.dateTimes)) return profile.dateTimes > 0 ? 'moments' : 'days';
  if (most(profile.urls)) return 'addresses of pages';
  if (most(profile.flags)) return 'yes or no';
  if (most(profile.integers + profile.decimals)) {
    const range = `${SHOWN.format(profile.minimum)} to ${SHOWN.format(profile.maximum)}`;
    return `${profile.decimals > 0 ? 'numbers' : 'whole numbers'} from ${range}`;
  }
  if (most(profile.codes + profile.integers)) return 'codes of digits';
  const [first, second] = [...profile.distinct.keys()].map(
    (value) => `“${value.length > 24 ? `${value.slice(0, 21)}...` : value}”`,
  );
  const like = second === undefined ? first : `${first} and ${second}`;
  return profile.distinct.size <= 12 && filled > 20
    ? `${profile.distinct.size} words such as ${like}`
    : `texts such as ${like}`;
}
