import type { Clock } from '../kernel/index.ts';
import type { Document } from '../stores/index.ts';
import type { Credentials } from './credentials.ts';
import { badBody, nameInUse, noAdministratorLeft, noGroup, noUser } from './errors.ts';
import type { Organisations } from './organisations.ts';
import type { People } from './people.ts';
import { isInstallationPermission, isPermission } from './permissions.ts';
import { sayOfAccess } from './phrases.ts';
import type { Group, Role, Roles, Subject } from './roles.ts';

interface Deps {
  readonly organisations: Organisations;
  readonly credentials: Credentials;
  readonly people: People;
  readonly roles: Roles;
  readonly clock: Clock;
}

/** The permission without which nobody could undo a change of access. */
export const ADMINISTRATION = 'manage-access-control';

/**
 * Changes of who may do what. Every change is checked as a whole before it is kept: what it names exists in the
 * organisation, and somebody is left who can administer it.
 */
export class Membership {
  readonly #deps: Deps;
  readonly roles: Roles;

  constructor(deps: Deps) {
    this.#deps = deps;
    this.roles = deps.roles;
  }

  /** Is it a person or a technical account of the organisation? */
  isUser(org: string, userId: string): boolean {
    const { people, credentials } = this.#deps;
    return people.get(org, userId) !== undefined || credentials.list(org).some(({ body }) => body.userId === userId);
  }

  async addRole(org: string, role: Role, by: string): Promise<Document<Role>> {
    this.#check(org, role, undefined);
    return this.roles.add(org, role, by);
  }

  /** The role must be there. */
  async changeRole(org: string, id: string, to: (role: Role) => Role, by: string): Promise<Document<Role>> {
    const change = { by, at: this.#deps.clock() };
    const changed = await this.roles.roles.change(
      org,
      id,
      (role) => {
        const after = to(role);
        this.#check(org, after, id);
        this.#keepAdministrator(org, { roles: new Map([[id, after]]) });
        return after;
      },
      change,
    );
    return changed!;
  }

  async removeRole(org: string, id: string): Promise<void> {
    this.#keepAdministrator(org, { roles: new Map([[id, undefined]]) });
    await this.roles.roles.remove(org, id);
  }

  #check(org: string, role: Role, id: string | undefined): void {
    if (this.roles.roles.list(org).some((other) => other.id !== id && other.body.name === role.name))
      throw nameInUse('role', role.name);
    for (const slug of role.permissionSets) {
      if (!isPermission(slug)) throw badBody('/permissionSets', sayOfAccess('access-no-permission', { slug }));
      if (isInstallationPermission(slug) && !this.#deps.organisations.isFirst(org))
        throw badBody('/permissionSets', sayOfAccess('access-first-organisation-only', { slug }));
    }
    const known = new Set(['*', ...this.#deps.organisations.sandboxes(org).map(({ body }) => body.name)]);
    for (const name of role.sandboxes)
      if (!known.has(name)) throw badBody('/sandboxes', sayOfAccess('access-no-sandbox-named', { name }));
    for (const label of role.labels)
      if (!/^(core|custom)\/[A-Za-z0-9._-]{1,64}$/.test(label))
        throw badBody('/labels', sayOfAccess('access-not-a-label', { label }));
    for (const subject of role.subjects) this.#checkSubject(org, subject);
  }

  #checkSubject(org: string, { subjectType, subjectId }: Subject): void {
    if (subjectType === 'user' && !this.isUser(org, subjectId)) throw noUser(subjectId);
    if (subjectType === 'user-group' && this.roles.groups.get(org, subjectId) === undefined) throw noGroup(subjectId);
  }

  /** Throws when nobody would hold the permission to manage access after the given roles, groups and users changed. */
  #keepAdministrator(
    org: string,
    after: {
      readonly roles?: ReadonlyMap<string, Role | undefined>;
      readonly groups?: ReadonlyMap<string, Group | undefined>;
      readonly without?: string;
    },
  ): void {
    const groups = new Map<string, Group | undefined>([
      ...this.roles.groups.list(org).map(({ id, body }) => [id, body] as const),
      ...(after.groups ?? []),
    ]);
    const roles = new Map<string, Role | undefined>([
      ...this.roles.roles.list(org).map(({ id, body }) => [id, body] as const),
      ...(after.roles ?? []),
    ]);
    const holders = [...roles.values()]
      .filter((role) => role?.permissionSets.includes(ADMINISTRATION))
      .flatMap((role) => role!.subjects)
      .flatMap(({ subjectType, subjectId }) =>
        subjectType === 'user' ? [subjectId] : (groups.get(subjectId)?.members ?? []),
      );
    if (!holders.some((userId) => userId !== after.without && this.#canCall(org, userId))) throw noAdministratorLeft();
  }

  #canCall(org: string, userId: string): boolean {
    const person = this.#deps.people.get(org, userId)?.body;
    return person === undefined ? this.isUser(org, userId) : person.active;
  }

  async addGroup(org: string, group: Group, by: string): Promise<Document<Group>> {
    this.#checkGroup(org, group, undefined);
    return this.roles.addGroup(org, group, by);
  }

  async changeGroup(org: string, id: string, to: (group: Group) => Group, by: string): Promise<Document<Group>> {
    const changed = await this.roles.groups.change(
      org,
      id,
      (group) => {
        const after = to(group);
        this.#checkGroup(org, after, id);
        this.#keepAdministrator(org, { groups: new Map([[id, after]]) });
        return after;
      },
      { by, at: this.#deps.clock() },
    );
    if (changed === undefined) throw noGroup(id);
    return changed;
  }

  async removeGroup(org: string, id: string, by: string): Promise<void> {
    if (this.roles.groups.get(org, id) === undefined) throw noGroup(id);
    this.#keepAdministrator(org, { groups: new Map([[id, undefined]]) });
    await this.roles.forget(org, id, by);
    await this.roles.groups.remove(org, id);
  }

  #checkGroup(org: string, group: Group, id: string | undefined): void {
    if (this.roles.groups.list(org).some((other) => other.id !== id && other.body.name === group.name))
      throw nameInUse('group', group.name);
    for (const userId of group.members) if (!this.isUser(org, userId)) throw noUser(userId);
  }

  /** Throws when the organisation would have no administrator without the user. */
  mayLeave(org: string, userId: string): void {
    this.#keepAdministrator(org, { without: userId });
  }
}
