import { isDeepStrictEqual } from 'node:util';
import {
  jsonCodec,
  KeyedDamagedError,
  type KeyedStore,
  type PendingWrites,
  Residents,
  scopedKey,
  WriteBehind,
} from '../stores/index.ts';
import { COMPUTED } from './computed-attribute.ts';
import type { RemovedEvents } from './events/scope-events.ts';
import { KeptFragment, KeptNode, nodeCodec, type ProfileNode, sharedList } from './kept-node.ts';
import { changedPaths, type Entity, type Fragment, mergeByPrecedence, mergeFragments } from './merge.ts';
import type { CompiledPolicy } from './merge-policy.ts';
import { withUpdate } from './updates.ts';

/** What a record changed about a person. */
export interface ViewChange {
  /** Dotted paths of the leaves that differ. */
  readonly paths: readonly string[];
  /** The merged view before it and after it. */
  readonly before: Entity;
  readonly after: Entity;
}

/** Totals of a scope, kept with the data they count. */
export interface ProfileTotals {
  profiles: number;
  fragments: number;
}

const PREFIX = 'profile/';
/** Follows the dataset's id in the name of the fragment its updates add up to; no id holds a slash. */
const UPDATES = '/updates';

/** The dataset a fragment is of, by the fragment's name. */
export function datasetOf(fragment: string): string {
  return fragment.endsWith(UPDATES) ? fragment.slice(0, -UPDATES.length) : fragment;
}
const EMPTY: Entity = Object.freeze({});

/**
 * The profile store: one live, merged view per person.
 *
 * A full record of a dataset replaces that dataset's earlier record about the same identity (page "Real-Time Customer
 * Profile overview"); views of all identities of a person are merged when asked. Applying a record twice puts the same
 * fragment in the same place, so a repeat is harmless; an older record (lower log position) never replaces a newer one.
 */
export class People {
  readonly #store: KeyedStore;
  readonly #nodes: WriteBehind<KeptNode>;
  readonly #totals: WriteBehind<ProfileTotals>;
  /** Merged views of loaded people with more than one fragment; dropped when a fragment changes. */
  readonly #views = new WeakMap<ProfileNode, { members: string; policy: CompiledPolicy; entity: Entity }>();
  readonly #policyOf: (scope: string, id?: string) => CompiledPolicy;

  /** `policyOf` gives the default policy of a scope, or the one of an id. */
  constructor(
    store: KeyedStore,
    policyOf: (scope: string, id?: string) => CompiledPolicy,
    residents = new Residents(),
  ) {
    this.#store = store;
    this.#policyOf = policyOf;
    this.#nodes = new WriteBehind({ store, prefix: PREFIX, codec: nodeCodec, residents });
    this.#totals = new WriteBehind({
      store,
      prefix: 'profile-totals/',
      codec: jsonCodec<ProfileTotals>(),
      residents: 10_000,
    });
  }

  /** Brings nodes into memory. */
  async load(scope: string, nodes: Iterable<string>): Promise<void> {
    await this.#totals.load([scope]);
    const keys: string[] = [];
    for (const node of nodes) keys.push(scopedKey(scope, node));
    await this.#nodes.load(keys);
  }

  exists(scope: string, members: readonly string[]): boolean {
    for (const node of members) if (this.#nodes.get(scopedKey(scope, node)) !== undefined) return true;
    return false;
  }

  /** The identity that stands for a person: the first by node key of those that exist. */
  first(scope: string, members: readonly string[]): ProfileNode | undefined {
    const name = [...members].sort().find((node) => this.#nodes.get(scopedKey(scope, node)) !== undefined);
    return name === undefined ? undefined : this.at(scope, name);
  }

  isFirst(scope: string, members: readonly string[], node: string): boolean {
    const found = this.at(scope, node);
    return found !== undefined && found === this.first(scope, members);
  }

  /** The view of loaded members, merged by the policy of an id or the default; an empty object when nothing but events is known. */
  view(scope: string, members: readonly string[], policyId?: string): Entity {
    const policy = this.#policyOf(scope, policyId);
    const only = policy.precedence === undefined ? this.#onlyEntity(scope, members) : undefined;
    if (only !== undefined) return only;
    const nodes = this.#present(scope, members);
    if (nodes.length === 0) return EMPTY;
    const key = members.length === 1 ? '' : members.join('\u0001');
    const cached = this.#views.get(nodes[0]!);
    if (cached?.members === key && cached.policy === policy) return cached.entity;
    const entity = mergedView(nodes, policy);
    this.#views.set(nodes[0]!, { members: key, policy, entity });
    return entity;
  }

  /** The view of the many of whom no more than one record is known; undefined of all others. */
  #onlyEntity(scope: string, members: readonly string[]): Entity | undefined {
    if (members.length !== 1) return undefined;
    const node = this.at(scope, members[0]!);
    if (node === undefined || node.computed !== undefined) return undefined;
    let only: KeptFragment | undefined;
    for (const name in node.fragments) {
      if (only !== undefined) return undefined;
      only = node.fragments[name];
    }
    return only === undefined ? EMPTY : only.e;
  }

  /** Can the policy of an id merge a person otherwise than the default does? */
  mergesOtherwise(scope: string, policyId: string): boolean {
    return this.#policyOf(scope, policyId).id !== this.#policyOf(scope).id;
  }

  #present(scope: string, members: readonly string[]): ProfileNode[] {
    const nodes: ProfileNode[] = [];
    for (const node of members) {
      const found = this.at(scope, node);
      if (found !== undefined) nodes.push(found);
    }
    return nodes;
  }

  /**
   * Puts a record's fragment in place and says what changed in the person's view: nothing when the record is a repeat or older
   * than what is there. `json`: the fragment's entity as text.
   */
  putFragment(
    scope: string,
    members: readonly string[],
    at: { readonly node: string; readonly ns: number; readonly id: string; readonly dataset: string },
    fragment: Fragment,
    json: string,
  ): ViewChange {
    const node = this.at(scope, at.node) ?? this.#create(scope, members, at, fragment.t);
    const known = node.fragments[at.dataset];
    if (known !== undefined && known.p >= fragment.p) {
      const view = this.view(scope, members);
      return { paths: [], before: view, after: view };
    }
    const { t, p, e } = fragment;
    const placed = new KeptFragment(known === undefined ? { t, p } : { t, p, b: known.p }, json, e);
    return this.#place(scope, members, node, at, { name: at.dataset, fragment: placed, time: t });
  }

  /**
   * Adds an update to the person: only leaves it has, only where nothing newer is known. What a dataset's updates add up to
   * stands beside its newest full record, so neither wipes out the other. Returns what changed in the view.
   * `receivedAt`: epoch milliseconds.
   */
  putUpdate(
    scope: string,
    members: readonly string[],
    at: { readonly node: string; readonly ns: number; readonly id: string; readonly dataset: string },
    update: Fragment,
    receivedAt: number,
  ): ViewChange {
    const node = this.at(scope, at.node) ?? this.#create(scope, members, at, receivedAt);
    const name = `${at.dataset}${UPDATES}`;
    const sum = withUpdate(node.fragments[name], update, node.fragments[at.dataset]?.e);
    const fragment = new KeptFragment(sum, JSON.stringify(sum.e), sum.e);
    return this.#place(scope, members, node, at, { name, fragment, time: receivedAt });
  }

  #place(
    scope: string,
    members: readonly string[],
    node: ProfileNode,
    at: { readonly node: string },
    { name, fragment, time }: { readonly name: string; readonly fragment: KeptFragment; readonly time: number },
  ): ViewChange {
    const key = scopedKey(scope, at.node);
    const before = this.view(scope, members);
    if (node.fragments[name] === undefined) this.#count(scope).fragments += 1;
    node.fragments = { ...node.fragments, [name]: fragment };
    node.updated = Math.max(node.updated, time);
    this.#forget(scope, members);
    this.#nodes.mark(key);
    const after = this.view(scope, members);
    return { paths: changedPaths(before, after), before, after };
  }

  /** Makes sure a person exists of whom neither record nor event is known. */
  ensure(
    scope: string,
    members: readonly string[],
    at: { readonly node: string; readonly ns: number; readonly id: string },
    time: number,
  ): void {
    if (this.#nodes.get(scopedKey(scope, at.node)) === undefined) this.#create(scope, members, at, time);
  }

  /** Notes that a person has an event of a dataset, and makes sure one exists of whom only an event is known. `time`: receipt of the record. */
  noteEvent(
    scope: string,
    members: readonly string[],
    at: { readonly node: string; readonly ns: number; readonly id: string; readonly dataset: string },
    time: number,
  ): void {
    const key = scopedKey(scope, at.node);
    if (this.#nodes.get(key)?.tellsEventsOf(at.dataset) === true) return;
    const node = this.at(scope, at.node) ?? this.#create(scope, members, at, time);
    if (node.eventsOf?.includes(at.dataset) === true) return;
    node.eventsOf = sharedList([...(node.eventsOf ?? []), at.dataset]);
    this.#nodes.mark(key);
  }

  #create(
    scope: string,
    members: readonly string[],
    at: { readonly node: string; readonly ns: number; readonly id: string },
    time: number,
  ): ProfileNode {
    if (!this.exists(scope, members)) this.#count(scope).profiles += 1;
    const node: ProfileNode = { ns: at.ns, id: at.id, fragments: {}, updated: time };
    this.#nodes.set(scopedKey(scope, at.node), KeptNode.of(node));
    return node;
  }

  /** Identities changed people: groups became one, or one fell apart. All identities of both sides must be loaded. */
  regroup(scope: string, before: readonly (readonly string[])[], after: readonly (readonly string[])[]): void {
    const existing = (groups: readonly (readonly string[])[]) => groups.filter((group) => this.exists(scope, group));
    for (const group of before) this.#forget(scope, group);
    const more = existing(after).length - existing(before).length;
    if (more !== 0) this.#count(scope).profiles += more;
  }

  /**
   * Puts the computed attributes of a loaded person in place; none takes them away. Returns the paths that changed. `due`:
   * when they are to be looked at again, epoch milliseconds.
   */
  setComputed(
    scope: string,
    members: readonly string[],
    computed:
      | { readonly root: string; readonly values: Readonly<Record<string, unknown>>; readonly due: number }
      | undefined,
  ): string[] {
    const carrier = this.first(scope, members);
    if (carrier === undefined) return [];
    const before = this.view(scope, members);
    let changed = false;
    for (const name of members) {
      const node = this.at(scope, name);
      if (node === undefined) continue;
      const wanted = node === carrier ? computed : undefined;
      if (isDeepStrictEqual(node.computed, wanted)) continue;
      if (wanted === undefined) delete node.computed;
      else node.computed = wanted;
      changed = true;
      this.#nodes.mark(scopedKey(scope, name));
    }
    if (!changed) return [];
    this.#forget(scope, members);
    return changedPaths(before, this.view(scope, members));
  }

  /** Takes fragments of a loaded node away, those of datasets for which `goes` holds. Returns how many. */
  dropFragments(scope: string, members: readonly string[], name: string, goes: (dataset: string) => boolean): number {
    const node = this.at(scope, name);
    if (node === undefined) return 0;
    const kept = Object.entries(node.fragments).filter(([fragment]) => !goes(datasetOf(fragment)));
    const dropped = Object.keys(node.fragments).length - kept.length;
    if (dropped === 0) return 0;
    this.#forget(scope, members);
    node.fragments = Object.fromEntries(kept);
    this.#count(scope).fragments -= dropped;
    this.#nodes.mark(scopedKey(scope, name));
    return dropped;
  }

  /** Forgets a loaded node of which nothing is left. */
  remove(scope: string, members: readonly string[], name: string): void {
    const node = this.at(scope, name);
    if (node === undefined) return;
    this.#forget(scope, members);
    this.#count(scope).fragments -= Object.keys(node.fragments).length;
    this.#nodes.delete(scopedKey(scope, name));
    if (!this.exists(scope, members)) this.#count(scope).profiles -= 1;
  }

  /** Some events of a loaded node were to go: notes what became of them. */
  forgetEvents(scope: string, name: string, { newest, left }: RemovedEvents): void {
    const node = this.at(scope, name);
    if (node?.eventsOf === undefined) return;
    if (newest === undefined && node.eventsOf.every((dataset) => left.has(dataset))) return;
    node.eventsOf = node.eventsOf.filter((dataset) => left.has(dataset));
    if (newest !== undefined) node.removedEvent = Math.max(node.removedEvent ?? 0, newest);
    this.#nodes.mark(scopedKey(scope, name));
  }

  /** A loaded node. Throws `KeyedDamagedError`, which names the entry, for one that cannot be read. */
  at(scope: string, name: string): ProfileNode | undefined {
    const key = scopedKey(scope, name);
    return readNode(key, this.#nodes.get(key));
  }

  #forget(scope: string, members: readonly string[]): void {
    for (const name of members) {
      const node = this.at(scope, name);
      if (node !== undefined) this.#views.delete(node);
    }
  }

  #count(scope: string): ProfileTotals {
    const totals = this.#totals.get(scope);
    if (totals !== undefined) {
      this.#totals.mark(scope);
      return totals;
    }
    const fresh: ProfileTotals = { profiles: 0, fragments: 0 };
    this.#totals.set(scope, fresh);
    return fresh;
  }

  /** For readers outside the loop. */
  async node(scope: string, node: string): Promise<ProfileNode | undefined> {
    const key = scopedKey(scope, node);
    return readNode(key, await this.#nodes.read(key));
  }

  /** Node keys of a scope as of the last checkpoint, a page at a time; `next` undefined at the end. */
  async page(
    scope: string,
    from: string,
    limit: number,
  ): Promise<{ nodes: readonly string[]; next: string | undefined }> {
    const prefix = `${PREFIX}${scope}/`;
    const rows = await this.#store.range({ from: `${prefix}${from}`, to: `${PREFIX}${scope}0`, limit: limit + 1 });
    const nodes = rows.slice(0, limit).map(([key]) => key.slice(prefix.length));
    return { nodes, next: rows[limit]?.[0].slice(prefix.length) };
  }

  async totals(scope: string): Promise<ProfileTotals> {
    return (await this.#totals.read(scope)) ?? { profiles: 0, fragments: 0 };
  }

  get dirtyCount(): number {
    return this.#nodes.dirtyCount + this.#totals.dirtyCount;
  }

  take(into: PendingWrites): { settle(): void } {
    const parts = [this.#nodes.take(into), this.#totals.take(into)];
    return {
      settle() {
        for (const part of parts) part.settle();
      },
    };
  }
}

function readNode(key: string, kept: KeptNode | undefined): ProfileNode | undefined {
  try {
    return kept?.node;
  } catch (error) {
    throw new KeyedDamagedError(`(entry ${PREFIX}${key})`, (error as Error).message);
  }
}

/** What some identities are as one profile; with their computed attributes unless told otherwise. */
export function mergedView(nodes: readonly ProfileNode[], policy: CompiledPolicy, withComputed = true): Entity {
  const merged = mergedFragments(nodes, policy);
  const computed = withComputed ? nodes.find((node) => node.computed !== undefined)?.computed : undefined;
  if (computed === undefined) return merged;
  const own = merged[computed.root] as Entity | undefined;
  return { ...merged, [computed.root]: { ...own, [COMPUTED]: computed.values } };
}

function mergedFragments(nodes: readonly ProfileNode[], policy: CompiledPolicy): Entity {
  if (policy.precedence !== undefined) {
    const fragments = nodes.flatMap((node) =>
      Object.entries(node.fragments).map(([name, fragment]) => [datasetOf(name), fragment] as const),
    );
    return mergeByPrecedence(fragments, policy.precedence);
  }
  const fragments = nodes.flatMap((node) => Object.values(node.fragments));
  return fragments.length === 0 ? EMPTY : mergeFragments(fragments);
}
