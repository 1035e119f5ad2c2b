import type { Phrase, PhraseValue } from '@meniscus/languages/syntax';
import type { ColumnProfile } from './column-profile.ts';
import { said } from './phrases.ts';

interface Grounds {
  readonly column: string;
  readonly profile: ColumnProfile;
  /** Title of what the column seems to mean. */
  readonly meaning: string | undefined;
  readonly own: boolean;
  readonly primary: boolean;
  /** Titles of what the columns beside it mean, two at most. */
  readonly beside: readonly string[];
}

/** One line that says what spoke for a recommendation: the name, the values, the columns beside it. */
export function reasonFor({ column, profile, meaning, own, primary, beside }: Grounds): Phrase {
  const name = shortened(column, 60);
  const spoke = { said: own ? ownField(name, meaning) : readAs(name, meaning), values: valuesOf(profile) };
  const [one, other] = own ? [] : beside;
  if (one === undefined) return said(primary ? 'column-primary' : 'column-alone', spoke);
  const titles = other === undefined ? one : said('both-titles', { one, other });
  return said(primary ? 'column-beside-primary' : 'column-beside', { ...spoke, beside: titles });
}

function shortened(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 3)}...` : text;
}

function ownField(column: string, meaning: string | undefined): Phrase {
  return meaning === undefined || meaning.startsWith('Own ')
    ? said('own-field', { column })
    : said('own-field-for', { column, title: meaning });
}

function readAs(column: string, meaning: string | undefined): Phrase {
  return meaning === undefined
    ? said('column-reads-as-this', { column })
    : said('column-reads-as', { column, title: meaning });
}

let format: Intl.NumberFormat | undefined;

/** The format is made when the first number is shown: it loads the data of languages, and each start would wait for that. */
function shown(value: number): string {
  format ??= new Intl.NumberFormat('en', { maximumFractionDigits: 2 });
  return format.format(value);
}

function valuesOf(profile: ColumnProfile): PhraseValue {
  const filled = profile.cells - profile.empty;
  if (filled === 0) return said('values-missing');
  const most = (count: number) => count >= filled * 0.8;
  if (most(profile.emails)) return said('values-emails');
  if (most(profile.dates + profile.dateTimes)) return said(profile.dateTimes > 0 ? 'values-moments' : 'values-days');
  if (most(profile.urls)) return said('values-urls');
  if (most(profile.flags)) return said('values-flags');
  if (most(profile.integers + profile.decimals)) {
    const range = { least: shown(profile.minimum), most: shown(profile.maximum) };
    return said(profile.decimals > 0 ? 'values-numbers' : 'values-integers', range);
  }
  if (most(profile.codes + profile.integers)) return said('values-codes');
  const examples = examplesOf(profile);
  return profile.distinct.size <= 12 && filled > 20
    ? said('values-words', { count: profile.distinct.size, examples })
    : said('values-texts', { examples });
}

function examplesOf({ distinct }: ColumnProfile): Phrase {
  const [one = '', other] = [...distinct.keys()].map((value) => shortened(value, 24));
  return other === undefined ? said('one-example', { text: one }) : said('both-examples', { one, other });
}
