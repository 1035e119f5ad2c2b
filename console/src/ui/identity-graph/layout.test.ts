import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layOut, ROOM } from './layout.ts';

const graphs = fc.integer({ min: 1, max: 50 }).chain((count) => {
  const node = fc.integer({ min: 0, max: count - 1 });
  return fc.record({
    count: fc.constant(count),
    links: fc.array(fc.tuple(node, node), { maxLength: 80, size: 'max' }),
  });
});

describe('the layout of a graph', () => {
  it('puts no node over another, and all of them into the drawing', () => {
    fc.assert(
      fc.property(graphs, ({ count, links }) => {
        const { width, height, places } = layOut(count, links);
        expect(places).toHaveLength(count);
        for (const [index, { x, y }] of places.entries()) {
          expect(x).toBeGreaterThanOrEqual(ROOM.width / 2);
          expect(x).toBeLessThanOrEqual(width - ROOM.width / 2 + 0.01);
          expect(y).toBeGreaterThanOrEqual(ROOM.height / 2);
          expect(y).toBeLessThanOrEqual(height - ROOM.height / 2 + 0.01);
          for (const other of places.slice(index + 1))
            expect(
              Math.abs(x - other.x) >= ROOM.width - 0.1 || Math.abs(y - other.y) >= ROOM.height - 0.1,
              'overlap',
            ).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('is the same every time', () => {
    fc.assert(
      fc.property(graphs, ({ count, links }) => {
        expect(layOut(count, links)).toEqual(layOut(count, links));
      }),
      { numRuns: 10 },
    );
  });

  it('puts linked nodes nearer to each other than others', () => {
    const { places } = layOut(6, [
      [0, 3],
      [1, 4],
      [2, 5],
    ]);
    const distance = (a: number, b: number) => Math.hypot(places[a]!.x - places[b]!.x, places[a]!.y - places[b]!.y);
    for (const [a, b, c] of [
      [0, 3, 1],
      [1, 4, 2],
      [2, 5, 0],
    ] as const)
      expect(distance(a, b)).toBeLessThan(distance(a, c));
  });
});
