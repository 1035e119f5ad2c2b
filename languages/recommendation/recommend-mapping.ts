import type { Phrase } from '../syntax/index.ts';
import { type Field, fieldAt } from '../xdm/index.ts';
import { type ClassCatalogue, type Place, placeWords, schemaCatalogue } from './class-catalogue.ts';
import { profileColumn } from './column-profile.ts';
import { evidenceOf } from './features.ts';
import type { Model } from './model.ts';
import { readColumn, readInTable, readTable } from './network.ts';
import { because, said } from './phrases.ts';
import type { SampleField } from './sample-fields.ts';
import { fitOf } from './value-type.ts';
import { wordsOf } from './words.ts';

/** A recommended row of a mapping set. */
export interface MappingRecommendation {
  readonly sourceType: 'ATTRIBUTE';
  readonly source: string;
  readonly destination: string;
  /** 0 to 1. */
  readonly confidence: number;
  /** One line for people, in English. */
  readonly reason: string;
  /** The reason, for other languages. */
  readonly phrase: Phrase;
}

export interface MappingRecommendations {
  /** In the order of the sample's fields. */
  readonly mappings: readonly MappingRecommendation[];
  /** Source fields for which the schema has no likely place. */
  readonly unmapped: readonly string[];
}

interface Pair {
  readonly from: number;
  readonly place: Place;
  readonly score: number;
  readonly phrase: Phrase;
}

/** Weaker pairs are left to a person. */
const LEAST = 0.3;

/**
 * Proposes rows that take a source sample to a schema: fields of equal path first, then by what the trained model reads
 * in names and values, then by common words. No place is written twice. A map of the schema (`identityMap`) takes a source
 * object of the same path as a whole.
 */
export function recommendMapping(fields: readonly SampleField[], target: Field, model: Model): MappingRecommendations {
  const whole = wholeObjects(fields, target);
  const rest = fields.filter(({ path }) => !whole.some((object) => startsWith(path, object)));
  const pairs = pairsOf(rest, schemaCatalogue(target, '', ''), model);
  const chosen = assign(pairs);
  const rows = [
    ...whole.map((path): MappingRecommendation => {
      const text = path.join('.');
      return {
        sourceType: 'ATTRIBUTE',
        source: text,
        destination: text,
        confidence: 1,
        ...because(said('map-same-path', { path: text })),
      };
    }),
    ...rest.flatMap(({ source }, from): MappingRecommendation[] => {
      const pair = chosen.get(from);
      if (pair === undefined) return [];
      return [
        {
          sourceType: 'ATTRIBUTE',
          source,
          destination: pair.place.path,
          confidence: Math.round(Math.min(1, pair.score) * 1000) / 1000,
          ...because(pair.phrase),
        },
      ];
    }),
  ];
  return { mappings: rows, unmapped: rest.filter((_, from) => !chosen.has(from)).map(({ source }) => source) };
}

const startsWith = (path: readonly string[], start: readonly string[]) =>
  start.length < path.length && start.every((name, at) => path[at] === name);

/** Objects of the sample that stand where the schema has a map. */
function wholeObjects(fields: readonly SampleField[], target: Field): readonly (readonly string[])[] {
  const found = new Map<string, readonly string[]>();
  for (const { path } of fields)
    for (let length = 1; length < path.length; length += 1) {
      const start = path.slice(0, length);
      if (fieldAt(target, start)?.type === 'map') found.set(start.join('\u0000'), start);
    }
  return [...found.values()];
}

function pairsOf(fields: readonly SampleField[], catalogue: ClassCatalogue, model: Model): Pair[] {
  const profiles = fields.map(({ cells }) => profileColumn(cells));
  const names = fields.map(({ path }) => path.slice(-2).join(' '));
  const alone = fields.map((_, at) =>
    readColumn(model.network, evidenceOf(names[at] as string, profiles[at] as (typeof profiles)[number])),
  );
  const kinds = readTable(model.network, alone, names);
  const places = [...catalogue.places.values()];
  return fields.flatMap((field, from) => {
    const read = readInTable(model.network, alone, from, kinds, names[from] as string);
    const meant = meanings(read, catalogue, model);
    return places.flatMap((place): Pair[] => {
      const fit = 0.05 + 0.95 * fitOf(profiles[from] as (typeof profiles)[number], place.field.type);
      const pair = [likeness(field, place, catalogue), meant.get(place.path)]
        .filter((one) => one !== undefined)
        .sort((one, other) => other.score - one.score)[0];
      return pair === undefined || pair.score * fit < LEAST
        ? []
        : [{ from, place, score: pair.score * fit, phrase: pair.phrase }];
    });
  });
}

interface Ground {
  readonly score: number;
  readonly phrase: Phrase;
}

/** Places the model means, with its share. */
function meanings(
  shares: Float32Array,
  catalogue: ClassCatalogue,
  { catalogue: { concepts } }: Model,
): Map<string, Ground> {
  const found = new Map<string, Ground>();
  concepts.forEach(({ paths = [], title }, at) => {
    const share = shares[at] as number;
    if (share < 0.05) return;
    paths
      .filter((path) => catalogue.places.has(path))
      .forEach((path, rank) => {
        const score = share * (rank === 0 ? 0.95 : 0.2);
        if (score > (found.get(path)?.score ?? 0)) found.set(path, { score, phrase: said('reads-as', { title }) });
      });
  });
  return found;
}

/** How alike two paths are: the same, or sharing words, those of the last name counting double. */
function likeness({ path }: SampleField, place: Place, catalogue: ClassCatalogue): Ground | undefined {
  if (path.join('.') === place.path) return { score: 1, phrase: said('same-path') };
  const leaf = path[path.length - 1] ?? '';
  const placeLeaf = place.path.slice(place.path.lastIndexOf('.') + 1);
  const named = new Set(path.flatMap(wordsOf));
  const words = placeWords(place);
  let shared = 0;
  let all = 0;
  for (const word of new Set([...named, ...words])) {
    const weight =
      (catalogue.weight(word) || 4) * (wordsOf(leaf).includes(word) || wordsOf(placeLeaf).includes(word) ? 2 : 1);
    all += weight;
    if (named.has(word) && words.has(word)) shared += weight;
  }
  if (shared === 0) return undefined;
  const same = wordsOf(leaf).join(' ') === wordsOf(placeLeaf).join(' ');
  return {
    score: Math.min(0.9, (shared / all) * (same ? 1.1 : 0.7)),
    phrase: same ? sameLastName(path.slice(0, -1)) : said('shared-words'),
  };
}

function sameLastName(above: readonly string[]): Phrase {
  return above.length === 0 ? said('same-last-name') : said('same-last-name-below', { path: above.join('.') });
}

/** Each field and each place at most once, the surest pairs first. */
function assign(pairs: readonly Pair[]): Map<number, Pair> {
  const chosen = new Map<number, Pair>();
  const taken = new Set<string>();
  for (const pair of [...pairs].sort((one, other) => other.score - one.score || one.from - other.from)) {
    if (chosen.has(pair.from) || taken.has(pair.place.path)) continue;
    chosen.set(pair.from, pair);
    taken.add(pair.place.path);
  }
  return chosen;
}
