import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { linkName } from './component.ts';
import { compileRules } from './linking-rules.ts';
import { type Namespace, NamespaceTable, standardNamespaces } from './namespaces.ts';
import { readEvents, type SimulatedIdentity, simulate } from './simulation.ts';

/** `priority`: codes, the most important first, `!` marks a unique one; null: no settings. Events oldest first. */
interface Scenario {
  readonly name: string;
  readonly priority: readonly string[] | null;
  readonly events: readonly string[];
  readonly graphs: readonly (readonly string[])[];
  /** Links that are removed, the two identities in any order. */
  readonly removed: readonly string[];
  readonly refused?: readonly number[];
}

const scenarios = JSON.parse(
  readFileSync(new URL('linking-scenarios.json', import.meta.url), 'utf8'),
) as readonly Scenario[];

const own = (id: number, code: string): Namespace => ({
  ...standardNamespaces()[0]!,
  id,
  code,
  name: code,
  idType: 'CROSS_DEVICE',
});
const namespaces = new NamespaceTable([...standardNamespaces(), own(10_000_001, 'CRMID'), own(10_000_002, 'loginID')]);

function rulesOf(priority: Scenario['priority']) {
  if (priority === null) return undefined;
  const listed = priority.map((name) => ({ code: name.replace('!', ''), unique: name.endsWith('!') }));
  return compileRules({ namespaces: listed, repeatedNamespace: 'highest' }, namespaces, ({ message }) => {
    throw new Error(message);
  });
}

const named = ({ namespace, id }: SimulatedIdentity) => `${namespace}: ${id}`;
const graphsOf = (graphs: readonly (readonly string[])[]) => graphs.map((graph) => [...graph].sort().join(', ')).sort();

describe('the scenarios of identity graph linking rules', () => {
  it.each(scenarios)('$name', async ({ priority, events, graphs, removed, refused = [] }) => {
    const rules = rulesOf(priority);
    const read = readEvents(events.join('\n'), ({ message }) => {
      throw new Error(message);
    });
    const found = await simulate(read, rules, namespaces);
    expect(graphsOf(found.graphs.map((graph) => graph.map(named)))).toEqual(graphsOf(graphs));
    const gone = found.links
      .filter((link) => link.removed !== undefined)
      .map(({ ends }) => linkName(named(ends[0]), named(ends[1])));
    const expected = removed.map((link) => linkName(...(link.split(' > ') as [string, string])));
    expect(gone.sort()).toEqual(expected.sort());
    expect(found.events.flatMap((event, index) => (event.refused === undefined ? [] : [index + 1]))).toEqual(refused);

    // The times decide, not the order of arrival: backwards it is the same.
    const timed = read.map((event, index) => ({ ...event, time: (index + 1) * 1000 }));
    const backwards = await simulate([...timed].reverse(), rules, namespaces);
    expect(graphsOf(backwards.graphs.map((graph) => graph.map(named)))).toEqual(graphsOf(graphs));
  });
});
