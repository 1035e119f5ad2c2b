import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type KeyedStore, openMemoryKeyedStore, type PendingWrites } from '../../stores/index.ts';
import { carrierOf, Memberships } from './memberships.ts';
import { dueOf } from './person-state.ts';
import { Timers } from './timers.ts';

const SCOPE = 'k1';
const NODES = ['6:a', '6:b', '7:c', '7:d'] as const;

async function checkpoint(part: { take(into: PendingWrites): { settle(): void } }, keyed: KeyedStore): Promise<void> {
  const pending: PendingWrites = { puts: [], deletes: [] };
  const taken = part.take(pending);
  await keyed.write({ ...pending, positions: [] });
  taken.settle();
}

const change = fc.record({
  node: fc.constantFrom(...NODES),
  audience: fc.constantFrom('x', 'y', 'z'),
  status: fc.constantFrom('realized' as const, 'exited' as const),
});
/** Every node to one of two groups: who is one person. */
const groups = fc.tuple(...NODES.map(() => fc.constantFrom(0, 1, 2)));
const step = fc.oneof(
  { weight: 4, arbitrary: change },
  { weight: 1, arbitrary: groups },
  { weight: 1, arbitrary: fc.constantFrom('checkpoint' as const, 'restart' as const) },
);

function partition(of: readonly number[]): readonly (readonly string[])[] {
  const parts = new Map<number, string[]>();
  for (const [index, node] of NODES.entries()) parts.set(of[index]!, [...(parts.get(of[index]!) ?? []), node]);
  return [...parts.values()];
}

describe('memberships', () => {
  it('of a past moment are what was shown for that identity then, whatever became of the person since', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 60, size: 'max' }), async (steps) => {
        const keyed = openMemoryKeyedStore();
        let memberships = new Memberships(keyed);
        let people = partition([0, 1, 2, 3]);
        const everybody = () => memberships.load(SCOPE, [...people, ...NODES.map((node) => [node])]);
        const personOf = (node: string) => people.find((members) => members.includes(node))!;
        const shown: { at: number; node: string; was: unknown }[] = [];
        let at = 1000;
        for (const one of steps) {
          at += 10;
          await everybody();
          if (one === 'checkpoint' || one === 'restart') await checkpoint(memberships, keyed);
          if (one === 'restart') memberships = new Memberships(keyed);
          else if (Array.isArray(one)) {
            const after = partition(one as readonly number[]);
            memberships.regroup(SCOPE, { before: people, after }, at);
            people = after;
          } else if (typeof one === 'object' && !Array.isArray(one)) {
            const { node, audience, status } = one as { node: string; audience: string; status: 'realized' | 'exited' };
            const members = personOf(node);
            const is = memberships.statusOf(SCOPE, memberships.state(SCOPE, members), audience);
            if (is !== status && (is !== undefined || status === 'realized'))
              memberships.apply(SCOPE, members, [{ audienceId: audience, status, at }], Number.POSITIVE_INFINITY);
          }
          await everybody();
          for (const node of NODES)
            shown.push({ at: at + 5, node, was: await memberships.read(SCOPE, personOf(node)) });
        }
        await checkpoint(memberships, keyed);
        for (const { at: then, node, was } of shown)
          expect(await memberships.asOf(SCOPE, node, personOf(node), then)).toEqual(was);
        const totals = await memberships.totals(SCOPE);
        await everybody();
        for (const audience of ['x', 'y', 'z']) {
          const members = people.filter((one) => memberships.isIn(SCOPE, memberships.state(SCOPE, one), audience));
          expect(totals[audience] ?? 0).toBe(members.length);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('keep a long past: more changes than stay with the person', async () => {
    const keyed = openMemoryKeyedStore();
    const memberships = new Memberships(keyed);
    await memberships.load(SCOPE, [['6:a']]);
    for (let turn = 0; turn < 1000; turn += 1) {
      const status = turn % 2 === 0 ? 'realized' : 'exited';
      memberships.apply(SCOPE, ['6:a'], [{ audienceId: 'x', status, at: 1000 + turn }], Number.POSITIVE_INFINITY);
    }
    await checkpoint(memberships, keyed);
    for (const turn of [0, 1, 119, 120, 500, 999]) {
      const shown = await memberships.asOf(SCOPE, '6:a', ['6:a'], 1000 + turn);
      expect(shown.ups!.x!.status).toBe(turn % 2 === 0 ? 'realized' : 'exited');
    }
    const [row] = await keyed.getMany([`segment/${SCOPE}/6:a`]);
    expect(row!.byteLength).toBeLessThan(5000);
  });

  it('turn no sooner than a rule says, however far away that is', async () => {
    const keyed = openMemoryKeyedStore();
    const memberships = new Memberships(keyed);
    await memberships.load(SCOPE, [['6:a']]);
    const members = ['6:a'];
    memberships.apply(SCOPE, members, [{ audienceId: 'x', status: 'realized', at: 1000 }], 2000);
    expect(dueOf(memberships.state(SCOPE, members)!)).toBe(2000);
    // A rule may name any number of days.
    for (const far of [2 ** 55, 2 ** 56 + 2048, 86_400_000 * 1e15]) {
      memberships.apply(SCOPE, members, [], far);
      expect(dueOf(memberships.state(SCOPE, members)!)).toBe(Number.MAX_SAFE_INTEGER);
    }
    expect(await memberships.timers.due(4_000_000_000_000)).toEqual([]);
    memberships.apply(SCOPE, members, [], Number.POSITIVE_INFINITY);
    expect(dueOf(memberships.state(SCOPE, members)!)).toBe(0);
  });

  it('are carried by the first identity by node key', () => {
    expect(carrierOf(['7:c', '6:b', '6:a'])).toBe('6:a');
  });
});

describe('timers', () => {
  const timer = fc.record({
    at: fc.integer({ min: 1, max: 40 }),
    node: fc.constantFrom(...NODES),
    there: fc.boolean(),
  });

  it('are found in order of time, from memory and store, over checkpoints and restarts', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof({ weight: 5, arbitrary: timer }, fc.constantFrom('checkpoint', 'restart')), {
          maxLength: 60,
        }),
        fc.integer({ min: 0, max: 40 }),
        async (steps, until) => {
          const keyed = openMemoryKeyedStore();
          let timers = new Timers(keyed);
          const expected = new Set<string>();
          for (const one of steps) {
            if (typeof one === 'string') {
              await checkpoint(timers, keyed);
              if (one === 'restart') timers = new Timers(keyed);
            } else {
              const { at, node, there } = one;
              if (there) timers.set({ at, scope: SCOPE, node });
              else timers.clear({ at, scope: SCOPE, node });
              expected[there ? 'add' : 'delete'](`${String(at).padStart(2, '0')} ${node}`);
            }
            const earliest = Math.min(...[...expected].map((text) => Number(text.slice(0, 2))));
            expect(await timers.earliest()).toBeLessThanOrEqual(earliest);
          }
          const due = (await timers.due(until)).map(({ at, node }) => `${String(at).padStart(2, '0')} ${node}`);
          expect(due).toEqual([...expected].filter((text) => Number(text.slice(0, 2)) <= until).sort());
        },
      ),
      { numRuns: 200 },
    );
  });
});
