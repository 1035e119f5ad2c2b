import type { SyntaxNode, Tree } from '@lezer/common';
import { type FunctionSpec, functions, OPERATOR_WORDS, RESERVED_WORDS } from '@meniscus/languages/dataprep';
import { parser } from './dataprep-parser.generated.ts';
import { callOf, functionHelp, type Help, operatorHelp } from './help.ts';

/** One thing that can stand where the cursor is. */
export interface Completion {
  readonly kind: 'function' | 'method' | 'field' | 'parameter' | 'word';
  /** What the list shows and the person types. */
  readonly label: string;
  /** What goes into the text; braces where a name needs them. */
  readonly insert: string;
  /** Beside the label: how a function is called. */
  readonly detail?: string;
  /** Below it: what it does. */
  readonly help?: Help;
}

/** Completions and where the name they take the place of begins. */
export interface Completions {
  readonly from: number;
  readonly options: readonly Completion[];
}

const NAME_BEFORE = /[\p{L}$_][\p{L}\p{N}$_]*$/u;
const PLAIN_NAME = /^[\p{L}$_][\p{L}\p{N}$_]*$/u;
/** After these a value has ended, so that an operator follows. */
const VALUE_BEFORE = /[\p{L}\p{N}$_)\]}"']\s+$/u;
const WORD_BEFORE = new RegExp(
  `(?:^|[^\\p{L}\\p{N}$_.])(?:${OPERATOR_WORDS.map(({ word }) => word).join('|')})\\s+$`,
  'u',
);

/**
 * What can stand at a place of an expression, from the declarations of the language and the fields of the source (dotted
 * paths, `orders[*].lines[*].sku`). Undefined inside of texts, numbers and braces.
 */
export function completionsAt(text: string, position: number, fields: readonly string[]): Completions | undefined {
  const tree = parser.parse(text);
  const node = tree.resolveInner(position, -1);
  if (['String', 'Number', 'QuotedName'].includes(node.name) && node.to >= position && node.from < position)
    return undefined;
  const before = text.slice(0, position);
  const from = position - (NAME_BEFORE.exec(before)?.[0].length ?? 0);
  const start = before.slice(0, from);
  const path = pathBefore(tree, text, from);
  // After the dot of something that is no path there are methods only.
  if (path !== undefined) return { from, options: [...(path === '' ? [] : fieldsBelow(path, fields)), ...METHODS] };
  if (VALUE_BEFORE.test(start) && !WORD_BEFORE.test(start)) return { from, options: BETWEEN };
  return { from, options: [...parametersAround(node, text), ...fieldsBelow('', fields), ...FUNCTIONS, ...WORDS] };
}

const FUNCTIONS: readonly Completion[] = functions
  .filter(({ method }) => method !== true)
  .flatMap((spec) => [spec.name, ...(spec.aliases ?? [])].map((name) => called('function', spec, name)));

const METHODS: readonly Completion[] = functions
  .filter(({ method }) => method === true)
  .map((spec) => called('method', spec, spec.name));

function called(kind: 'function' | 'method', spec: FunctionSpec, name: string): Completion {
  return { kind, label: name, insert: `${name}(`, detail: callOf(spec, name), help: functionHelp(spec) };
}

function word(label: string): Completion {
  return { kind: 'word', label, insert: label };
}

const [BETWEEN, BEFORE] = [true, false].map((between) =>
  OPERATOR_WORDS.flatMap((operator) =>
    operator.binary === between ? [{ ...word(operator.word), help: operatorHelp(operator) }] : [],
  ),
) as [Completion[], Completion[]];
const WORDS: readonly Completion[] = [...BEFORE, ...['true', 'false', 'null'].map(word)];

/** The path before a dot, without positions; empty when something else is there, undefined when there is no dot. */
function pathBefore(tree: Tree, text: string, end: number): string | undefined {
  if (text[end - 1] !== '.') return undefined;
  const target = tree.resolveInner(end, -1).parent?.firstChild ?? null;
  return target !== null && isPath(target) ? withoutPositions(text.slice(target.from, target.to)) : '';
}

function isPath(node: SyntaxNode): boolean {
  if (node.name === 'Field') return true;
  return ['Member', 'Index', 'Wildcard'].includes(node.name) && node.firstChild !== null && isPath(node.firstChild);
}

function withoutPositions(path: string): string {
  return path.replaceAll(/\[[^\]]*\]/g, '').replaceAll(/\$\{((?:\\.|[^\\}])*)\}/g, '$1');
}

function fieldsBelow(path: string, fields: readonly string[]): readonly Completion[] {
  const above = path === '' ? '' : `${path}.`;
  const names = fields.map(withoutPositions).flatMap((field) => {
    const rest = field.startsWith(above) ? field.slice(above.length) : '';
    return rest === '' ? [] : [rest.split('.', 1)[0]!];
  });
  return [...new Set(names)].map((name) => ({
    kind: 'field',
    label: name,
    insert: PLAIN_NAME.test(name) && !RESERVED_WORDS.has(name) ? name : `\${${name}}`,
  }));
}

/** Parameters of the lambdas around a place, innermost first. */
function parametersAround(node: SyntaxNode, text: string): readonly Completion[] {
  const found: Completion[] = [];
  for (let around: SyntaxNode | null = node; around !== null; around = around.parent) {
    if (around.name !== 'Lambda') continue;
    for (const { from, to } of around.getChild('Parameters')?.getChildren('Parameter') ?? []) {
      const name = text.slice(from, to);
      if (!found.some(({ label }) => label === name)) found.push({ kind: 'parameter', label: name, insert: name });
    }
  }
  return found;
}
