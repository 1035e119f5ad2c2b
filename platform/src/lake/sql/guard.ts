/**
 * What a statement may contain, judged on the engine's own syntax tree before anything of it runs.
 *
 * The engine is locked down as well (no file access but the query's own files, configuration locked, no extensions). This
 * check is in front of it: it allows by list what a table may come from, so that a new file-reading function of a later
 * engine version is refused without anybody knowing its name.
 */

/** A table the statement reads. `position`: characters from the start of the statement. */
export interface TableUse {
  readonly name: string;
  readonly position: number;
}

/** Why a statement is refused. */
export interface Refusal {
  readonly code: 'SQL-NOT-ALLOWED';
  readonly message: string;
  readonly position: number;
}

export interface Verdict {
  readonly tables: readonly TableUse[];
  readonly refusals: readonly Refusal[];
}

/** Functions that give rows out of their arguments alone. */
const TABLE_FUNCTIONS = new Set(['unnest', 'range', 'generate_series', 'json_each', 'json_tree']);
/** Functions that look at the engine instead of the data, write, wait, or show what a view is made of. */
const REFUSED_FUNCTIONS = new Set([
  'current_setting',
  'currval',
  'getenv',
  'getvariable',
  'json_deserialize_sql',
  'json_execute_serialized_sql',
  'json_serialize_plan',
  'json_serialize_sql',
  'nextval',
  'pg_get_viewdef',
  'pg_sleep',
  'setseed',
  'sleep_ms',
  'write_log',
]);
const INFORMATION_SCHEMA = new Set(['tables', 'columns', 'schemata']);
const SHOWN = new Set(['"tables"', '__show_tables_expanded']);

type Tree = Readonly<Record<string, unknown>>;

function text(tree: Tree, name: string): string {
  const value = tree[name];
  return typeof value === 'string' ? value : '';
}

class Walk {
  readonly tables: TableUse[] = [];
  readonly refusals: Refusal[] = [];
  readonly #locals = new Set<string>();
  readonly #engineTables: ReadonlySet<string>;

  constructor(engineTables: ReadonlySet<string>) {
    this.#engineTables = engineTables;
  }

  /** Names of common table expressions, wherever they are defined. */
  collectLocals(value: unknown): void {
    if (Array.isArray(value)) for (const one of value) this.collectLocals(one);
    if (typeof value !== 'object' || value === null) return;
    const { cte_map: ctes } = value as { cte_map?: { map?: readonly { key?: unknown }[] } };
    for (const { key } of ctes?.map ?? []) if (typeof key === 'string') this.#locals.add(key.toLowerCase());
    const { type, cte_name: recursive } = value as Tree;
    if (String(type).endsWith('CTE_NODE') && typeof recursive === 'string') this.#locals.add(recursive.toLowerCase());
    for (const child of Object.values(value)) this.collectLocals(child);
  }

  visit(value: unknown): void {
    if (Array.isArray(value)) for (const one of value) this.visit(one);
    else if (typeof value === 'object' && value !== null) this.#node(value as Tree);
  }

  #node(tree: Tree): void {
    if (tree.type === 'BASE_TABLE') this.#table(tree);
    else if (tree.type === 'TABLE_FUNCTION') this.#tableFunction(tree);
    else if (tree.type === 'SHOW_REF') this.#show(tree);
    else if (tree.class === 'FUNCTION' || tree.class === 'WINDOW') this.#function(tree);
    for (const child of Object.values(tree)) this.visit(child);
  }

  #refuse(tree: Tree, message: string): void {
    this.refusals.push({ code: 'SQL-NOT-ALLOWED', message, position: Number(tree.query_location ?? 0) });
  }

  #table(tree: Tree): void {
    const name = text(tree, 'table_name');
    const schema = text(tree, 'schema_name').toLowerCase();
    const lower = name.toLowerCase();
    if (schema === 'information_schema' && INFORMATION_SCHEMA.has(lower)) return;
    const plain =
      (schema === '' || schema === 'main') && ['', 'memory'].includes(text(tree, 'catalog_name').toLowerCase());
    if (!plain || this.#engineTables.has(lower)) {
      this.#refuse(
        tree,
        `${schema === '' ? name : `${schema}.${name}`} is not a dataset; only datasets and information_schema.tables, .columns, .schemata can be read`,
      );
    } else if (!(schema === '' && this.#locals.has(lower))) {
      this.tables.push({ name, position: Number(tree.query_location ?? 0) });
    }
  }

  #tableFunction(tree: Tree): void {
    const name = text((tree.function ?? {}) as Tree, 'function_name').toLowerCase();
    if (!TABLE_FUNCTIONS.has(name))
      this.#refuse(tree, `${name}() cannot be used as a table; allowed are ${[...TABLE_FUNCTIONS].join(', ')}`);
  }

  #show(tree: Tree): void {
    const shown = text(tree, 'table_name');
    if (shown !== '' && !SHOWN.has(shown))
      this.#refuse(tree, 'only SHOW TABLES, SHOW ALL TABLES, DESCRIBE and SUMMARIZE are allowed');
  }

  #function(tree: Tree): void {
    const name = text(tree, 'function_name').toLowerCase();
    if (REFUSED_FUNCTIONS.has(name)) this.#refuse(tree, `${name}() is not allowed`);
  }
}

/** Judges the tree of one SELECT-like statement. `engineTables` are the engine's own table names, in lower case. */
export function judge(tree: unknown, engineTables: ReadonlySet<string>): Verdict {
  const walk = new Walk(engineTables);
  walk.collectLocals(tree);
  walk.visit(tree);
  return { tables: walk.tables, refusals: walk.refusals };
}
