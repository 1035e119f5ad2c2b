import type { Scope } from '../kernel/index.ts';
import { ADMINISTRATION } from './membership.ts';
import type { People } from './people.ts';
import { PERMISSIONS } from './permissions.ts';
import { coversSandbox, type Roles } from './roles.ts';

/** How a caller could come by a permission they lack. */
export interface WaysIn {
  /** The sandbox it is missing in; undefined when holding it in any would do. */
  readonly inSandbox: string | undefined;
  readonly permissions: readonly { readonly slug: string; readonly name: string }[];
  /** Roles that carry one of them in the sandbox. */
  readonly roles: readonly { readonly id: string; readonly name: string }[];
  /** People who can give a role. */
  readonly administrators: readonly { readonly userId: string; readonly name: string; readonly email: string }[];
}

/** A refusal names a few, not all. */
const MOST_NAMED = 10;

/** Roles that carry a permission in a sandbox; undefined as sandbox: in any. */
export function rolesCarrying(roles: Roles, org: string, permissions: readonly string[], sandbox: string | undefined) {
  return roles.roles
    .list(org)
    .filter(
      ({ body }) => body.permissionSets.some((slug) => permissions.includes(slug)) && coversSandbox(body, sandbox),
    );
}

/** Active people who hold the permission to manage access, in any sandbox: roles are given organisation-wide. */
export function administrators(people: People, roles: Roles, org: string) {
  const holding = rolesCarrying(roles, org, [ADMINISTRATION], undefined);
  const userIds = new Set(holding.flatMap(({ body }) => roles.usersOf(org, body)));
  return [...userIds].flatMap((userId) => people.get(org, userId)?.body ?? []).filter(({ active }) => active);
}

/** A few of those who can give a role, to be named to somebody who lacks one. */
export function whoCanGrant(people: People, roles: Roles, org: string): WaysIn['administrators'] {
  return administrators(people, roles, org)
    .slice(0, MOST_NAMED)
    .map(({ userId, name, email }) => ({ userId, name, email }));
}

/** For a refusal: the missing permissions (one of them is enough), the roles that carry one, and who can give a role. */
export function waysIn(
  { people, roles }: { readonly people: People; readonly roles: Roles },
  scope: Scope,
  permissions: readonly string[],
  reach: 'sandbox' | 'organisation-wide',
): WaysIn {
  const sandbox = reach === 'sandbox' ? scope.sandbox : undefined;
  return {
    inSandbox: sandbox,
    permissions: PERMISSIONS.filter(({ slug }) => permissions.includes(slug)).map(({ slug, name }) => ({ slug, name })),
    roles: rolesCarrying(roles, scope.org, permissions, sandbox)
      .slice(0, MOST_NAMED)
      .map(({ id, body }) => ({ id, name: body.name })),
    administrators: whoCanGrant(people, roles, scope.org),
  };
}
