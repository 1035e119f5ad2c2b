import type { Actor, Clock, Scope } from '../kernel/index.ts';
import { type Collection, createCollection, DocumentConflict, type Tables } from '../stores/index.ts';
import { badRequest, changedMeanwhile, labelsExist, noLabels, notFound, versionMismatch } from './errors.ts';
import { sayOfCatalog } from './phrases.ts';

/** Data usage labels of a dataset: of the whole, and of single fields (page "Data usage labels"). */
export interface DatasetLabels {
  readonly labels: readonly string[];
  readonly optionalLabels: readonly {
    readonly option: { readonly id: string; readonly contentType: string; readonly schemaPath: string };
    readonly labels: readonly string[];
  }[];
}

const MOST_LABELS = 500;
const LONGEST = 200;

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function readNames(value: unknown, at: string): readonly string[] {
  if (value === undefined) return [];
  const good =
    Array.isArray(value) &&
    value.length <= MOST_LABELS &&
    value.every((one) => typeof one === 'string' && one !== '' && one.length <= LONGEST);
  if (!good) throw badRequest(sayOfCatalog('catalog-label-names', { name: at, most: MOST_LABELS }));
  return [...new Set(value as string[])];
}

function readOption(value: unknown, index: number): DatasetLabels['optionalLabels'][number] {
  const at = `optionalLabels[${index}]`;
  const { option, labels } = isObject(value) ? value : {};
  const { id, contentType, schemaPath } = isObject(option) ? option : {};
  if (typeof id !== 'string' || typeof contentType !== 'string' || typeof schemaPath !== 'string')
    throw badRequest(sayOfCatalog('catalog-labelled-option', { name: at }));
  return { option: { id, contentType, schemaPath }, labels: readNames(labels, `${at}.labels`) };
}

/** Reads the body of a call that sets labels. Throws the 400 that names the member. */
export function readLabels(value: unknown): DatasetLabels {
  if (!isObject(value)) throw badRequest(sayOfCatalog('catalog-labels'));
  const { labels, optionalLabels = [] } = value;
  if (!Array.isArray(optionalLabels) || optionalLabels.length > MOST_LABELS)
    throw badRequest(sayOfCatalog('catalog-optional-labels', { most: MOST_LABELS }));
  return { labels: readNames(labels, 'labels'), optionalLabels: optionalLabels.map(readOption) };
}

interface Parts {
  readonly tables: Tables;
  readonly clock: Clock;
  /** Does the dataset exist? */
  readonly dataset: (scope: Scope, id: string) => Promise<unknown>;
}

/** Labels of datasets, one document a dataset. */
export class Labels {
  readonly #parts: Parts;
  readonly #documents: Collection<DatasetLabels>;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#documents = createCollection<DatasetLabels>(parts.tables, 'catalog.labels');
  }

  /** The labels with their version; 404 when the dataset has none. */
  async get(scope: Scope, id: string): Promise<{ readonly labels: DatasetLabels; readonly version: string }> {
    const document = await this.#documents.get(scope.key, id);
    if (document === undefined) throw noLabels(id);
    return { labels: document.body, version: String(document.version) };
  }

  /** Sets the first labels; 403 when there are some. */
  async create(scope: Scope, id: string, body: unknown, actor: Actor): Promise<string> {
    return this.#put(scope, id, body, actor, undefined, true);
  }

  /** Sets the labels, whatever was there; `ifMatch` the version they must have. Returns the new version. */
  async replace(scope: Scope, id: string, body: unknown, actor: Actor, ifMatch: string | undefined): Promise<string> {
    return this.#put(scope, id, body, actor, ifMatch, false);
  }

  async #put(
    scope: Scope,
    id: string,
    body: unknown,
    actor: Actor,
    ifMatch: string | undefined,
    onlyNew: boolean,
  ): Promise<string> {
    const labels = readLabels(body);
    if ((await this.#parts.dataset(scope, id)) === undefined) throw notFound('DataSet', id);
    const change = { by: actor.userId, at: this.#parts.clock() };
    return this.#parts.tables.transaction(async (tx) => {
      const documents = this.#documents.in(tx);
      const known = await documents.get(scope.key, id);
      if (known !== undefined && onlyNew) throw labelsExist(id);
      const wanted = ifMatch?.replaceAll('"', '').trim();
      if (wanted !== undefined && wanted !== '*' && wanted !== String(known?.version ?? ''))
        throw versionMismatch(String(known?.version ?? 'none'));
      if (known === undefined) return String((await documents.insert(scope.key, id, labels, change)).version);
      try {
        return String((await documents.update(scope.key, id, known.version, labels, change)).version);
      } catch (error) {
        if (error instanceof DocumentConflict) throw changedMeanwhile(id);
        throw error;
      }
    });
  }

  /** Removes the labels of a dataset. */
  async remove(scope: Scope, id: string): Promise<void> {
    if (!(await this.#parts.tables.transaction((tx) => this.#documents.in(tx).remove(scope.key, id))))
      throw noLabels(id);
  }
}
