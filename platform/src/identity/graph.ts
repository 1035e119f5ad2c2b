import { jsonCodec, type KeyedStore, type PendingWrites, Residents, scopedKey, WriteBehind } from '../stores/index.ts';
import { type Component, type GraphNode, groupOf, groupsOf, type Link, linkEnds, rootOf } from './component.ts';
import {
  clusterIdOf,
  connect,
  decide,
  difference,
  forgetOldest,
  type GraphChange,
  moved,
  pieces,
  refresh,
  type Sighting,
} from './evidence.ts';
import type { LinkingRules } from './linking-rules.ts';
import type { Identity } from './namespaces.ts';
import { buildsGraph, evictionClass } from './namespaces.ts';
import { HOUR } from './resolve.ts';
import { Sizes } from './sizes.ts';

/** The graph of one identity, for readers. */
export interface GraphView {
  readonly clusterId: string;
  readonly nodes: readonly {
    readonly node: string;
    readonly ns: number;
    readonly id: string;
    readonly since: number;
  }[];
  /** Links that hold it together. */
  readonly links: readonly SeenLink[];
  /** Links seen with one of its identities that hold nobody together. */
  readonly out: readonly SeenLink[];
}

export interface SeenLink extends Readonly<Link> {
  readonly ends: readonly [string, string];
}

/** What is declared and decides about graphs, by scope key. */
export interface GraphDeclarations {
  rules(scope: string): LinkingRules | undefined;
  /** Names of links taken back. */
  undone(scope: string): ReadonlySet<string> | undefined;
}

const COMPONENTS = 'identity/component/';

/**
 * The identity graph: which identities are one person.
 *
 * Kept as one pointer per identity (node to its component) and one document per component with all links that were seen;
 * an identity that was never seen with another has neither. What is one person is a function of that evidence (`resolve`).
 * A record whose links are all known and hold needs no resolution: times alone change nothing while no link of the
 * component is out. Repeating a record changes nothing. Keys are `<scope>/<node>`.
 */
export class IdentityGraph {
  readonly #pointers: WriteBehind<string>;
  readonly #components: WriteBehind<Component>;
  readonly #declared: GraphDeclarations;
  /** Counts of graphs by size, and the large ones. */
  readonly sizes: Sizes;

  readonly #store: KeyedStore;

  constructor(store: KeyedStore, declared: GraphDeclarations, residents = new Residents()) {
    const text = {
      encode: (value: string) => Buffer.from(value),
      decode: (bytes: Uint8Array) => Buffer.from(bytes).toString(),
    };
    this.#store = store;
    this.#declared = declared;
    this.sizes = new Sizes(store);
    this.#pointers = new WriteBehind({ store, prefix: 'identity/node/', codec: text, residents });
    this.#components = new WriteBehind({
      store,
      prefix: COMPONENTS,
      codec: jsonCodec<Component>(),
      residents,
    });
  }

  /** Brings nodes and their components into memory for everything below. */
  async load(scope: string, nodes: readonly string[]): Promise<void> {
    const keys = nodes.map((node) => scopedKey(scope, node));
    await this.#pointers.load(keys);
    const components = new Set<string>();
    for (const key of keys) {
      const root = this.#pointers.get(key);
      if (root !== undefined) components.add(scopedKey(scope, root));
    }
    await this.#components.load(components);
    await this.sizes.load(scope);
  }

  /** Nodes of the person a loaded node belongs to: itself, or all of its graph. */
  membersOf(scope: string, node: string): readonly string[] {
    const component = this.#componentOf(scope, node);
    return component === undefined ? [node] : groupOf(component, node);
  }

  /** Everybody a change of links around a loaded node can concern: people, each by all nodes. */
  concernedBy(scope: string, node: string): readonly (readonly string[])[] {
    const component = this.#componentOf(scope, node);
    return component === undefined ? [[node]] : groupsOf(component);
  }

  /** Nodes of the person, for readers outside the loop. */
  async members(scope: string, node: string): Promise<readonly string[]> {
    const component = await this.#read(scope, node);
    return component === undefined ? [node] : groupOf(component, node);
  }

  /** The graph of an identity with what was seen of it; undefined when it was never seen with another. For readers outside the loop. */
  async view(scope: string, node: string): Promise<GraphView | undefined> {
    const component = await this.#read(scope, node);
    if (component === undefined) return undefined;
    const members = new Set(groupOf(component, node));
    const links: SeenLink[] = [];
    const out: SeenLink[] = [];
    for (const [name, link] of Object.entries(component.links)) {
      const ends = linkEnds(name);
      if (members.has(ends[0]) || members.has(ends[1])) (link.out === undefined ? links : out).push({ ...link, ends });
    }
    const nodes = [...members].map((one) => {
      const { ns, id, since } = component.nodes[one]!;
      return { node: one, ns, id, since };
    });
    return { clusterId: clusterIdOf(rootOf([...members])), nodes, links, out };
  }

  /** Clusters an identity was in, newest first; empty when it was never in one. */
  async history(scope: string, node: string): Promise<readonly (readonly [clusterId: string, since: number])[]> {
    const component = await this.#read(scope, node);
    const found = component?.nodes[node];
    if (component === undefined || found === undefined) return [];
    const group = groupOf(component, node);
    const now = group.length < 2 ? [] : [[clusterIdOf(rootOf(group)), found.since] as const];
    return [...now, ...(found.before ?? [])];
  }

  /** What is known of an identity by its node key. */
  async identity(scope: string, node: string): Promise<{ readonly ns: number; readonly id: string } | undefined> {
    return (await this.#read(scope, node))?.nodes[node];
  }

  /** A node of each component of a scope as of the last checkpoint, a page at a time; `next` undefined at the end. */
  async page(
    scope: string,
    from: string,
    limit: number,
  ): Promise<{ nodes: readonly string[]; next: string | undefined }> {
    const prefix = `${COMPONENTS}${scope}/`;
    const rows = await this.#store.range({ from: `${prefix}${from}`, to: `${COMPONENTS}${scope}0`, limit: limit + 1 });
    const nodes = rows.slice(0, limit).map(([key]) => key.slice(prefix.length));
    return { nodes, next: rows[limit]?.[0].slice(prefix.length) };
  }

  async #read(scope: string, node: string): Promise<Component | undefined> {
    const root = await this.#pointers.read(scopedKey(scope, node));
    return root === undefined ? undefined : this.#components.read(scopedKey(scope, root));
  }

  #componentOf(scope: string, node: string): Component | undefined {
    const root = this.#pointers.get(scopedKey(scope, node));
    return root === undefined ? undefined : this.#components.get(scopedKey(scope, root));
  }

  /** Links the identities of one record. All their nodes must be loaded. Undefined when nobody became somebody else. */
  link(scope: string, identities: readonly Identity[], sighting: Sighting): GraphChange | undefined {
    const linkable = identities.filter(({ namespace }) => buildsGraph(namespace.idType));
    if (linkable.length < 2) return undefined;
    const rules = this.#declared.rules(scope);
    const first = linkable[0]!.node;
    const known = this.#componentOf(scope, first);
    if (known !== undefined) {
      const found = refresh(known, linkable, sighting, rules === undefined ? HOUR : 1);
      if (found === 'same') return undefined;
      if (found === 'times') {
        this.#components.mark(scopedKey(scope, this.#pointers.get(scopedKey(scope, first))!));
        return known.graphs === undefined ? undefined : this.#renewOne(scope, known, sighting.receivedAt);
      }
    }
    const lifted = this.#gather(scope, linkable, sighting.receivedAt);
    connect(lifted.component, linkable, sighting);
    return this.#settle(scope, lifted, sighting.receivedAt);
  }

  #renewOne(scope: string, component: Component, at: number): GraphChange | undefined {
    return this.#settle(scope, { component, ...this.#lift(scope, [component]) }, at);
  }

  /** Works the graphs of loaded nodes out again, after something declared changed. Each component once. */
  renew(scope: string, nodes: readonly string[], at: number): readonly GraphChange[] {
    const changes: GraphChange[] = [];
    for (const component of new Set(nodes.map((node) => this.#componentOf(scope, node)))) {
      if (component === undefined) continue;
      const change = this.#renewOne(scope, component, at);
      if (change !== undefined) changes.push(change);
    }
    return changes;
  }

  /** A dataset is gone: links that only it attested go with it (page "Deletions in Identity Service"). Nodes must be loaded. */
  forgetDataset(scope: string, nodes: readonly string[], dataset: string, at: number): readonly GraphChange[] {
    return this.#drop(scope, nodes, at, (_name, link) => {
      if (link.by[dataset] === undefined) return false;
      delete link.by[dataset];
      const rest = Object.values(link.by);
      if (rest.length === 0) return true;
      link.first = Math.min(...rest.map(([first]) => first));
      link.last = Math.max(...rest.map(([, , last]) => last));
      return false;
    });
  }

  /** An identity is gone: all its links go. Nodes must be loaded. */
  forgetIdentity(scope: string, node: string, at: number): readonly GraphChange[] {
    return this.#drop(scope, [node], at, (name) => linkEnds(name).includes(node));
  }

  #drop(
    scope: string,
    nodes: readonly string[],
    at: number,
    goes: (name: string, link: Link) => boolean,
  ): readonly GraphChange[] {
    const changes: GraphChange[] = [];
    for (const component of new Set(nodes.map((node) => this.#componentOf(scope, node)))) {
      if (component === undefined) continue;
      const lifted = this.#lift(scope, [component]);
      for (const [name, link] of Object.entries(component.links)) if (goes(name, link)) delete component.links[name];
      const change = this.#settle(scope, { component, ...lifted }, at, false);
      if (change !== undefined) changes.push(change);
    }
    return changes;
  }

  /** The component of a record's identities, those it joins folded into one. */
  #gather(scope: string, identities: readonly Identity[], at: number): Lifted {
    const found = new Set<Component>();
    const alone: (readonly string[])[] = [];
    for (const { node } of identities) {
      const component = this.#componentOf(scope, node);
      if (component === undefined) alone.push([node]);
      else found.add(component);
    }
    const lifted = this.#lift(scope, found);
    const [first, ...others] = found;
    const component: Component = first ?? { nodes: {}, links: {} };
    for (const other of others) {
      Object.assign(component.nodes, other.nodes);
      Object.assign(component.links, other.links);
    }
    for (const { node, namespace, id } of identities)
      component.nodes[node] ??= { ns: namespace.id, id, class: evictionClass(namespace.idType), since: at };
    return { ...lifted, before: [...lifted.before, ...alone], component };
  }

  /** Takes components out of their places, noting where their nodes stood and who was one person. */
  #lift(scope: string, components: Iterable<Component>): Omit<Lifted, 'component'> {
    const before: (readonly string[])[] = [];
    const stood = new Map<string, string>();
    for (const component of components) {
      const nodes = Object.keys(component.nodes);
      const root = rootOf(nodes);
      for (const node of nodes) stood.set(node, root);
      before.push(...groupsOf(component));
      this.#components.delete(scopedKey(scope, root));
    }
    return { before, stood };
  }

  /** Resolves a component whose evidence changed (`connected` unless links went), puts it (or what it fell into) in place, and says who changed. */
  #settle(scope: string, { component, before, stood }: Lifted, at: number, connected = true): GraphChange | undefined {
    const rules = this.#declared.rules(scope);
    const undone = this.#declared.undone(scope);
    const after: (readonly string[])[] = [];
    const placed = new Map<string, GraphNode>();
    const waiting = connected ? [component] : pieces(component);
    for (let part = waiting.pop(); part !== undefined; part = waiting.pop()) {
      decide(part, rules, undone);
      if (forgetOldest(part)) {
        waiting.push(...pieces(part));
        continue;
      }
      const nodes = Object.keys(part.nodes);
      const root = rootOf(nodes);
      this.#components.set(scopedKey(scope, root), part);
      for (const node of nodes) {
        placed.set(node, part.nodes[node]!);
        if (stood.get(node) !== root) this.#pointers.set(scopedKey(scope, node), root);
      }
      after.push(...groupsOf(part));
    }
    for (const node of before.flat()) {
      if (placed.has(node)) continue;
      after.push([node]);
      if (stood.has(node)) this.#pointers.delete(scopedKey(scope, node));
    }
    return this.#told(scope, difference(before, after), placed, at);
  }

  /** Notes a change of graphs with the identities that moved, and in the counts. */
  #told(
    scope: string,
    change: GraphChange | undefined,
    nodes: ReadonlyMap<string, GraphNode>,
    at: number,
  ): GraphChange | undefined {
    if (change === undefined) return undefined;
    const was = new Map(change.before.flatMap((group) => group.map((node) => [node, group] as const)));
    for (const group of change.after) {
      const root = rootOf(group);
      for (const name of group) {
        const node = nodes.get(name);
        if (node !== undefined) moved(node, was.get(name)!, root, at);
      }
    }
    this.sizes.changed(scope, change.before, change.after, at);
    return change;
  }

  get dirtyCount(): number {
    return this.#pointers.dirtyCount + this.#components.dirtyCount + this.sizes.dirtyCount;
  }

  /** For checkpoints: see `WriteBehind.take`. */
  take(into: PendingWrites): { settle(): void } {
    const taken = [this.#pointers.take(into), this.#components.take(into), this.sizes.take(into)];
    return {
      settle() {
        for (const part of taken) part.settle();
      },
    };
  }
}

/** A component taken out of its place, with who was one person and where its nodes stood. */
interface Lifted {
  readonly component: Component;
  readonly before: readonly (readonly string[])[];
  readonly stood: ReadonlyMap<string, string>;
}
