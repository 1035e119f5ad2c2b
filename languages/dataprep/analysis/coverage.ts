import type { Field } from '@meniscus/languages/xdm';
import { type MappingRow, plainRow } from '../mapping-set/row.ts';
import { namesOf, sourcePlaces, targetPlace } from './places.ts';

/** Fields that rows reach and fields they do not, as dotted names; lists are passed through (`productListItems.SKU`). */
export interface Reach {
  readonly mapped: readonly string[];
  readonly unmapped: readonly string[];
}

/** Which fields the rows of a set reach on both sides. */
export interface Coverage {
  readonly target: Reach & {
    /** Unmapped fields that an entity made by these rows must have. */
    readonly missing: readonly string[];
    /** Unmapped fields in the same objects as mapped ones: where a forgotten row is likely. */
    readonly beside: readonly string[];
  };
  /** Fields of the sample records. */
  readonly source: Reach;
}

type Names = readonly string[];

/** Objects deeper than this are not taken apart. */
const DEEPEST = 20;

/**
 * Which target fields no row writes, and which source fields no row reads. A row that copies an object reaches everything
 * below it. Source fields are those found in the sample records.
 */
export function coverageOf(set: {
  readonly mappings: readonly MappingRow[];
  readonly target: Field;
  readonly records: readonly unknown[];
}): Coverage {
  const rows = set.mappings.flatMap((row) => plainRow(row) ?? []);
  const written = new Reached(
    rows.flatMap(({ destination }) => {
      const place = targetPlace(destination, set.target);
      return place === undefined ? [] : [place.names];
    }),
  );
  const read = new Reached(rows.flatMap((row) => sourcePlaces(row).map(namesOf)));
  const leaves: Names[] = [];
  const missing: string[] = [];
  visitTarget(set.target, [], (names, leaf, required) => {
    if (leaf) leaves.push(names);
    const parent = names.slice(0, -1);
    if (required && !written.touches(names) && (parent.length === 0 || written.within(parent)))
      missing.push(key(names));
  });
  const target = reach(leaves, written);
  return {
    target: {
      ...target,
      missing,
      beside: leaves.filter((names) => !written.touches(names) && written.hasMemberOf(names.slice(0, -1))).map(key),
    },
    source: reach(leavesOf(set.records), read),
  };
}

function reach(leaves: readonly Names[], reached: Reached): Reach {
  return {
    mapped: leaves.filter((names) => reached.touches(names)).map(key),
    unmapped: leaves.filter((names) => !reached.touches(names)).map(key),
  };
}

/** Places that rows reach, looked up by prefix. */
class Reached {
  readonly #whole = new Set<string>();
  readonly #above = new Set<string>();
  readonly #parents = new Set<string>();

  constructor(places: readonly Names[]) {
    for (const names of places) {
      this.#whole.add(key(names));
      this.#parents.add(key(names.slice(0, -1)));
      for (let length = 1; length < names.length; length += 1) this.#above.add(key(names.slice(0, length)));
    }
  }

  /** The field is reached itself or with an object around it. */
  covers(names: Names): boolean {
    return names.some((_, index) => this.#whole.has(key(names.slice(0, index + 1))));
  }

  /** Something below the object is reached, but not the object as a whole. */
  within(names: Names): boolean {
    return this.#above.has(key(names)) && !this.covers(names);
  }

  /** The field, something around it or something below it is reached. */
  touches(names: Names): boolean {
    return this.#above.has(key(names)) || this.covers(names);
  }

  /** A direct member of the object is reached. */
  hasMemberOf(names: Names): boolean {
    return this.#parents.has(key(names));
  }
}

/** A CSV heading with a dot in it is one name to the record and two to the row that reads it: both are the same key. */
function key(names: Names): string {
  return names.join('.');
}

type Visit = (names: Names, leaf: boolean, required: boolean) => void;

function visitTarget(field: Field, names: Names, visit: Visit): void {
  if (names.length > DEEPEST) return;
  for (const [name, child] of Object.entries(field.fields ?? {})) {
    if (child.status === 'deprecated') continue;
    const place = [...names, name];
    const inner = elementOf(child);
    const leaf = Object.keys(inner.fields ?? {}).length === 0;
    visit(place, leaf, field.required?.includes(name) === true);
    if (!leaf) visitTarget(inner, place, visit);
  }
}

/** What lists and maps of a field hold in the end. */
function elementOf(field: Field): Field {
  if (field.type === 'array' && field.items !== undefined) return elementOf(field.items);
  return field;
}

/** Places of all plain values in records, in the order they are met. */
function leavesOf(records: readonly unknown[]): readonly Names[] {
  const found = new Map<string, Names>();
  const visit = (value: unknown, names: Names): void => {
    if (names.length > DEEPEST) return;
    if (Array.isArray(value)) for (const element of value) visit(element, names);
    else if (typeof value === 'object' && value !== null)
      for (const [name, member] of Object.entries(value)) visit(member, [...names, name]);
    else if (names.length > 0) found.set(key(names), names);
  };
  for (const record of records) visit(record, []);
  return [...found.values()];
}
