import type { Field } from '@meniscus/languages/xdm';
import { identifier } from './quote.ts';

/**
 * A column or a member of one, as the lake stores it. `json` holds what has no fixed shape (free objects, objects whose
 * keys differ only in case, which SQL cannot tell apart) as JSON text.
 */
export interface Column {
  readonly name: string;
  readonly kind: 'scalar' | 'struct' | 'list' | 'map' | 'json';
  /** Scalars: the SQL type. */
  readonly type?: string;
  /** Structs: members. */
  readonly members?: readonly Column[];
  /** Lists and maps: the element. */
  readonly item?: Column;
  /** Number of this column in its tree, for marking which occurred. */
  readonly index: number;
}

/** Columns of a schema. */
export interface ColumnTree {
  readonly columns: readonly Column[];
  /** How many columns and members there are: one more than the highest `index`. */
  readonly size: number;
}

/** Adobe's name for what the platform adds to a row; always the first column. */
export const SYSTEM_COLUMN = '_acp_system_metadata';

const SYSTEM: Field = {
  type: 'object',
  fields: { xactionId: { type: 'string' }, receivedAt: { type: 'long' }, flowId: { type: 'string' } },
};

const SCALARS: Readonly<Record<string, string>> = {
  string: 'VARCHAR',
  number: 'DOUBLE',
  long: 'BIGINT',
  int: 'INTEGER',
  short: 'SMALLINT',
  byte: 'TINYINT',
  boolean: 'BOOLEAN',
  date: 'DATE',
  'date-time': 'TIMESTAMP WITH TIME ZONE',
};

function sameInAnyCase(names: readonly string[]): boolean {
  return new Set(names.map((name) => name.toLowerCase())).size < names.length;
}

class Builder {
  size = 0;

  column(name: string, field: Field): Column {
    const index = this.size;
    this.size += 1;
    if (field.type === 'object') return this.#object(name, index, field);
    if (field.type === 'array') return { name, index, kind: 'list', item: this.#item(field.items) };
    if (field.type === 'map') return { name, index, kind: 'map', item: this.#item(field.values) };
    return { name, index, kind: 'scalar', type: SCALARS[field.type] ?? 'VARCHAR' };
  }

  #item(field: Field | undefined): Column {
    if (field !== undefined) return this.column('', field);
    this.size += 1;
    return { name: '', index: this.size - 1, kind: 'json' };
  }

  /** An open object keeps its unknown keys only as JSON. */
  #object(name: string, index: number, field: Field): Column {
    const names = Object.keys(field.fields ?? {});
    if (field.open === true || names.length === 0 || sameInAnyCase(names)) return { name, index, kind: 'json' };
    return { name, index, kind: 'struct', members: names.map((member) => this.column(member, field.fields![member]!)) };
  }
}

const trees = new WeakMap<Field, ColumnTree>();

/**
 * The columns of a schema's root. The same root gives the same tree (compared by identity), so a change of the schema
 * shows as another tree. Of top-level fields that differ only in case the first becomes a column; rows with the other one
 * are stored as JSON text.
 */
export function columnsOf(root: Field): ColumnTree {
  const known = trees.get(root);
  if (known !== undefined) return known;
  const builder = new Builder();
  const seen = new Set([SYSTEM_COLUMN]);
  const columns = [builder.column(SYSTEM_COLUMN, SYSTEM)];
  for (const [name, field] of Object.entries(root.fields ?? {})) {
    if (seen.has(name.toLowerCase())) continue;
    seen.add(name.toLowerCase());
    columns.push(builder.column(name, field));
  }
  const tree = { columns, size: builder.size };
  trees.set(root, tree);
  return tree;
}

/** SQL type of a column. With `occurs`, members that did not occur are left out (a struct keeps at least its first). */
export function sqlType(column: Column, occurs?: (column: Column) => boolean): string {
  if (column.kind === 'scalar') return column.type!;
  if (column.kind === 'json') return 'JSON';
  if (column.kind === 'list') return `${sqlType(column.item!, occurs)}[]`;
  if (column.kind === 'map') return `MAP(VARCHAR, ${sqlType(column.item!, occurs)})`;
  const members = column.members!;
  const kept = occurs === undefined ? members : members.filter(occurs);
  const written = kept.length === 0 ? members.slice(0, 1) : kept;
  return `STRUCT(${written.map((member) => `${identifier(member.name)} ${sqlType(member, occurs)}`).join(', ')})`;
}
