import { isDeepStrictEqual } from 'node:util';
import { parseJson } from '@meniscus/languages/syntax';
import { compareEvents, eventsIn, type KeptEvent, plainNode } from '../profile/index.ts';
import { MEMBERSHIPS_PREFIX, membershipsIn, numbersIn } from '../segmentation/index.ts';
import type { KeyedStore } from '../stores/index.ts';
import { type Differing, differing } from './differing.ts';
import { inWords, type LeafChange, leafChanges } from './leaves.ts';

/** What can differ between two states. */
export type Part =
  | 'identity'
  | 'graph'
  | 'profile'
  | 'event'
  | 'membership'
  | 'failed record'
  | 'load'
  | 'source state'
  | 'ledger'
  | 'dataset';

/** One difference. */
export interface Difference {
  readonly part: Part;
  /** Key of the sandbox. */
  readonly scope: string;
  /** Who or what: an identity as `<namespace id>:<id>`, a failed record, a dataset. */
  readonly of: string;
  readonly how: 'appeared' | 'gone' | 'changed';
  /** What of it: changed leaves, audiences joined (`+`) and left (`-`). */
  readonly what: readonly string[];
}

/** Counts of the differences of a part. */
export interface Counts {
  appeared: number;
  gone: number;
  changed: number;
}

/** How two states differ. */
export interface Comparison {
  readonly counts: Readonly<Partial<Record<Part, Readonly<Counts>>>>;
  /** The first few of each part. */
  readonly examples: readonly Difference[];
  /** Audience id to how many joined and left it. */
  readonly audiences: Readonly<Record<string, { readonly joined: number; readonly left: number }>>;
  /** Attribute to the identities whose profile has it now, no longer, or otherwise; of those whose profile changed. */
  readonly attributes: Readonly<Record<string, Readonly<Counts>>>;
  /** People who are in the same audiences, some of them since another moment. Not counted as a difference. */
  readonly otherMoments: number;
}

type Judge = (value: Uint8Array) => unknown;

const json: Judge = (bytes) => parseJson(Buffer.from(bytes).toString());
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString();

/** When a record failed is when it was worked on, which is not when it was received. */
const failedRecord: Judge = (bytes) => ({ ...(json(bytes) as object), failedAt: undefined });

/** Why rows of a load failed is in the failed records. */
const load: Judge = (bytes) => ({ ...(json(bytes) as object), reasons: undefined });

/** Prefixes of the keyed store that hold what a rebuild makes again, with how their values are read. */
const PARTS: readonly (readonly [prefix: string, part: Part, judge: Judge])[] = [
  ['identity/node/', 'identity', text],
  ['identity/component/', 'graph', json],
  ['profile/', 'profile', plainNode],
  ['failed/', 'failed record', failedRecord],
  ['load/', 'load', load],
  ['translator/', 'source state', json],
  ['ledger/counts/', 'ledger', json],
];

/** A leaf of an entity in a fragment of a profile. */
const ATTRIBUTE = /^fragments\.[^.]+\.e\.(.+)$/;
const MOST_ATTRIBUTES = 1000;

function nothing(): Counts {
  return { appeared: 0, gone: 0, changed: 0 };
}

/** Collects differences; of each part the first few are kept. */
export class Findings {
  readonly #most: number;
  readonly counts: Partial<Record<Part, Counts>> = {};
  readonly examples: Difference[] = [];
  readonly audiences: Record<string, { joined: number; left: number }> = {};
  readonly attributes: Record<string, Counts> = {};
  otherMoments = 0;

  constructor(most: number) {
    this.#most = most;
  }

  add(difference: Difference): void {
    const counts = this.counts[difference.part] ?? nothing();
    this.counts[difference.part] = counts;
    if (counts.appeared + counts.gone + counts.changed < this.#most) this.examples.push(difference);
    counts[difference.how] += 1;
  }

  /** The attributes of a profile that changed. Beyond so many different ones the others are not counted apart. */
  attributesChanged(changes: readonly LeafChange[]): void {
    const found = new Map<string, keyof Counts>();
    for (const { path, before, after } of changes) {
      const name = ATTRIBUTE.exec(path)?.[1];
      if (name === undefined) continue;
      const how = before === undefined ? 'appeared' : after === undefined ? 'gone' : 'changed';
      found.set(name, (found.get(name) ?? how) === how ? how : 'changed');
    }
    for (const [name, how] of found) {
      if (this.attributes[name] === undefined && Object.keys(this.attributes).length >= MOST_ATTRIBUTES) continue;
      const counts = this.attributes[name] ?? nothing();
      this.attributes[name] = counts;
      counts[how] += 1;
    }
  }

  moved(audience: string, by: 'joined' | 'left'): void {
    const counts = this.audiences[audience] ?? { joined: 0, left: 0 };
    this.audiences[audience] = counts;
    counts[by] += 1;
  }
}

/** Compares what two stores say about people and records, of all sandboxes or of one. */
export async function compareKeyed(
  before: KeyedStore,
  after: KeyedStore,
  findings: Findings,
  scope?: string,
): Promise<void> {
  for (const [prefix, part, judge] of PARTS)
    for await (const one of differingIn(before, after, prefix, scope)) {
      const place = placeOf(one, prefix);
      const changes = leafChanges(one.before && judge(one.before), one.after && judge(one.after));
      if (changes.length === 0) continue;
      findings.add({ part, ...place, what: inWords(changes) });
      if (part === 'profile' && place.how === 'changed') findings.attributesChanged(changes);
    }
  await compareEventsOf(before, after, findings, scope);
  await compareMemberships(before, after, findings, scope);
}

/** Keys are `<prefix><scope>`, or begin with that and a slash. */
async function* differingIn(
  before: KeyedStore,
  after: KeyedStore,
  prefix: string,
  scope: string | undefined,
): AsyncGenerator<Differing> {
  if (scope === undefined) return yield* differing(before, after, prefix);
  const [[old], [now]] = [await before.getMany([prefix + scope]), await after.getMany([prefix + scope])];
  const isSame = old !== undefined && now !== undefined && Buffer.compare(old, now) === 0;
  if ((old ?? now) !== undefined && !isSame)
    yield { key: prefix + scope, ...(old && { before: old }), ...(now && { after: now }) };
  yield* differing(before, after, `${prefix}${scope}/`);
}

async function compareEventsOf(
  before: KeyedStore,
  after: KeyedStore,
  findings: Findings,
  only: string | undefined,
): Promise<void> {
  const [old, now] = [new Reading(eventsIn(before, only)), new Reading(eventsIn(after, only))];
  for (;;) {
    if (old.isOut) await old.more();
    if (now.isOut) await now.more();
    const [left, right] = [old.next, now.next];
    if (left === undefined && right === undefined) return;
    const order = left === undefined ? 1 : right === undefined ? -1 : compareEvents(left, right);
    const [was, is] = [order <= 0 ? left : undefined, order >= 0 ? right : undefined];
    if (was === undefined || is === undefined || !was.says(is)) {
      const difference = differenceOf(was, is);
      if (difference.what.length > 0) findings.add(difference);
    }
    if (was !== undefined) old.pass();
    if (is !== undefined) now.pass();
  }
}

/** Events one by one, without waiting for each. */
class Reading {
  readonly #events: AsyncGenerator<readonly KeptEvent[]>;
  #some: readonly KeptEvent[] = [];
  #at = 0;
  #isOver = false;

  constructor(events: AsyncGenerator<readonly KeptEvent[]>) {
    this.#events = events;
  }

  /** Whether `more` is due before `next`. */
  get isOut(): boolean {
    return !this.#isOver && this.#at === this.#some.length;
  }

  async more(): Promise<void> {
    while (this.isOut) {
      const { value, done } = await this.#events.next();
      this.#isOver = done === true;
      this.#some = value ?? [];
      this.#at = 0;
    }
  }

  /** The next one; undefined at the end. */
  get next(): KeptEvent | undefined {
    return this.#some[this.#at];
  }

  pass(): void {
    this.#at += 1;
  }
}

function differenceOf(was: KeptEvent | undefined, is: KeptEvent | undefined): Difference {
  const { scope, of } = (was ?? is)!;
  const how = was === undefined ? 'appeared' : is === undefined ? 'gone' : 'changed';
  return {
    part: 'event',
    scope,
    of,
    how,
    what: inWords(leafChanges(was && eventIn(was.lines), is && eventIn(is.lines))),
  };
}

/** A line about an event and one with it. */
function eventIn(bytes: Uint8Array): unknown {
  const lines = text(bytes);
  const end = lines.indexOf('\n');
  return { record: parseJson(lines.slice(0, end)), event: parseJson(lines.slice(end + 1)) };
}

function placeOf({ key, before, after }: Differing, prefix: string): Pick<Difference, 'scope' | 'of' | 'how'> {
  const name = key.slice(prefix.length);
  const slash = name.indexOf('/');
  const [scope, of] = slash < 0 ? [name, name] : [name.slice(0, slash), name.slice(slash + 1)];
  return { scope, of, how: before === undefined ? 'appeared' : after === undefined ? 'gone' : 'changed' };
}

/** States name audiences by numbers that are given as they are needed, so the numbers of two stores need not be the same. */
async function compareMemberships(
  before: KeyedStore,
  after: KeyedStore,
  findings: Findings,
  scope: string | undefined,
): Promise<void> {
  const [oldNumbers, newNumbers] = [await numbersIn(before), await numbersIn(after)];
  for await (const one of differingIn(before, after, MEMBERSHIPS_PREFIX, scope)) {
    const place = placeOf(one, MEMBERSHIPS_PREFIX);
    const old = membershipsIn(one.before, oldNumbers.get(place.scope) ?? []);
    const now = membershipsIn(one.after, newNumbers.get(place.scope) ?? []);
    const joined = [...now.keys()].filter((id) => !old.has(id));
    const left = [...old.keys()].filter((id) => !now.has(id));
    for (const id of joined) findings.moved(id, 'joined');
    for (const id of left) findings.moved(id, 'left');
    const what = [...joined.map((id) => `+${id}`), ...left.map((id) => `-${id}`)].sort();
    if (what.length > 0) findings.add({ part: 'membership', scope: place.scope, of: place.of, how: 'changed', what });
    else if ([...now].some(([id, moments]) => !isDeepStrictEqual(old.get(id), moments))) findings.otherMoments += 1;
  }
}

/** Compares rows by dataset, named `<scope>/<dataset>`, of all sandboxes or of one. */
export function compareRows(
  before: ReadonlyMap<string, number>,
  after: ReadonlyMap<string, number>,
  findings: Findings,
  only?: string,
): void {
  for (const key of new Set([...before.keys(), ...after.keys()])) {
    const [old, now] = [before.get(key) ?? 0, after.get(key) ?? 0];
    const [scope = '', of = ''] = key.split('/');
    if (old !== now && (only ?? scope) === scope)
      findings.add({ part: 'dataset', scope, of, how: 'changed', what: [`rows: ${old} → ${now}`] });
  }
}
