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

/**
 * A node as it is kept in memory: until somebody asks for more of it than whether it is there and has events of a dataset, which is all
 * that most events do, as the texts it is stored as. They are a line about it and one with each of its entities, as JSON, which has no
 * line breaks.
 */
export class KeptNode {
  #line: string | undefined;
  /** What follows the line. */
  #entities: string | undefined;
  #node: ProfileNode | undefined;

  private constructor(node: ProfileNode | undefined, line?: string, entities?: string) {
    this.#node = node;
    this.#line = line;
    this.#entities = entities;
  }

  static of(node: ProfileNode): KeptNode {
    return new KeptNode(node);
  }

  /** The node of some bytes `bytes` gave. They are read when it is asked for, so that only then it shows when they are others. */
  static from(bytes: Uint8Array): KeptNode {
    const buffer = bufferOf(bytes);
    const end = buffer.indexOf(LINE_BREAK);
    return end < 0
      ? new KeptNode(undefined, buffer.toString())
      : new KeptNode(undefined, buffer.toString('utf8', 0, end), buffer.toString('utf8', end + 1));
  }

  /** All of it. Throws where it was not written by `bytes`. */
  get node(): ProfileNode {
    if (this.#node === undefined) {
      const read = parseJson(this.#line!) as Line | NamedLine;
      const entities = this.#entities === undefined ? [] : linesOf(this.#entities);
      this.#node = 'ns' in read ? fromNames(read, entities) : fromList(read, entities);
      this.#line = undefined;
      this.#entities = undefined;
    }
    return this.#node;
  }

  /** Whether its text, unread, tells that it has events of a dataset. When it does not, only the node can tell. */
  tellsEventsOf(dataset: string): boolean {
    // Of the members of a line only the list of datasets is a list and may be the last.
    return this.#line?.endsWith(lastListEnd) === true && lastList.includes(dataset);
  }

  /** As it is stored. */
  get bytes(): Buffer {
    const { ns, id, updated, fragments, eventsOf, computed, removedEvent } = this.node;
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
  }
}

export const nodeCodec: ObjectCodec<KeptNode> = {
  encode: ({ bytes }) => bytes,
  decode: KeptNode.from,
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
function linesOf(text: string): readonly string[] {
  return text.includes('\n') ? text.split('\n').map((line) => Buffer.from(line).toString()) : [text];
}

const LINE_BREAK = 0x0a;

/** The lists of datasets in use, by what they read as: most people have events of the same few. */
const lists = new Map<string, readonly string[]>();
const MOST_LISTS = 1000;

/** That which was asked for last, and how the line of a node ends that has it and nothing behind it. */
let lastList: readonly string[] = [];
let lastListEnd = ',[]]';

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
  lastListEnd = `,${names}]`;
  return shared;
}

/** What a store holds of an identity, as one value: for who compares stores. */
export function plainNode(bytes: Uint8Array): object {
  const { node } = KeptNode.from(bytes);
  const fragments = Object.entries(node.fragments).map(([name, { t, p, w, r, b, e }]) => [name, { t, p, w, r, b, e }]);
  return { ...node, fragments: Object.fromEntries(fragments) };
}
