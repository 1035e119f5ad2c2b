import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openMemoryKeyedStore, type PendingWrites } from '../stores/index.ts';
import { GRAPH_LIMIT, IdentityGraph, linkEnds } from './graph.ts';
import { type Identity, nodeKey } from './identity.ts';
import { NamespaceTable, standardNamespaces } from './namespaces.ts';

const namespaces = new NamespaceTable(standardNamespaces());
const identity = (code: string, id: string): Identity => {
  const namespace = namespaces.byCode(code)!;
  return { namespace, id, primary: false, node: nodeKey(namespace.id, id) };
};

const SCOPE = 'k1';

async function link(graph: IdentityGraph, identities: readonly Identity[], time = 1, dataset = 'd1') {
  await graph.load(identities.map(({ node }) => `${SCOPE}/${node}`));
  return graph.link(SCOPE, identities, dataset, time);
}

/** Clusters as sorted lists of nodes, for all nodes that were ever seen. */
async function clusters(graph: IdentityGraph, nodes: readonly string[]): Promise<string[]> {
  await graph.load(nodes.map((node) => `${SCOPE}/${node}`));
  return [...new Set(nodes.map((node) => [...graph.membersOf(SCOPE, node)].sort().join(' ')))].sort();
}

const somebody = fc
  .tuple(fc.constantFrom('Email', 'Phone', 'ECID'), fc.integer({ min: 0, max: 4 }))
  .map(([code, n]) => identity(code, String(n)));
const record = fc.uniqueArray(somebody, { selector: ({ node }) => node, minLength: 1, maxLength: 3 });

describe('the identity graph', () => {
  it('is the same for every order of arrival, for repeats, and over checkpoints and reopening', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(record, { minLength: 1, maxLength: 8 }),
        fc.infiniteStream(fc.nat({ max: 1000 })),
        async (records, picks) => {
          const nodes = [...new Set(records.flat().map(({ node }) => node))];
          const plain = new IdentityGraph(openMemoryKeyedStore());
          for (const one of records) await link(plain, one);
          const expected = await clusters(plain, nodes);

          const store = openMemoryKeyedStore();
          let shaken = new IdentityGraph(store, 3);
          const shuffled = [...records, ...records]
            .map((one) => ({ one, rank: picks.next().value as number }))
            .sort((a, b) => a.rank - b.rank);
          for (const { one, rank } of shuffled) {
            await link(shaken, one);
            if (rank % 3 > 0) continue;
            const pending: PendingWrites = { puts: [], deletes: [] };
            const taken = shaken.take(pending);
            await store.write({ ...pending, positions: [] });
            taken.settle();
            if (rank % 2 === 0) shaken = new IdentityGraph(store, 3);
          }
          expect(await clusters(shaken, nodes)).toEqual(expected);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('says which groups became one', async () => {
    const graph = new IdentityGraph(openMemoryKeyedStore());
    const [a, b, c] = [identity('Email', 'a'), identity('Phone', 'b'), identity('ECID', 'c')];
    await link(graph, [a, b]);
    const joined = await link(graph, [b, c]);
    expect([...joined.members].sort()).toEqual([a.node, b.node, c.node].sort());
    expect(joined.joined?.map((group) => [...group].sort())).toEqual([[a.node, b.node].sort(), [c.node]]);
    expect((await link(graph, [a, c])).joined).toBeUndefined();
  });

  it('keeps for each link when and where it was seen', async () => {
    const graph = new IdentityGraph(openMemoryKeyedStore());
    const pair = [identity('Email', 'a'), identity('Phone', 'b')];
    await link(graph, pair, 1000, 'd1');
    await link(graph, pair, 90_000_000, 'd2');
    const cluster = await graph.cluster(SCOPE, pair[0]!.node);
    const [[name, found]] = Object.entries(cluster!.links) as [[string, unknown]];
    expect([...linkEnds(name)].sort()).toEqual(pair.map(({ node }) => node).sort());
    expect(found).toEqual({ first: 1000, last: 90_000_000, datasets: ['d1', 'd2'] });
  });

  it('makes room in a full graph: cookies before devices before people, the longest unseen first', async () => {
    const graph = new IdentityGraph(openMemoryKeyedStore());
    const person = identity('Email', 'me');
    const phone = identity('Phone', 'mine');
    await link(graph, [person, phone], 1);
    await link(graph, [person, identity('GAID', 'device')], 2);
    for (let n = 0; n < GRAPH_LIMIT - 3; n += 1) await link(graph, [person, identity('ECID', String(n))], 10 + n);
    const first = await link(graph, [person, identity('ECID', 'new')], 100);
    expect(first.members).toHaveLength(GRAPH_LIMIT);
    expect(first.evicted).toEqual([identity('ECID', '0').node]);
    expect(await graph.cluster(SCOPE, identity('ECID', '0').node)).toBeUndefined();
  });

  it('keeps scopes apart', async () => {
    const graph = new IdentityGraph(openMemoryKeyedStore());
    const pair = [identity('Email', 'a'), identity('Phone', 'b')];
    await link(graph, pair);
    await graph.load([`k2/${pair[0]!.node}`]);
    expect(graph.membersOf('k2', pair[0]!.node)).toEqual([pair[0]!.node]);
  });
});
