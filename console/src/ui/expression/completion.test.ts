import { expect, describe as group, test } from 'vitest';
import { completionsAt } from './completion.ts';
import { helpAt } from './help.ts';

const FIELDS = ['loyalty.points', 'loyalty.tier', 'orders[*].lines[*].sku', 'odd name', 'new', 'id'];

/** Completions where `|` stands. */
function at(marked: string) {
  const position = marked.indexOf('|');
  return completionsAt(marked.replace('|', ''), position, FIELDS);
}
const labels = (marked: string, kind: string) =>
  at(marked)?.options.flatMap((one) => (one.kind === kind ? [one.label] : []));

group('completion', () => {
  test('offers fields, every function with how it is called, and words where a value is due', () => {
    const found = at('concat(|')!;
    expect(found.from).toBe(7);
    expect(labels('concat(|', 'field')).toEqual(['loyalty', 'orders', 'odd name', 'new', 'id']);
    expect(found.options.find(({ label }) => label === 'lcase')).toMatchObject({
      kind: 'function',
      insert: 'lcase(',
      detail: 'lcase(INPUT)',
    });
    expect(found.options.find(({ label }) => label === 'explode')).toMatchObject({ detail: 'explode(STRING, REGEX?)' });
    expect(found.options.find(({ label }) => label === 'coalesce')).toMatchObject({ detail: 'coalesce(INPUT…)' });
    expect(labels('|', 'word')).toEqual(['not', 'empty', 'size', 'true', 'false', 'null']);
    expect(labels('a and |', 'word')).toContain('not');
    expect(labels('a and |', 'field')).toContain('id');
  });

  test('puts braces around names that need them', () => {
    const inserts = at('|')!.options.flatMap(({ kind, insert }) => (kind === 'field' ? [insert] : []));
    expect(inserts).toEqual(['loyalty', 'orders', `$\{odd name}`, `$\{new}`, 'id']);
  });

  test('replaces the name that was begun', () => {
    expect(at('1 + loy|')?.from).toBe(4);
    expect(at('loyalty.po|')?.from).toBe(8);
  });

  test('offers members and methods after a dot, positions or not', () => {
    expect(labels('loyalty.|', 'field')).toEqual(['points', 'tier']);
    expect(labels('orders[*].lines[0].|', 'field')).toEqual(['sku']);
    expect(labels('loyalty.tier.|', 'method')).toContain('equalsIgnoreCase');
    expect(labels('upper(id).|', 'field')).toEqual([]);
    expect(labels('loyalty.|', 'function')).toEqual([]);
  });

  test('offers operators that are words after a value', () => {
    expect(labels('loyalty.points |', 'word')).toEqual(['or', 'and', 'eq', 'ne', 'lt', 'gt', 'le', 'ge', 'div', 'mod']);
    expect(labels('f(a) |', 'function')).toEqual([]);
  });

  test('knows the parameters of the lambdas around', () => {
    expect(labels('transformArray(orders, order -> filterArray(order.lines, line -> |', 'parameter')).toEqual([
      'line',
      'order',
    ]);
  });

  test('is silent in texts, numbers and braces', () => {
    for (const marked of ['"lo|y"', "concat('a|'", '12|', `$\{odd |`.replace('|', 'n|a}')])
      expect(at(marked)).toBeUndefined();
  });
});

group('help', () => {
  /** Title and code of the help where `|` stands, of what follows it. */
  const help = (marked: string) => {
    const found = helpAt(marked.replace('|', ''), marked.indexOf('|'), 1);
    return found && [found.kind, found.code, found.title];
  };

  test('tells how functions and methods are called', () => {
    expect(help('|explode(a)')).toEqual(['function', 'explode', 'explode(STRING, REGEX?)']);
    expect(help('a.equals|IgnoreCase("x")')).toEqual(['function', 'equalsIgnoreCase', 'equalsIgnoreCase(STRING2)']);
    expect(help('|is_set(a)')?.slice(0, 2)).toEqual(['function', 'contains_key']);
  });

  test('tells operators by what stands around them', () => {
    for (const [marked, code] of [
      ['a |- b', 'subtract'],
      ['|-a', 'negate'],
      ['a a|nd b', 'and'],
      ['|empty a', 'empty'],
      ['a |? b : c', 'ternary'],
      ['a ? b |: c', 'ternary'],
      ['a |?: b', 'elvis'],
      ['a|[0]', 'index'],
    ] as const)
      expect(help(marked)?.slice(0, 2)).toEqual(['operator', code]);
  });

  test('is silent elsewhere', () => {
    for (const marked of ['|a', 'f(|"min")', '|nothing(a)', '|[1]', 'a|.b', '{"a" |: 1}'])
      expect(help(marked)).toBeUndefined();
  });
});
