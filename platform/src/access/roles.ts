import type { Clock, Ids } from '../kernel/index.ts';
import type { Document, Tables } from '../stores/index.ts';
import { Register } from './register.ts';

/** Members of roles: a user (a person or the technical account of a credential), or a group of users. */
export interface Subject {
  readonly subjectType: 'user' | 'user-group';
  readonly subjectId: string;
}

/** Permissions in sandboxes, for its subjects. Stored under an id of its own. */
export interface Role {
  readonly name: string;
  readonly description: string;
  readonly roleType: 'user-defined' | 'system-defined';
  /** Slugs of permissions. */
  readonly permissionSets: readonly string[];
  /** Names of sandboxes; `*` for all, those made later too. */
  readonly sandboxes: readonly string[];
  /** Data usage labels, e.g. `core/S1`. */
  readonly labels: readonly string[];
  readonly subjects: readonly Subject[];
}

/** Users that get their roles together. Stored under an id of its own. */
export interface Group {
  readonly name: string;
  readonly description: string;
  /** User ids. */
  readonly members: readonly string[];
}

/** Does a role hold in a sandbox; undefined: in any? */
export function coversSandbox({ sandboxes }: Role, sandbox: string | undefined): boolean {
  return sandbox === undefined || sandboxes.includes('*') || sandboxes.includes(sandbox);
}

/** Roles and user groups, and what follows from them. */
export class Roles {
  readonly #clock: Clock;
  readonly #ids: Ids;
  readonly roles: Register<Role>;
  readonly groups: Register<Group>;
  #held = new Map<string, ReadonlySet<string>>();
  #heldAt = -1;

  constructor(deps: { tables: Tables; clock: Clock; ids: Ids }) {
    this.#clock = deps.clock;
    this.#ids = deps.ids;
    this.roles = new Register(deps.tables, 'role');
    this.groups = new Register(deps.tables, 'user-group');
  }

  async load(): Promise<void> {
    await this.roles.load();
    await this.groups.load();
  }

  add(org: string, role: Role, by: string): Promise<Document<Role>> {
    return this.roles.insert(org, this.#ids.uuid(), role, { by, at: this.#clock() });
  }

  addGroup(org: string, group: Group, by: string): Promise<Document<Group>> {
    return this.groups.insert(org, this.#ids.uuid(), group, { by, at: this.#clock() });
  }

  /** All roles of a user, through groups too. */
  of(org: string, userId: string): readonly Document<Role>[] {
    const groups = this.groups.list(org).filter(({ body }) => body.members.includes(userId));
    const ids = new Set([userId, ...groups.map(({ id }) => id)]);
    return this.roles.list(org).filter(({ body }) => body.subjects.some(({ subjectId }) => ids.has(subjectId)));
  }

  /** The roles of a user that are not held through a group. */
  directlyOf(org: string, userId: string): readonly Document<Role>[] {
    return this.roles.list(org).filter(({ body }) => body.subjects.some(({ subjectId }) => subjectId === userId));
  }

  /** Names of the sandboxes a user has a role in; `*` among them: all. */
  sandboxesOf(org: string, userId: string): ReadonlySet<string> {
    return new Set(this.of(org, userId).flatMap(({ body }) => body.sandboxes));
  }

  /** Union of the permissions of all roles a user holds in a sandbox; undefined as sandbox: in any, for what belongs to the whole organisation. */
  permissions(org: string, userId: string, sandbox: string | undefined): ReadonlySet<string> {
    return this.#union('permissionSets', org, userId, sandbox);
  }

  /** Union of the labels of all roles a user holds in a sandbox. */
  labels(org: string, userId: string, sandbox: string): ReadonlySet<string> {
    return this.#union('labels', org, userId, sandbox);
  }

  /** Asked by every call, so remembered until a role or a group changes. */
  #union(
    of: 'permissionSets' | 'labels',
    org: string,
    userId: string,
    sandbox: string | undefined,
  ): ReadonlySet<string> {
    const revision = this.roles.revision + this.groups.revision;
    if (this.#heldAt !== revision || this.#held.size > 10_000) {
      this.#held = new Map();
      this.#heldAt = revision;
    }
    const key = JSON.stringify([of, org, userId, sandbox]);
    const known = this.#held.get(key);
    if (known !== undefined) return known;
    const roles = this.of(org, userId).filter(({ body }) => coversSandbox(body, sandbox));
    const held = new Set(roles.flatMap(({ body }) => body[of]));
    this.#held.set(key, held);
    return held;
  }

  /** Users of a role, those of its groups too. */
  usersOf(org: string, { subjects }: Role): readonly string[] {
    return subjects.flatMap(({ subjectType, subjectId }) =>
      subjectType === 'user' ? [subjectId] : (this.groups.get(org, subjectId)?.body.members ?? []),
    );
  }

  /** Takes a subject out of every role and group: its user was removed. */
  async forget(org: string, subjectId: string, by: string): Promise<void> {
    const change = { by, at: this.#clock() };
    for (const { id } of this.roles
      .list(org)
      .filter(({ body }) => body.subjects.some((one) => one.subjectId === subjectId)))
      await this.roles.change(
        org,
        id,
        (role) => ({ ...role, subjects: role.subjects.filter((one) => one.subjectId !== subjectId) }),
        change,
      );
    for (const { id } of this.groups.list(org).filter(({ body }) => body.members.includes(subjectId)))
      await this.groups.change(
        org,
        id,
        (group) => ({ ...group, members: group.members.filter((one) => one !== subjectId) }),
        change,
      );
  }

  /** Takes a sandbox out of every role: it was deleted, and one of the same name would be another. */
  async forgetSandbox(org: string, sandbox: string, by: string): Promise<void> {
    const change = { by, at: this.#clock() };
    for (const { id } of this.roles.list(org).filter(({ body }) => body.sandboxes.includes(sandbox)))
      await this.roles.change(
        org,
        id,
        (role) => ({ ...role, sandboxes: role.sandboxes.filter((one) => one !== sandbox) }),
        change,
      );
  }
}
