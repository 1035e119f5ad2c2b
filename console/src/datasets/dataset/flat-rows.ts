/** Rows of a table with one column for each field that has a value somewhere. */
export interface FlatRows {
  /** Paths of fields, as in `loyalty.points`. */
  readonly columns: readonly string[];
  readonly rows: readonly ReadonlyMap<string, unknown>[];
  /** Columns of the table none of the rows has a value in. */
  readonly empty: number;
}

/** Fields the platform itself adds to a row; after those of the schema. */
const SYSTEM = '_acp_system_metadata';

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function collect(path: string, value: unknown, into: Map<string, unknown>): void {
  if (value === null || value === undefined) return;
  if (!isObject(value)) into.set(path, value);
  else for (const [name, inner] of Object.entries(value)) collect(`${path}.${name}`, inner, into);
}

/** Takes nested values apart; lists stay whole. */
export function flatRows(columns: readonly string[], rows: readonly (readonly unknown[])[]): FlatRows {
  const inOrder = columns
    .map((name, index) => ({ name, index }))
    .sort((a, b) => Number(a.name === SYSTEM) - Number(b.name === SYSTEM));
  const byColumn = new Map(inOrder.map(({ name }) => [name, new Set<string>()]));
  const flat = rows.map((row) => {
    const values = new Map<string, unknown>();
    for (const { name, index } of inOrder) {
      const inside = new Map<string, unknown>();
      collect(name, row[index], inside);
      for (const [path, value] of inside) {
        byColumn.get(name)!.add(path);
        values.set(path, value);
      }
    }
    return values;
  });
  const paths = [...byColumn.values()];
  return {
    columns: paths.flatMap((found) => [...found]),
    rows: flat,
    empty: paths.filter(({ size }) => size === 0).length,
  };
}
