import { readFileSync } from 'node:fs';
import type { SyntaxNode } from '@lezer/common';
import { array, assert, constantFrom, property } from 'fast-check';
import { expect, describe as group, test } from 'vitest';
import {
  type Expression,
  functions,
  OPERATORS,
  parseExpression,
  RESERVED_WORDS,
} from '../../../../languages/dataprep/index.ts';
import { parser } from './dataprep-parser.generated.ts';

interface Case {
  readonly expression: string;
  readonly code?: string;
  readonly accepted?: boolean;
}

const cases = (file: string): readonly Case[] =>
  JSON.parse(readFileSync(new URL(`../../../../languages/dataprep/cases/${file}.json`, import.meta.url), 'utf8'));

const ACCEPTED: readonly string[] = [
  ...['documented', 'documented-repaired', 'decided', 'language', 'dates']
    .flatMap(cases)
    .map(({ expression }) => expression),
  ...functions.flatMap(({ examples }) => examples.map(({ expression }) => expression)),
  ...OPERATORS.map(({ example }) => example),
  ...cases('syntax').flatMap(({ expression, accepted }) => (accepted === true ? [expression] : [])),
];
/** What the language refuses for its form; a regular expression or a number of arguments is no matter of grammar. */
const REFUSED: readonly string[] = [
  ...cases('refused').flatMap(({ expression, code }) => (/^SYNTAX-|-RESERVED$/.test(code ?? '') ? [expression] : [])),
  ...cases('syntax').flatMap(({ expression, accepted }) => (accepted === false ? [expression] : [])),
];

/** Kind and place of every part, outermost first: what both must see alike. */
type Shape = readonly [kind: string, start: number, end: number];

const KINDS: Readonly<Record<string, string>> = {
  Field: 'field',
  String: 'literal',
  Number: 'literal',
  Boolean: 'literal',
  Null: 'literal',
  List: 'list',
  Object: 'object',
  Call: 'call',
  Method: 'method',
  Member: 'member',
  Index: 'index',
  Wildcard: 'wildcard',
  Unary: 'unary',
  Binary: 'binary',
  Conditional: 'conditional',
  Lambda: 'lambda',
};

function editorShape(text: string): readonly Shape[] | undefined {
  const found: Shape[] = [];
  let broken = false;
  const visit = (node: SyntaxNode, outer?: SyntaxNode): void => {
    if (node.type.isError) broken = true;
    // A bracket belongs to what stands in it.
    const { from, to } = outer ?? node;
    const kind = KINDS[node.name];
    const key = node.parent?.name === 'Key';
    if (kind !== undefined && !key) found.push([kind, from, to]);
    for (let child = node.firstChild; child !== null; child = child.nextSibling)
      visit(child, node.name === 'Group' ? (outer ?? node) : undefined);
  };
  visit(parser.parse(text).topNode);
  return broken ? undefined : found;
}

function languageShape(text: string): readonly Shape[] | undefined {
  const { tree } = parseExpression(text);
  if (tree === undefined) return undefined;
  const found: Shape[] = [];
  const visit = (node: Expression): void => {
    const elvis = node.kind === 'binary' && (node.operator === '?:' || node.operator === '??');
    found.push([elvis ? 'conditional' : node.kind, node.span.start, node.span.end]);
    partsOf(node).forEach(visit);
  };
  visit(tree);
  return found;
}

function partsOf(node: Expression): readonly Expression[] {
  return Object.values(node).flatMap((member) =>
    Array.isArray(member)
      ? member.flatMap((one) => (typeof one === 'object' ? [one.kind === undefined ? one.value : one] : []))
      : typeof member === 'object' && member !== null && 'kind' in member
        ? [member as Expression]
        : [],
  );
}

const inOrder = (shapes: readonly Shape[] | undefined) => shapes?.map((shape) => shape.join(' ')).sort();

group('the grammar of the editor and the parser of the language', () => {
  test.each([...new Set(ACCEPTED)])('both accept and see the same in: %s', (text) => {
    expect(languageShape(text)).toBeDefined();
    expect(inOrder(editorShape(text))).toEqual(inOrder(languageShape(text)));
  });

  test.each(REFUSED)('both refuse: %s', (text) => {
    expect(languageShape(text)).toBeUndefined();
    expect(editorShape(text)).toBeUndefined();
  });

  test('see the same in whatever the language accepts', () => {
    const pieces = [
      ...OPERATORS.map(({ operatorSymbol }) => operatorSymbol),
      ...[...RESERVED_WORDS, 'true', 'false'],
      ...[
        'a',
        'b.c',
        'x',
        'f(',
        ')',
        '(',
        '[',
        ']',
        '{',
        '}',
        ',',
        '.',
        ':',
        '?',
        '->',
        '[*]',
        '"t"',
        "'t'",
        '1',
        '2.5',
      ],
      ...[`$\{odd}`, 'x -> ', '(x, y) -> ', '"k": ', 'a', 'b', '1', ')', '+', 'and'],
    ];
    let accepted = 0;
    assert(
      property(array(constantFrom(...pieces), { minLength: 1, maxLength: 9 }), (tokens) => {
        const text = tokens.join(' ');
        const wanted = languageShape(text);
        if (wanted === undefined) return;
        accepted += 1;
        expect(inOrder(editorShape(text))).toEqual(inOrder(wanted));
      }),
      { numRuns: 20_000 },
    );
    expect(accepted).toBeGreaterThan(500);
  });

  test('read a text that is not finished as far as it goes', () => {
    const { topNode } = parser.parse('concat(upper(a), b.');
    expect(topNode.getChild('Call')?.getChild('Arguments')?.getChildren('Expression')).toHaveLength(2);
  });
});
