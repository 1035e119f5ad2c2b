import { type Actor, applyPatch, type Clock, type Ids, PatchError, type Scope, sayOfRequest } from '../kernel/index.ts';
import {
  type Collection,
  createCollection,
  type Document,
  DocumentConflict,
  type ObjectStore,
  type Tables,
} from '../stores/index.ts';
import type { Batches } from './batches/batches.ts';
import {
  type Dataset,
  type DatasetBody,
  type DatasetInput,
  type DatasetSchema,
  readDataset,
  toDataset,
  versionOf,
  writable,
} from './dataset.ts';
import { badRequest, changedMeanwhile, notFound, schemaUnknown, tableTaken, versionMismatch } from './errors.ts';
import { sayOfCatalog } from './phrases.ts';
import { isTableName, tableName } from './table-name.ts';
import { TABLE_TAG } from './tags.ts';

/** Asks the schemas stage whether a schema exists and what it is. */
export type SchemaQuestion = (scope: Scope, id: string) => Promise<DatasetSchema | undefined>;

/** Conditions a caller puts on the stored version, as header values. */
export interface Preconditions {
  readonly ifMatch?: string | undefined;
  readonly ifNoneMatch?: string | undefined;
}

interface Parts {
  readonly tables: Tables;
  readonly objects: Pick<ObjectStore, 'delete'>;
  readonly batches: Batches;
  readonly schema: SchemaQuestion;
  /** Told when a dataset was removed. */
  readonly removed?: (scope: Scope, id: string) => void;
  readonly clock: Clock;
  readonly ids: Ids;
}

type Documents = Collection<DatasetBody>;

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Merge by field (RFC 7396): objects merge, `null` removes, anything else replaces. Other tags and nested fields stay. */
function mergeFields(target: unknown, change: unknown): unknown {
  if (!isObject(change)) return change;
  const merged: Record<string, unknown> = isObject(target) ? { ...target } : {};
  for (const [name, value] of Object.entries(change)) {
    if (value === null) delete merged[name];
    else
      Object.defineProperty(merged, name, {
        value: mergeFields(merged[name], value),
        enumerable: true,
        writable: true,
        configurable: true,
      });
  }
  return merged;
}

/** An array is a JSON Patch whatever the content type says (clients send it as `application/json`), an object is merged. */
function changed(current: Record<string, unknown>, change: unknown): unknown {
  if (!Array.isArray(change)) {
    if (!isObject(change)) throw badRequest(sayOfCatalog('catalog-change-or-patch'));
    return mergeFields(current, change);
  }
  try {
    return applyPatch(current, change);
  } catch (error) {
    if (error instanceof PatchError)
      throw badRequest(sayOfRequest('request-at', { name: 'JSON Patch', what: error.said }));
    throw error;
  }
}

function bare(tag: string): string {
  return tag.trim().replace(/^W\//, '').replaceAll('"', '');
}

function checkVersion(document: Document<DatasetBody>, { ifMatch, ifNoneMatch }: Preconditions): void {
  const current = versionOf(document);
  if (ifMatch !== undefined && bare(ifMatch) !== '*' && bare(ifMatch) !== current) throw versionMismatch(current);
  if (ifNoneMatch !== undefined && (bare(ifNoneMatch) === '*' || bare(ifNoneMatch) === current))
    throw versionMismatch(current);
}

/** The schema of a dataset is for life. */
function sameSchema(input: DatasetInput, { schemaRef }: DatasetBody): void {
  if (input.schemaRef.id !== schemaRef.id) throw badRequest(sayOfCatalog('catalog-schema-stays', { id: schemaRef.id }));
}

/** The table name a caller asks for, or one made from the dataset's name. */
function withTable(input: DatasetInput, others: readonly Document<DatasetBody>[], kept?: string): DatasetInput {
  const taken = new Set(others.map(({ body }) => body.tags[TABLE_TAG]?.[0] ?? ''));
  const asked = input.tags[TABLE_TAG]?.[0];
  if (asked !== undefined && !isTableName(asked)) {
    throw badRequest(sayOfCatalog('catalog-no-table-name', { asked }));
  }
  if (asked !== undefined && taken.has(asked)) throw tableTaken(asked);
  const table = asked ?? kept ?? tableName(input.name, taken);
  return { ...input, tags: { ...input.tags, [TABLE_TAG]: [table] } };
}

/** Datasets of all sandboxes, as versioned documents. */
export class Datasets {
  readonly #parts: Parts;
  readonly #documents: Documents;
  /** Counted after a commit: a cache filled between the document's own count and the commit is looked at once more. */
  #committed = 0;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#documents = createCollection<DatasetBody>(parts.tables, 'datasets');
  }

  /** Something was changed by another instance that shares the tables. */
  touched(): void {
    this.#committed += 1;
  }

  /** Counts up with every change, for caches of what was resolved from datasets. */
  revision(): number {
    return this.#documents.revision() + this.#committed;
  }

  async #commit<T>(work: (tx: unknown) => Promise<T>): Promise<T> {
    const result = await this.#parts.tables.transaction(work);
    this.#committed += 1;
    return result;
  }

  async document(scope: Scope, id: string): Promise<Document<DatasetBody> | undefined> {
    return this.#documents.get(scope.key, id);
  }

  /** Oldest first. */
  async documents(scope: Scope): Promise<readonly Document<DatasetBody>[]> {
    return this.#documents.list(scope.key);
  }

  async schemaOf(scope: Scope, document: Document<DatasetBody>): Promise<DatasetSchema | undefined> {
    return this.#parts.schema(scope, document.body.schemaRef.id);
  }

  async dataset(scope: Scope, id: string): Promise<Dataset | undefined> {
    const document = await this.document(scope, id);
    return document && toDataset(document, await this.schemaOf(scope, document));
  }

  async datasets(scope: Scope): Promise<readonly Dataset[]> {
    const all = await this.documents(scope);
    return Promise.all(all.map(async (document) => toDataset(document, await this.schemaOf(scope, document))));
  }

  async #checked(scope: Scope, value: unknown): Promise<DatasetInput> {
    const input = readDataset(value);
    if ((await this.#parts.schema(scope, input.schemaRef.id)) === undefined) throw schemaUnknown(input.schemaRef.id);
    return input;
  }

  /** Throws what `create` would throw, and stores nothing (`Pragma: validate-only`). */
  async validate(scope: Scope, value: unknown): Promise<void> {
    withTable(await this.#checked(scope, value), await this.documents(scope));
  }

  /** Makes a dataset; its schema must exist. The table name is chosen inside the transaction, so two calls never share one. */
  async create(scope: Scope, value: unknown, actor: Actor): Promise<Document<DatasetBody>> {
    const { ids, clock } = this.#parts;
    const input = await this.#checked(scope, value);
    const made = { viewId: ids.hex(24), clientId: actor.clientId };
    return this.#commit(async (tx) => {
      const documents = this.#documents.in(tx);
      const body = { ...withTable(input, await documents.list(scope.key)), ...made };
      return documents.insert(scope.key, ids.hex(24), body, { by: actor.userId, at: clock() });
    });
  }

  /** Merges fields or applies a JSON Patch. The schema of a dataset is for life: its files have that shape. */
  async update(
    scope: Scope,
    id: string,
    change: unknown,
    actor: Actor,
    conditions: Preconditions,
  ): Promise<Document<DatasetBody>> {
    return this.#write(scope, id, actor, conditions, (document) => changed(writable(document.body), change));
  }

  /** Replaces everything a caller can write, except the table name when none is given. */
  async replace(
    scope: Scope,
    id: string,
    value: unknown,
    actor: Actor,
    conditions: Preconditions,
  ): Promise<Document<DatasetBody>> {
    return this.#write(scope, id, actor, conditions, () => value);
  }

  /** Throws what `replace` would throw, and stores nothing (`Pragma: validate-only`). */
  async validateReplacement(scope: Scope, id: string, value: unknown, conditions: Preconditions): Promise<void> {
    const document = await this.document(scope, id);
    if (document === undefined) throw notFound('DataSet', id);
    checkVersion(document, conditions);
    sameSchema(readDataset(value), document.body);
  }

  async #write(
    scope: Scope,
    id: string,
    actor: Actor,
    conditions: Preconditions,
    next: (document: Document<DatasetBody>) => unknown,
  ): Promise<Document<DatasetBody>> {
    const { clock } = this.#parts;
    return this.#commit(async (tx) => {
      const documents = this.#documents.in(tx);
      const document = await documents.get(scope.key, id);
      if (document === undefined) throw notFound('DataSet', id);
      checkVersion(document, conditions);
      const input = readDataset(next(document));
      const { tags, viewId, clientId } = document.body;
      sameSchema(input, document.body);
      const others = (await documents.list(scope.key)).filter((other) => other.id !== id);
      const body = { ...withTable(input, others, tags[TABLE_TAG]?.[0]), viewId, clientId };
      return this.#stored(documents, scope, document, body, { by: actor.userId, at: clock() });
    });
  }

  async #stored(
    documents: Documents,
    scope: Scope,
    document: Document<DatasetBody>,
    body: DatasetBody,
    change: { by: string; at: number },
  ): Promise<Document<DatasetBody>> {
    try {
      return await documents.update(scope.key, document.id, document.version, body, change);
    } catch (error) {
      if (error instanceof DocumentConflict) throw changedMeanwhile(document.id);
      throw error;
    }
  }

  /** Removes the dataset, its files and the mention of them. False when there was none. Batches stay, marked deleted. */
  async remove(scope: Scope, id: string): Promise<boolean> {
    const { batches, objects, clock } = this.#parts;
    const released = await this.#commit(async (tx) => {
      if (!(await this.#documents.in(tx).remove(scope.key, id))) return undefined;
      return batches.release(tx, scope.key, id, clock());
    });
    // After the commit: a crash in between leaves files without a row, which the lake removes when it starts.
    for (const path of released ?? []) await objects.delete(path);
    if (released !== undefined) this.#parts.removed?.(scope, id);
    return released !== undefined;
  }
}
