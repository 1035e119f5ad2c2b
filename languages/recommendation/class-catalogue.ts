import { compose, type Field, type StandardLibrary } from '../xdm/index.ts';
import { wordsOf } from './words.ts';

/** A place of the standard library a column can go to. */
export interface Place {
  /** Wire path without brackets: lists are passed through (`productListItems.SKU`). */
  readonly path: string;
  readonly field: Field;
  /** The field is a list of plain values (`loyalty.loyaltyID`), not a value inside a listed object. */
  readonly list: boolean;
  /** `$id`s of the field groups that have it, the smallest first; empty when the class itself does. */
  readonly groups: readonly string[];
}

/** Everything rows of one class can hold: the class and the stable field groups that extend it. */
export interface ClassCatalogue {
  readonly id: string;
  readonly title: string;
  readonly places: ReadonlyMap<string, Place>;
  /** Titles of field groups by `$id`. */
  readonly groupTitles: ReadonlyMap<string, string>;
  /** Places whose name or title has the word, for names the trained model was not shown. */
  withWord(word: string): readonly Place[];
  /** How telling a word is: rare words count more. 0 for one that no place has. */
  weight(word: string): number;
}

/** Deeper places are parts of parts: nobody loads a CSV column into them. */
const DEEPEST = 6;
/** Kept by the registry itself, never loaded. */
const BOOKKEEPING =
  /(?:^|\.)(?:_repo|createdByBatchID|modifiedByBatchID|repositoryCreatedBy|repositoryLastModifiedBy)(?:\.|$)/;

interface Found {
  readonly field: Field;
  readonly list: boolean;
  readonly groups: string[];
}

function collect(root: Field, group: string | undefined, found: Map<string, Found>): void {
  const visit = (field: Field, path: string, depth: number, list: boolean): void => {
    if (depth > DEEPEST || field.status === 'deprecated') return;
    if (field.type === 'array') {
      if (field.items !== undefined) visit(field.items, path, depth, true);
      return;
    }
    if (field.type === 'object') {
      for (const [name, child] of Object.entries(field.fields ?? {}))
        visit(child, path === '' ? name : `${path}.${name}`, depth + 1, false);
      return;
    }
    if (field.type === 'map' || BOOKKEEPING.test(path)) return;
    const known = found.get(path);
    if (known === undefined) found.set(path, { field, list, groups: group === undefined ? [] : [group] });
    else if (group !== undefined && known.groups.length > 0) known.groups.push(group);
  };
  visit(root, '', 0, false);
}

/**
 * Reads the library for one class. Costs up to a few hundred milliseconds for ExperienceEvent; keep the result.
 * Undefined when the library has no such class.
 */
export function classCatalogue(library: StandardLibrary, classId: string): ClassCatalogue | undefined {
  const entry = library.entry(classId);
  if (entry?.kind !== 'class') return undefined;
  const resolve = (id: string) => library.document(id);
  const found = new Map<string, Found>();
  collect(compose({ allOf: [{ $ref: entry.id }] }, resolve).root, undefined, found);
  const groupTitles = new Map<string, string>();
  for (const { id, title, kind } of library.entries) {
    if (kind !== 'fieldgroup') continue;
    const document = library.document(id);
    if (
      document === undefined ||
      document['meta:status'] !== 'stable' ||
      !extendsClass(document['meta:intendedToExtend'], entry.id)
    )
      continue;
    groupTitles.set(id, title);
    collect(compose({ allOf: [{ $ref: id }] }, resolve).root, id, found);
  }
  const sizes = new Map<string, number>();
  for (const { groups } of found.values()) for (const group of groups) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  // A group that is about little else says best what the field is for.
  for (const { groups } of found.values()) groups.sort((one, other) => (sizes.get(one) ?? 0) - (sizes.get(other) ?? 0));
  const places = new Map([...found].map(([path, place]) => [path, { path, ...place }]));
  return { id: entry.id, title: entry.title, places, groupTitles, ...wordIndex([...places.values()]) };
}

/** The same view of one composed schema, own fields included: what a mapping can write to. */
export function schemaCatalogue(root: Field, id: string, title: string): ClassCatalogue {
  const found = new Map<string, Found>();
  collect(root, undefined, found);
  const places = new Map([...found].map(([path, place]) => [path, { path, ...place }]));
  return { id, title, places, groupTitles: new Map(), ...wordIndex([...places.values()]) };
}

function extendsClass(extended: unknown, classId: string): boolean {
  return Array.isArray(extended) && (extended.length === 0 || extended.includes(classId));
}

/** Words of a place: those of its path, and of its title where that says it differently. */
export function placeWords(place: Place): Set<string> {
  return new Set([...place.path.split('.').flatMap(wordsOf), ...wordsOf(place.field.title ?? '')]);
}

function wordIndex(places: readonly Place[]): Pick<ClassCatalogue, 'withWord' | 'weight'> {
  const byWord = new Map<string, Place[]>();
  for (const place of places)
    for (const word of placeWords(place)) {
      const known = byWord.get(word);
      if (known === undefined) byWord.set(word, [place]);
      else known.push(place);
    }
  return {
    withWord: (word) => byWord.get(word) ?? [],
    weight(word) {
      const having = byWord.get(word)?.length ?? 0;
      return having === 0 ? 0 : Math.log(1 + places.length / having);
    },
  };
}
