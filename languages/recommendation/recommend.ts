import type { ClassCatalogue, Place } from './class-catalogue.ts';
import { type ColumnProfile, profileColumn } from './column-profile.ts';
import { evidenceOf } from './features.ts';
import { matchByWords } from './match-by-words.ts';
import type { Model, ModelConcept } from './model.ts';
import { readColumn, readInTable, readTable, withinClass } from './network.ts';
import { plausible } from './plausible.ts';
import { reasonFor } from './reason.ts';
import { fitOf, type OwnKind, type ValueType, valueType } from './value-type.ts';
import { displayNameOf, fieldNameOf, plainNames, wordsOf } from './words.ts';

/** A column of the file: its name and its cells, as they are written. */
export interface SourceColumn {
  readonly name: string;
  readonly cells: readonly string[];
}

/** One proposal for a column. */
export interface Recommendation extends ValueType {
  /** Wire path without brackets; own fields stand under the tenant: `_acme.tillNumber`. */
  readonly path: string;
  readonly identityNamespace?: string;
  readonly primaryIdentity?: true;
  /** Title of the field group that has the field, or of the class itself; own fields say `Own fields`. */
  readonly fieldGroup: string;
  /** `$id` of that field group or class; own fields have none. */
  readonly fieldGroupId?: string;
  readonly displayName: string;
  /** Values an own field could be restricted to, most frequent first. */
  readonly enum?: readonly string[];
  /** 0 to 1; how often a proposal of this strength is right. */
  readonly confidence: number;
  /** One line for people: what spoke for it. */
  readonly reason: string;
}

export interface ColumnRecommendations {
  readonly name: string;
  /** Best first, at most five; never empty. */
  readonly recommendations: readonly Recommendation[];
}

export interface TableRecommendations {
  readonly class: { readonly id: string; readonly confidence: number };
  readonly columns: readonly ColumnRecommendations[];
}

export interface RecommendOptions {
  readonly model: Model;
  /** The library by class; the class of the answer must be there. */
  readonly catalogueOf: (classId: string) => ClassCatalogue | undefined;
  /** The tenant's namespace with its underscore, e.g. `_acme`. */
  readonly tenant: string;
  /** The class the caller wants; otherwise the likeliest is chosen. */
  readonly classId?: string;
}

/** Title shown for fields no field group of the library has. */
export const OWN_FIELDS = 'Own fields';
const MOST_RECOMMENDATIONS = 5;
/** Weaker proposals are noise. */
const WEAKEST = 0.01;

interface Column {
  readonly name: string;
  /** The name without what all names of the table share. */
  readonly plain: string;
  readonly profile: ColumnProfile;
  readonly alone: Float32Array;
}

interface Candidate {
  readonly path: string;
  readonly place?: Place;
  readonly concept?: ModelConcept;
  readonly kind?: OwnKind;
  readonly score: number;
}

/**
 * Recommends for every column of a table where its values belong: the class of the rows, and for each column the fields of
 * the standard library that fit name, values and neighbours, or an own field. Pure; the same input gives the same answer.
 * Costs about a millisecond for a column of 10,000 cells.
 */
export function recommend(columns: readonly SourceColumn[], options: RecommendOptions): TableRecommendations {
  const { network } = options.model;
  const plain = plainNames(columns.map(({ name }) => name));
  const read = columns.map(({ name, cells }, at): Column => {
    const profile = profileColumn(cells);
    const own = plain[at] as string;
    return { name, plain: own, profile, alone: readColumn(network, evidenceOf(own, profile)) };
  });
  const alone = read.map((column) => column.alone);
  const { chosen, candidates, catalogue } = readAs(read, alone, options);
  settle(candidates);
  const primary = primaryOf(read, candidates, catalogue);
  return {
    class: chosen,
    columns: read.map((column, at) => ({
      name: column.name,
      recommendations: (candidates[at] as Candidate[])
        .slice(0, MOST_RECOMMENDATIONS)
        .map((candidate, rank) =>
          describe(candidate, column, rank === 0 && at === primary, catalogue, neighbours(candidates, at)),
        ),
    })),
  };
}

interface Reading {
  readonly chosen: TableRecommendations['class'];
  readonly catalogue: ClassCatalogue;
  readonly candidates: Candidate[][];
}

/** Classes less likely than this are not tried. */
const UNLIKELY = 0.02;

/**
 * Reads the table as rows of each likely class and keeps the reading that makes most sense: a table of `id`, `name`, `type` says
 * little by itself, but as products its columns are sure of what they are.
 */
function readAs(read: readonly Column[], alone: readonly Float32Array[], options: RecommendOptions): Reading {
  const { network, catalogue } = options.model;
  const names = read.map(({ plain }) => plain);
  const kinds = readTable(network, alone, names);
  const shareOf = (id: string) => {
    const at = catalogue.classes.indexOf(id);
    return kinds.reduce((sum, share, kind) => sum + (catalogue.kinds[kind] === at ? share : 0), 0);
  };
  const ids =
    options.classId === undefined ? catalogue.classes.filter((id) => shareOf(id) >= UNLIKELY) : [options.classId];
  let best: { reading: Reading; sense: number } | undefined;
  for (const id of ids) {
    const share = options.classId === undefined ? shareOf(id) : 1;
    const within = withinClass(kinds, catalogue.kinds, catalogue.classes.indexOf(id));
    const reading = readAsClass(read, alone, within, { id, confidence: round(share) }, options);
    const sense = Math.log(share) + SENSE * senseOf(reading);
    if (best === undefined || sense > best.sense) best = { reading, sense };
  }
  if (best === undefined) throw new Error('A model has at least one class.');
  return best.reading;
}

/** What the sureness of the columns counts for beside the sureness of the class. */
const SENSE = 1;

/** How sure the columns are of fields of the library, on average. */
function senseOf({ candidates }: Reading): number {
  const sure = candidates.reduce(
    (sum, [first]) => sum + (first?.place === undefined ? 0 : Math.min(1, first.score)),
    0,
  );
  return sure / Math.max(1, candidates.length);
}

function readAsClass(
  read: readonly Column[],
  alone: readonly Float32Array[],
  kinds: Float32Array,
  chosen: TableRecommendations['class'],
  options: RecommendOptions,
): Reading {
  const { network, catalogue: known } = options.model;
  const catalogue = options.catalogueOf(chosen.id);
  if (catalogue === undefined) throw new Error(`No catalogue of class ${chosen.id}.`);
  const shares = read.map(({ plain }, column) =>
    plausible(readInTable(network, alone, column, kinds, plain), kinds, known.concepts),
  );
  return {
    chosen,
    catalogue,
    candidates: read.map((column, index) => candidatesOf(column, shares[index] as Float32Array, catalogue, options)),
  };
}

const round = (value: number) => Math.round(Math.min(1, Math.max(0, value)) * 1000) / 1000;

function candidatesOf(
  column: Column,
  shares: Float32Array,
  catalogue: ClassCatalogue,
  { model, tenant }: RecommendOptions,
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
    if (share < WEAKEST / 4) return;
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
  return [...byPath.values()].filter(({ score }) => score >= WEAKEST / 2).sort(byScore);
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
function settle(candidates: Candidate[][]): void {
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

/** Rows of these classes are about somebody; the address of a hotel's manager identifies nobody. */
const ABOUT_PEOPLE = new Set([
  'https://ns.adobe.com/xdm/context/profile',
  'https://ns.adobe.com/xdm/context/experienceevent',
]);

/** Namespaces in the order in which they say best whose row it is. */
const NAMESPACES = ['CRMID', 'Loyalty', 'Email', 'Phone', 'ECID', 'Email_LC_SHA256'];

/** The column that says whose row it is, if any: the strongest namespace that is filled nearly everywhere. */
function primaryOf(
  columns: readonly Column[],
  candidates: readonly Candidate[][],
  catalogue: ClassCatalogue,
): number | undefined {
  if (!ABOUT_PEOPLE.has(catalogue.id)) return undefined;
  let best: { at: number; rank: number } | undefined;
  columns.forEach(({ profile }, at) => {
    const candidate = candidates[at]?.[0];
    const namespace = candidate?.concept?.namespace;
    if (candidate === undefined || namespace === undefined || profile.empty > profile.cells * 0.05) return;
    const rank = NAMESPACES.indexOf(namespace) + (candidate.score < 0.3 ? NAMESPACES.length : 0);
    if (best === undefined || rank < best.rank) best = { at, rank };
  });
  return best?.at;
}

function neighbours(candidates: readonly Candidate[][], at: number): string[] {
  return [at - 1, at + 1].flatMap((other) => candidates[other]?.[0]?.concept?.title ?? []);
}

function describe(
  candidate: Candidate,
  column: Column,
  primary: boolean,
  catalogue: ClassCatalogue,
  beside: readonly string[],
): Recommendation {
  const { place, concept, kind } = candidate;
  const namespace = ABOUT_PEOPLE.has(catalogue.id) ? concept?.namespace : undefined;
  const groupId = place === undefined ? undefined : (place.groups[0] ?? catalogue.id);
  const values = place === undefined ? enumOf(column.profile) : undefined;
  return {
    path: candidate.path,
    ...(place === undefined ? valueType(column.profile, kind) : libraryType(place)),
    ...(namespace === undefined ? {} : { identityNamespace: namespace }),
    ...(primary ? { primaryIdentity: true } : {}),
    fieldGroup: groupId === undefined ? OWN_FIELDS : (catalogue.groupTitles.get(groupId) ?? catalogue.title),
    ...(groupId === undefined ? {} : { fieldGroupId: groupId }),
    displayName: place?.field.title ?? displayNameOf(column.name),
    ...(values === undefined ? {} : { enum: values }),
    confidence: round(candidate.score),
    reason: reasonFor({
      column: column.name,
      profile: column.profile,
      meaning: concept?.title ?? place?.field.title,
      own: place === undefined,
      primary,
      beside,
    }),
  };
}

/** JSON Schema type and format of a place of the library; a list of plain values is an array. */
function libraryType({ field, list }: Place): ValueType {
  if (list) return { type: 'array' };
  switch (field.type) {
    case 'date':
    case 'date-time':
      return { type: 'string', format: field.type };
    case 'int':
    case 'long':
    case 'short':
    case 'byte':
      return { type: 'integer' };
    case 'number':
    case 'boolean':
      return { type: field.type };
    default:
      return { type: 'string', ...(field.format === undefined ? {} : { format: field.format }) };
  }
}

/** The values of a column that seems to have a closed list: few, frequent, and words. */
function enumOf(profile: ColumnProfile): readonly string[] | undefined {
  const filled = profile.cells - profile.empty;
  const { distinct } = profile;
  if (profile.many || distinct.size < 2 || distinct.size > 20 || filled < distinct.size * 3 || profile.longest > 40)
    return undefined;
  if (profile.integers + profile.decimals + profile.dates + profile.flags > filled / 2) return undefined;
  return [...distinct].sort((one, other) => other[1] - one[1]).map(([value]) => value);
}
