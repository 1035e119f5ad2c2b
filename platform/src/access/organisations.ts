import { hash, verify } from '@node-rs/argon2';
import type { Clock, Ids, Scope } from '../kernel/index.ts';
import { type Collection, createCollection, type Tables } from '../stores/index.ts';
import { PERMISSIONS } from './permissions.ts';

/** An organisation. Stored under its own id. */
export interface Organisation {
  readonly id: string;
  readonly name: string;
  /** Root of custom fields, without the underscore. */
  readonly tenant: string;
}

export interface Sandbox {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly type: 'production' | 'development';
  readonly state: 'active';
  readonly isDefault: boolean;
  /** See `Scope.key`. */
  readonly key: string;
}

/** An API credential. Secrets are kept as argon2id hashes; two may be live while one is replaced. */
export interface Credential {
  readonly clientId: string;
  readonly name: string;
  readonly secretHashes: readonly string[];
  readonly userId: string;
}

export interface Person {
  readonly email: string;
  readonly name: string;
  readonly passwordHash: string;
  readonly userId: string;
}

/** Permissions in sandboxes, for its members. */
export interface Role {
  readonly name: string;
  readonly permissions: readonly string[];
  /** Names of sandboxes; `*` for all. */
  readonly sandboxes: readonly string[];
  /** User ids of people and credentials. */
  readonly members: readonly string[];
}

/** What the first start is told; everything not given is generated. */
export interface FirstStart {
  readonly orgId?: string | undefined;
  readonly clientId?: string | undefined;
  readonly clientSecret?: string | undefined;
  readonly adminEmail?: string | undefined;
  readonly adminPassword?: string | undefined;
}

/** What the first start made, secrets in the clear, to be shown once. */
export interface Bootstrapped {
  readonly orgId: string;
  readonly sandbox: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly adminEmail: string;
  readonly adminPassword: string;
}

/** Scope of everything that belongs to the installation rather than to one organisation. */
const INSTALLATION = 'installation';
const SYSTEM = 'system';

/**
 * Organisations with their sandboxes, credentials, people and roles: few and asked for by every call, so they are held in
 * memory and written through.
 */
export class Organisations {
  readonly #clock: Clock;
  readonly #ids: Ids;
  readonly #stored: {
    readonly organisations: Collection<Organisation>;
    readonly sandboxes: Collection<Sandbox>;
    readonly credentials: Collection<Credential>;
    readonly people: Collection<Person>;
    readonly roles: Collection<Role>;
  };
  readonly #organisations = new Map<string, Organisation>();
  readonly #sandboxes = new Map<string, Sandbox[]>();
  readonly #credentials = new Map<string, Credential & { readonly org: string }>();
  readonly #people = new Map<string, Person & { readonly org: string }>();
  readonly #roles = new Map<string, Role[]>();
  readonly #scopes = new Map<string, Scope>();

  constructor(deps: { tables: Tables; clock: Clock; ids: Ids }) {
    this.#clock = deps.clock;
    this.#ids = deps.ids;
    this.#stored = {
      organisations: createCollection(deps.tables, 'organisation'),
      sandboxes: createCollection(deps.tables, 'sandbox'),
      credentials: createCollection(deps.tables, 'credential'),
      people: createCollection(deps.tables, 'person'),
      roles: createCollection(deps.tables, 'role'),
    };
  }

  /** Reads everything. Once at start. */
  async load(): Promise<void> {
    for (const { body } of await this.#stored.organisations.everywhere()) this.#organisations.set(body.id, body);
    for (const { scope: org, body } of await this.#stored.sandboxes.everywhere()) this.#addSandbox(org, body);
    for (const { scope: org, body } of await this.#stored.credentials.everywhere())
      this.#credentials.set(body.clientId, { ...body, org });
    for (const { scope: org, body } of await this.#stored.people.everywhere())
      this.#people.set(body.email.toLowerCase(), { ...body, org });
    for (const { scope: org, body } of await this.#stored.roles.everywhere())
      this.#roles.set(org, [...(this.#roles.get(org) ?? []), body]);
  }

  #addSandbox(org: string, sandbox: Sandbox): void {
    this.#sandboxes.set(org, [...(this.#sandboxes.get(org) ?? []), sandbox]);
    this.#scopes.set(sandbox.key, {
      org,
      sandbox: sandbox.name,
      sandboxId: sandbox.id,
      sandboxType: sandbox.type,
      tenant: this.#organisations.get(org)!.tenant,
      key: sandbox.key,
    });
  }

  get isEmpty(): boolean {
    return this.#organisations.size === 0;
  }

  organisation(id: string): Organisation | undefined {
    return this.#organisations.get(id);
  }

  sandboxes(org: string): readonly Sandbox[] {
    return this.#sandboxes.get(org) ?? [];
  }

  /** The scope of a sandbox by name; of the default one when none is named. */
  scope(org: string, name: string | undefined): Scope | undefined {
    const sandbox = this.sandboxes(org).find((one) => (name === undefined ? one.isDefault : one.name === name));
    return sandbox === undefined ? undefined : this.#scopes.get(sandbox.key);
  }

  scopeByKey(key: string): Scope | undefined {
    return this.#scopes.get(key);
  }

  get scopes(): readonly Scope[] {
    return [...this.#scopes.values()];
  }

  credential(clientId: string): (Credential & { readonly org: string }) | undefined {
    return this.#credentials.get(clientId);
  }

  person(email: string): (Person & { readonly org: string }) | undefined {
    return this.#people.get(email.toLowerCase());
  }

  personById(userId: string): (Person & { readonly org: string }) | undefined {
    return [...this.#people.values()].find((person) => person.userId === userId);
  }

  /** Union of the permissions of all roles a user holds in a sandbox. */
  permissions(org: string, userId: string, sandbox: string): ReadonlySet<string> {
    const roles = (this.#roles.get(org) ?? []).filter(
      ({ members, sandboxes }) => members.includes(userId) && (sandboxes.includes('*') || sandboxes.includes(sandbox)),
    );
    return new Set(roles.flatMap(({ permissions }) => permissions));
  }

  /** Makes a credential without any role: it can sign in, and may do nothing until somebody gives it a role. */
  async issueCredential(org: string, name: string, by: string): Promise<IssuedCredential> {
    const issued = { clientId: this.#ids.hex(32), clientSecret: `p8e-${this.#ids.hex(40)}` };
    const credential: Credential = {
      clientId: issued.clientId,
      name,
      secretHashes: [await hash(issued.clientSecret)],
      userId: `${this.#ids.hex(24).toUpperCase()}@techacct.adobe.com`,
    };
    await this.#stored.credentials.insert(org, credential.clientId, credential, { by, at: this.#clock() });
    this.#credentials.set(credential.clientId, { ...credential, org });
    return issued;
  }

  /** Makes the first organisation with its sandbox, credential, administrator and role. */
  async bootstrap(first: FirstStart): Promise<Bootstrapped> {
    const orgId = first.orgId ?? `${this.#ids.hex(24).toUpperCase()}@AdobeOrg`;
    const made: Bootstrapped = {
      orgId,
      sandbox: 'prod',
      clientId: first.clientId ?? this.#ids.hex(32),
      clientSecret: first.clientSecret ?? `p8e-${this.#ids.hex(40)}`,
      adminEmail: first.adminEmail ?? 'admin@meniscus.example',
      adminPassword: first.adminPassword ?? this.#ids.hex(20),
    };
    const change = { by: SYSTEM, at: this.#clock() };
    const userId = `${this.#ids.hex(24).toUpperCase()}@techacct.adobe.com`;
    const adminId = `${this.#ids.hex(24).toUpperCase()}@AdobeID`;
    const organisation: Organisation = { id: orgId, name: 'Meniscus', tenant: `t${orgId.slice(0, 8).toLowerCase()}` };
    const sandbox: Sandbox = {
      id: this.#ids.uuid(),
      name: 'prod',
      title: 'Production',
      type: 'production',
      state: 'active',
      isDefault: true,
      key: this.#ids.hex(10),
    };
    const credential: Credential = {
      clientId: made.clientId,
      name: 'First credential',
      secretHashes: [await hash(made.clientSecret)],
      userId,
    };
    const person: Person = {
      email: made.adminEmail,
      name: 'Administrator',
      passwordHash: await hash(made.adminPassword),
      userId: adminId,
    };
    const role: Role = {
      name: 'Default production all access',
      permissions: PERMISSIONS.map(({ slug }) => slug),
      sandboxes: ['*'],
      members: [userId, adminId],
    };
    await this.#stored.organisations.insert(INSTALLATION, orgId, organisation, change);
    await this.#stored.sandboxes.insert(orgId, sandbox.id, sandbox, change);
    await this.#stored.credentials.insert(orgId, credential.clientId, credential, change);
    await this.#stored.people.insert(orgId, adminId, person, change);
    await this.#stored.roles.insert(orgId, this.#ids.uuid(), role, change);
    await this.load();
    return made;
  }
}

/** A credential as it is made: the secret is in the clear here and nowhere else. */
export interface IssuedCredential {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** A hash nobody's secret has: compared when a client or person is unknown, so that the answer takes as long. */
const NOBODY = hash('nobody has this secret');

/** Is the secret one of the hashed ones? Takes the time of one comparison also when there is none. */
export async function matchesSecret(hashes: readonly string[], secret: string): Promise<boolean> {
  if (hashes.length === 0) {
    await verify(await NOBODY, secret);
    return false;
  }
  const results = await Promise.all(hashes.map((one) => verify(one, secret)));
  return results.includes(true);
}
