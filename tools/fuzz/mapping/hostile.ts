import type { Random } from './random.ts';

const PATTERNS = [
  ...[
    '(a+)+$',
    '(a|a)*b',
    '(a|aa)+$',
    '(.*)*x',
    '((a*)*)*',
    '(a?){500}a{500}',
    '(a{1,30}){1,30}',
    'a{1000}',
    '.*.*.*.*=x',
  ],
  ...[
    '([a-z]+)*1',
    '(?i)(ä|Ä)+',
    '\\p{L}*\\p{N}+',
    '[^a]*',
    '^$',
    '',
    '|',
    '(',
    '[',
    '*',
    'a{2,1}',
    '\\',
    '(?=a)',
    '(.)\\1',
  ],
  ...[
    '(?P<x>a)',
    '[[:alpha:]]',
    '\\Qa.b\\E',
    '\\x{110000}',
    '(?s).*',
    '\\b',
    '(\\w+\\s?)+$',
    'a{1001}',
    '((a{100}){10}){2}',
  ],
];

/** A pattern that stalls engines that go back, or is none. */
export function hostilePattern(random: Random): string {
  return random.branch([
    [5, () => random.pick(PATTERNS)],
    [1, () => random.several(2, 5, () => random.pick(PATTERNS)).join('')],
    [1, () => `${'('.repeat(random.below(500))}a${')+'.repeat(random.below(500))}`],
    [1, () => random.several(1, 30, () => random.pick([...'ab.*+?|()[]{}\\^$-1,'])).join('')],
    [1, () => `(?:${'x*'.repeat(random.below(300))})*y`],
  ]);
}

const SEEDS = ['"ab"', 'text', 'list', '[1, 2]', 'items[*].sku', '{"k": text}', 'map', 'name'];

type Layer = (inner: string) => string;

/** Calls whose result is longer than what they get. */
function layersOn(random: Random): readonly Layer[] {
  return [
    (inner) => `lpad(${inner}, ${random.pick([5, 1000, 100_000, 99_999])}, "xy")`,
    (inner) => `rpad(${inner}, ${random.pick([100_000, 1e9])}, text)`,
    (inner) => `concat(${inner}, lpad("", 100000, "z"))`,
    (inner) => `replacestr(${inner}, "a", lpad("", 1000, "a"))`,
    (inner) => `replacestr(lpad("", 100000, "a"), "a", ${inner})`,
    (inner) => `join(${inner}, explode(rpad("a", 50000, "a"), ""))`,
    (inner) => `join(lpad("", 100000, "ab"), list, ${inner})`,
    (inner) => `array_to_string(lpad("", 100000, "a"), [${inner}, list, list])`,
    (inner) => `get_url_encoded(${inner})`,
    (inner) => `upper(rpad(${inner}, 100000, "ß"))`,
    (inner) => `sha512(lpad(${inner}, 100000, "a"))`,
    (inner) => `crc32(lpad(${inner}, 100000, "a"))`,
    (inner) => `explode(lpad(${inner}, 100000, "ab"), "b")`,
    (inner) => `split(lpad(${inner}, 100000, "ab"), "b")`,
    (inner) => `first(transformArray([${inner}], x -> [x, x, x, x]))`,
    (inner) => `first(transformArray([${inner}], x -> concat(x, x, x, x)))`,
    (inner) => `first(transformArray([${inner}], x -> {"a": x, "b": x}))`,
    (inner) => `first(transformArray([${inner}], x -> join_arrays(x, x)))`,
    (inner) => `first(transformArray([${inner}], x -> x + x))`,
    (inner) => `transformArray(list, x -> ${inner})`,
    (inner) => `transformArray(explode(lpad("", 300, "ab"), "b"), x -> ${inner})`,
    (inner) => `filterArray(items, x -> size_of(transformArray(items, y -> ${inner})) > 0)`,
    (inner) => `flattenArray([${inner}, ${random.pick(SEEDS)}, list])`,
    (inner) => `instr(lpad("", 100000, "a"), ${inner}, 0, ${random.pick([3, 100_000, 1e308])})`,
    (inner) => `instr(lpad("", 100000, "a"), concat(lpad(${inner}, 25000, "a"), "b", lpad("", 25000, "a")))`,
    (inner) => `replacestr(lpad("", 100000, "a"), lpad(${inner}, ${random.pick([20, 50_000])}, "a"), "")`,
    (inner) => `str_to_object(lpad("", 30000, "a"), lpad(${inner}, 10000, "a"), "b")`,
    (inner) => `matches_regex(lpad(${inner}, 100000, "a"), "(a?){500}a{500}")`,
    (inner) => `extract_regex(lpad(${inner}, 10000, "a"), "(a+)+(b|a)*$")`,
    (inner) => `format(now(), lpad(${inner}, 100000, "y"))`,
    (inner) => `date(lpad(${inner}, 100000, "1"), lpad("", 4000, "y"))`,
    (inner) => `json_to_object(lpad(${inner}, 100000, "["))`,
    (inner) => `to_object(${inner}, ${inner.length < 60 ? inner : 'text'})`,
    (inner) => `str_to_object(lpad(${inner}, 100000, "a:b,"), ":", ",")`,
    (inner) => `[${Array.from({ length: random.below(60) }, () => random.pick(SEEDS)).join(', ')}, ${inner}]`,
    (inner) => `${inner} + lpad("", 100000, "q")`,
    (inner) => `decode(${inner}, list, items, text, map, 1)`,
    (inner) => `[${inner}] == [${inner.length < 60 ? inner : 'list'}]`,
    (inner) => `to_decimal(lpad(${inner}, 100000, "9"))`,
    (inner) => `get_url_query_str(lpad(${inner}, 100000, "?a=1&"), "#")`,
    (inner) => `max(explode(lpad(${inner}, 100000, "1,"), ","))`,
  ];
}

/** An expression made to grow: texts, lists, calls or shared parts that multiply with each layer. */
export function growing(random: Random): string {
  const layer = random.pick(layersOn(random));
  const others = random.chance(0.5);
  let text = random.pick(SEEDS);
  const most = random.pick([1, 3, 10, 40, 150]);
  for (let count = 0; count < most; count += 1) {
    const next = others && random.chance(0.3) ? `lpad(${text}, 100000, "a")` : layer(text);
    if (next.length > 4090) break;
    text = next;
  }
  return text;
}

/** Nesting up to the length an expression may have. */
export function nested(random: Random): string {
  const [open, close] = random.pick([
    ['(', ')'],
    ['[', ']'],
    ['{"a":', '}'],
    ['upper(', ')'],
    ['-', ''],
    ['not ', ''],
    ['a[', ']'],
    ['x -> ', ''],
    ['a ? ', ' : b'],
    ['a ?: ', ''],
    ['(a, b) -> (', ')'],
    ['transformArray(list, x -> ', ')'],
    ['a.', 'b'],
    ['1 + ', ''],
    ['iif(a, ', ', b)'],
  ] as const);
  const room = Math.floor(4095 / (open.length + close.length));
  const count = random.pick([150, 199, 201, room, room - 1, random.below(room)]);
  const text = `${open.repeat(count)}a${close.repeat(random.chance(0.8) ? count : random.below(count + 1))}`;
  return random.chance(0.3)
    ? Array.from({ length: 1300 }, () => 'a').join(random.pick(['+', '.', '==', ' or ', '??']))
    : text;
}
