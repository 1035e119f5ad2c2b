import type { Column, ColumnTree } from './columns.ts';

/** One line of the schema of a Parquet file: depth first, a group before its children. */
export interface ParquetField {
  readonly name: string;
  readonly children: number;
}

interface Node {
  readonly name: string;
  readonly children: readonly Node[];
}

/**
 * Marks the columns and members a Parquet file has, by their index; false when the file has something the tree does not. The
 * first line is the file itself. Lists and maps stand in groups of their own (`list.element`, `key_value.key|value`).
 */
export function markOccurring(fields: readonly ParquetField[], tree: ColumnTree, seen: Set<number>): boolean {
  const [root] = nodesOf(fields);
  return root !== undefined && marked(root.children, tree.columns, seen);
}

function nodesOf(fields: readonly ParquetField[]): readonly Node[] {
  let at = 0;
  const next = (): Node => {
    const { name, children } = fields[at]!;
    at += 1;
    return { name, children: Array.from({ length: children }, next) };
  };
  const nodes: Node[] = [];
  while (at < fields.length) nodes.push(next());
  return nodes;
}

function marked(nodes: readonly Node[], columns: readonly Column[], seen: Set<number>): boolean {
  return nodes.every((node) => {
    const column = columns.find(({ name }) => name === node.name);
    return column !== undefined && mark(node, column, seen);
  });
}

function mark(node: Node, column: Column, seen: Set<number>): boolean {
  seen.add(column.index);
  const { kind, members, item } = column;
  if (kind === 'struct') return marked(node.children, members!, seen);
  if (kind === 'scalar' || kind === 'json') return node.children.length === 0;
  const inner = kind === 'list' ? node.children[0]?.children[0] : node.children[0]?.children[1];
  return inner !== undefined && mark(inner, item!, seen);
}
