import { nearest } from '@meniscus/languages/syntax';
import type { Catalog, Dataset } from '../catalog/index.ts';
import type { Call, Scope } from '../kernel/index.ts';
import { visibleFields } from '../schemas/index.ts';
import type { ObjectStore } from '../stores/index.ts';
import { type ColumnTree, columnsOf } from './columns.ts';
import { queryDamaged, queryProblem, tableUnknown } from './errors.ts';
import type { SchemaRoots } from './schema-roots.ts';
import { QueryError, type QueryLimits, type QueryResult } from './sql/engine.ts';
import type { TableUse } from './sql/guard.ts';
import { createView } from './sql/views.ts';
import type { SqlWorkers } from './sql/workers.ts';
import { FileDamaged, type WholeFiles } from './whole-files.ts';

interface Parts {
  readonly catalog: Catalog;
  readonly schemas: SchemaRoots;
  readonly objects: ObjectStore;
  readonly workers: SqlWorkers;
  readonly whole: WholeFiles;
  readonly limits: QueryLimits;
  /** Brings accepted rows of these datasets into files; false when that took too long. */
  readonly refresh: (scope: Scope, datasets: ReadonlySet<string>) => Promise<boolean>;
}

/** Where, and what of it somebody may see. */
export type Asking = Pick<Call, 'scope' | 'fields'>;

/** A result, and whether it has every row accepted before the query came. */
export type FreshResult = QueryResult & { readonly fresh: boolean };

const NO_COLUMNS: ColumnTree = { columns: [], size: 0 };

/** SQL over the datasets of one sandbox, read-only. */
export class Queries {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Runs one statement for a caller: hidden fields have no column. Throws the `Problem` to answer. `limit`: most rows of the result. */
  async query(asking: Asking, sql: string, limit?: number): Promise<FreshResult> {
    try {
      return await this.#query(asking, sql, limit);
    } catch (error) {
      if (error instanceof FileDamaged) throw queryDamaged(error);
      throw error instanceof QueryError ? queryProblem(sql, error) : error;
    }
  }

  async #query(asking: Asking, sql: string, limit: number | undefined): Promise<FreshResult> {
    const { workers, catalog, refresh, limits } = this.#parts;
    const { tables, refusals } = await workers.check(sql, limits.timeMs);
    const [refusal] = refusals;
    if (refusal !== undefined) throw new QueryError(refusal.code, refusal.message, refusal.position);
    const { scope } = asking;
    const datasets = await catalog.datasets(scope);
    const used = usedDatasets(sql, tables, datasets);
    const fresh = used.size === 0 || (await refresh(scope, used));
    const paths: string[] = [];
    const views: string[] = [];
    for (const dataset of datasets) views.push(await this.#view(asking, dataset, used.has(dataset.id), paths));
    const rows = Math.min(limit ?? limits.rows, limits.rows);
    const result = await workers.run({
      sql,
      views: views.filter((view) => view !== ''),
      paths,
      limits: { ...limits, rows },
    });
    return { ...result, fresh };
  }

  /** Views of datasets the statement does not read are declared without files, for DESCRIBE and SHOW TABLES. */
  async #view({ scope, fields }: Asking, dataset: Dataset, used: boolean, paths: string[]): Promise<string> {
    const { tree, visible } = await this.#trees({ scope, fields }, dataset);
    if (visible.columns.length === 0) return '';
    const typed: string[] = [];
    const text: string[] = [];
    const files = used ? await this.#parts.catalog.files(scope.key, { dataset: dataset.id, kind: 'data' }) : [];
    await this.#parts.whole.check(files);
    for (const { path, layout } of files) {
      const local = await this.#parts.objects.localFile(path);
      (layout === 'typed' ? typed : text).push(local);
      paths.push(local);
    }
    return createView({ table: dataset.table, tree, visible, typed, text });
  }

  async #trees(
    { scope, fields }: Asking,
    { schemaRef: { id } }: Dataset,
  ): Promise<Record<'tree' | 'visible', ColumnTree>> {
    const schema = await this.#parts.schemas.compiled(scope, id);
    if (schema === undefined) return { tree: NO_COLUMNS, visible: NO_COLUMNS };
    return { tree: columnsOf(schema.root), visible: columnsOf(visibleFields(schema.root, fields.of(id))) };
  }
}

/** Ids of the datasets a statement reads. Throws when a table is none of them. */
function usedDatasets(sql: string, tables: readonly TableUse[], datasets: readonly Dataset[]): ReadonlySet<string> {
  const byTable = new Map(datasets.map(({ table, id }) => [table, id]));
  const used = new Set<string>();
  for (const { name, position } of tables) {
    const id = byTable.get(name.toLowerCase());
    if (id === undefined) throw tableUnknown(sql, name, position, nearest(name, byTable.keys()));
    used.add(id);
  }
  return used;
}
