import { type ClassCatalogue, type Place, placeWords } from './class-catalogue.ts';
import { wordsOf } from './words.ts';

export interface WordMatch {
  readonly place: Place;
  /** 0 to 1; 1 when the column is named by the path itself. */
  readonly likeness: number;
}

/** More places than this are no answer. */
const MOST_MATCHES = 4;
/** Below it the name and the place have only common words. */
const LEAST = 0.45;

/**
 * Places of the library whose names share words with a column's: for fields the model was not trained on. Words count by how
 * rare they are; words of the place the column does not say count against it, those of the leaf more than those above.
 */
export function matchByWords(name: string, catalogue: ClassCatalogue): WordMatch[] {
  const direct = catalogue.places.get(name.replaceAll(/\[[^\]]*\]/g, ''));
  if (direct !== undefined) return [{ place: direct, likeness: 1 }];
  const said = new Set(wordsOf(name));
  if (said.size < 2) return [];
  const whole = weigh(said, catalogue);
  const seen = new Set<Place>();
  const matches: WordMatch[] = [];
  for (const word of said)
    for (const place of catalogue.withWord(word)) {
      if (seen.has(place)) continue;
      seen.add(place);
      const likeness = compare(said, whole, place, catalogue);
      if (likeness >= LEAST) matches.push({ place, likeness: Math.min(0.95, likeness) });
    }
  return matches
    .sort((one, other) => other.likeness - one.likeness || one.place.path.length - other.place.path.length)
    .slice(0, MOST_MATCHES);
}

/** A word no place has counts as rare: it says something the library does not. */
const UNKNOWN_WORD = 6;

function weigh(words: Iterable<string>, catalogue: ClassCatalogue): number {
  let sum = 0;
  for (const word of words) sum += catalogue.weight(word) || UNKNOWN_WORD;
  return sum;
}

function compare(said: ReadonlySet<string>, whole: number, place: Place, catalogue: ClassCatalogue): number {
  const words = placeWords(place);
  const leaf = new Set(wordsOf(place.path.slice(place.path.lastIndexOf('.') + 1)));
  let shared = 0;
  for (const word of said) if (words.has(word)) shared += catalogue.weight(word);
  let missing = 0;
  for (const word of leaf) if (!said.has(word)) missing += catalogue.weight(word);
  // A place far down is one of many alike; that its parents share a word says little.
  const depth = place.path.split('.').length;
  return shared / (whole + 1.2 * missing) / (1 + 0.12 * Math.max(0, depth - 3));
}
