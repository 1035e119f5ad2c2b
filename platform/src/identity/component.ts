/** The two node keys of a link stand beside each other in its name; no node key holds a control character. */
const SEPARATOR = '\u0001';

/** First and last time a dataset attested a link, epoch milliseconds, each with the transaction id of the record that did. */
export type Attestation = readonly [first: number, firstRecord: string, last: number, lastRecord: string];

/**
 * Why a link that was seen holds nobody together:
 * `undone` somebody took it back; `superseded` one of its ends has a newer link to another identity of that unique
 * namespace; `unique` it would put two identities of a unique namespace into one graph; `full` one of its ends left a graph
 * above the limit.
 */
export type Out = 'undone' | 'superseded' | 'unique' | 'full';

/** Two identities seen together in a record. */
export interface Link {
  /** Times of the records, epoch milliseconds. Without linking rules the hour of `last` is right, not always the minute. */
  first: number;
  last: number;
  /** Dataset id to what it attested. */
  by: Record<string, Attestation>;
  out?: Out;
}

export interface GraphNode {
  readonly ns: number;
  readonly id: string;
  /** Rank of its kind when a full graph makes room; see `evictionClass`. */
  readonly class: number;
  /** Since when it is in its graph of now, epoch milliseconds (receipt of the record that put it there). */
  since: number;
  /** Graphs it was in before, newest first: cluster id and since when. */
  before?: readonly (readonly [clusterId: string, since: number])[];
}

/**
 * All identities that any record joined, directly or through others, with every link that was seen: the evidence. Which of
 * them are one person is worked out from it (`resolve`) and stands in `graphs`.
 */
export interface Component {
  nodes: Record<string, GraphNode>;
  links: Record<string, Link>;
  /** Node to the smallest node key of its graph; absent when all nodes are one graph and no link is out. */
  graphs?: Record<string, string>;
}

export function linkName(a: string, b: string): string {
  return a < b ? a + SEPARATOR + b : b + SEPARATOR + a;
}

/** The two node keys of a link's name. */
export function linkEnds(name: string): readonly [string, string] {
  const cut = name.indexOf(SEPARATOR);
  return [name.slice(0, cut), name.slice(cut + 1)];
}

/** The smallest node key: names a component in the store and a graph among its nodes. */
export function rootOf(nodes: readonly string[]): string {
  let root = nodes[0]!;
  for (const node of nodes) if (node < root) root = node;
  return root;
}

/** The graphs of a component, an identity without a link that holds being one of its own. */
export function groupsOf(component: Component): readonly (readonly string[])[] {
  const { graphs } = component;
  if (graphs === undefined) return [Object.keys(component.nodes)];
  const groups = new Map<string, string[]>();
  for (const node of Object.keys(component.nodes)) {
    const root = graphs[node]!;
    const group = groups.get(root);
    if (group === undefined) groups.set(root, [node]);
    else group.push(node);
  }
  return [...groups.values()];
}

/** The graph of one node. */
export function groupOf(component: Component, node: string): readonly string[] {
  const { graphs } = component;
  if (graphs === undefined) return Object.keys(component.nodes);
  const root = graphs[node]!;
  return Object.keys(component.nodes).filter((one) => graphs[one] === root);
}
