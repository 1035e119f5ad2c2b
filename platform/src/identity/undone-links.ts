import { createHash } from 'node:crypto';
import { type Collection, createCollection, type Tables } from '../stores/index.ts';
import { linkName } from './component.ts';
import { nodeKey } from './identity.ts';

/** A link somebody took back. */
export interface UndoneLink {
  readonly id: string;
  readonly ends: readonly [UndoneEnd, UndoneEnd];
  readonly reason: string;
  readonly createdBy: string;
  /** Epoch milliseconds. */
  readonly createdAt: number;
}

export interface UndoneEnd {
  readonly ns: number;
  readonly id: string;
}

type Body = Pick<UndoneLink, 'ends' | 'reason'>;

function nodesOf([a, b]: UndoneLink['ends']): readonly [string, string] {
  return [nodeKey(a.ns, a.id), nodeKey(b.ns, b.id)];
}

/**
 * Links taken back, of every sandbox, in memory. They are declared, not part of the log: a record that brings the same
 * link again, and a replay of all records, find them and leave the two apart.
 */
export class UndoneLinks {
  readonly #collection: Collection<Body>;
  readonly #byScope = new Map<string, Map<string, UndoneLink>>();
  readonly #names = new Map<string, ReadonlySet<string>>();

  constructor(tables: Tables) {
    this.#collection = createCollection(tables, 'identity-undone-link');
  }

  /** Reads what is stored. Once at start. */
  async load(): Promise<void> {
    for (const { scope, id, body, createdBy, createdAt } of await this.#collection.everywhere())
      this.#keep(scope, { id, ...body, createdBy, createdAt });
  }

  /** Names of the links taken back in a scope; undefined when there are none. */
  names(scope: string): ReadonlySet<string> | undefined {
    return this.#names.get(scope);
  }

  list(scope: string): readonly UndoneLink[] {
    return [...(this.#byScope.get(scope)?.values() ?? [])];
  }

  /** The nodes of a link taken back. */
  static nodes({ ends }: UndoneLink): readonly [string, string] {
    return nodesOf(ends);
  }

  /** Takes a link back; the one that is there when it was taken back before. */
  async add(scope: string, body: Body, by: string, at: number): Promise<UndoneLink> {
    const [a, b] = nodesOf(body.ends);
    const id = createHash('sha256').update(linkName(a, b)).digest('hex').slice(0, 32);
    const known = this.#byScope.get(scope)?.get(id);
    if (known !== undefined) return known;
    await this.#collection.insert(scope, id, body, { by, at });
    const link = { id, ...body, createdBy: by, createdAt: at };
    this.#keep(scope, link);
    return link;
  }

  /** Lets a link hold again. Undefined when there is none of this id. */
  async remove(scope: string, id: string): Promise<UndoneLink | undefined> {
    const links = this.#byScope.get(scope);
    const known = links?.get(id);
    if (links === undefined || known === undefined) return undefined;
    await this.#collection.remove(scope, id);
    links.delete(id);
    this.#rename(scope);
    return known;
  }

  #keep(scope: string, link: UndoneLink): void {
    const links = this.#byScope.get(scope) ?? new Map<string, UndoneLink>();
    this.#byScope.set(scope, links.set(link.id, link));
    this.#rename(scope);
  }

  #rename(scope: string): void {
    const names = this.list(scope).map((link) => linkName(...nodesOf(link.ends)));
    if (names.length === 0) this.#names.delete(scope);
    else this.#names.set(scope, new Set(names));
  }
}
