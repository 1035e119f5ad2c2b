import type { Span } from '@meniscus/languages/syntax';

/** Symbols of two-operand operators; word forms (`and`, `eq`, `div`, …) are read as their symbol. */
export type BinarySymbol =
  | '||'
  | '&&'
  | '|'
  | '^'
  | '&'
  | '=='
  | '!='
  | '<'
  | '>'
  | '<='
  | '>='
  | '=~'
  | '!~'
  | '=^'
  | '=$'
  | '+'
  | '-'
  | '*'
  | '/'
  | '%'
  | '?:'
  | '??';

export type UnarySymbol = '-' | '+' | '~' | '!' | 'empty' | 'size';

/** A parsed expression. Every node knows its place in the text. */
export type Expression =
  | {
      readonly kind: 'literal';
      readonly value: string | number | boolean | null;
      readonly fraction: boolean;
      readonly span: Span;
    }
  | { readonly kind: 'field'; readonly name: string; readonly quoted: boolean; readonly span: Span }
  | { readonly kind: 'member'; readonly target: Expression; readonly name: string; readonly span: Span }
  | { readonly kind: 'index'; readonly target: Expression; readonly index: Expression; readonly span: Span }
  | { readonly kind: 'wildcard'; readonly target: Expression; readonly span: Span }
  | {
      readonly kind: 'call';
      readonly name: string;
      readonly nameSpan: Span;
      readonly args: readonly Expression[];
      readonly span: Span;
    }
  | {
      readonly kind: 'method';
      readonly target: Expression;
      readonly name: string;
      readonly nameSpan: Span;
      readonly args: readonly Expression[];
      readonly span: Span;
    }
  | { readonly kind: 'unary'; readonly operator: UnarySymbol; readonly operand: Expression; readonly span: Span }
  | {
      readonly kind: 'binary';
      readonly operator: BinarySymbol;
      readonly left: Expression;
      readonly right: Expression;
      readonly span: Span;
    }
  | {
      readonly kind: 'conditional';
      readonly test: Expression;
      readonly yes: Expression;
      readonly no: Expression;
      readonly span: Span;
    }
  | { readonly kind: 'list'; readonly items: readonly Expression[]; readonly span: Span }
  | {
      readonly kind: 'object';
      readonly entries: readonly { readonly key: string; readonly value: Expression }[];
      readonly span: Span;
    }
  | {
      readonly kind: 'lambda';
      readonly parameters: readonly string[];
      readonly body: Expression;
      readonly span: Span;
    };

/** The nodes directly below a node. */
export function children(node: Expression): readonly Expression[] {
  switch (node.kind) {
    case 'literal':
    case 'field':
      return [];
    case 'member':
    case 'wildcard':
      return [node.target];
    case 'index':
      return [node.target, node.index];
    case 'call':
      return node.args;
    case 'method':
      return [node.target, ...node.args];
    case 'unary':
      return [node.operand];
    case 'binary':
      return [node.left, node.right];
    case 'conditional':
      return [node.test, node.yes, node.no];
    case 'list':
      return node.items;
    case 'object':
      return node.entries.map(({ value }) => value);
    case 'lambda':
      return [node.body];
  }
}

/**
 * Dotted paths of the source fields an expression reads (`loyalty.points`, `items[*].sku`), each once, in reading order:
 * what the API calls `expressionAttributes`.
 */
export function readPaths(root: Expression): readonly string[] {
  const found = new Set<string>();
  const bound: string[] = [];
  const visit = (node: Expression): void => {
    const path = pathText(node);
    if (path !== undefined) {
      if (!bound.includes(path.root)) found.add(path.text);
      return;
    }
    if (node.kind === 'lambda') bound.push(...node.parameters);
    children(node).forEach(visit);
    if (node.kind === 'lambda') bound.length -= node.parameters.length;
  };
  visit(root);
  return [...found];
}

function pathText(node: Expression): { text: string; root: string } | undefined {
  if (node.kind === 'field') return { text: node.name, root: node.name };
  if (node.kind !== 'member' && node.kind !== 'wildcard' && node.kind !== 'index') return undefined;
  const target = pathText(node.target);
  if (target === undefined) return undefined;
  if (node.kind === 'member') return { ...target, text: `${target.text}.${node.name}` };
  if (node.kind === 'wildcard') return { ...target, text: `${target.text}[*]` };
  return node.index.kind === 'literal' ? { ...target, text: `${target.text}[${String(node.index.value)}]` } : undefined;
}
