import type { Column, Table } from './columns.ts';

/** One thing that can stand where the cursor is. */
export interface SqlCompletion {
  readonly kind: 'table' | 'column';
  readonly label: string;
  /** What goes into the statement: quoted where the name is no plain word. */
  readonly insert: string;
  /** Its type; of a table, how many columns it has. */
  readonly detail: string | number;
}

/** Completions and where the name they take the place of begins. */
export interface SqlCompletions {
  readonly from: number;
  readonly options: readonly SqlCompletion[];
}

const PLAIN = /^[A-Za-z_][A-Za-z0-9_]*$/;
/** Words the engine takes for its own where a name could stand; of those, the ones fields have as names. */
const RESERVED = new Set(
  'all and any as asc between both case cast check collate column constraint default desc describe distinct do else end except false fetch for foreign from group having in into is join limit not null offset on only or order primary references select show some summarize table then to true union unique using when where window with'.split(
    ' ',
  ),
);
const PATH = /(?:(?:"[^"]*"|[A-Za-z_]\w*)\.)*(?:"[^"]*|[A-Za-z_]\w*)?$/;
const NAME = /"[^"]*"|[A-Za-z_]\w*/g;
/** `from orders o` and `join "orders" as o`: a table and its other name. */
const ALIASED = /\b(?:from|join)\s+("[^"]*"|\w+)\s+(?:as\s+)?("[^"]*"|\w+)/gi;
const TABLE_EXPECTED = /\b(?:from|join|describe|summarize)\s+$/i;

function bare(name: string): string {
  return name.replaceAll('"', '');
}

/** The name as it has to be written. */
export function quotedName(name: string): string {
  return PLAIN.test(name) && !RESERVED.has(name.toLowerCase()) ? name : `"${name.replaceAll('"', '""')}"`;
}

function byName<T extends { readonly name: string }>(all: readonly T[], name: string): T | undefined {
  const wanted = name.toLowerCase();
  return all.find((one) => one.name.toLowerCase() === wanted);
}

function columnOption({ name, type }: Column): SqlCompletion {
  return { kind: 'column', label: name, insert: quotedName(name), detail: type };
}

/** Tables of the statement, by their own names and by those it gives them. */
function tablesIn(statement: string, tables: readonly Table[]): ReadonlyMap<string, Table> {
  const found = new Map<string, Table>();
  for (const [name] of statement.matchAll(NAME)) {
    const table = byName(tables, bare(name));
    if (table !== undefined) found.set(table.name.toLowerCase(), table);
  }
  for (const [, of, as] of statement.matchAll(ALIASED)) {
    const table = byName(tables, bare(of!));
    if (table !== undefined && !RESERVED.has(as!.toLowerCase())) found.set(bare(as!).toLowerCase(), table);
  }
  return found;
}

/** What can follow the dotted names before the cursor. */
function inside(path: readonly string[], named: ReadonlyMap<string, Table>): readonly Column[] {
  const [first = '', ...rest] = path;
  const table = named.get(first.toLowerCase());
  const start =
    table?.columns ?? [...named.values()].map(({ columns }) => byName(columns, first)?.fields).find((one) => one) ?? [];
  return rest.reduce<readonly Column[]>((columns, name) => byName(columns, name)?.fields ?? [], start);
}

/**
 * What can be written at a place of a statement: tables after FROM and JOIN, after a dot the columns of a table or the fields
 * of a column, elsewhere the columns of the tables the statement names, and tables.
 */
export function completeSql(statement: string, position: number, tables: readonly Table[]): SqlCompletions {
  const before = statement.slice(0, position);
  const path = PATH.exec(before)![0];
  const cut = path.lastIndexOf('.') + 1;
  const from = position - (path.length - cut);
  const named = tablesIn(statement, tables);
  if (cut > 0) {
    const names = [...path.slice(0, cut - 1).matchAll(NAME)].map(([name]) => bare(name));
    return { from, options: inside(names, named).map(columnOption) };
  }
  const tableOptions = tables.map(({ name, columns }): SqlCompletion => {
    return { kind: 'table', label: name, insert: quotedName(name), detail: columns.length };
  });
  if (TABLE_EXPECTED.test(before.slice(0, from))) return { from, options: tableOptions };
  const columns = new Map(
    [...new Set(named.values())].flatMap((table) => table.columns.map((one) => [one.name, columnOption(one)] as const)),
  );
  return { from, options: [...columns.values(), ...tableOptions] };
}
