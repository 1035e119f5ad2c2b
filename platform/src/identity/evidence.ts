import { createHash } from 'node:crypto';
import { type Attestation, type Component, type GraphNode, linkEnds, linkName, rootOf } from './component.ts';
import { Disjoint } from './disjoint.ts';
import type { LinkingRules } from './linking-rules.ts';
import type { Identity } from './namespaces.ts';
import { GRAPH_LIMIT, resolve } from './resolve.ts';

/** What links are made from: who says so, and when. */
export interface Sighting {
  readonly dataset: string;
  /** Transaction id of the record. */
  readonly record: string;
  /** When it was so, epoch milliseconds: the time of an event, the receipt of anything else. */
  readonly time: number;
  /** Receipt of the record, epoch milliseconds: when graphs changed because of it. */
  readonly receivedAt: number;
}

/** People as they were and as they are: the groups of identities that changed, each identity in exactly one of either side. */
export interface GraphChange {
  readonly before: readonly (readonly string[])[];
  readonly after: readonly (readonly string[])[];
}

/** Evidence kept for one component: beyond it the oldest links that hold nobody are forgotten. */
export const MOST_NODES = 200;
export const MOST_LINKS = 2500;
const MOST_EARLIER = 20;

/** A uuid made of the smallest identity of a graph: the same graph has the same id in every replay. */
export function clusterIdOf(root: string): string {
  const hex = createHash('sha256').update(root).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** The common case: all links are known. Takes over times that moved by a step; says whether anything of weight changed. */
export function refresh(
  component: Component,
  identities: readonly Identity[],
  seen: Sighting,
  step: number,
): 'new' | 'times' | 'same' {
  const at = Math.floor(seen.time / step);
  let stale = false;
  for (let i = 0; i < identities.length; i += 1) {
    for (let j = i + 1; j < identities.length; j += 1) {
      const link = component.links[linkName(identities[i]!.node, identities[j]!.node)];
      if (link === undefined) return 'new';
      stale ||= at > Math.floor(link.last / step) || seen.time < link.first || link.by[seen.dataset] === undefined;
    }
  }
  if (!stale) return 'same';
  connect(component, identities, seen);
  return 'times';
}

export function connect({ links }: Component, identities: readonly Identity[], seen: Sighting): void {
  for (let i = 0; i < identities.length; i += 1) {
    for (let j = i + 1; j < identities.length; j += 1) {
      const name = linkName(identities[i]!.node, identities[j]!.node);
      const link = links[name];
      if (link === undefined) {
        const by = { [seen.dataset]: attested(undefined, seen) };
        links[name] = { first: seen.time, last: seen.time, by };
      } else {
        link.first = Math.min(link.first, seen.time);
        link.last = Math.max(link.last, seen.time);
        link.by[seen.dataset] = attested(link.by[seen.dataset], seen);
      }
    }
  }
}

function attested(known: Attestation | undefined, { time, record }: Sighting): Attestation {
  if (known === undefined) return [time, record, time, record];
  const [first, firstRecord, last, lastRecord] = known;
  return [
    Math.min(first, time),
    time < first ? record : firstRecord,
    Math.max(last, time),
    time > last ? record : lastRecord,
  ];
}

/** Writes into a component which links hold. One graph of all without rules is the common case and needs no resolution. */
export function decide(
  component: Component,
  rules: LinkingRules | undefined,
  undone: ReadonlySet<string> | undefined,
): void {
  const names = Object.keys(component.links);
  const plain = rules === undefined && !(undone !== undefined && names.some((name) => undone.has(name)));
  if (plain && Object.keys(component.nodes).length <= GRAPH_LIMIT) {
    for (const name of names) delete component.links[name]!.out;
    delete component.graphs;
    return;
  }
  const { out, graphs } = resolve(component, rules, undone);
  for (const name of names) {
    const why = out.get(name);
    if (why === undefined) delete component.links[name]!.out;
    else component.links[name]!.out = why;
  }
  if (out.size === 0) delete component.graphs;
  else component.graphs = graphs;
}

/** Above the limits of what is remembered: forgets the older half of the links that hold nobody. True when it did. */
export function forgetOldest(component: Component): boolean {
  const names = Object.keys(component.links);
  if (Object.keys(component.nodes).length <= MOST_NODES && names.length <= MOST_LINKS) return false;
  const idle = names
    .filter((name) => component.links[name]!.out !== undefined)
    .sort((a, b) => component.links[a]!.last - component.links[b]!.last || (a < b ? -1 : 1));
  for (const name of idle.slice(0, Math.ceil(idle.length / 2))) delete component.links[name];
  return idle.length > 0;
}

/** What a component consists of when nothing but its links joins it. Identities without any are left out. */
export function pieces(component: Component): Component[] {
  const joined = new Disjoint();
  const linked = new Set<string>();
  for (const name of Object.keys(component.links)) {
    const [a, b] = linkEnds(name);
    joined.join(a, b);
    linked.add(a).add(b);
  }
  const found = new Map<string, Component>();
  for (const node of linked) {
    const root = joined.find(node);
    let piece = found.get(root);
    if (piece === undefined) {
      piece = { nodes: {}, links: {} };
      found.set(root, piece);
    }
    piece.nodes[node] = component.nodes[node]!;
  }
  for (const [name, link] of Object.entries(component.links))
    found.get(joined.find(linkEnds(name)[0]))!.links[name] = link;
  return [...found.values()];
}

/** The groups that are not the same on both sides; undefined when all are. */
export function difference(
  before: readonly (readonly string[])[],
  after: readonly (readonly string[])[],
): GraphChange | undefined {
  const groupOfNode = new Map<string, readonly string[]>();
  for (const group of before) for (const node of group) groupOfNode.set(node, group);
  const same = new Set<readonly string[]>();
  const changed = after.filter((group) => {
    const was = groupOfNode.get(group[0]!)!;
    if (was.length !== group.length || !group.every((node) => groupOfNode.get(node) === was)) return true;
    same.add(was);
    return false;
  });
  return changed.length === 0 ? undefined : { before: before.filter((group) => !same.has(group)), after: changed };
}

/** An identity is in another graph than it was, or in one of another name. */
export function moved(node: GraphNode, was: readonly string[], root: string, at: number): void {
  const old = rootOf(was);
  if (was.length > 1 && old === root) return;
  if (was.length > 1)
    node.before = [[clusterIdOf(old), node.since] as const, ...(node.before ?? [])].slice(0, MOST_EARLIER);
  node.since = at;
}
