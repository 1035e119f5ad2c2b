import type { Expression } from '../../../languages/dataprep/index.ts';
import { isPlain } from './tree.ts';

/** A tree as an expression that reads back as the same tree. Every part that could bind otherwise stands in brackets. */
export function print(node: Expression): string {
  switch (node.kind) {
    case 'literal':
      return typeof node.value === 'string' ? quoted(node.value) : String(node.value);
    case 'field':
      return node.quoted ? braced(node.name) : node.name;
    case 'member':
      return `${tight(node.target)}.${nameText(node.name)}`;
    case 'index':
      return `${tight(node.target)}[${print(node.index)}]`;
    case 'wildcard':
      return `${tight(node.target)}[*]`;
    case 'call':
      return `${node.name}(${node.args.map(print).join(', ')})`;
    case 'method':
      return `${tight(node.target)}.${node.name}(${node.args.map(print).join(', ')})`;
    case 'unary':
      return `${node.operator} ${tight(node.operand)}`;
    case 'binary':
      return `${tight(node.left)} ${node.operator} ${tight(node.right)}`;
    case 'conditional':
      return `${tight(node.test)} ? ${tight(node.yes)} : ${tight(node.no)}`;
    case 'list':
      return `[${node.items.map(print).join(', ')}]`;
    case 'object':
      return `{${node.entries.map(({ key, value }) => `${quoted(key)}: ${print(value)}`).join(', ')}}`;
    case 'lambda':
      return node.parameters.length === 1
        ? `${node.parameters[0]} -> ${print(node.body)}`
        : `(${node.parameters.join(', ')}) -> ${print(node.body)}`;
  }
}

const CLOSED = new Set(['field', 'member', 'index', 'wildcard', 'call', 'method', 'list', 'object']);

function tight(node: Expression): string {
  return CLOSED.has(node.kind) ? print(node) : `(${print(node)})`;
}

function nameText(name: string): string {
  return isPlain(name) ? name : braced(name);
}

function braced(name: string): string {
  return `\${${name.replace(/[\\}]/g, '\\$&')}}`;
}

function quoted(text: string): string {
  return `"${text.replace(/[\\"]/g, '\\$&')}"`;
}

/** The tree without its places in the text, which a second reading need not share. */
export function withoutSpans(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withoutSpans);
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(
    Object.entries(node).flatMap(([key, value]) =>
      key === 'span' || key === 'nameSpan' ? [] : [[key, withoutSpans(value)]],
    ),
  );
}
