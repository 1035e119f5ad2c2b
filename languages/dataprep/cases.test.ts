import { readFileSync } from 'node:fs';
import { expect, describe as group, test } from 'vitest';
import { catalogue, functions, methods, prepareExpression } from './index.ts';

interface Case {
  readonly expression: string;
  readonly record?: unknown;
  readonly result: unknown;
}

function cases<T>(file: string): T[] {
  return JSON.parse(readFileSync(new URL(`./cases/${file}.json`, import.meta.url), 'utf8'));
}

/** What would be written to JSON. */
function evaluate({ expression, record = {} }: Omit<Case, 'result'>): unknown {
  const prepared = prepareExpression(expression);
  if (!prepared.ok) throw new Error(`${expression}: ${prepared.diagnostics.map(({ message }) => message).join('; ')}`);
  return JSON.parse(JSON.stringify(prepared.run(record, { now: Date.UTC(2026, 0, 1) })));
}

for (const [file, title] of [
  ['documented', 'the documented examples, as printed'],
  ['documented-repaired', 'the documented examples whose typing errors are repaired'],
  ['decided', 'the documented examples that contradict themselves, as decided'],
  ['language', 'operators, literals, paths and nesting'],
  ['dates', 'dates, patterns and zones'],
] as const) {
  group(title, () => {
    test.each(cases<Case>(file))('$expression', (each) => {
      expect(evaluate(each)).toEqual(each.result);
    });
  });
}

group('refused expressions say what, where and what helps', () => {
  test.each(cases<{ expression: string; code: string; start: number; end: number; hint?: string }>('refused'))(
    '$expression',
    ({ expression, ...wanted }) => {
      const prepared = prepareExpression(expression);
      const [first] = prepared.ok ? [] : prepared.diagnostics;
      expect(
        first && { code: first.code, ...first.span, ...(first.hint === undefined ? {} : { hint: first.hint }) },
      ).toEqual(wanted);
    },
  );
});

group('every function', () => {
  test.each(functions.flatMap((spec) => spec.examples.map((example) => ({ ...example, name: spec.name }))))(
    '$name: $expression',
    ({ expression, record, result }) => {
      expect(evaluate({ expression, record })).toEqual(result);
    },
  );

  test('has prose, an example and described parameters, and no name is taken twice', () => {
    for (const spec of functions) {
      expect(spec.prose).toMatch(/[.?]$/);
      expect(spec.examples.length).toBeGreaterThan(0);
      for (const { prose } of [...spec.parameters, spec.returns]) expect(prose).not.toBe('');
    }
    expect(catalogue.size + methods.size).toBe(
      functions.reduce((sum, { aliases = [] }) => sum + 1 + aliases.length, 0),
    );
  });

  test('gives null or a value for null arguments, or says what is wrong: it never breaks', () => {
    for (const spec of functions) {
      for (const count of [0, 1, 2, 3, 8]) {
        const args = Array.from({ length: count }, () => 'missing').join(', ');
        const prepared = prepareExpression(
          spec.method === true ? `missing.${spec.name}(${args})` : `${spec.name}(${args})`,
        );
        if (!prepared.ok) continue;
        try {
          prepared.run({}, { now: 0 });
        } catch (error) {
          expect((error as Error).name).toBe('EvaluationError');
        }
      }
    }
  });
});

test('each decided example stands in the decision with both readings', () => {
  const decision = readFileSync(
    new URL('../../docs/decisions/0024-where-mapping-pages-contradict-themselves.md', import.meta.url),
    'utf8',
  );
  for (const { expression, documented, why } of cases<{ expression: string; documented: string; why: string }>(
    'decided',
  ))
    for (const part of [expression, `printed: \`${documented}\``, why]) expect(decision).toContain(part);
});
