/** A name that can stand in a statement, with what can follow it after a dot. */
export interface Column {
  readonly name: string;
  /** Its SQL type; that of a structure in short. */
  readonly type: string;
  readonly fields: readonly Column[];
}

/** A table with its columns. */
export interface Table {
  readonly name: string;
  readonly columns: readonly Column[];
}

/** Splits at commas outside of parentheses and quotes. */
function parts(text: string): readonly string[] {
  const found: string[] = [];
  let depth = 0;
  let quoted = false;
  let from = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (character === '(') depth += 1;
    else if (character === ')') depth -= 1;
    else if (character === ',' && depth === 0) {
      found.push(text.slice(from, at).trim());
      from = at + 1;
    }
  }
  return [...found, text.slice(from).trim()];
}

/** `name TYPE`, where a name that is no plain word is in quotes. */
function field(text: string): Column {
  const [, quoted, plain = ''] = /^(?:"((?:[^"]|"")*)"|(\S+))\s/.exec(text) ?? [];
  const name = quoted?.replaceAll('""', '"') ?? plain;
  return column(name, text.slice((quoted === undefined ? plain : `"${quoted}"`).length).trim());
}

/**
 * A column of the type the engine names, with the fields inside it: `STRUCT(tier VARCHAR, points DOUBLE)`. What is in a
 * list or a map has no name of its own.
 */
export function column(name: string, type: string): Column {
  const [, inside] = /^STRUCT\((.*)\)$/s.exec(type) ?? [];
  if (inside !== undefined) return { name, type: 'STRUCT', fields: parts(inside).map(field) };
  const short = type.endsWith('[]') ? 'LIST' : type.startsWith('MAP(') ? 'MAP' : type;
  return { name, type: short, fields: [] };
}

/** Tables of rows `[table, column, type]`, in their order. */
export function tablesOf(rows: readonly (readonly unknown[])[]): readonly Table[] {
  const byName = new Map<string, Column[]>();
  for (const [table, name, type] of rows) {
    const columns = byName.get(String(table)) ?? [];
    columns.push(column(String(name), String(type)));
    byName.set(String(table), columns);
  }
  return [...byName].map(([name, columns]) => ({ name, columns }));
}
