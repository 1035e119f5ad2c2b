import type { Phrase, Said } from '@meniscus/languages/syntax';
import type { KeyedStore } from '../stores/index.ts';
import { linkEnds, linkName, type Out } from './component.ts';
import { type GraphView, IdentityGraph } from './graph.ts';
import { nodeKey } from './identity.ts';
import type { LinkingRules } from './linking-rules.ts';
import type { Identity, NamespaceTable } from './namespaces.ts';
import { say } from './phrases.ts';
import { primaryOfEvent, twoOfOne } from './refusals.ts';

/** An event to simulate, oldest first: its identities as `[namespace code, value]`. */
export interface SimulatedEvent {
  readonly identities: readonly (readonly [code: string, id: string])[];
  /** Epoch milliseconds; events without a time come an hour apart, in the given order. */
  readonly time?: number;
}

export interface Simulation {
  readonly graphs: readonly (readonly SimulatedIdentity[])[];
  /** In the order they were first seen. */
  readonly links: readonly {
    readonly ends: readonly [SimulatedIdentity, SimulatedIdentity];
    /** Number of the event that made it, from 1. */
    readonly event: number;
    readonly removed?: Out;
  }[];
  readonly events: readonly {
    /** The identity Profile keeps the event under. */
    readonly primary?: SimulatedIdentity;
    readonly refused?: string;
    /** `refused`, for other languages (decision 0110). */
    readonly phrase?: Phrase;
  }[];
}

export interface SimulatedIdentity {
  readonly namespace: string;
  readonly id: string;
}

const HOUR = 3_600_000;
const SCOPE = 'simulation';

/** A store that has nothing and keeps nothing: the graph of a simulation lives in memory. */
const NOWHERE: KeyedStore = {
  getMany: (keys) => Promise.resolve(keys.map(() => undefined)),
  readMany: (keys) => Promise.resolve(keys.map(() => undefined)),
  range: () => Promise.resolve([]),
  write: () => Promise.resolve(),
  positions: () => Promise.resolve({}),
  scrub: () => Promise.resolve(),
  close: () => Promise.resolve(),
};

/** One event a line, `Namespace: value, Namespace: value`: the text mode of "Graph simulation". Lines that cannot be read are told. */
export function readEvents(text: string, wrong: (mistake: Said) => void): readonly SimulatedEvent[] {
  const events: SimulatedEvent[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const identities: [string, string][] = [];
    for (const part of line.split(',')) {
      const colon = part.indexOf(':');
      const [code, id] = [part.slice(0, colon).trim(), part.slice(colon + 1).trim()];
      if (colon < 1 || code === '' || id === '')
        wrong(say('events-line', { line: index + 1, what: say('events-pair', { part: part.trim() }) }));
      else identities.push([code, id]);
    }
    if (identities.length < 2) wrong(say('events-line', { line: index + 1, what: say('events-two') }));
    events.push({ identities });
  }
  return events;
}

function refusalOf(
  twice: Identity | undefined,
  repeated: Identity | undefined,
): Pick<Simulation['events'][number], 'refused' | 'phrase'> {
  const of = twice ?? repeated;
  if (of === undefined) return {};
  const code = of.namespace.code;
  const { message, phrase } = say(twice === undefined ? 'events-no-profile' : 'events-nothing-linked', { code });
  return { refused: message, phrase };
}

/**
 * Builds the graphs of some events with the code that builds those of records, and keeps nothing (page "Graph
 * simulation"). Values are not checked against the form of their namespace, so that `ECID: 111` can stand for a browser.
 */
export async function simulate(
  events: readonly SimulatedEvent[],
  rules: LinkingRules | undefined,
  namespaces: NamespaceTable,
): Promise<Simulation> {
  const graph = new IdentityGraph(NOWHERE, { rules: () => rules, undone: () => undefined });
  const identities = new Map<string, SimulatedIdentity>();
  const made = new Map<string, number>();
  const told: Simulation['events'][number][] = [];
  for (const [index, event] of events.entries()) {
    const all = identitiesIn(event, namespaces);
    for (const { node, namespace, id } of all) identities.set(node, { namespace: namespace.code, id });
    await graph.load(
      SCOPE,
      all.map(({ node }) => node),
    );
    const twice = rules === undefined ? undefined : twoOfOne(all, rules);
    const primary = rules === undefined ? undefined : primaryOfEvent(all, rules);
    told.push({
      ...(primary?.found === undefined ? {} : { primary: identities.get(primary.found.node)! }),
      ...refusalOf(twice, primary?.repeated),
    });
    if (twice !== undefined) continue;
    for (const a of all)
      for (const b of all) {
        const name = linkName(a.node, b.node);
        if (a !== b && !made.has(name)) made.set(name, index + 1);
      }
    const time = event.time ?? (index + 1) * HOUR;
    graph.link(SCOPE, all, { dataset: 'simulation', record: String(index + 1), time, receivedAt: time });
  }
  return { ...(await graphsAndLinks(graph, identities, made)), events: told };
}

function identitiesIn({ identities }: SimulatedEvent, namespaces: NamespaceTable): readonly Identity[] {
  const found = new Map<string, Identity>();
  for (const [code, id] of identities) {
    const namespace = namespaces.byCode(code)!;
    const node = nodeKey(namespace.id, id);
    if (!found.has(node)) found.set(node, { namespace, id, primary: false, node });
  }
  return [...found.values()];
}

async function graphsAndLinks(
  graph: IdentityGraph,
  identities: ReadonlyMap<string, SimulatedIdentity>,
  made: ReadonlyMap<string, number>,
): Promise<Pick<Simulation, 'graphs' | 'links'>> {
  const graphs: SimulatedIdentity[][] = [];
  const removed = new Map<string, Out | undefined>();
  const placed = new Set<string>();
  for (const node of identities.keys()) {
    const view: GraphView | undefined = await graph.view(SCOPE, node);
    for (const { ends, out } of [...(view?.links ?? []), ...(view?.out ?? [])]) removed.set(linkName(...ends), out);
    if (placed.has(node)) continue;
    const members = view?.nodes.map((one) => one.node) ?? [node];
    for (const member of members) placed.add(member);
    graphs.push(members.map((member) => identities.get(member)!));
  }
  const links = [...made].map(([name, event]) => {
    const [a, b] = linkEnds(name);
    const out = removed.get(name);
    return {
      ends: [identities.get(a)!, identities.get(b)!] as const,
      event,
      ...(out === undefined ? {} : { removed: out }),
    };
  });
  return { graphs, links };
}
