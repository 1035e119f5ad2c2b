import type { Random } from './random.ts';

/** Names every object inherits, which no path, key or record may reach. */
export const INHERITED = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'valueOf',
  '__defineGetter__',
  'toJSON',
];

/** Names of fields; records have some of them. */
export const NAMES = ['a', 'b', 'c', 'text', 'list', 'items', 'points', 'name', 'map', 'date', 'sku', 'é', 'x1'];

/** Names that need braces in an expression. */
export const ODD_NAMES = ['odd name', 'x.y', 'a[0]', '', 'and', '}', '\\', '"', '💥', '\ud800', 'new', `\${a}`];

const PIECES = [
  ...['2024-02-30', '2024-05-01T10:00:00Z', '1714557600000', 'yyyy-MM-dd', "yyyy'", 'UTC', 'Asia/Tokyo', 'gold'],
  ...[
    '12',
    '-0',
    '1e999',
    'NaN',
    'true',
    'null',
    '{"a":[1,{"b":2}]}',
    '[[',
    '{"__proto__":{"x":1}}',
    '%E0%A4%A',
    '%41',
  ],
  ...['https://u:p@example.com:99/p/a?q=1&__proto__=2#f', 'Mozilla/5.0 (X11; Linux) Chrome/99.0', 'a;b;c', 'k=v,w', ''],
  ...[
    '\u0000',
    '\ud800',
    '\udfff\ud800',
    '\u202e',
    'ß',
    'İ',
    '💥',
    '\n',
    '"',
    "'",
    '\\',
    '${',
    ',',
    'aaaaaaaaaaaaaaaa',
  ],
  ...INHERITED,
];

/** A short text: a meaningful one, a hostile one or noise. */
export function shortText(random: Random): string {
  return random.branch([
    [6, () => random.pick(PIECES)],
    [2, () => random.several(1, 3, () => random.pick(PIECES)).join('')],
    [1, () => noise(random, 20)],
  ]);
}

/** Any code units, pairs broken or not. */
export function noise(random: Random, most: number): string {
  const unit = () =>
    random.branch([
      [4, () => 32 + random.below(95)],
      [1, () => random.below(0x10000)],
      [1, () => 0xd800 + random.below(0x800)],
      [1, () => random.below(0x300)],
    ]);
  return String.fromCharCode(...random.several(0, most, unit));
}

export function name(random: Random): string {
  return random.branch([
    [20, () => random.pick(NAMES)],
    [2, () => random.pick(INHERITED)],
    [1, () => random.pick(ODD_NAMES)],
  ]);
}

export function number(random: Random): number {
  return random.branch([
    [6, () => random.below(10)],
    [2, () => random.below(100_000)],
    [1, () => random.fraction() * 10 ** (random.below(40) - 20)],
    [1, () => random.pick([2 ** 31, 2 ** 53, 2 ** 63, 1e21, 1e308, Number.MAX_VALUE, 5e-324, 253_402_300_800_000])],
  ]);
}
