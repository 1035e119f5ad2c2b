import {
  catalogue,
  type Expression,
  MAX_EXPRESSION_LENGTH,
  methods,
  OPERATORS,
  RESERVED_WORDS,
} from '../../../languages/dataprep/index.ts';
import { growing, hostilePattern, nested } from './hostile.ts';
import { print } from './print.ts';
import type { Random } from './random.ts';
import { randomTree } from './tree.ts';
import { name, noise, number, shortText } from './words.ts';

/** An expression to try, with the tree it was printed from when there is one. */
export interface Source {
  readonly text: string;
  readonly tree?: Expression;
}

const TOKENS = [
  ...OPERATORS.map(({ operatorSymbol }) => operatorSymbol),
  ...RESERVED_WORDS,
  ...catalogue.keys(),
  ...methods.keys(),
  ...['(', ')', '[', ']', '{', '}', ',', '.', ':', '?', '->', '[*]', '(', ')', '->', '"', "'", '${', '\\', ' ', '\n'],
  ...[
    '\u00a0',
    '\ufeff',
    '\u0085',
    '\u2028',
    '1.5e3',
    '.5',
    '1e',
    '0x1',
    '9'.repeat(70),
    '"\\u0041\\',
    'a\\.b',
    'a\\nd',
    '§',
    '#',
  ],
];

/** An expression: right, nearly right, or nonsense. */
export function randomSource(random: Random): Source {
  return random.branch<Source>([
    [40, () => valid(random)],
    [15, () => ({ text: mutated(random, valid(random).text) })],
    [15, () => ({ text: soup(random) })],
    [5, () => ({ text: noise(random, random.pick([5, 50, 500])) })],
    [5, () => ({ text: nested(random) })],
    [10, () => ({ text: pattern(random) })],
    [10, () => ({ text: growing(random) })],
  ]);
}

function valid(random: Random): Source {
  const tree = randomTree(random, 1 + random.below(6));
  const text = print(tree);
  return text.length <= MAX_EXPRESSION_LENGTH ? { text, tree } : { text };
}

function mutated(random: Random, text: string): string {
  let changed = text;
  for (let count = 1 + random.below(4); count > 0; count -= 1) {
    const at = random.below(changed.length + 1);
    const end = at + random.below(6);
    const piece = random.branch([
      [2, () => ''],
      [2, () => random.pick(TOKENS)],
      [1, () => noise(random, 3)],
      [1, () => changed.slice(random.below(changed.length + 1)).slice(0, 12)],
    ]);
    changed = changed.slice(0, at) + piece + changed.slice(random.chance(0.5) ? at : end);
  }
  return changed;
}

function soup(random: Random): string {
  const token = () =>
    random.branch([
      [3, () => random.pick(TOKENS)],
      [2, () => name(random)],
      [1, () => JSON.stringify(shortText(random))],
      [1, () => String(number(random))],
    ]);
  return random.several(1, random.pick([4, 12, 60]), token).join(random.pick(['', ' ']));
}

function pattern(random: Random): string {
  const written = JSON.stringify(hostilePattern(random));
  const text = random.pick(['text', '"aaaaaaaaaaaaaaaaaaaaaaaaaaaa!"', 'list', 'name', 'lpad("!", 5000, "a")', 'map']);
  const given = random.chance(0.3) ? `concat(${written}, "")` : written;
  return random.pick([
    `matches_regex(${text}, ${given})`,
    `extract_regex(${text}, ${given})`,
    `explode(${text}, ${given})`,
    `${text} =~ ${given}`,
    `${text} !~ concat(${given}, text)`,
    `transformArray(list, x -> x =~ ${given})`,
  ]);
}
