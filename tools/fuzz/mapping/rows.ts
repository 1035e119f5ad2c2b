import type { MappingRow } from '../../../languages/dataprep/index.ts';
import type { Field } from '../../../languages/xdm/index.ts';
import type { Random } from './random.ts';
import { name, noise, shortText } from './words.ts';

const text: Field = { type: 'string' };
const ITEM: Field = {
  type: 'object',
  fields: { SKU: text, priceTotal: { type: 'number' }, tags: { type: 'array', items: text } },
};

/** An object with a field of every type there is. */
export const TARGET: Field = {
  type: 'object',
  required: ['_id'],
  fields: {
    _id: text,
    tier: { type: 'string', enum: ['gold', 'silver'] },
    short: { type: 'string', maxLength: 5, pattern: '^[a-z]+$' },
    when: { type: 'date-time' },
    born: { type: 'date' },
    number: { type: 'number' },
    long: { type: 'long' },
    int: { type: 'int', minimum: 0 },
    byte: { type: 'byte' },
    flag: { type: 'boolean' },
    texts: { type: 'array', items: text },
    items: { type: 'array', items: ITEM },
    item: ITEM,
    person: { type: 'object', fields: { name: { type: 'object', fields: { first: text, last: text } }, item: ITEM } },
    labels: { type: 'map', values: text },
    extra: { type: 'object', open: true },
  },
};

const DESTINATIONS = [
  ...['_id', 'tier', 'short', 'when', 'born', 'number', 'long', 'int', 'byte', 'flag', 'texts', 'texts[*]', 'texts[2]'],
  ...[
    'items',
    'items[*]',
    'items[*].SKU',
    'items.priceTotal',
    'items[0].tags',
    'items[*].tags[*]',
    'item',
    'item.tags',
  ],
  ...[
    'person',
    'person.name',
    'person.name.first',
    'person.item.SKU',
    'labels',
    'labels.gold',
    'labels.toString',
    'extra',
  ],
  ...['extra.a.b', 'xdm:person.xdm:name', 'items[1000]', 'items[999999].SKU'],
];
const HOSTILE = [
  ...[
    '__proto__',
    '__proto__.x',
    'constructor.prototype.x',
    'extra.__proto__.x',
    'labels.__proto__',
    'extra.constructor',
  ],
  ...[
    'toString',
    'items[*].__proto__',
    'person.toString.x',
    'extra.prototype',
    '',
    '.',
    '[0]',
    'a..b',
    'items[-1]',
    '${',
    '\\',
  ],
];

/** Rows around one expression: it goes somewhere, and other rows copy and fix values beside it. */
export function randomRows(random: Random, expression: string): readonly MappingRow[] {
  const destination = () =>
    random.branch([
      [12, () => random.pick(DESTINATIONS)],
      [2, () => random.pick(HOSTILE)],
      [1, () => `extra.${name(random)}`],
      [1, () => noise(random, 12)],
    ]);
  const other = (): MappingRow =>
    random.branch<MappingRow>([
      [6, () => ({ sourceType: 'ATTRIBUTE', source: path(random), destination: destination() })],
      [2, () => ({ sourceType: 'STATIC', source: shortText(random), destination: destination() })],
      [1, () => ({ sourceType: 'EXPRESSION', source: expression, destination: destination() })],
      [1, () => ({ sourceAttribute: path(random), destinationXdmPath: destination() })],
      [1, () => ({ sourceType: random.pick(INVALID_TYPES), source: path(random), destination: destination() })],
    ]);
  return [{ sourceType: 'EXPRESSION', source: expression, destination: destination() }, ...random.several(0, 4, other)];
}

const INVALID_TYPES = ['', 'constructor', '__proto__', 'text/x.schema-path', 'NONE'];

function path(random: Random): string {
  const step = () => `${name(random)}${random.pick(['', '', '', '[*]', '[0]', '[7]', '[*][*]', '[-1]', '['])}`;
  return random.chance(0.05) ? noise(random, 10) : random.several(1, 4, step).join('.');
}
