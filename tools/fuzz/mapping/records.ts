import type { Random } from './random.ts';
import { INHERITED, NAMES, name, noise, number, shortText } from './words.ts';

/** A record as JSON text could hold it, hostile keys as own members included. Frozen all through: a change of it throws. */
export function randomRecord(random: Random): unknown {
  return frozen(
    random.branch<unknown>([
      [60, () => object(random, 3)],
      [4, () => wide(random)],
      [4, () => deep(random)],
      [4, () => object(random, 6)],
      [2, () => random.pick([null, 0, '', 'text', [], [[]], [{}], true])],
    ]),
  );
}

function value(random: Random, depth: number): unknown {
  return random.branch<unknown>([
    [6, () => shortText(random)],
    [4, () => (random.chance(0.9) ? number(random) : -number(random))],
    [1, () => random.pick([true, false, null])],
    // What `JSON.parse` makes of `1e999`.
    [0.2, () => random.pick([Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])],
    [1, () => longText(random)],
    [depth > 0 ? 4 : 0, () => random.several(0, 4, () => value(random, depth - 1))],
    [depth > 0 ? 2 : 0, () => random.several(0, 3, () => object(random, depth - 1))],
    [depth > 0 ? 4 : 0, () => object(random, depth - 1)],
  ]);
}

function object(random: Random, depth: number): unknown {
  const made: Record<string, unknown> = {};
  const names = random.chance(0.7) ? NAMES.filter(() => random.chance(0.6)) : [];
  for (const key of [...names, ...random.several(0, 3, () => name(random))]) own(made, key, value(random, depth));
  if (random.chance(0.05)) for (const key of INHERITED) own(made, key, value(random, depth - 1));
  return made;
}

/** Sets an own member whatever its name is, as `JSON.parse` does. */
function own(target: Record<string, unknown>, key: string, member: unknown): void {
  Object.defineProperty(target, key, { value: member, enumerable: true, configurable: true, writable: true });
}

function longText(random: Random): string {
  const piece = random.pick(['a', 'ab', 'a,', '{"a":', '9', '%41', '💥', 'x=1&', noise(random, 5)]);
  return piece.repeat(random.below(random.pick([50, 1000])));
}

function wide(random: Random): unknown {
  const count = random.below(800);
  const made: Record<string, unknown> = {};
  for (let index = 0; index < count; index += 1) own(made, random.chance(0.1) ? name(random) : `k${index}`, index);
  own(
    made,
    'list',
    Array.from({ length: random.below(300) }, () => shortText(random)),
  );
  own(
    made,
    'items',
    Array.from({ length: random.below(200) }, () => object(random, 1)),
  );
  return made;
}

function deep(random: Random): unknown {
  let inner: unknown = shortText(random);
  const key = name(random);
  const list = random.chance(0.4);
  for (let count = random.pick([20, 130, 1000, 3000]); count > 0; count -= 1) {
    const around: Record<string, unknown> = {};
    own(around, key, inner);
    inner = list ? [inner] : around;
  }
  return { a: inner, list: inner, items: [inner], map: inner };
}

function frozen(root: unknown): unknown {
  const left = [root];
  while (left.length > 0) {
    const next = left.pop();
    if (typeof next !== 'object' || next === null) continue;
    Object.freeze(next);
    left.push(...Object.values(next));
  }
  return root;
}
