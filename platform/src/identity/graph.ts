import { createHash } from 'node:crypto';
import { jsonCodec, type KeyedStore, type PendingWrites, WriteBehind } from '../stores/index.ts';
import type { Identity } from './identity.ts';
import { buildsGraph, evictionClass } from './namespaces.ts';

/** Two identities seen together. Times are epoch milliseconds of the records' receipt. */
export interface Link {
  readonly first: number;
  readonly last: number;
  /** Datasets that attest it, oldest first. */
  readonly datasets: readonly string[];
}

/** The identities of one person: at least two nodes, joined by links. */
export interface Cluster {
  readonly id: string;
  /** Node key to what is known of the identity. */
  readonly nodes: Record<string, { readonly ns: number; readonly id: string; readonly class: number; seen: number }>;
  /** `a b` (node keys as positions would move, so by name) to the link; a < b. */
  readonly links: Record<string, Link>;
}

/** What linking a record did. */
export interface Linked {
  /** Nodes of the person, the record's own among them. */
  readonly members: readonly string[];
  /** The groups that were separate people before this record; undefined when nothing joined. */
  readonly joined: readonly (readonly string[])[] | undefined;
  /** Nodes that left because the graph was full. */
  readonly evicted: readonly string[];
}

/** Identities in one graph (page "Guardrails for Identity Service"). */
export const GRAPH_LIMIT = 50;
/** How stale a link's last-seen time may get before it is written again: it is shown to people, nothing is decided by it. */
const SEEN_STEP = 3_600_000;
const LINK_SEPARATOR = '\u0001';

function linkName(a: string, b: string): string {
  return a < b ? a + LINK_SEPARATOR + b : b + LINK_SEPARATOR + a;
}

/** The two node keys of a link's name. */
export function linkEnds(name: string): readonly [string, string] {
  const cut = name.indexOf(LINK_SEPARATOR);
  return [name.slice(0, cut), name.slice(cut + 1)];
}

/**
 * The identity graph: which identities are one person.
 *
 * Kept as one pointer per identity (node to cluster) and one document per cluster; an identity that was never seen with
 * another has neither. Repeating a record changes nothing: its links are there already. Keys are `<scope> <node>`.
 */
export class IdentityGraph {
  readonly #pointers: WriteBehind<string>;
  readonly #clusters: WriteBehind<Cluster>;

  constructor(store: KeyedStore, capacity = 200_000) {
    const text = {
      encode: (value: string) => Buffer.from(value),
      decode: (bytes: Uint8Array) => Buffer.from(bytes).toString(),
    };
    this.#pointers = new WriteBehind({ store, prefix: 'identity/node/', codec: text, capacity: capacity * 2 });
    this.#clusters = new WriteBehind({ store, prefix: 'identity/cluster/', codec: jsonCodec<Cluster>(), capacity });
  }

  /** Brings nodes and their clusters into memory for `link` and `membersOf`. Keys are `<scope>/<node>`. */
  async load(keys: readonly string[]): Promise<void> {
    await this.#pointers.load(keys);
    const clusters = new Set<string>();
    for (const key of keys) {
      const id = this.#pointers.get(key);
      if (id !== undefined) clusters.add(`${key.slice(0, key.indexOf('/'))}/${id}`);
    }
    await this.#clusters.load(clusters);
  }

  /** Nodes of the person a loaded node belongs to: itself, or all of its cluster. */
  membersOf(scope: string, node: string): readonly string[] {
    const cluster = this.#clusterOf(scope, node);
    return cluster === undefined ? [node] : Object.keys(cluster.nodes);
  }

  /** For readers outside the loop. */
  async cluster(scope: string, node: string): Promise<Cluster | undefined> {
    const id = await this.#pointers.read(`${scope}/${node}`);
    return id === undefined ? undefined : this.#clusters.read(`${scope}/${id}`);
  }

  /** Links the identities of one record. All their nodes must be loaded. */
  link(scope: string, identities: readonly Identity[], dataset: string, time: number): Linked {
    const linkable = identities.filter((identity) => buildsGraph(identity.namespace.idType));
    if (linkable.length < 2)
      return { members: this.membersOf(scope, identities[0]!.node), joined: undefined, evicted: [] };
    const known = this.#clusterOf(scope, linkable[0]!.node);
    if (known !== undefined && this.#refresh(scope, known, linkable, dataset, time)) {
      return { members: Object.keys(known.nodes), joined: undefined, evicted: [] };
    }
    return this.#join(scope, linkable, dataset, time);
  }

  #clusterOf(scope: string, node: string): Cluster | undefined {
    const id = this.#pointers.get(`${scope}/${node}`);
    return id === undefined ? undefined : this.#clusters.get(`${scope}/${id}`);
  }

  /** The common case: all links are there. Updates their last-seen time now and then. False when something is new. */
  #refresh(scope: string, cluster: Cluster, identities: readonly Identity[], dataset: string, time: number): boolean {
    let stale = false;
    for (let i = 0; i < identities.length; i += 1) {
      for (let j = i + 1; j < identities.length; j += 1) {
        const link = cluster.links[linkName(identities[i]!.node, identities[j]!.node)];
        if (link === undefined) return false;
        stale ||= time - link.last > SEEN_STEP || !link.datasets.includes(dataset);
      }
    }
    if (stale) {
      connect(cluster, identities, dataset, time);
      this.#clusters.mark(`${scope}/${cluster.id}`);
    }
    return true;
  }

  #join(scope: string, identities: readonly Identity[], dataset: string, time: number): Linked {
    const groups = new Map<string, readonly string[]>();
    const clusters = new Map<string, Cluster>();
    for (const { node } of identities) {
      const cluster = this.#clusterOf(scope, node);
      if (cluster === undefined) groups.set(node, [node]);
      else if (!clusters.has(cluster.id)) {
        clusters.set(cluster.id, cluster);
        groups.set(cluster.id, Object.keys(cluster.nodes));
      }
    }
    const target = this.#mergeClusters(scope, [...clusters.values()], identities);
    connect(target, identities, dataset, time);
    const evicted = evict(target, new Set(identities.map(({ node }) => node)));
    for (const node of evicted) this.#pointers.delete(`${scope}/${node}`);
    for (const node of Object.keys(target.nodes)) this.#point(scope, node, target.id);
    this.#clusters.set(`${scope}/${target.id}`, target);
    return { members: Object.keys(target.nodes), joined: groups.size > 1 ? [...groups.values()] : undefined, evicted };
  }

  #point(scope: string, node: string, cluster: string): void {
    const key = `${scope}/${node}`;
    // Members of a merged cluster may not be loaded; setting needs no earlier value.
    this.#pointers.set(key, cluster);
  }

  /** Folds all clusters into the one with the smallest id (so that the result does not depend on who came first). */
  #mergeClusters(scope: string, clusters: readonly Cluster[], identities: readonly Identity[]): Cluster {
    const [target, ...others] = [...clusters].sort((a, b) => (a.id < b.id ? -1 : 1));
    if (target === undefined) return { id: clusterId(identities.map(({ node }) => node)), nodes: {}, links: {} };
    for (const other of others) {
      Object.assign(target.nodes, other.nodes);
      Object.assign(target.links, other.links);
      this.#clusters.delete(`${scope}/${other.id}`);
    }
    return target;
  }

  get dirtyCount(): number {
    return this.#pointers.dirtyCount + this.#clusters.dirtyCount;
  }

  /** For checkpoints: see `WriteBehind.take`. */
  take(into: PendingWrites): { settle(): void } {
    const pointers = this.#pointers.take(into);
    const clusters = this.#clusters.take(into);
    return {
      settle() {
        pointers.settle();
        clusters.settle();
      },
    };
  }
}

/** A uuid made from the smallest node key: the same cluster gets the same id in every replay. */
function clusterId(nodes: readonly string[]): string {
  const smallest = [...nodes].sort()[0]!;
  const hex = createHash('sha256').update(smallest).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

function connect(cluster: Cluster, identities: readonly Identity[], dataset: string, time: number): void {
  for (const { node, namespace, id } of identities) {
    const known = cluster.nodes[node];
    if (known === undefined)
      cluster.nodes[node] = { ns: namespace.id, id, class: evictionClass(namespace.idType), seen: time };
    else known.seen = Math.max(known.seen, time);
  }
  for (let i = 0; i < identities.length; i += 1) {
    for (let j = i + 1; j < identities.length; j += 1) {
      const name = linkName(identities[i]!.node, identities[j]!.node);
      const link = cluster.links[name];
      cluster.links[name] =
        link === undefined
          ? { first: time, last: time, datasets: [dataset] }
          : {
              first: Math.min(link.first, time),
              last: Math.max(link.last, time),
              datasets: link.datasets.includes(dataset) ? link.datasets : [...link.datasets, dataset],
            };
    }
  }
}

/** Makes room in a graph above the limit: by kind (partner, cookie, device, then people), then the longest unseen. */
function evict(cluster: Cluster, keep: ReadonlySet<string>): string[] {
  const excess = Object.keys(cluster.nodes).length - GRAPH_LIMIT;
  if (excess <= 0) return [];
  const leaving = Object.entries(cluster.nodes)
    .filter(([node]) => !keep.has(node))
    .sort(([nodeA, a], [nodeB, b]) => a.class - b.class || a.seen - b.seen || (nodeA < nodeB ? -1 : 1))
    .slice(0, excess)
    .map(([node]) => node);
  const gone = new Set(leaving);
  for (const node of leaving) delete cluster.nodes[node];
  for (const name of Object.keys(cluster.links)) {
    const [a, b] = linkEnds(name);
    if (gone.has(a) || gone.has(b)) delete cluster.links[name];
  }
  return leaving;
}
