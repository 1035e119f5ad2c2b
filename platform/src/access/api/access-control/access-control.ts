import { Type } from 'typebox';
import { type Call, type Route, route } from '../../../kernel/index.ts';
import { effectiveGrants, PERMISSIONS } from '../../permissions.ts';
import type { Roles } from '../../roles.ts';

const BASE = '/data/foundation/access-control';
const SERVICE = 'Access Control';

/** Permissions and what the caller holds (page "Access control API"). */
export function accessControlRoutes(roles: Roles): readonly Route[] {
  const effectivePolicies = (id: string, path: string): Route =>
    route<readonly unknown[]>({
      id,
      method: 'POST',
      path,
      service: SERVICE,
      summary: 'Which of the asked permissions and resource types the caller holds; what is not held is left out.',
      access: { kind: 'member', why: 'everybody may ask about themselves' },
      body: Type.Array(Type.String()),
      responses: {
        200: {
          description: 'The policies.',
          schema: Type.Object({ policies: Type.Record(Type.String(), Type.Array(Type.String())) }),
        },
      },
      handle: ({ scope, actor, body }: Call<readonly unknown[]>) => {
        const held = roles.permissions(scope.org, actor.userId, scope.sandbox);
        const grants = effectiveGrants(held);
        const policies: Record<string, readonly string[]> = {};
        for (const asked of Array.isArray(body) ? body : []) {
          const [, kind, name = ''] = String(asked).split('/');
          if (kind === 'permissions' && held.has(name)) policies[`/permissions/${name}`] = ['*'];
          if (kind === 'resource-types' && Object.hasOwn(grants, name))
            policies[`/resource-types/${name}`] = grants[name]!;
        }
        return { body: { policies } };
      },
    });

  return [
    route({
      id: 'getPermissionReference',
      method: 'GET',
      path: `${BASE}/acl/reference`,
      service: SERVICE,
      summary: 'All permissions and resource types with their actions.',
      access: { kind: 'member', why: 'names of permissions are no secret to a member' },
      organisationWide: true,
      responses: {
        200: {
          description: 'The reference.',
          schema: Type.Object({ permissions: Type.Unknown(), 'resource-types': Type.Unknown() }),
        },
      },
      handle: () => ({
        body: {
          permissions: Object.fromEntries(PERMISSIONS.map(({ slug, grants }) => [slug, grants])),
          'resource-types': effectiveGrants(PERMISSIONS.map(({ slug }) => slug)),
        },
      }),
    }),
    effectivePolicies('listEffectivePolicies', `${BASE}/acl/effective-policies`),
    // The appendix of the same page calls it so.
    effectivePolicies('listActivePermissions', `${BASE}/acl/active-permissions`),
  ];
}
