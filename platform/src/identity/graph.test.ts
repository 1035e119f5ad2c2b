import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openMemoryKeyedStore, type PendingWrites, Residents } from '../stores/index.ts';
import { type Component, linkName } from './component.ts';
import { MOST_NODES, type Sighting } from './evidence.ts';
import { type GraphDeclarations, IdentityGraph } from './graph.ts';
import { nodeKey } from './identity.ts';
import { compileRules, type LinkingRules } from './linking-rules.ts';
import type { Identity } from './namespaces.ts';
import { evictionClass, type Namespace, NamespaceTable, standardNamespaces } from './namespaces.ts';
import { GRAPH_LIMIT, resolve } from './resolve.ts';

const loyalty: Namespace = { ...standardNamespaces()[0]!, id: 10_000_001, code: 'Loyalty', idType: 'CROSS_DEVICE' };
const namespaces = new NamespaceTable([...standardNamespaces(), loyalty]);
const identity = (code: string, id: string): Identity => {
  const namespace = namespaces.byCode(code)!;
  return { namespace, id, primary: false, node: nodeKey(namespace.id, id) };
};
const rulesOf = (...priority: string[]): LinkingRules =>
  compileRules(
    {
      namespaces: priority.map((name) => ({ code: name.replace('!', ''), unique: name.endsWith('!') })),
      repeatedNamespace: 'highest',
    },
    namespaces,
    () => {},
  )!;

const SCOPE = 'k1';
const HOUR = 3_600_000;
const FREE: GraphDeclarations = { rules: () => undefined, undone: () => undefined };

interface Seen {
  readonly identities: readonly Identity[];
  readonly time: number;
}

async function link(graph: IdentityGraph, identities: readonly Identity[], time = 1, dataset = 'd1', record = 'r') {
  await graph.load(
    SCOPE,
    identities.map(({ node }) => node),
  );
  const sighting: Sighting = { dataset, record, time, receivedAt: time };
  return graph.link(SCOPE, identities, sighting);
}

/** Graphs as sorted lists of nodes, for all nodes that were ever seen. */
async function graphs(graph: IdentityGraph, nodes: readonly string[]): Promise<string[]> {
  await graph.load(SCOPE, nodes);
  return [...new Set(nodes.map((node) => [...graph.membersOf(SCOPE, node)].sort().join(' ')))].sort();
}

/** The definition, from nothing: all evidence as one component. */
function defined(records: readonly Seen[], rules: LinkingRules | undefined, undone: ReadonlySet<string>): string[] {
  const whole: Component = { nodes: {}, links: {} };
  for (const { identities, time } of records) {
    for (const { node, namespace, id } of identities)
      whole.nodes[node] ??= { ns: namespace.id, id, class: evictionClass(namespace.idType), since: 0 };
    for (const a of identities)
      for (const b of identities) {
        if (a.node >= b.node) continue;
        const known = whole.links[linkName(a.node, b.node)];
        whole.links[linkName(a.node, b.node)] = { first: 0, last: Math.max(known?.last ?? 0, time), by: {} };
      }
  }
  const { graphs: roots } = resolve(whole, rules, undone);
  const groups = Map.groupBy(Object.keys(whole.nodes), (node) => roots[node]!);
  return [...groups.values()].map((group) => group.sort().join(' ')).sort();
}

async function checkpoint(graph: IdentityGraph, store: ReturnType<typeof openMemoryKeyedStore>): Promise<void> {
  const pending: PendingWrites = { puts: [], deletes: [] };
  const taken = graph.take(pending);
  await store.write({ ...pending, positions: [] });
  taken.settle();
}

const somebody = fc
  .tuple(fc.constantFrom('Loyalty', 'Email', 'Phone', 'GAID', 'ECID'), fc.integer({ min: 0, max: 3 }))
  .map(([code, n]) => identity(code, String(n)));
/** A record never has two values of a unique namespace: such a record makes no links. */
const seen: fc.Arbitrary<Seen> = fc.record({
  identities: fc.uniqueArray(somebody, { selector: ({ namespace }) => namespace.id, minLength: 1, maxLength: 4 }),
  time: fc.integer({ min: 1, max: 30 }).map((n) => n * 0.4 * HOUR),
});
const rules = fc.constantFrom<(LinkingRules | undefined)[]>(
  undefined,
  rulesOf('Loyalty!', 'Email', 'Phone', 'GAID', 'ECID'),
  rulesOf('Loyalty!', 'Email!', 'Phone!', 'ECID', 'GAID'),
  rulesOf('Email', 'Loyalty!', 'ECID'),
);
const undoing = fc
  .array(fc.tuple(somebody, somebody), { maxLength: 3 })
  .map((pairs) => new Set(pairs.map(([a, b]) => linkName(a.node, b.node))));

describe('the identity graph', () => {
  it('equals its definition for every order of arrival, for repeats, and over checkpoints and reopening', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(seen, { minLength: 1, maxLength: 14 }),
        rules,
        undoing,
        fc.infiniteStream(fc.nat({ max: 1000 })),
        async (records, linking, undone, picks) => {
          const declared = { rules: () => linking, undone: () => undone };
          const nodes = [...new Set(records.flatMap(({ identities }) => identities.map(({ node }) => node)))];
          const store = openMemoryKeyedStore();
          let graph = new IdentityGraph(store, declared, new Residents(3));
          const shuffled = [...records, ...records]
            .map((one) => ({ one, rank: picks.next().value as number }))
            .sort((a, b) => a.rank - b.rank);
          for (const { one, rank } of shuffled) {
            await link(graph, one.identities, one.time);
            if (rank % 3 > 0) continue;
            await checkpoint(graph, store);
            if (rank % 2 === 0) graph = new IdentityGraph(store, declared, new Residents(3));
          }
          const expected = defined(records, linking, undone);
          expect(await graphs(graph, nodes)).toEqual(expected);
          for (const group of expected) {
            for (const ns of linking?.unique ?? [])
              expect(group.split(' ').filter((node) => node.startsWith(`${ns}:`)).length).toBeLessThan(2);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('equals its definition above the limit of a graph, too', async () => {
    const crowd = fc.record({
      identities: fc
        .tuple(
          fc.integer({ min: 0, max: 3 }),
          fc.constantFrom('ECID', 'GAID', 'Email'),
          fc.integer({ min: 0, max: 45 }),
        )
        .map(([person, code, n]) => [identity('Phone', `p${person}`), identity(code, `${n}`)]),
      time: fc.integer({ min: 1, max: 900 }).map((n) => n * 0.3 * HOUR),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(crowd, { minLength: 90, maxLength: 130 }), fc.nat(), async (records, seed) => {
        const graph = new IdentityGraph(openMemoryKeyedStore(), FREE);
        const shuffled = [...records].sort((a, b) => ((a.time * 7919 + seed) % 97) - ((b.time * 7919 + seed) % 97));
        for (const one of shuffled) await link(graph, one.identities, one.time);
        const nodes = [...new Set(records.flatMap(({ identities }) => identities.map(({ node }) => node)))];
        const found = await graphs(graph, nodes);
        expect(found).toEqual(defined(records, undefined, new Set()));
        for (const group of found) expect(group.split(' ').length).toBeLessThanOrEqual(GRAPH_LIMIT);
      }),
      { numRuns: 25 },
    );
  });

  it('tells every change: the groups told, put one after the other, are the graphs', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(seen, { minLength: 1, maxLength: 14 }), rules, async (records, linking) => {
        const graph = new IdentityGraph(openMemoryKeyedStore(), { rules: () => linking, undone: () => undefined });
        const told = new Map<string, readonly string[]>();
        for (const { identities, time } of records) {
          const change = await link(graph, identities, time);
          for (const group of change?.before ?? [])
            for (const node of group) expect([...(told.get(node) ?? [node])].sort()).toEqual([...group].sort());
          for (const group of change?.after ?? []) for (const node of group) told.set(node, group);
        }
        for (const node of new Set(records.flatMap(({ identities }) => identities.map((one) => one.node))))
          expect([...(told.get(node) ?? [node])].sort()).toEqual([...(await graph.members(SCOPE, node))].sort());
      }),
      { numRuns: 150 },
    );
  });

  it('undoes a link as if it had never been, keeps it undone when it comes again, and restores it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(seen, { minLength: 2, maxLength: 12 }),
        rules,
        fc.nat(),
        async (records, linking, pick) => {
          const undone = new Set<string>();
          const graph = new IdentityGraph(openMemoryKeyedStore(), { rules: () => linking, undone: () => undone });
          for (const { identities, time } of records) await link(graph, identities, time);
          const pairs = records.flatMap(({ identities }) =>
            identities.flatMap((a) => identities.flatMap((b) => (a.node < b.node ? [[a.node, b.node] as const] : []))),
          );
          if (pairs.length === 0) return;
          const bad = pairs[pick % pairs.length]!;
          const nodes = [...new Set(records.flatMap(({ identities }) => identities.map(({ node }) => node)))];
          const before = await graphs(graph, nodes);
          undone.add(linkName(...bad));
          graph.renew(SCOPE, bad, 1);
          expect(await graphs(graph, nodes)).toEqual(defined(records, linking, undone));
          for (const { identities, time } of records) await link(graph, identities, time);
          expect(await graphs(graph, nodes)).toEqual(defined(records, linking, undone));
          undone.clear();
          graph.renew(SCOPE, bad, 1);
          expect(await graphs(graph, nodes)).toEqual(before);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('keeps for each link when and where it was seen, and by which records', async () => {
    const graph = new IdentityGraph(openMemoryKeyedStore(), { ...FREE, rules: () => rulesOf('Email', 'Phone') });
    const pair = [identity('Email', 'a'), identity('Phone', 'b')];
    await link(graph, pair, 1000, 'd1', 'r1');
    await link(graph, pair, 500, 'd1', 'r0');
    await link(graph, pair, 90_000_000, 'd2', 'r2');
    const view = await graph.view(SCOPE, pair[0]!.node);
    expect(view!.links).toHaveLength(1);
    expect([...view!.links[0]!.ends].sort()).toEqual(pair.map(({ node }) => node).sort());
    expect(view!.links[0]).toMatchObject({
      first: 500,
      last: 90_000_000,
      by: { d1: [500, 'r0', 1000, 'r1'], d2: [90_000_000, 'r2', 90_000_000, 'r2'] },
    });
  });

  it('forgets with a dataset the links only it attested', async () => {
    const graph = new IdentityGraph(openMemoryKeyedStore(), FREE);
    const [a, b, c] = [identity('Email', 'a'), identity('Phone', 'b'), identity('ECID', 'c')];
    await link(graph, [a, b], HOUR, 'd1');
    await link(graph, [a, b], HOUR, 'd2');
    await link(graph, [b, c], HOUR, 'd2');
    const changes = graph.forgetDataset(SCOPE, [a.node], 'd2', 5);
    expect(changes.map(({ after }) => after.map((group) => [...group].sort()))).toEqual([
      [[a.node, b.node].sort(), [c.node]],
    ]);
    expect(graph.forgetIdentity(SCOPE, a.node, 6)).toHaveLength(1);
    expect(await graph.view(SCOPE, a.node)).toBeUndefined();
  });

  it('keeps the clusters an identity was in, newest first', async () => {
    const graph = new IdentityGraph(openMemoryKeyedStore(), FREE);
    const [a, b, c] = [identity('Email', 'a'), identity('Email', 'b'), identity('Phone', 'c')];
    await link(graph, [b, c], HOUR);
    await link(graph, [a, b], 2 * HOUR);
    const history = await graph.history(SCOPE, c.node);
    expect(history.map(([, since]) => since)).toEqual([2 * HOUR, HOUR]);
    expect(history[0]![0]).toBe((await graph.view(SCOPE, a.node))!.clusterId);
    expect(await graph.history(SCOPE, a.node)).toHaveLength(1);
  });

  it('makes room in a full graph: cookies before devices before people, the longest unseen first', async () => {
    const graph = new IdentityGraph(openMemoryKeyedStore(), FREE);
    const person = identity('Email', 'me');
    await link(graph, [person, identity('Phone', 'mine')], HOUR);
    await link(graph, [person, identity('GAID', 'device')], 2 * HOUR);
    for (let n = 0; n < GRAPH_LIMIT - 3; n += 1) await link(graph, [person, identity('ECID', `${n}`)], (10 + n) * HOUR);
    await link(graph, [person, identity('ECID', 'new')], 100 * HOUR);
    const view = await graph.view(SCOPE, person.node);
    expect(view!.nodes).toHaveLength(GRAPH_LIMIT);
    expect(await graph.members(SCOPE, identity('ECID', '0').node)).toEqual([identity('ECID', '0').node]);
    expect(await graph.sizes.of(SCOPE)).toMatchObject({ bySize: { [GRAPH_LIMIT]: 1 } });
    expect(graph.sizes.atLeast(SCOPE, GRAPH_LIMIT)).toBe(1);
  });

  it('stays bounded when one bad value is shared by thousands, with and without rules', async () => {
    for (const linking of [undefined, rulesOf('Loyalty!', 'Email', 'ECID')]) {
      const graph = new IdentityGraph(openMemoryKeyedStore(), { rules: () => linking, undone: () => undefined });
      const bad = identity('Email', 'test@test.com');
      for (let n = 0; n < 700; n += 1) {
        await link(graph, [bad, identity('Loyalty', `${n}`), identity('ECID', `${n}`)], n * HOUR);
        expect(graph.concernedBy(SCOPE, bad.node).flat().length).toBeLessThanOrEqual(MOST_NODES);
      }
      const members = await graph.members(SCOPE, bad.node);
      expect(members.length).toBe(linking === undefined ? GRAPH_LIMIT : 3);
      expect(members).toContain(identity('Loyalty', '699').node);
    }
  });

  it('keeps scopes apart', async () => {
    const graph = new IdentityGraph(openMemoryKeyedStore(), FREE);
    const pair = [identity('Email', 'a'), identity('Phone', 'b')];
    await link(graph, pair);
    await graph.load('k2', [pair[0]!.node]);
    expect(graph.membersOf('k2', pair[0]!.node)).toEqual([pair[0]!.node]);
  });
});
