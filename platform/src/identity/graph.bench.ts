import { openMemoryKeyedStore } from '../stores/index.ts';
import { IdentityGraph } from './graph.ts';
import { nodeKey } from './identity.ts';
import { compileRules } from './linking-rules.ts';
import type { Identity } from './namespaces.ts';
import { NamespaceTable, standardNamespaces } from './namespaces.ts';

/**
 * What a record costs the identity graph, microseconds: identities known already (the hot path, under rules their times
 * move on), new people, and a browser that everybody shares.
 *
 * `node platform/src/identity/graph.bench.ts`
 */
const PEOPLE = 20_000;
const RUN = 500;
const namespaces = new NamespaceTable(standardNamespaces());
const identity = (code: string, id: string): Identity => {
  const namespace = namespaces.byCode(code)!;
  return { namespace, id, primary: false, node: nodeKey(namespace.id, id) };
};
const listed = ['Email!', 'Phone', 'ECID'].map((name) => ({ code: name.replace('!', ''), unique: name.endsWith('!') }));
const rules = compileRules({ namespaces: listed, repeatedNamespace: 'highest' }, namespaces, () => {});

const people = Array.from({ length: PEOPLE }, (_, n) => [
  identity('Email', `member${n}@example.com`),
  identity('Phone', `+35191${n}`),
  identity('ECID', `${n}`.padStart(38, '0')),
]);
const shared = Array.from({ length: 2000 }, (_, n) => [
  identity('Email', `m${n}@example.com`),
  identity('ECID', 'kiosk'),
]);

/** Records in runs, loaded as the process loop loads them. */
async function measure(graph: IdentityGraph, records: readonly Identity[][], from: number): Promise<string> {
  const started = performance.now();
  for (let at = 0; at < records.length; at += RUN) {
    const run = records.slice(at, at + RUN);
    await graph.load(
      'k',
      run.flatMap((record) => record.map(({ node }) => node)),
    );
    for (const [index, record] of run.entries()) {
      const time = from + at + index;
      graph.link('k', record, { dataset: 'd', record: 'r', time, receivedAt: time });
    }
  }
  return (((performance.now() - started) * 1000) / records.length).toFixed(2);
}

for (const [name, linking] of [
  ['no linking rules', undefined],
  ['linking rules', rules],
] as const) {
  const graph = new IdentityGraph(openMemoryKeyedStore(), { rules: () => linking, undone: () => undefined });
  const made = await measure(graph, people, 0);
  const known: string[] = [];
  for (let round = 1; round <= 5; round += 1) known.push(await measure(graph, people, round * 1_000_000));
  const kiosk = await measure(graph, shared, 10_000_000);
  process.stdout.write(
    `${name}: new people ${made} us, known ${known.join(' ')} us, one browser of 2,000 people ${kiosk} us\n`,
  );
}
