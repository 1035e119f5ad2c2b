import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  compileExpression,
  fromJson,
  type JsonExpression,
  parsePql,
  pqlFunctions,
  printPql,
  toJson,
} from '../index.ts';
import { plain } from './plain.ts';
import { eventRoot, events, inSegment, now, profile, profileRoot } from './sample.ts';

interface Case {
  readonly name: string;
  /** Text, or the tree of pql/json. */
  readonly expression: string | JsonExpression;
  readonly result?: unknown;
  /** Code of the first diagnostic. */
  readonly error?: string;
}

const FOLDER = new URL('.', import.meta.url);

function run(expression: string | JsonExpression): { result?: unknown; error?: string } {
  const compiled = compileExpression(expression, { root: profileRoot, eventRoot });
  if (!compiled.ok) return { error: compiled.diagnostics[0]!.code };
  return { result: plain(compiled.expression.evaluate(profile, events, now, inSegment)) };
}

function jsonOf(text: string): JsonExpression {
  const { expression } = parsePql(text);
  const written = toJson(expression!);
  if (!written.ok) throw new Error(JSON.stringify(written.diagnostics));
  return written.json;
}

for (const file of readdirSync(FOLDER).filter((name) => name.endsWith('.json'))) {
  describe(file, () => {
    const cases = JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')) as readonly Case[];
    it.each(cases)('$name: $expression', ({ expression, result, error }) => {
      expect(run(expression)).toEqual(error === undefined ? { result } : { error });
    });

    const texts = cases.flatMap((one) =>
      one.error === undefined && typeof one.expression === 'string' ? [{ ...one, expression: one.expression }] : [],
    );
    it.each(texts)('$name in JSON and back as text means the same: $expression', ({ expression, result }) => {
      const json = jsonOf(expression);
      expect(run(JSON.parse(JSON.stringify(json)) as JsonExpression)).toEqual({ result });
      const read = fromJson(json);
      if (!read.ok) throw new Error(JSON.stringify(read.diagnostics));
      const text = printPql(read.expression);
      expect(run(text)).toEqual({ result });
      expect(jsonOf(text)).toEqual(json);
    });
  });
}

describe('examples of the functions', () => {
  const examples = pqlFunctions.flatMap(({ name, examples }) => examples.map((example) => ({ name, ...example })));
  it.each(examples)('$name: $expression', ({ expression, result }) => {
    expect(run(expression)).toEqual({ result: plain(result) });
    expect(run(jsonOf(expression))).toEqual({ result: plain(result) });
  });
});
