import { Turns } from '../kernel/index.ts';
import type { Change, Collection, Document, Tables } from '../stores/index.ts';
import { createCollection } from '../stores/index.ts';

/**
 * One kind of object of an organisation (sandboxes, credentials, roles, …): few, and asked for by every call, so all of
 * them are held in memory and written through. Changes of one kind in one organisation happen one after another.
 */
export class Register<T> {
  readonly #stored: Collection<T>;
  readonly #held = new Map<string, Map<string, Document<T>>>();
  readonly #turns = new Turns();
  #revision = 0;

  constructor(tables: Tables, name: string) {
    this.#stored = createCollection<T>(tables, name);
  }

  /** Reads everything. Once at start. */
  async load(): Promise<void> {
    this.#held.clear();
    const stored = [...(await this.#stored.everywhere())];
    stored.sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
    for (const { scope: org, ...document } of stored) this.#put(org, document);
  }

  #put(org: string, document: Document<T>): void {
    const held = this.#held.get(org) ?? new Map<string, Document<T>>();
    this.#held.set(org, held.set(document.id, document));
    this.#revision += 1;
  }

  /** Counts up with every change, for what is derived from the objects. */
  get revision(): number {
    return this.#revision;
  }

  get(org: string, id: string): Document<T> | undefined {
    return this.#held.get(org)?.get(id);
  }

  /** All of an organisation, oldest first. */
  list(org: string): readonly Document<T>[] {
    return [...(this.#held.get(org)?.values() ?? [])];
  }

  /** All of all organisations, for look-ups by an id that is unique over all of them. Never for a caller's list. */
  everywhere(): readonly (Document<T> & { readonly org: string })[] {
    return [...this.#held].flatMap(([org, held]) => [...held.values()].map((document) => ({ ...document, org })));
  }

  /** Throws `DocumentConflict` when the id exists; what `check` throws, looking at what is there by then, inserts nothing. */
  insert(org: string, id: string, body: T, change: Change, check: () => void = () => {}): Promise<Document<T>> {
    return this.#turns.take(org, async () => {
      check();
      const document = await this.#stored.insert(org, id, body, change);
      this.#put(org, document);
      return document;
    });
  }

  /** Puts `to(body)` in the place of the body; what `to` throws changes nothing. Undefined when the object is not there. */
  change(org: string, id: string, to: (body: T) => T, change: Change): Promise<Document<T> | undefined> {
    return this.#turns.take(org, async () => {
      const found = this.get(org, id);
      if (found === undefined) return undefined;
      const document = await this.#stored.update(org, id, found.version, to(found.body), change);
      this.#put(org, document);
      return document;
    });
  }

  /** False when there was nothing. */
  remove(org: string, id: string): Promise<boolean> {
    return this.#turns.take(org, async () => {
      const removed = await this.#stored.remove(org, id);
      if (this.#held.get(org)?.delete(id) === true) this.#revision += 1;
      return removed;
    });
  }
}
