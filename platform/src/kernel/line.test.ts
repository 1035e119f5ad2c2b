import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type InLine, Line } from './line.ts';

class Somebody implements InLine<Somebody> {
  line: Line<Somebody> | undefined;
  before: Somebody | undefined;
  after: Somebody | undefined;
}

it('has who came and did not leave, in the order they came, whichever of two lines they went to; who left points to nobody', () => {
  const step = fc.record({ do: fc.constantFrom('add', 'remove'), line: fc.nat(1), who: fc.nat(5) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60, size: 'max' }), (steps) => {
      const lines = [new Line<Somebody>(), new Line<Somebody>()];
      const models: Somebody[][] = [[], []];
      const all = Array.from({ length: 6 }, () => new Somebody());
      for (const one of steps) {
        const who = all[one.who]!;
        const leave = (model: Somebody[]) => model.filter((other) => other !== who);
        if (one.do === 'add') {
          models.forEach((model, at) => {
            models[at] = leave(model);
          });
          models[one.line]!.push(who);
          lines[one.line]!.add(who);
        } else {
          models[one.line] = leave(models[one.line]!);
          lines[one.line]!.remove(who);
        }
        lines.forEach((line, at) => {
          expect([...line]).toEqual(models[at]);
          expect([line.first, line.size]).toEqual([models[at]![0], models[at]!.length]);
        });
        for (const other of all)
          if (!models.flat().includes(other))
            expect({ ...other }).toEqual({ line: undefined, before: undefined, after: undefined });
      }
    }),
    { numRuns: 300 },
  );
});

it('goes on when the one it gave last leaves', () => {
  const line = new Line<Somebody>();
  const all = [new Somebody(), new Somebody(), new Somebody()];
  for (const one of all) line.add(one);
  const seen: Somebody[] = [];
  for (const one of line) {
    line.remove(one);
    seen.push(one);
  }
  expect(seen).toEqual(all);
  expect([line.first, line.size]).toEqual([undefined, 0]);
});
