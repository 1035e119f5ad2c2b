import { type Column, type ColumnTree, sqlType } from '../columns.ts';
import { identifier, literal } from '../quote.ts';

/** A dataset as a view: its columns and the local files that hold its rows. */
export interface ViewSource {
  readonly table: string;
  readonly tree: ColumnTree;
  readonly typed: readonly string[];
  readonly text: readonly string[];
}

/** A reading of the files with exactly the given columns; what a file does not have is null. Members are found by name. */
function read(files: readonly string[], types: readonly (readonly [string, string])[]): string {
  const schema = types.map(
    ([name, type]) => `${literal(name)}: {name: ${literal(name)}, type: ${literal(type)}, default_value: NULL}`,
  );
  return `read_parquet([${files.map(literal).join(', ')}], schema = MAP {${schema.join(', ')}})`;
}

function fromText(column: Column): string {
  const name = identifier(column.name);
  if (column.kind === 'json') return name;
  if (column.type === 'VARCHAR') return `${name} ->> '$' AS ${name}`;
  return `TRY_CAST(${name} AS ${sqlType(column)}) AS ${name}`;
}

/**
 * The view of a dataset: all columns of its schema with their full types, whatever the files hold. A value that did not
 * fit its type is null here; the file has it.
 */
export function createView({ table, tree, typed, text }: ViewSource): string {
  const { columns } = tree;
  const selects: string[] = [];
  if (typed.length > 0)
    selects.push(
      `SELECT * FROM ${read(
        typed,
        columns.map((column) => [column.name, sqlType(column)]),
      )}`,
    );
  if (text.length > 0) {
    selects.push(
      `SELECT ${columns.map(fromText).join(', ')} FROM ${read(
        text,
        columns.map((column) => [column.name, 'JSON']),
      )}`,
    );
  }
  if (selects.length === 0) {
    selects.push(
      `SELECT ${columns.map((column) => `CAST(NULL AS ${sqlType(column)}) AS ${identifier(column.name)}`).join(', ')} LIMIT 0`,
    );
  }
  return `CREATE VIEW ${identifier(table)} AS ${selects.join(' UNION ALL ')}`;
}
