import { compilePredicate } from '@meniscus/languages/pql';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EMPTY, type Test } from './block.ts';
import {
  firstTest,
  offered,
  operatorOf,
  operatorsFor,
  WINDOW_OPERATORS,
  withOperator,
  withWindow,
} from './operators.ts';
import { writeRule } from './write-rule.ts';

const TODAY = '2026-03-01';
const TYPES = ['string', 'number', 'long', 'int', 'boolean', 'date', 'date-time', undefined] as const;

describe('the choices of a field', () => {
  it('begin with a test the field offers, which the language takes for its type', () => {
    for (const type of TYPES) {
      const test = firstTest(type, TODAY);
      expect(operatorsFor(type)).toContain(operatorOf(test));
      const root = { type: 'object', fields: { a: { type: type ?? 'string' } } } as const;
      const compiled = compilePredicate(writeRule({ ...EMPTY, blocks: [{ kind: 'field', path: 'a', test }] }), {
        root,
      });
      expect(compiled.ok, `${type}`).toBe(true);
    }
  });

  it('each give a test of that choice the language takes for the type, whatever was chosen before', () => {
    const chosen = fc
      .constantFrom(...TYPES)
      .chain((type) => fc.tuple(fc.constant(type), fc.array(fc.constantFrom(...operatorsFor(type)), { minLength: 1 })));
    fc.assert(
      fc.property(chosen, ([type, operators]) => {
        let test = firstTest(type, TODAY);
        for (const operator of operators) {
          test = withOperator(test, operator, type, TODAY);
          expect(operatorOf(test)).toBe(operator);
        }
        const root = { type: 'object', fields: { a: { type: type ?? 'string' } } } as const;
        const rule = writeRule({ ...EMPTY, blocks: [{ kind: 'field', path: 'a', test }] });
        const compiled = compilePredicate(rule, { root });
        expect(compiled.ok ? [] : compiled.diagnostics, rule).toEqual([]);
      }),
    );
  });

  it('keep the value where the new choice takes one of its kind', () => {
    const is: Test = { kind: 'compare', operator: '=', value: 'gold' };
    const to = (test: Test, ...operators: Parameters<typeof withOperator>[1][]) =>
      operators.reduce((now, operator) => withOperator(now, operator, 'string', TODAY), test);
    expect(to(is, 'in')).toEqual({ kind: 'list', operator: 'in', values: ['gold'] });
    expect(to(is, 'in', 'contains')).toEqual({ kind: 'text', operator: 'contains', value: 'gold' });
    expect(to(is, 'endsWith', '!=')).toEqual({ kind: 'compare', operator: '!=', value: 'gold' });
    expect(to(is, 'isNull', '=')).toEqual({ kind: 'compare', operator: '=', value: '' });
    const day: Test = { kind: 'day', operator: 'on', day: '2001-02-03' };
    expect(to(day, 'before')).toEqual({ kind: 'day', operator: 'before', day: '2001-02-03' });
    const last: Test = { kind: 'distance', operator: '<=', amount: 3, unit: 'week', direction: 'before' };
    expect(to(last, '> after')).toEqual({ ...last, operator: '>', direction: 'after' });
    const month: Test = { kind: 'calendar', which: 'last', unit: 'month' };
    expect(to(month, 'during')).toBe(month);
    expect(to(month, 'contains')).toEqual({ kind: 'text', operator: 'contains', value: '' });
  });

  it('have the present one among them, also when a rule asks what the builder does not offer', () => {
    const greater: Test = { kind: 'compare', operator: '>', value: 'a' };
    expect(offered(operatorsFor('string'), greater)).toEqual([...operatorsFor('string'), '>']);
    expect(offered(operatorsFor('number'), greater)).toBe(operatorsFor('number'));
  });

  it('of the time of an event give windows', () => {
    for (const operator of WINDOW_OPERATORS) expect(operatorOf(withWindow(undefined, operator))).toBe(operator);
    const window = withWindow(undefined, '<= before');
    expect(withWindow(window, '> before')).toEqual({ ...window, operator: '>' });
  });
});
