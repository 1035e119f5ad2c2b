import type { SyntaxNode } from '@lezer/common';
import { catalogue, type FunctionSpec, methods, OPERATOR_WORDS, OPERATORS } from '@meniscus/languages/dataprep';
import { parser } from './dataprep-parser.generated.ts';

/** What a part of the language does: the code of the text among those of its kind, and the text in English. */
export interface Help {
  readonly kind: 'function' | 'operator';
  readonly code: string;
  readonly english: string;
}

/** The help that belongs to a place of an expression: what it is about, and where that stands. */
export interface PlacedHelp extends Help {
  readonly from: number;
  readonly to: number;
  readonly title: string;
}

/** How a function is called, under one of its names; the value a method is called on is not written again. */
export function callOf({ parameters, method }: FunctionSpec, name: string): string {
  const written = parameters
    .slice(method === true ? 1 : 0)
    .map(
      ({ name: parameter, optional, repeats }) =>
        `${parameter}${repeats === true ? '…' : optional === true ? '?' : ''}`,
    );
  return `${name}(${written.join(', ')})`;
}

/** What a function or method does. */
export function functionHelp({ name, prose }: FunctionSpec): Help {
  return { kind: 'function', code: name, english: prose };
}

/** What an operator does. */
export function operatorHelp({ methodName, description }: { methodName: string; description: string }): Help {
  return { kind: 'operator', code: methodName, english: description };
}

/** What the function, method or operator at a place does; undefined where there is none. */
export function helpAt(text: string, position: number, side: -1 | 1): PlacedHelp | undefined {
  const inner = parser.parse(text).resolveInner(position, side);
  const node = inner.parent?.name === 'Operator' ? inner.parent : inner;
  const { from, to } = node;
  const written = text.slice(from, to);
  const found = functionAt(node, written) ?? operatorAt(node, written);
  return found && { from, to, ...found };
}

type Titled = Help & { readonly title: string };

function functionAt({ name, parent }: SyntaxNode, written: string): Titled | undefined {
  const specs = name === 'FunctionName' ? catalogue : parent?.name === 'Method' ? methods : undefined;
  const spec = specs?.get(written);
  return spec && { ...functionHelp(spec), title: callOf(spec, written) };
}

const OPERANDS: Readonly<Record<string, number>> = { Unary: 1, Binary: 2, Conditional: 2, Index: 2 };
/** Operators in two parts, by each of them. */
const WHOLE: Readonly<Record<string, string>> = { '?': '?:', ':': '?:', '[': '[]', ']': '[]' };

function operatorAt({ parent }: SyntaxNode, written: string): Titled | undefined {
  const around = parent?.name ?? '';
  const operands = around === 'Conditional' && written.length === 1 ? 3 : OPERANDS[around];
  const symbol = OPERATOR_WORDS.find(({ word }) => word === written)?.symbol ?? WHOLE[written] ?? written;
  const spec = OPERATORS.find((one) => one.operatorSymbol === symbol && one.numberOfOperands === operands);
  return spec && { ...operatorHelp(spec), title: spec.example };
}
