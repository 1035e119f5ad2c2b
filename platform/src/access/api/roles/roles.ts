import { Type } from 'typebox';
import { type Call, type Route, route } from '../../../kernel/index.ts';
import type { Document } from '../../../stores/index.ts';
import { DELETE, READ, WRITE } from '../../administration.ts';
import { objectOf, optionalText, optionalTexts, textOf } from '../../body.ts';
import { badBody, noRole, systemRole } from '../../errors.ts';
import { pageOf } from '../../listing.ts';
import type { Membership } from '../../membership.ts';
import { stepsOf } from '../../patch-steps.ts';
import { sayOfAccess } from '../../phrases.ts';
import type { Role } from '../../roles.ts';
import { patchedRole, patchedSubjects } from './patch-role.ts';

const PATH = '/data/foundation/access-control/administration/roles';
const SERVICE = 'Access Control';
const TEXTS = Type.Array(Type.String());
const ROLE = Type.Object({
  id: Type.String(),
  recordType: Type.String(),
  imsOrgID: Type.String(),
  name: Type.String(),
  description: Type.String(),
  roleType: Type.String(),
  permissionSets: TEXTS,
  sandboxes: TEXTS,
  subjectAttributes: Type.Object({ labels: TEXTS }),
  createdBy: Type.String(),
  createdAt: Type.Integer(),
  modifiedBy: Type.String(),
  modifiedAt: Type.Integer(),
  etag: Type.String(),
});
const SUBJECT = Type.Object({ roleId: Type.String(), subjectType: Type.String(), subjectId: Type.String() });
const STEP = Type.Object({ op: Type.String(), path: Type.String(), value: Type.Optional(Type.Unknown()) });
const LIST_QUERY = Type.Object({
  limit: Type.Optional(Type.Integer()),
  start: Type.Optional(Type.Integer()),
  orderBy: Type.Optional(Type.String()),
  property: Type.Optional(Type.String()),
});

function shown(org: string, document: Document<Role>) {
  const { id, body, version, createdBy, createdAt, updatedBy, updatedAt } = document;
  return {
    id,
    recordType: 'role',
    imsOrgID: org,
    name: body.name,
    description: body.description,
    roleType: body.roleType,
    permissionSets: body.permissionSets,
    sandboxes: body.sandboxes,
    subjectAttributes: { labels: body.labels },
    createdBy,
    createdAt,
    modifiedBy: updatedBy,
    modifiedAt: updatedAt,
    etag: String(version),
  };
}

/** Name and description of a system-defined role stay what they are, and so does what it allows. */
function refuseSystem(before: Role, after: Role): void {
  const fixed = ({ name, description, permissionSets }: Role) => JSON.stringify([name, description, permissionSets]);
  if (before.roleType === 'system-defined' && fixed(before) !== fixed(after)) throw systemRole(before.name);
}

/** Roles and their subjects (page "Roles endpoint"). Organisation-wide: a role says itself in which sandboxes it holds. */
export function roleRoutes(membership: Membership): readonly Route[] {
  const found = (org: string, id: string): Document<Role> => {
    const role = membership.roles.roles.get(org, id);
    if (role === undefined) throw noRole(id);
    return role;
  };
  const change = async ({ scope, actor, params }: Call, to: (role: Role) => Role): Promise<Document<Role>> => {
    found(scope.org, params.roleId!);
    return membership.changeRole(scope.org, params.roleId!, to, actor.userId);
  };
  const common = { service: SERVICE, organisationWide: true } as const;
  const missing = { 404: { description: 'No such role.' } };

  return [
    route({
      ...common,
      id: 'listRoles',
      method: 'GET',
      path: PATH,
      summary: 'All roles of the organisation; limit, start, orderBy, property.',
      access: READ,
      query: LIST_QUERY,
      responses: { 200: { description: 'The roles.', schema: Type.Object({ items: Type.Array(ROLE) }) } },
      handle: ({ scope, query }) => ({
        body: pageOf(
          membership.roles.roles.list(scope.org).map((role) => shown(scope.org, role)),
          query,
          '/administration/roles',
        ),
      }),
    }),
    route({
      ...common,
      id: 'createRole',
      method: 'POST',
      path: PATH,
      summary: 'Makes a role; permission sets, sandboxes and labels may come with it or later by PATCH.',
      access: WRITE,
      body: Type.Object({
        name: Type.String(),
        description: Type.Optional(Type.String()),
        permissionSets: Type.Optional(TEXTS),
        sandboxes: Type.Optional(TEXTS),
        subjectAttributes: Type.Optional(Type.Object({ labels: TEXTS })),
      }),
      responses: { 200: { description: 'The role.', schema: ROLE }, 409: { description: 'The name is in use.' } },
      async handle({ scope, actor, body }) {
        const given = objectOf(body);
        if (given.roleType !== undefined && given.roleType !== 'user-defined')
          throw badBody('/roleType', sayOfAccess('access-role-user-defined'));
        const attributes = given.subjectAttributes === undefined ? {} : objectOf(given.subjectAttributes);
        const role: Role = {
          name: textOf(given, 'name'),
          description: optionalText(given, 'description') ?? '',
          roleType: 'user-defined',
          permissionSets: optionalTexts(given, 'permissionSets') ?? [],
          sandboxes: optionalTexts(given, 'sandboxes') ?? [],
          labels: optionalTexts(attributes, 'labels') ?? [],
          subjects: [],
        };
        return { body: shown(scope.org, await membership.addRole(scope.org, role, actor.userId)) };
      },
    }),
    route({
      ...common,
      id: 'getRole',
      method: 'GET',
      path: `${PATH}/:roleId`,
      summary: 'One role.',
      access: READ,
      responses: { 200: { description: 'The role.', schema: ROLE }, ...missing },
      handle: ({ scope, params }) => ({ body: shown(scope.org, found(scope.org, params.roleId!)) }),
    }),
    route({
      ...common,
      id: 'updateRole',
      method: 'PATCH',
      path: `${PATH}/:roleId`,
      summary: 'Changes a role by operations on /name, /description, /permissionSets, /sandboxes and /labels.',
      access: WRITE,
      body: Type.Object({ operations: Type.Array(STEP) }),
      responses: { 200: { description: 'The role.', schema: ROLE }, ...missing },
      async handle(call) {
        const steps = stepsOf(call.body);
        const changed = await change(call, (role) => {
          const after = patchedRole(role, steps);
          refuseSystem(role, after);
          return after;
        });
        return { body: shown(call.scope.org, changed) };
      },
    }),
    route({
      ...common,
      id: 'replaceRole',
      method: 'PUT',
      path: `${PATH}/:roleId`,
      summary: 'Puts another name and description in place; what the role allows and to whom stays.',
      access: WRITE,
      body: Type.Object({ name: Type.String(), description: Type.String(), roleType: Type.String() }),
      responses: { 200: { description: 'The role.', schema: ROLE }, ...missing },
      async handle(call) {
        const given = objectOf(call.body);
        const [name, description] = [textOf(given, 'name'), optionalText(given, 'description') ?? ''];
        const changed = await change(call, (role) => {
          if (given.roleType !== undefined && given.roleType !== role.roleType)
            throw badBody('/roleType', sayOfAccess('access-role-type-stays', { type: role.roleType }));
          const after = { ...role, name, description };
          refuseSystem(role, after);
          return after;
        });
        return { body: shown(call.scope.org, changed) };
      },
    }),
    route({
      ...common,
      id: 'deleteRole',
      method: 'DELETE',
      path: `${PATH}/:roleId`,
      summary: 'Deletes a role; its subjects lose what it gave them at once.',
      access: DELETE,
      responses: { 204: { description: 'Deleted.' }, ...missing },
      async handle({ scope, params }) {
        const { id, body } = found(scope.org, params.roleId!);
        if (body.roleType === 'system-defined') throw systemRole(body.name);
        await membership.removeRole(scope.org, id);
        return { status: 204 };
      },
    }),
    route({
      ...common,
      id: 'listRoleSubjects',
      method: 'GET',
      path: `${PATH}/:roleId/subjects`,
      summary: 'Users, technical accounts and user groups of a role.',
      access: READ,
      query: LIST_QUERY,
      responses: {
        200: { description: 'The subjects.', schema: Type.Object({ items: Type.Array(SUBJECT) }) },
        ...missing,
      },
      handle: ({ scope, params, query }) => {
        const { id, body } = found(scope.org, params.roleId!);
        const subjects = body.subjects.map((subject) => ({ roleId: id, ...subject }));
        return { body: pageOf(subjects, query, `/administration/roles/${id}/subjects`, 'subjectId') };
      },
    }),
    route({
      ...common,
      id: 'updateRoleSubjects',
      method: 'PATCH',
      path: `${PATH}/:roleId/subjects`,
      summary: 'Gives a role to subjects or takes it from them by operations on /user and /user-group.',
      access: WRITE,
      body: Type.Object({ operations: Type.Array(STEP) }),
      responses: {
        200: { description: 'The subjects.', schema: Type.Object({ subjects: Type.Array(SUBJECT) }) },
        ...missing,
      },
      async handle(call) {
        const steps = stepsOf(call.body);
        const { id, body } = await change(call, (role) => ({
          ...role,
          subjects: patchedSubjects(role.subjects, steps),
        }));
        const subjects = body.subjects.map((subject) => ({ roleId: id, ...subject }));
        const { items, ...rest } = pageOf(subjects, {}, `/administration/roles/${id}/subjects`, 'subjectId');
        return { body: { subjects: items, ...rest } };
      },
    }),
  ];
}
