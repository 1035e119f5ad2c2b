import type { ClassCatalogue, Place } from './class-catalogue.ts';
import type { ColumnProfile } from './column-profile.ts';
import { matchByWords } from './match-by-words.ts';
import type { Model, ModelConcept } from './model.ts';
import { fitOf, type OwnKind } from './value-type.ts';
import { fieldNameOf, wordsOf } from './words.ts';

/** A column as it has been read by itself. */
export interface Column {
  readonly name: string;
  /** The name without what all names of the table share. */
  readonly plain: string;
  readonly profile: ColumnProfile;
  readonly alone: Float32Array;
}

/** A place a column could go to; without `place` an own field. */
export interface Candidate {
  readonly path: string;
  readonly place?: Place;
  readonly concept?: ModelConcept;
  readonly kind?: OwnKind;
  readonly score: number;
}

/** Weaker proposals are noise. */
const WEAKEST = 0.01;
/** So many are offered all the same: who has to correct the first wants a choice. */
const FEWEST = 3;
/** Smaller shares are not looked at. */
const UNSEEN = 1e-5;

/** Where a column could go within a class, likeliest first; always with an own field. `shares` is what it seems to mean. */
export function candidatesOf(
  column: Column,
  shares: Float32Array,
  catalogue: ClassCatalogue,
  model: Model,
  tenant: string,
): Candidate[] {
  const byPath = new Map<string, Candidate>();
  const offer = (candidate: Candidate) => {
    const known = byPath.get(candidate.path);
    byPath.set(
      candidate.path,
      known === undefined
        ? candidate
        : { ...(known.score >= candidate.score ? known : candidate), score: known.score + candidate.score },
    );
  };
  const own = `${tenant}.${fieldNameOf(column.name)}`;
  const kind = ownKindOf(column.profile, shares, model);
  model.catalogue.concepts.forEach((concept, at) => {
    const share = shares[at] as number;
    if (share < UNSEEN) return;
    const places = (concept.paths ?? []).flatMap((path) => catalogue.places.get(path) ?? []);
    places.forEach((place, rank) => {
      const fit = fitOf(column.profile, place.field.type);
      const part = share * (rank === 0 ? 1 : 0.12);
      offer({ path: place.path, place, concept, score: part * (0.05 + 0.95 * fit) });
      // Values that do not fit the library's field are kept in an own one.
      if (fit < 0.9) offer({ path: own, kind, score: part * (1 - fit) * 0.9 });
    });
    if (places.length > 0 || concept.key === ELSEWHERE) return;
    const strange = (concept.paths ?? []).length > 0;
    offer({
      path: own,
      concept,
      kind,
      score: share * (strange ? STRANGE : 1),
    });
  });
  const elsewhere = shares[model.catalogue.concepts.length - 1] as number;
  const vague = vagueShare(shares, model);
  for (const { place, likeness } of matchByWords(column.plain, catalogue)) {
    const trust = likeness >= 1 ? 1 : Math.max(elsewhere, 0.05) + (likeness >= SAME_WORDS ? vague : 0);
    offer({
      path: place.path,
      place,
      score: likeness * trust * (0.05 + 0.95 * fitOf(column.profile, place.field.type)),
    });
  }
  const known = knownBy(column, catalogue);
  if (known !== undefined) {
    const concept = model.catalogue.concepts.find(({ paths }) => paths?.includes(known.path));
    offer({ path: known.path, place: known, ...(concept === undefined ? {} : { concept }), score: JUST_THAT });
  }
  offer({ path: own, kind, score: WEAKEST + elsewhere * 0.1 });
  return [...byPath.values()].sort(byScore).filter(({ score }, rank) => rank < FEWEST || score >= WEAKEST / 2);
}

/** What an own field of these meanings holds most likely: all meanings count that the values do not rule out. */
function ownKindOf(profile: ColumnProfile, shares: Float32Array, { catalogue }: Model): OwnKind {
  const sums = new Map<OwnKind, number>();
  const numbers = fitOf(profile, 'number') > 0.9 && profile.empty < profile.cells;
  catalogue.concepts.forEach(({ own = 'text' }, at) => {
    if (numbers && own === 'text') return;
    sums.set(own, (sums.get(own) ?? 0) + (shares[at] as number));
  });
  return [...sums].reduce((best, next) => (next[1] > best[1] ? next : best))[0];
}

/** What a row of each class is known by: its key, and its name where the class has one that is not a person's. */
const KNOWN_BY: Readonly<Record<string, { readonly key: string; readonly name?: string }>> = {
  'https://ns.adobe.com/xdm/context/profile': { key: 'personID' },
  'https://ns.adobe.com/xdm/context/experienceevent': { key: '_id' },
  'https://ns.adobe.com/xdm/classes/product': { key: 'productID', name: 'productName' },
  'https://ns.adobe.com/xdm/classes/location': { key: 'locationID', name: 'locationName' },
  'https://ns.adobe.com/xdm/classes/promotion': { key: 'ID', name: 'promoName' },
  'https://ns.adobe.com/xdm/classes/campaign': { key: 'campaignID', name: 'campaignName' },
  'https://ns.adobe.com/xdm/context/account': { key: 'accountID', name: 'accountName' },
  'https://ns.adobe.com/xdm/classes/lodging-product': { key: 'propertyID' },
};
/** What being called just `id`, with a value of its own in every row, or just `name` counts for. */
const JUST_THAT = 0.5;
const JUST_ID = new Set(['id', 'uuid', 'guid', 'identifier', 'identifiant', 'identificador']);
const JUST_NAME = new Set(['name', 'nom', 'nombre', 'nome', 'naam', 'title', 'titel', 'titre', 'titulo', 'titolo']);

/** The place of the row's key or name when the column is called just that; a key tells every row from the others. */
function knownBy({ plain, profile }: Column, catalogue: ClassCatalogue): Place | undefined {
  const known = KNOWN_BY[catalogue.id];
  const word = wordsOf(plain).join(' ');
  const different = profile.many || profile.distinct.size === profile.cells;
  const path = JUST_ID.has(word) && different ? known?.key : JUST_NAME.has(word) ? known?.name : undefined;
  return path === undefined ? undefined : catalogue.places.get(path);
}

/** The concept that stands for fields found by their words. */
const ELSEWHERE = 'elsewhere';
/** A meaning the library knows for other classes only is unlikely in rows of this one: `name` of a product is no person's. */
const STRANGE = 0.12;

/** From here on a name says the same words as a field of the library. */
const SAME_WORDS = 0.8;

/** How sure the model is that the column is an own field it has no name for. */
function vagueShare(shares: Float32Array, { catalogue }: Model): number {
  let sum = 0;
  catalogue.concepts.forEach(({ key }, at) => {
    if (key.startsWith('own')) sum += shares[at] as number;
  });
  return sum;
}

const byScore = (one: Candidate, other: Candidate) => other.score - one.score || (one.path < other.path ? -1 : 1);

/** Two columns rarely mean one place: the surer one keeps it, for the others it becomes less likely. */
export function settle(candidates: Candidate[][]): void {
  const order = candidates
    .map((_, at) => at)
    .sort((one, other) => (candidates[other]?.[0]?.score ?? 0) - (candidates[one]?.[0]?.score ?? 0));
  const taken = new Set<string>();
  for (const at of order) {
    const list = (candidates[at] as Candidate[]).map((candidate) =>
      candidate.place !== undefined && taken.has(candidate.path)
        ? { ...candidate, score: candidate.score * 0.4 }
        : candidate,
    );
    candidates[at] = list.sort(byScore);
    const best = list[0];
    if (best !== undefined) taken.add(best.path);
  }
}

/** Meanings the class has no place for leave scores that do not add up to 1; what is left is all there is, in place. */
export function weigh(list: Candidate[]): void {
  const total = list.reduce((sum, { score }) => sum + score, 0);
  if (total >= 1) return;
  list.forEach((candidate, at) => {
    list[at] = { ...candidate, score: candidate.score / total };
  });
}
