import type { Ids, Scope } from '../kernel/index.ts';
import type { Change, Document, Tables } from '../stores/index.ts';
import { Register } from './register.ts';

/** An organisation. Stored under its own id. */
export interface Organisation {
  readonly id: string;
  readonly name: string;
  /** Root of custom fields, without the underscore. */
  readonly tenant: string;
  /** The platform's own: nobody belongs to it, and no list shows it. */
  readonly hidden?: true;
}

export interface Sandbox {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly type: 'production' | 'development';
  readonly state: 'creating' | 'active' | 'resetting' | 'deleted';
  readonly isDefault: boolean;
  /** See `Scope.key`. */
  readonly key: string;
  /** The key whose data is being erased. */
  readonly erasing?: string;
}

/** Organisations and their sandboxes, with the scope of each. */
export class Organisations {
  readonly #ids: Ids;
  readonly #organisations: Register<Organisation>;
  readonly #sandboxes: Register<Sandbox>;
  readonly #scopes = new Map<string, Scope>();

  constructor(deps: { tables: Tables; ids: Ids }) {
    this.#ids = deps.ids;
    this.#organisations = new Register(deps.tables, 'organisation');
    this.#sandboxes = new Register(deps.tables, 'sandbox');
  }

  /** Reads everything. Once at start. */
  async load(): Promise<void> {
    await this.#organisations.load();
    await this.#sandboxes.load();
    this.#scopes.clear();
    for (const { org, body } of this.#sandboxes.everywhere()) if (body.state !== 'deleted') this.#addScope(org, body);
  }

  #addScope(org: string, sandbox: Sandbox): void {
    this.#scopes.set(sandbox.key, {
      org,
      sandbox: sandbox.name,
      sandboxId: sandbox.id,
      sandboxType: sandbox.type,
      tenant: this.organisation(org)!.tenant,
      key: sandbox.key,
    });
  }

  get isEmpty(): boolean {
    return this.#organisations.everywhere().length === 0;
  }

  organisation(id: string): Organisation | undefined {
    return this.#organisations.get(id, id)?.body;
  }

  /** All organisations, oldest first. */
  get organisations(): readonly Organisation[] {
    return this.#organisations.everywhere().map(({ body }) => body);
  }

  /** Those people belong to. */
  get shown(): readonly Organisation[] {
    return this.organisations.filter(({ hidden }) => hidden !== true);
  }

  /** The organisation of the first start runs the installation. */
  isFirst(org: string): boolean {
    return this.#organisations.everywhere()[0]?.id === org;
  }

  async addOrganisation(organisation: Organisation, change: Change): Promise<void> {
    await this.#organisations.insert(organisation.id, organisation.id, organisation, change);
  }

  sandboxes(org: string): readonly Document<Sandbox>[] {
    return this.#sandboxes.list(org);
  }

  /** Every sandbox of every organisation. */
  get everySandbox(): readonly (Document<Sandbox> & { readonly org: string })[] {
    return this.#sandboxes.everywhere();
  }

  sandbox(org: string, name: string): Document<Sandbox> | undefined {
    return this.sandboxes(org).find(({ body }) => body.name === name);
  }

  /** Makes a sandbox; the first one of an organisation is its default. */
  async addSandbox(
    org: string,
    wanted: Pick<Sandbox, 'name' | 'title' | 'type' | 'state'>,
    change: Change,
  ): Promise<Document<Sandbox>> {
    const id = this.#ids.uuid();
    const isDefault = this.sandboxes(org).length === 0;
    const sandbox: Sandbox = { id, ...wanted, isDefault, key: this.#newKey() };
    const made = await this.#sandboxes.insert(org, id, sandbox, change);
    this.#addScope(org, sandbox);
    return made;
  }

  #newKey(): string {
    return this.#ids.hex(10);
  }

  /** Changes a sandbox; a key that is no longer its own leads nowhere from then on. Undefined when it is not there. */
  async changeSandbox(
    org: string,
    id: string,
    to: (sandbox: Sandbox, newKey: () => string) => Sandbox,
    change: Change,
  ): Promise<Document<Sandbox> | undefined> {
    let before: Sandbox | undefined;
    const changed = await this.#sandboxes.change(
      org,
      id,
      (sandbox) => {
        before = sandbox;
        return to(sandbox, () => this.#newKey());
      },
      change,
    );
    if (changed === undefined || before === undefined) return undefined;
    this.#scopes.delete(before.key);
    if (changed.body.state !== 'deleted') this.#addScope(org, changed.body);
    return changed;
  }

  async removeSandbox(org: string, id: string): Promise<void> {
    await this.#sandboxes.remove(org, id);
  }

  /** The scope of an active sandbox by name; of the default one when none is named. */
  scope(org: string, name: string | undefined): Scope | undefined {
    const sandbox = this.sandboxes(org).find(({ body }) => (name === undefined ? body.isDefault : body.name === name));
    return sandbox?.body.state === 'active' ? this.#scopes.get(sandbox.body.key) : undefined;
  }

  /** The scope of the default sandbox, whatever its state: for what belongs to the organisation as a whole. */
  home(org: string): Scope | undefined {
    const sandbox = this.sandboxes(org).find(({ body }) => body.isDefault);
    return sandbox && this.#scopes.get(sandbox.body.key);
  }

  scopeByKey(key: string): Scope | undefined {
    return this.#scopes.get(key);
  }

  get scopes(): readonly Scope[] {
    return [...this.#scopes.values()];
  }
}
