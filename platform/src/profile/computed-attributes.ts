import type { Field } from '@meniscus/languages/xdm';
import type { Logger } from 'pino';
import type { Clock, Ids, Scope } from '../kernel/index.ts';
import { type Collection, createCollection, type Document, type Tables } from '../stores/index.ts';
import {
  type AttributeStatus,
  COMPUTED,
  CompiledAttributes,
  type ComputedAttribute,
  fieldOf,
} from './computed-attribute.ts';
import { badAttribute, noJob } from './errors.ts';
import { say } from './phrases.ts';

export type StoredAttribute = Document<ComputedAttribute>;

interface Parts {
  readonly tables: Tables;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
  readonly scopes: () => readonly Scope[];
  /** Evaluates everybody of a sandbox (`all`), or those whose values hold no longer. Throws when the process stops meanwhile. */
  readonly refresh: (scope: Scope, all: boolean) => Promise<void>;
}

const RUNNING: readonly AttributeStatus[] = ['NEW', 'PROCESSING', 'PROCESSED'];
const REFRESH_MS = 3_600_000;

/**
 * Computed attributes of every sandbox (page "Computed attributes overview"): event-level data as attributes of profiles.
 * Values follow each event of a person at once; what changes by time alone is looked at every hour.
 */
export class ComputedAttributes {
  readonly #parts: Parts;
  readonly #collection: Collection<ComputedAttribute>;
  readonly #byScope = new Map<string, Map<string, StoredAttribute>>();
  readonly #compiled = new Map<string, CompiledAttributes | undefined>();
  #last: Promise<void> = Promise.resolve();
  #revision = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#collection = createCollection(parts.tables, 'computed-attribute');
  }

  /** Reads what is stored. Once at start. */
  async load(): Promise<void> {
    for (const { scope, ...document } of await this.#collection.everywhere()) this.#keep(scope, document);
    for (const scope of this.#parts.scopes()) this.#compile(scope);
  }

  /** Goes on with what an earlier process left, and begins to look for what time changes. */
  start(): void {
    for (const scope of this.#parts.scopes())
      for (const { id, body } of this.list(scope.key))
        if (body.status === 'NEW' || body.status === 'PROCESSING') this.#process(scope, id);
    this.#refresh();
    this.#timer = setInterval(() => this.#refresh(), REFRESH_MS);
    this.#timer.unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#last;
  }

  /** Counts up with every change of an attribute in any sandbox. */
  revision(): number {
    return this.#revision;
  }

  /** The published attributes of a scope; undefined when there are none. */
  of(scope: string): CompiledAttributes | undefined {
    return this.#compiled.get(scope);
  }

  /** The union of the profile class with the fields of published attributes. */
  withFields(scope: Scope, root: Field): Field {
    const published = this.list(scope.key).filter(({ body }) => RUNNING.includes(body.status));
    if (published.length === 0) return root;
    const tenant = `_${scope.tenant}`;
    const own = root.fields?.[tenant];
    const computed: Field = {
      type: 'object',
      fields: Object.fromEntries(published.map(({ body }) => [body.name, fieldOf(body)])),
    };
    const tenantField: Field = { ...own, type: 'object', fields: { ...own?.fields, [COMPUTED]: computed } };
    return { ...root, fields: { ...root.fields, [tenant]: tenantField } };
  }

  list(scope: string): readonly StoredAttribute[] {
    return [...(this.#byScope.get(scope)?.values() ?? [])];
  }

  get(scope: string, id: string): StoredAttribute {
    const found = this.#byScope.get(scope)?.get(id);
    if (found === undefined) throw noJob('Computed attribute', id);
    return found;
  }

  async create(scope: Scope, attribute: ComputedAttribute, by: string): Promise<StoredAttribute> {
    const taken = this.list(scope.key).some(({ body }) => body.name === attribute.name);
    if (taken) throw badAttribute(say('attribute-name-taken', { name: attribute.name }));
    const change = { by, at: this.#parts.clock() };
    const made = await this.#collection.insert(scope.key, this.#parts.ids.uuid(), attribute, change);
    this.#settled(scope, made);
    return made;
  }

  async update(scope: Scope, id: string, attribute: ComputedAttribute, by: string): Promise<StoredAttribute> {
    const made = await this.#collection.update(scope.key, id, undefined, attribute, { by, at: this.#parts.clock() });
    this.#settled(scope, made);
    return made;
  }

  async remove(scope: Scope, id: string): Promise<StoredAttribute> {
    const known = this.get(scope.key, id);
    await this.#collection.remove(scope.key, id);
    this.#byScope.get(scope.key)!.delete(id);
    this.#revision += 1;
    return known;
  }

  #settled(scope: Scope, document: StoredAttribute): void {
    this.#keep(scope.key, document);
    this.#compile(scope);
    const { status } = document.body;
    if (status === 'NEW' || status === 'DISABLED') this.#process(scope, document.id);
  }

  /** Looks at everybody because of an attribute that is new, or gone. */
  #process(scope: Scope, id: string): void {
    this.#last = this.#last
      .then(async () => {
        const known = this.#byScope.get(scope.key)?.get(id)?.body;
        if (known === undefined) return;
        if (known.status !== 'DISABLED') await this.#note(scope, id, { ...known, status: 'PROCESSING' });
        await this.#parts.refresh(scope, true);
        const now = this.#byScope.get(scope.key)?.get(id)?.body;
        if (now?.status === 'PROCESSING')
          await this.#note(scope, id, { ...now, status: 'PROCESSED', lastEvaluation: this.#parts.clock() });
      })
      .catch((error: unknown) => this.#failed(error));
  }

  #refresh(): void {
    for (const scope of this.#parts.scopes()) {
      if (this.of(scope.key) === undefined) continue;
      this.#last = this.#last
        .then(() => this.#parts.refresh(scope, false))
        .catch((error: unknown) => this.#failed(error));
    }
  }

  #failed(error: unknown): void {
    this.#parts.logger.error({ err: error }, 'computed attributes could not be brought up to date; it is tried again');
  }

  async #note(scope: Scope, id: string, body: ComputedAttribute): Promise<void> {
    const made = await this.#collection.update(scope.key, id, undefined, body, {
      by: 'system',
      at: this.#parts.clock(),
    });
    this.#keep(scope.key, made);
  }

  #keep(scope: string, document: StoredAttribute): void {
    this.#revision += 1;
    const own = this.#byScope.get(scope) ?? new Map<string, StoredAttribute>();
    this.#byScope.set(scope, own.set(document.id, document));
  }

  #compile(scope: Scope): void {
    const published = this.list(scope.key).filter(({ body }) => RUNNING.includes(body.status));
    const bodies = published.map(({ body }) => body);
    this.#compiled.set(scope.key, bodies.length === 0 ? undefined : new CompiledAttributes(`_${scope.tenant}`, bodies));
  }
}
