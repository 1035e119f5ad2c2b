import { type Column, type ColumnTree, sqlType } from '../columns.ts';
import { identifier, literal } from '../quote.ts';

/** A dataset as a view: its columns and the local files that hold its rows. */
export interface ViewSource {
  readonly table: string;
  /** As the files have them. */
  readonly tree: ColumnTree;
  /** What of them the view shows. */
  readonly visible: ColumnTree;
  readonly typed: readonly string[];
  readonly text: readonly string[];
}

/** A reading of the files with exactly the given columns; what a file does not have is null. Members are found by name. */
export function readTyped(files: readonly string[], types: readonly (readonly [string, string])[]): string {
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
 * The view of a dataset: all columns of its schema the caller may see, with their types, whatever the files hold. A value that did not
 * fit its type is null here; the file has it.
 */
export function createView({ table, tree, visible, typed, text }: ViewSource): string {
  const whole = everyColumn(tree, typed, text);
  if (visible === tree) return `CREATE VIEW ${identifier(table)} AS ${whole}`;
  // Files are read with all members and then cast: a struct of which a file has hidden members alone could not be read otherwise.
  const shown = visible.columns.map((column) => {
    const name = identifier(column.name);
    return `CAST(${name} AS ${sqlType(column)}) AS ${name}`;
  });
  return `CREATE VIEW ${identifier(table)} AS SELECT ${shown.join(', ')} FROM (${whole})`;
}

function everyColumn({ columns }: ColumnTree, typed: readonly string[], text: readonly string[]): string {
  const selects: string[] = [];
  if (typed.length > 0)
    selects.push(
      `SELECT * FROM ${readTyped(
        typed,
        columns.map((column) => [column.name, sqlType(column)]),
      )}`,
    );
  if (text.length > 0) {
    selects.push(
      `SELECT ${columns.map(fromText).join(', ')} FROM ${readTyped(
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
  return selects.join(' UNION ALL ');
}
