import { parseJson } from '@meniscus/languages/syntax';
import type { ObjectCodec } from '../stores/index.ts';
import { bufferOf } from './events/merged-entries.ts';
import type { Entity, Fragment } from './merge.ts';

/** What is stored per identity. */
export interface ProfileNode {
  readonly ns: number;
  readonly id: string;
  /** Dataset id to its newest record; dataset id and `/updates` to what its updates add up to. */
  fragments: Readonly<Record<string, KeptFragment>>;
  /** Last change, epoch milliseconds. */
  updated: number;
  /** Datasets of its events. */
  eventsOf?: readonly string[];
  /** On the first identity of a person: its computed attributes, and when they are to be looked at again. */
  computed?: { readonly root: string; readonly values: Readonly<Record<string, unknown>>; readonly due: number };
  /** Time of the newest of its events that were removed, epoch milliseconds. */
  removedEvent?: number;
}

/** What is known of a fragment beside its entity. */
export type FragmentHead = Omit<Fragment, 'e'>;

/** Fragments whose entity is kept beside its text: those of the people a record is about, and a few more. */
const WARM = 64;
const warm: KeptFragment[] = [];
let coldest = 0;

/**
 * A fragment as it is kept in memory: its entity as JSON, read when it is asked for. The objects of a hundred thousand
 * entities cost twice the memory and are gone through by every collection of the heap, while most of them are not looked at
 * before the next record takes their place.
 */
export class KeptFragment implements Fragment {
  readonly t: number;
  readonly p: number;
  readonly w: Readonly<Record<string, number>> | undefined;
  readonly r: Readonly<Record<string, number>> | undefined;
  readonly b: number | undefined;
  /** The entity as JSON. */
  readonly json: string;
  #entity: Entity | undefined;

  /** `entity`: what `json` reads as, where it is at hand. */
  constructor({ t, p, w, r, b }: FragmentHead, json: string, entity?: Entity) {
    this.t = t;
    this.p = p;
    this.w = w;
    this.r = r;
    this.b = b;
    this.json = json;
    if (entity !== undefined) this.#warm(entity);
  }

  get e(): Entity {
    return this.#entity ?? this.#warm(parseJson(this.json) as Entity);
  }

  /** Keeps the entity until so many others have been asked for. */
  #warm(entity: Entity): Entity {
    const cold = warm[coldest];
    if (cold !== undefined) cold.#entity = undefined;
    warm[coldest] = this;
    coldest = (coldest + 1) % WARM;
    this.#entity = entity;
    return entity;
  }
}

/** The line about a node as a list, with null for what is not there: written and read in two thirds of the time that names take. */
type Line = readonly [
  ns: number,
  id: string,
  updated: number,
  fragments: readonly LineHead[],
  eventsOf: readonly string[] | null | undefined,
  computed?: ProfileNode['computed'] | null,
  removedEvent?: number | null,
];
type LineHead = readonly [
  name: string,
  t: number,
  p: number,
  b: number | null | undefined,
  w?: FragmentHead['w'] | null,
  r?: FragmentHead['r'] | null,
];

/** The line in stores of before, those of before that with the entities in it. */
type NamedLine = Omit<ProfileNode, 'fragments'> & { readonly fragments: Readonly<Record<string, Fragment>> };

/** A line about the node, and one with each of its entities, so that their texts are used as they are. JSON has no line breaks. */
export const nodeCodec: ObjectCodec<ProfileNode> = {
  encode({ ns, id, updated, fragments, eventsOf, computed, removedEvent }) {
    const heads: LineHead[] = [];
    let entities = '';
    for (const name in fragments) {
      const { t, p, b, w, r, json } = fragments[name]!;
      heads.push(w === undefined && r === undefined ? [name, t, p, b] : [name, t, p, b, w, r]);
      entities += `\n${json}`;
    }
    const line: Line =
      computed === undefined && removedEvent === undefined
        ? [ns, id, updated, heads, eventsOf]
        : [ns, id, updated, heads, eventsOf, computed, removedEvent];
    return Buffer.from(JSON.stringify(line) + entities);
  },
  decode(bytes) {
    const [line, ...entities] = linesOf(bytes);
    const read = parseJson(line!) as Line | NamedLine;
    return 'ns' in read ? fromNames(read, entities) : fromList(read, entities);
  },
};

function fromList(line: Line, entities: readonly string[]): ProfileNode {
  const [ns, id, updated, heads, eventsOf, computed, removedEvent] = line;
  const fragments: Record<string, KeptFragment> = {};
  for (let at = 0; at < heads.length; at += 1) {
    const [name, t, p, b, w, r] = heads[at]!;
    const json = entities[at];
    if (json === undefined) throw new Error(`the fragment ${name} has no entity`);
    fragments[name] = new KeptFragment(
      { t, p, b: b ?? undefined, w: w ?? undefined, r: r ?? undefined } as FragmentHead,
      json,
    );
  }
  const node: ProfileNode = { ns, id, fragments, updated };
  if (eventsOf) node.eventsOf = sharedList(eventsOf);
  if (computed) node.computed = computed;
  if (typeof removedEvent === 'number') node.removedEvent = removedEvent;
  return node;
}

function fromNames({ fragments: heads, eventsOf, ...line }: NamedLine, entities: readonly string[]): ProfileNode {
  const fragments: Record<string, KeptFragment> = {};
  Object.entries(heads).forEach(([name, head], at) => {
    const json = entities[at] ?? JSON.stringify(head.e);
    if (json === undefined) throw new Error(`the fragment ${name} has no entity`);
    fragments[name] = new KeptFragment(head, json);
  });
  return { ...line, fragments, ...(eventsOf === undefined ? {} : { eventsOf: sharedList(eventsOf) }) };
}

/** Each line as a text of its own: a part of a text would keep the whole of it in memory. */
function linesOf(bytes: Uint8Array): string[] {
  const buffer = bufferOf(bytes);
  const lines: string[] = [];
  for (let from = 0; from <= buffer.length; ) {
    const end = buffer.indexOf(LINE_BREAK, from);
    const to = end < 0 ? buffer.length : end;
    lines.push(buffer.toString('utf8', from, to));
    from = to + 1;
  }
  return lines;
}

const LINE_BREAK = 0x0a;

/** The lists of datasets in use, by what they read as: most people have events of the same few. */
const lists = new Map<string, readonly string[]>();
const MOST_LISTS = 1000;

/** That which was asked for last. */
let lastList: readonly string[] = [];

/** The same list for all that have it: one of its own for each of a hundred thousand is three things more to be gone through. */
export function sharedList(list: readonly string[]): readonly string[] {
  if (list.length === lastList.length && list.every((name, at) => name === lastList[at])) return lastList;
  const names = JSON.stringify(list);
  let shared = lists.get(names);
  if (shared === undefined) {
    if (lists.size === MOST_LISTS) lists.clear();
    lists.set(names, list);
    shared = list;
  }
  lastList = shared;
  return shared;
}

/** What a store holds of an identity, as one value: for who compares stores. */
export function plainNode(bytes: Uint8Array): object {
  const node = nodeCodec.decode(bytes);
  const fragments = Object.entries(node.fragments).map(([name, { t, p, w, r, b, e }]) => [name, { t, p, w, r, b, e }]);
  return { ...node, fragments: Object.fromEntries(fragments) };
}
