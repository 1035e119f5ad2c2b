import { compilePredicate } from '@meniscus/languages/pql';
import type { Field } from '@meniscus/languages/xdm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Block,
  EMPTY,
  EVENTS,
  type FieldBlock,
  type Group,
  hasGap,
  type ItemsBlock,
  TEXT_OPERATORS,
  type Test,
  type WindowTest,
} from './block.ts';
import {
  added,
  blockAt,
  isWithin,
  moved,
  type Place,
  relocated,
  removed,
  replaced,
  unwrapped,
  wrapped,
} from './edit.ts';
import { readRule } from './read-rule.ts';
import { writeRule } from './write-rule.ts';

const field = (path: string, test: Test): FieldBlock => ({ kind: 'field', path, test });
const is = (path: string, value: string) => field(path, { kind: 'compare', operator: '=', value });
const within = (amount: number, direction: 'before' | 'after' = 'before') =>
  ({ kind: 'distance', operator: '<=', amount, unit: 'day', direction }) as const;
const group = (join: 'and' | 'or', blocks: readonly Block[], negated = false): Group => ({
  kind: 'group',
  join,
  negated,
  blocks,
});
const AT_LEAST_ONE = { operator: '>=', amount: 1 } as const;

describe('a rule in blocks', () => {
  const EXAMPLES: readonly (readonly [string, Group])[] = [
    ['', EMPTY],
    ['loyalty.tier = "gold"', group('and', [is('loyalty.tier', 'gold')])],
    [
      'loyalty.tier = "gold" and loyalty.pointsExpiration[pointsExpiring > 0 and pointsExpirationDate occurs <= 30 day after now].count() > 0',
      group('and', [
        is('loyalty.tier', 'gold'),
        {
          kind: 'items',
          source: 'loyalty.pointsExpiration',
          join: 'and',
          conditions: [
            field('pointsExpiring', { kind: 'compare', operator: '>', value: 0 }),
            field('pointsExpirationDate', within(30, 'after')),
          ],
          count: { operator: '>', amount: 0 },
        },
      ]),
    ],
    [
      'xEvent[(eventType = "a" or eventType = "b") and timestamp occurs <= 7 day before now].count() >= 2 or inSegment("x")',
      group('or', [
        {
          kind: 'items',
          source: EVENTS,
          join: 'or',
          conditions: [is('eventType', 'a'), is('eventType', 'b')],
          window: within(7),
          count: { operator: '>=', amount: 2 },
        },
        { kind: 'audience', audienceId: 'x', isMember: true },
      ]),
    ],
    [
      'not (a.b = "1" or not (inSegment("x")) or c.contains("\\"") and d.isNull())',
      group(
        'or',
        [
          is('a.b', '1'),
          { kind: 'audience', audienceId: 'x', isMember: false },
          group('and', [
            field('c', { kind: 'text', operator: 'contains', value: '"' }),
            field('d', { kind: 'presence', operator: 'isNull' }),
          ]),
        ],
        true,
      ),
    ],
    [
      'born occurs on date(2001, 2, 3) and seen occurs on last month and $1.today in ["x", "y"]',
      group('and', [
        field('born', { kind: 'day', operator: 'on', day: '2001-02-03' }),
        field('seen', { kind: 'calendar', which: 'last', unit: 'month' }),
        field('today', { kind: 'list', operator: 'in', values: ['x', 'y'] }),
      ]),
    ],
    [
      'xEvent.count() = 0',
      group('and', [
        { kind: 'items', source: EVENTS, join: 'and', conditions: [], count: { operator: '=', amount: 0 } },
      ]),
    ],
  ];
  it.each(EXAMPLES)('%s', (text, blocks) => {
    expect(writeRule(blocks)).toBe(text);
    expect(readRule(text)).toEqual(blocks);
  });

  const events = (more: Partial<ItemsBlock>): Group =>
    group('and', [{ kind: 'items', source: EVENTS, join: 'and', conditions: [], count: AT_LEAST_ONE, ...more }]);
  it.each([
    ['exists E from xEvent where E.a.b = "x"', events({ conditions: [is('a.b', 'x')] })],
    [
      'chain(xEvent, timestamp, [A: WHAT(a = "x") WHEN(<= 3 days before now)])',
      events({ conditions: [is('a', 'x')], window: within(3) }),
    ],
    ['chain(xEvent, timestamp, [A: WHAT(a = "x")])', events({ conditions: [is('a', 'x')] })],
    [
      'chain(xEvent, timestamp, [A: WHAT(a = "x" and timestamp occurs today)])',
      events({ conditions: [is('a', 'x')], window: { kind: 'calendar', which: 'this', unit: 'day' } }),
    ],
    ['$1.a.b = "x"', group('and', [is('a.b', 'x')])],
    [
      'a occurs < 2 hours from now',
      group('and', [field('a', { kind: 'distance', operator: '<', amount: 2, unit: 'hour', direction: 'after' })]),
    ],
    ['not not (a = "x")', group('and', [group('and', [is('a', 'x')], true)], true)],
  ] as const)('%s is read from the forms others write', (text, blocks) => {
    expect(readRule(text)).toEqual(blocks);
  });

  it.each([
    'a = ',
    'a = b',
    'a + 1 = 2',
    '$2.a = 1',
    'a in b',
    'a in [b]',
    'a.contains("x", false)',
    'a.includes("x")',
    'contains("x")',
    'inSegment(a)',
    'f(a) = 1',
    'xEvent[a = b].count() >= 1',
    'xEvent[a = 1].count(b) >= 1',
    'xEvent[a = 1].count() >= b',
    'xEvent[a = 1].head().b = 1',
    'xEvent[$1.a = 1].count() >= 1',
    'f(a)[b = 1].count() >= 1',
    'forall E from xEvent where E.a = 1',
    'exists E from xEvent where a = 1',
    'exists E from xEvent where E.a = 1, F from xEvent where F.a = 1',
    'chain(xEvent, other, [A: WHAT(a = 1)])',
    'chain(xEvent, timestamp, [A: WHAT(a = 1), B: WHAT(a = 2)])',
    'chain(xEvent, timestamp, [A: WHAT(a = 1) WHEN(before now)])',
    'a occurs = 5 days before now',
    'a occurs <= 5 decades before now',
    'a occurs <= 5 days before today',
    'a occurs on yesterday',
    'a occurs this decade',
    'a occurs between date(2001, 1, 1) and date(2002, 1, 1)',
    'a occurs before now',
    'a occurs from date(2001, 1, 1)',
    'a occurs before next week',
    'a occurs on date(2001, 13, 1)',
    'a occurs on date(b, 1, 1)',
    'a occurs on date(2001, 1)',
    '(P) => P.a = 1',
    'true',
    'not true',
  ])('%s is for the person to write', (text) => {
    expect(readRule(text)).toBeUndefined();
  });

  it('has a gap while a value is missing', () => {
    expect(hasGap(EMPTY)).toBe(true);
    expect(hasGap(group('and', [is('a', 'x')]))).toBe(false);
    expect(hasGap(group('and', [is('a', '')]))).toBe(true);
    expect(hasGap(group('and', [field('a', { kind: 'list', operator: 'in', values: [] })]))).toBe(true);
    expect(hasGap(group('and', [{ kind: 'audience', audienceId: '', isMember: true }]))).toBe(true);
    expect(hasGap(events({ conditions: [is('a', '')] }))).toBe(true);
    expect(hasGap(events({}))).toBe(false);
  });
});

const path = fc
  .array(fc.constantFrom('loyalty', 'tier', 'today', 'count', 'xEvents', '_acme'), { minLength: 1, maxLength: 3 })
  .map((names) => names.join('.'));
const text = fc.string({ maxLength: 6 });
const scalar = fc.oneof(
  text,
  fc.integer(),
  fc.integer().map((n) => n / 100),
  fc.boolean(),
);
const comparison = fc.constantFrom('=', '!=', '>', '>=', '<', '<=');
const window: fc.Arbitrary<WindowTest> = fc.oneof(
  fc.record({
    kind: fc.constant('distance' as const),
    operator: fc.constantFrom('<=', '<', '>', '>='),
    amount: fc.nat(1000),
    unit: fc.constantFrom('minute', 'hour', 'day', 'week', 'month', 'year'),
    direction: fc.constantFrom('before', 'after'),
  }),
  fc.record({
    kind: fc.constant('calendar' as const),
    which: fc.constantFrom('this', 'last', 'next'),
    unit: fc.constantFrom('day', 'week', 'month', 'year'),
  }),
);
const test: fc.Arbitrary<Test> = fc.oneof(
  fc.record({ kind: fc.constant('compare' as const), operator: comparison, value: scalar }),
  fc.record({
    kind: fc.constant('list' as const),
    operator: fc.constantFrom('in', 'notIn'),
    values: fc.array(scalar, { maxLength: 3 }),
  }),
  fc.record({ kind: fc.constant('text' as const), operator: fc.constantFrom(...TEXT_OPERATORS), value: text }),
  fc.record({ kind: fc.constant('presence' as const), operator: fc.constantFrom('isNull', 'isNotNull') }),
  window,
  fc.record({
    kind: fc.constant('day' as const),
    operator: fc.constantFrom('on', 'before', 'after'),
    day: fc
      .date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
      .map((at) => at.toISOString().slice(0, 10)),
  }),
);
const fieldBlock = fc.record({ kind: fc.constant('field' as const), path, test }) as fc.Arbitrary<FieldBlock>;
/** Names of items stand bare, so not among them: words that mean something else then. */
const condition = fieldBlock.filter(({ path: of }) => !/^(today|count)(\.|$)/.test(of));
const items = fc
  .record({
    kind: fc.constant('items' as const),
    source: fc.oneof(fc.constant(EVENTS), path),
    join: fc.constantFrom('and' as const, 'or' as const),
    conditions: fc.array(condition, { maxLength: 3 }),
    window: fc.option(window, { nil: undefined }),
    count: fc.record({ operator: comparison, amount: fc.nat(20) }),
  })
  .map(({ window: when, ...block }) => ({
    ...block,
    join: block.conditions.length < 2 ? 'and' : block.join,
    ...(when === undefined || block.source !== EVENTS ? {} : { window: when }),
  })) as fc.Arbitrary<ItemsBlock>;

/** A group with one block is drawn only to deny it; of one block it makes no difference how it is joined. */
const isDrawn = ({ blocks: [only, ...more], negated }: Group) =>
  more.length > 0 ||
  (negated && !(only!.kind === 'audience' && only!.isMember) && !(only!.kind === 'group' && !only!.negated));
const asDrawn = (one: Group): Group => (one.blocks.length < 2 ? { ...one, join: 'and' } : one);

const { group: anyGroup } = fc.letrec<{ block: Block; group: Group }>((tie) => ({
  block: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fieldBlock,
    items,
    fc.record({ kind: fc.constant('audience' as const), audienceId: text, isMember: fc.boolean() }),
    tie('group'),
  ) as fc.Arbitrary<Block>,
  group: fc
    .record({
      kind: fc.constant('group' as const),
      join: fc.constantFrom('and' as const, 'or' as const),
      negated: fc.boolean(),
      blocks: fc.array(tie('block') as fc.Arbitrary<Block>, { minLength: 1, maxLength: 4 }),
    })
    .map((one) => asDrawn(one as Group))
    .filter(isDrawn),
}));

const ANYTHING: Field = { type: 'object', open: true };

describe('any rule made of blocks', () => {
  it('is read back as the same blocks, and the language takes it', () => {
    fc.assert(
      fc.property(anyGroup, (blocks) => {
        const rule = writeRule(blocks);
        expect(readRule(rule)).toEqual(blocks);
        const compiled = compilePredicate(rule, { root: ANYTHING });
        if (!compiled.ok) throw new Error(`${rule}: ${JSON.stringify(compiled.diagnostics)}`);
      }),
    );
  });
});

/** All places of a rule, and the blocks that are no groups, in order. */
const placesOf = (block: Block, at: Place = []): readonly Place[] => [
  at,
  ...(block.kind === 'group' ? block.blocks.flatMap((inner, index) => placesOf(inner, [...at, index])) : []),
];
const leaves = (block: Block): readonly Block[] => (block.kind === 'group' ? block.blocks.flatMap(leaves) : [block]);

describe('changes of a rule', () => {
  const anywhere = fc.record({ root: anyGroup, pick: fc.nat() }).map(({ root, pick }) => {
    const places = placesOf(root);
    return { root, place: places[pick % places.length]! };
  });

  it('touch nothing but the block they are about', () => {
    fc.assert(
      fc.property(anywhere, ({ root, place }) => {
        const block = blockAt(root, place)!;
        expect(replaced(root, place, block)).toEqual(root);
        if (place.length === 0) return;
        expect(leaves(wrapped(root, place))).toEqual(leaves(root));
        expect(unwrapped(wrapped(root, place), place)).toEqual(root);
        expect(leaves(unwrapped(root, place))).toEqual(leaves(root));
        expect(leaves(removed(root, place))).toHaveLength(leaves(root).length - leaves(block).length);
        const later = moved(root, place, 1);
        const at = [...place.slice(0, -1), place.at(-1)! + 1];
        expect(later === root || blockAt(later, at)).toEqual(later === root || block);
        expect(later === root || moved(later, at, -1)).toEqual(later === root || root);
      }),
    );
  });

  it('add at the end of a group and say where', () => {
    fc.assert(
      fc.property(anywhere, fieldBlock, ({ root, place }, block) => {
        fc.pre(blockAt(root, place)!.kind === 'group');
        const result = added(root, place, block);
        expect(blockAt(result.root, result.place)).toEqual(block);
        expect(removed(result.root, result.place)).toEqual(root);
      }),
    );
  });

  /** Where a block can be put: before each block, and at the end of each group. */
  const gapsOf = (block: Block, at: Place = []): readonly Place[] =>
    block.kind === 'group'
      ? [
          ...block.blocks.flatMap((inner, index) => [[...at, index], ...gapsOf(inner, [...at, index])]),
          [...at, block.blocks.length],
        ]
      : [];

  it('put a block wherever it may go, and leave the others as they are', () => {
    fc.assert(
      fc.property(anywhere, fc.nat(), ({ root, place: from }, pick) => {
        fc.pre(from.length > 0);
        const gaps = gapsOf(root);
        const to = gaps[pick % gaps.length]!;
        const result = relocated(root, from, to);
        expect(blockAt(result.root, result.place)).toEqual(blockAt(root, from));
        expect(removed(result.root, result.place)).toEqual(removed(root, from));
        const next = blockAt(root, to);
        if (isWithin(to, from)) expect(result.root).toBe(root);
        else if (next !== undefined)
          expect(blockAt(result.root, [...result.place.slice(0, -1), result.place.at(-1)! + 1])).toEqual(
            isWithin(from, to) ? removed(next as Group, from.slice(to.length)) : next,
          );
      }),
    );
  });

  it('change nothing where there is nothing', () => {
    const root = group('and', [is('a', 'x')]);
    expect(blockAt(root, [3, 1])).toBeUndefined();
    expect(removed(root, [3])).toBe(root);
    expect(removed(root, [0, 1])).toBe(root);
    expect(moved(root, [], 1)).toBe(root);
    expect(moved(root, [0], -1)).toBe(root);
    expect(removed(root, [])).toEqual(EMPTY);
    expect(relocated(root, [3], [0])).toEqual({ root, place: [3] });
    expect(() => added(root, [0], is('a', 'x'))).toThrow('groups');
    expect(() => relocated(group('and', [is('a', 'x'), is('b', 'y')]), [0], [1, 0])).toThrow('groups');
  });
});
