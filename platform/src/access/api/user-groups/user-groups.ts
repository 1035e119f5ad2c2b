import { Type } from 'typebox';
import { type Route, route } from '../../../kernel/index.ts';
import type { Document } from '../../../stores/index.ts';
import { DELETE, READ, WRITE } from '../../administration.ts';
import { objectOf, optionalText, optionalTexts, textOf } from '../../body.ts';
import { noGroup } from '../../errors.ts';
import { pageOf } from '../../listing.ts';
import type { Membership } from '../../membership.ts';
import type { Group } from '../../roles.ts';

const PATH = '/meniscus/v1/user-groups';
const GROUP = Type.Object({
  id: Type.String(),
  name: Type.String(),
  description: Type.String(),
  members: Type.Array(Type.String()),
  createdAt: Type.Integer(),
  createdBy: Type.String(),
});
const BODY = Type.Object({
  name: Type.String(),
  description: Type.Optional(Type.String()),
  members: Type.Optional(Type.Array(Type.String())),
});

function shown({ id, body, createdAt, createdBy }: Document<Group>) {
  return { id, ...body, createdAt, createdBy };
}

function read(body: unknown): Group {
  const given = objectOf(body);
  return {
    name: textOf(given, 'name'),
    description: optionalText(given, 'description') ?? '',
    members: optionalTexts(given, 'members') ?? [],
  };
}

/** Groups of users that get their roles together (subjects of the kind `user-group`). */
export function userGroupRoutes(membership: Membership): readonly Route[] {
  const { groups } = membership.roles;
  const common = { service: 'Meniscus', organisationWide: true } as const;
  const missing = { 404: { description: 'No such group.' } };
  return [
    route({
      ...common,
      id: 'listUserGroups',
      method: 'GET',
      path: PATH,
      summary: 'Groups of users.',
      access: READ,
      responses: { 200: { description: 'The groups.', schema: Type.Object({ items: Type.Array(GROUP) }) } },
      handle: ({ scope, query }) => ({ body: pageOf(groups.list(scope.org).map(shown), query, PATH) }),
    }),
    route({
      ...common,
      id: 'createUserGroup',
      method: 'POST',
      path: PATH,
      summary: 'Makes a group of users.',
      access: WRITE,
      body: BODY,
      responses: { 201: { description: 'The group.', schema: GROUP }, 409: { description: 'The name is in use.' } },
      handle: async ({ scope, actor, body }) => ({
        status: 201,
        body: shown(await membership.addGroup(scope.org, read(body), actor.userId)),
      }),
    }),
    route({
      ...common,
      id: 'getUserGroup',
      method: 'GET',
      path: `${PATH}/:groupId`,
      summary: 'One group of users.',
      access: READ,
      responses: { 200: { description: 'The group.', schema: GROUP }, ...missing },
      handle: ({ scope, params }) => {
        const found = groups.get(scope.org, params.groupId!);
        if (found === undefined) throw noGroup(params.groupId!);
        return { body: shown(found) };
      },
    }),
    route({
      ...common,
      id: 'replaceUserGroup',
      method: 'PUT',
      path: `${PATH}/:groupId`,
      summary: 'Puts another name, description and list of members in place.',
      access: WRITE,
      body: BODY,
      responses: { 200: { description: 'The group.', schema: GROUP }, ...missing },
      async handle({ scope, actor, params, body }) {
        const group = read(body);
        return { body: shown(await membership.changeGroup(scope.org, params.groupId!, () => group, actor.userId)) };
      },
    }),
    route({
      ...common,
      id: 'deleteUserGroup',
      method: 'DELETE',
      path: `${PATH}/:groupId`,
      summary: 'Deletes a group; its members lose the roles they held through it.',
      access: DELETE,
      responses: { 204: { description: 'Deleted.' }, ...missing },
      async handle({ scope, actor, params }) {
        await membership.removeGroup(scope.org, params.groupId!, actor.userId);
        return { status: 204 };
      },
    }),
  ];
}
