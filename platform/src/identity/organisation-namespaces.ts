import type { Clock } from '../kernel/index.ts';
import { type Collection, createCollection, type Tables } from '../stores/index.ts';
import { type Namespace, NamespaceTable, standardNamespaces } from './namespaces.ts';

const FIRST_CUSTOM_ID = 10_000_001;

/** The namespaces of every organisation, in memory: they are few, never deleted, and asked for by every record. */
export class Namespaces {
  readonly #collection: Collection<Namespace>;
  readonly #clock: Clock;
  readonly #byOrg = new Map<string, NamespaceTable>();
  readonly #standard = new NamespaceTable(standardNamespaces());
  #nextId = FIRST_CUSTOM_ID;

  constructor(tables: Tables, clock: Clock) {
    this.#collection = createCollection<Namespace>(tables, 'namespace');
    this.#clock = clock;
  }

  /** Reads what is stored. Once at start. */
  async load(): Promise<void> {
    const custom = new Map<string, Namespace[]>();
    for (const { scope, body } of await this.#collection.everywhere()) {
      custom.set(scope, [...(custom.get(scope) ?? []), body]);
      this.#nextId = Math.max(this.#nextId, body.id + 1);
    }
    for (const [org, own] of custom) this.#byOrg.set(org, new NamespaceTable([...this.#standard.all, ...own]));
  }

  of(org: string): NamespaceTable {
    return this.#byOrg.get(org) ?? this.#standard;
  }

  async create(
    org: string,
    wanted: Pick<Namespace, 'code' | 'name' | 'description' | 'idType'>,
    by: string,
  ): Promise<Namespace> {
    const at = this.#clock();
    const id = this.#nextId;
    this.#nextId += 1;
    const namespace: Namespace = { id, ...wanted, custom: true, status: 'ACTIVE', createTime: at, updateTime: at };
    await this.#collection.insert(org, String(id), namespace, { by, at });
    this.#byOrg.set(org, new NamespaceTable([...this.of(org).all, namespace]));
    return namespace;
  }

  /** Changes what may change: name and description of a namespace of the organisation's own. */
  async update(
    org: string,
    id: number,
    wanted: Pick<Namespace, 'name' | 'description'>,
    by: string,
  ): Promise<Namespace> {
    const at = this.#clock();
    const namespace: Namespace = { ...this.of(org).byId(id)!, ...wanted, updateTime: at };
    await this.#collection.update(org, String(id), undefined, namespace, { by, at });
    this.#byOrg.set(org, new NamespaceTable(this.of(org).all.map((one) => (one.id === id ? namespace : one))));
    return namespace;
  }
}
