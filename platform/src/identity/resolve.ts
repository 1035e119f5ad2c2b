import { type Component, type Link, linkEnds, type Out } from './component.ts';
import { Disjoint } from './disjoint.ts';
import type { LinkingRules } from './linking-rules.ts';

/** Identities in one graph (page "Guardrails for Identity Service"). */
export const GRAPH_LIMIT = 50;

/**
 * Without linking rules times decide only who leaves a full graph. To the hour is enough for that, and spares a write for
 * each record of somebody known.
 */
export const HOUR = 3_600_000;

/** A link as the resolution sees it. */
interface Candidate {
  readonly name: string;
  readonly a: string;
  readonly b: string;
  readonly link: Link;
  /** Rank of the lower end: the layer of the graph the link is in. */
  readonly layer: number;
  readonly sum: number;
}

/** Which links hold, and who is one person. */
export interface Resolution {
  /** Links that hold nobody together. */
  readonly out: ReadonlyMap<string, Out>;
  /** Node to the smallest node of its graph; itself when alone. */
  readonly graphs: Readonly<Record<string, string>>;
}

/**
 * The graphs of a component: **the definition**. A function of the evidence alone (who was seen with whom, and when last),
 * of the linking rules and of the links taken back; the order in which records came in plays no part, so late records,
 * replays and repeats lead to the same graphs.
 *
 * 1. Links taken back are out.
 * 2. Under linking rules, a link to an identity of a unique namespace is out when either end has a newer link to another
 *    identity of that namespace: the newest link wins, for good.
 * 3. Links are added layer by layer from the top of the namespace priorities, the newest first within a layer, then the
 *    lower sum of priorities; one that would put two identities of a unique namespace into one graph is out. (The page
 *    "Identity optimization algorithm" sorts by latest event and by sum of priorities and removes the link "from the
 *    appropriate graph layer"; decision 0050 says why this is that.)
 * 4. A graph above 50 identities keeps those seen in its newest record, then people before devices before cookies before
 *    partners, then the most recently seen (to the hour while there are no linking rules). Whoever leaves loses all links.
 */
export function resolve(
  component: Component,
  rules: LinkingRules | undefined,
  undone: ReadonlySet<string> | undefined,
): Resolution {
  const out = new Map<string, Out>();
  const candidates = candidatesOf(component, rules, undone, out);
  const joined = rules === undefined ? joinAll(candidates) : joinByRules(component, candidates, rules, out);
  const held = candidates.filter(({ name, a, b }) => {
    // A link that was refused but whose ends are together all the same holds as well as any other.
    if (out.has(name) && joined.find(a) === joined.find(b)) out.delete(name);
    return !out.has(name);
  });
  return { out, graphs: makeRoom(component, held, joined, out, rules === undefined ? HOUR : 1) };
}

function candidatesOf(
  { nodes, links }: Component,
  rules: LinkingRules | undefined,
  undone: ReadonlySet<string> | undefined,
  out: Map<string, Out>,
): Candidate[] {
  const found: Candidate[] = [];
  for (const name of Object.keys(links)) {
    if (undone?.has(name)) {
      out.set(name, 'undone');
      continue;
    }
    const [a, b] = linkEnds(name);
    const [one, other] = [nodes[a]!, nodes[b]!];
    const rankA = rules?.rank(one.ns, one.class) ?? 0;
    const rankB = rules?.rank(other.ns, other.class) ?? 0;
    found.push({ name, a, b, link: links[name]!, layer: Math.max(rankA, rankB), sum: rankA + rankB });
  }
  return found;
}

function joinAll(candidates: readonly Candidate[]): Disjoint {
  const joined = new Disjoint();
  for (const { a, b } of candidates) joined.join(a, b);
  return joined;
}

/** Newest first; of one moment the lower sum of priorities, then the name, so that nothing depends on arrival. */
function newestFirst(one: Candidate, other: Candidate): number {
  return other.link.last - one.link.last || one.sum - other.sum || (one.name < other.name ? -1 : 1);
}

function joinByRules(
  { nodes }: Component,
  candidates: readonly Candidate[],
  rules: LinkingRules,
  out: Map<string, Out>,
): Disjoint {
  supersede(nodes, candidates, rules, out);
  const joined = new Disjoint();
  /** Root to the identity it has of each unique namespace. */
  const persons = new Map<string, Map<number, string>>();
  const personsOf = (root: string): Map<number, string> => {
    const known = persons.get(root);
    if (known !== undefined) return known;
    const { ns } = nodes[root]!;
    const own = new Map(rules.unique.has(ns) ? [[ns, root]] : []);
    persons.set(root, own);
    return own;
  };
  for (const { name, a, b } of [...candidates].sort((x, y) => x.layer - y.layer || newestFirst(x, y))) {
    if (out.has(name)) continue;
    const [rootA, rootB] = [joined.find(a), joined.find(b)];
    if (rootA === rootB) continue;
    const [one, other] = [personsOf(rootA), personsOf(rootB)];
    if ([...one.keys()].some((ns) => other.has(ns))) out.set(name, 'unique');
    else persons.set(joined.join(a, b), new Map([...one, ...other]));
  }
  return joined;
}

/** Of an identity's links to one unique namespace only the newest may hold, seen from either end. */
function supersede(
  nodes: Component['nodes'],
  candidates: readonly Candidate[],
  { unique }: LinkingRules,
  out: Map<string, Out>,
): void {
  const newest = new Map<string, string>();
  for (const { name, a, b } of [...candidates].sort(newestFirst)) {
    for (const [end, other] of [
      [a, b],
      [b, a],
    ] as const) {
      const { ns } = nodes[other]!;
      if (!unique.has(ns)) continue;
      const key = `${ns} ${end}`;
      const partner = newest.get(key);
      if (partner === undefined) newest.set(key, other);
      else if (partner !== other) out.set(name, 'superseded');
    }
  }
}

/** Cuts graphs down to the limit and names the graph of every node. */
function makeRoom(
  { nodes }: Component,
  held: readonly Candidate[],
  joined: Disjoint,
  out: Map<string, Out>,
  step: number,
): Record<string, string> {
  const groups = new Map<string, string[]>();
  for (const node of Object.keys(nodes)) {
    const root = joined.find(node);
    const group = groups.get(root);
    if (group === undefined) groups.set(root, [node]);
    else group.push(node);
  }
  const leaving = new Set<string>();
  if ([...groups.values()].some(({ length }) => length > GRAPH_LIMIT)) {
    const seen = lastSeen(held, step);
    for (const group of groups.values())
      if (group.length > GRAPH_LIMIT) for (const node of excess(nodes, group, seen)) leaving.add(node);
  }
  const graphs: Record<string, string> = {};
  if (leaving.size === 0) {
    for (const node of Object.keys(nodes)) graphs[node] = joined.find(node);
    return graphs;
  }
  const rest = new Disjoint();
  for (const { name, a, b } of held) {
    if (leaving.has(a) || leaving.has(b)) out.set(name, 'full');
    else rest.join(a, b);
  }
  for (const node of Object.keys(nodes)) graphs[node] = rest.find(node);
  return graphs;
}

function lastSeen(held: readonly Candidate[], step: number): ReadonlyMap<string, number> {
  const seen = new Map<string, number>();
  for (const { a, b, link } of held) {
    const at = Math.floor(link.last / step);
    if (at > (seen.get(a) ?? 0)) seen.set(a, at);
    if (at > (seen.get(b) ?? 0)) seen.set(b, at);
  }
  return seen;
}

function excess(nodes: Component['nodes'], group: readonly string[], seen: ReadonlyMap<string, number>): string[] {
  const at = (node: string) => seen.get(node) ?? 0;
  const newest = Math.max(...group.map(at));
  const inNewest = (node: string) => (at(node) === newest ? 1 : 0);
  return [...group]
    .sort((a, b) => inNewest(b) - inNewest(a) || nodes[b]!.class - nodes[a]!.class || at(b) - at(a) || (a < b ? -1 : 1))
    .slice(GRAPH_LIMIT);
}
