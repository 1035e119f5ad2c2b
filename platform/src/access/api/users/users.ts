import { Type } from 'typebox';
import { type Route, route } from '../../../kernel/index.ts';
import type { Document } from '../../../stores/index.ts';
import type { AccessRequests } from '../../access-requests.ts';
import { DELETE, READ, WRITE } from '../../administration.ts';
import { emailIn, nameIn, objectOf, passwordIn, textOf } from '../../body.ts';
import { badBody, noUser } from '../../errors.ts';
import { pageOf } from '../../listing.ts';
import type { Membership } from '../../membership.ts';
import type { People, Person } from '../../people.ts';
import { sayOfAccess } from '../../phrases.ts';
import type { RefreshTokens } from '../../refresh-tokens.ts';
import type { PasswordLetters } from '../password/letters.ts';

const PATH = '/meniscus/v1/users';
/** Of the name of a person, which stands in lists and mails. */
const LONGEST_NAME = 200;
const USER = Type.Object({
  id: Type.String(),
  email: Type.String(),
  name: Type.String(),
  active: Type.Boolean(),
  roles: Type.Array(Type.String()),
  directRoles: Type.Array(Type.String()),
  createdAt: Type.Integer(),
  createdBy: Type.String(),
});

const INVITATION = Type.Object({
  mailedTo: Type.Optional(Type.String()),
  link: Type.Optional(Type.String()),
  until: Type.Integer(),
});

interface Deps {
  readonly people: People;
  readonly membership: Membership;
  readonly requests: AccessRequests;
  readonly refreshTokens: RefreshTokens;
  readonly letters: PasswordLetters;
}

/** People of the organisation. AEP keeps them in the Admin Console, which has no API of the platform's. */
export function userRoutes({ people, membership, requests, refreshTokens, letters }: Deps): readonly Route[] {
  const shown = (org: string, { id, body, createdAt, createdBy }: Document<Person>) => ({
    id,
    email: body.email,
    name: body.name,
    active: body.active,
    roles: membership.roles.of(org, id).map((role) => role.id),
    directRoles: membership.roles.directlyOf(org, id).map((role) => role.id),
    createdAt,
    createdBy,
  });
  const found = (org: string, id: string): Document<Person> => {
    const person = people.get(org, id);
    if (person === undefined) throw noUser(id);
    return person;
  };
  const common = { service: 'Meniscus', organisationWide: true } as const;
  const missing = { 404: { description: 'No such user.' } };

  return [
    route({
      ...common,
      id: 'listUsers',
      method: 'GET',
      path: PATH,
      summary: 'People of the organisation with the roles they hold; in `directRoles` those not held through a group.',
      access: READ,
      responses: { 200: { description: 'The people.', schema: Type.Object({ items: Type.Array(USER) }) } },
      handle: ({ scope, query }) => ({
        body: pageOf(
          people.list(scope.org).map((person) => shown(scope.org, person)),
          query,
          PATH,
        ),
      }),
    }),
    route({
      ...common,
      id: 'createUser',
      method: 'POST',
      path: PATH,
      summary:
        'Makes a person, without any role. They are sent a link to choose a password with (`invitation`); where there is no mail server, the link is answered, to be handed over. A `password` that is given takes the place of both. Of an address that other organisations know too nothing is told, and the password opens this organisation only.',
      access: WRITE,
      body: Type.Object({ email: Type.String(), name: Type.String(), password: Type.Optional(Type.String()) }),
      responses: {
        201: {
          description: 'The person.',
          schema: Type.Object({ ...USER.properties, invitation: Type.Optional(INVITATION) }),
        },
        409: { description: 'The organisation has a user of this e-mail.' },
      },
      async handle({ scope, actor, body }) {
        const given = objectOf(body);
        for (const needed of ['email', 'name']) textOf(given, needed);
        const email = emailIn(given, 'email')!;
        const name = nameIn(given, 'name', LONGEST_NAME)!;
        const wanted = { email, name, password: passwordIn(given, 'password') };
        if (wanted.password === undefined) letters.mayInvite(scope.org, email);
        const made = await people.add(scope.org, wanted, actor.userId);
        const person = shown(scope.org, made);
        if (wanted.password !== undefined) return { status: 201, body: person };
        const invitation = await letters.invite({ ...made.body, org: scope.org }, actor);
        return { status: 201, body: { ...person, invitation } };
      },
    }),
    route({
      ...common,
      id: 'getUser',
      method: 'GET',
      path: `${PATH}/:userId`,
      summary: 'One person.',
      access: READ,
      responses: { 200: { description: 'The person.', schema: USER }, ...missing },
      handle: ({ scope, params }) => ({ body: shown(scope.org, found(scope.org, params.userId!)) }),
    }),
    route({
      ...common,
      id: 'updateUser',
      method: 'PATCH',
      path: `${PATH}/:userId`,
      summary:
        'Changes name or password in this organisation, or shuts a person out of it (`active: false`): tokens for it count no more at once.',
      access: WRITE,
      body: Type.Object({
        name: Type.Optional(Type.String()),
        password: Type.Optional(Type.String()),
        active: Type.Optional(Type.Boolean()),
      }),
      responses: { 200: { description: 'The person.', schema: USER }, ...missing },
      async handle({ scope, actor, params, body }) {
        const given = objectOf(body);
        found(scope.org, params.userId!);
        const { active } = given;
        if (active !== undefined && typeof active !== 'boolean') throw badBody('/active', sayOfAccess('access-flag'));
        if (active === false) membership.mayLeave(scope.org, params.userId!);
        const name = nameIn(given, 'name', LONGEST_NAME);
        const wanted = { name, password: passwordIn(given, 'password'), active };
        const changed = await people.change(scope.org, params.userId!, wanted, actor.userId);
        // Their tokens count no more either way; there is no session to go on with.
        if (wanted.password !== undefined || active === false) await refreshTokens.endAll(scope.org, params.userId!);
        return { body: shown(scope.org, changed) };
      },
    }),
    route({
      ...common,
      id: 'createPasswordLink',
      method: 'POST',
      path: `${PATH}/:userId/password-link`,
      summary:
        'Sends a person a link to choose a password with, for this organisation alone; where there is no mail server, it is answered, to be handed over. It works once, within seven days, until the next one is made and as long as their password stays.',
      access: WRITE,
      responses: { 201: { description: 'How they come by it.', schema: INVITATION }, ...missing },
      async handle({ scope, actor, params }) {
        const { body } = found(scope.org, params.userId!);
        letters.mayInvite(scope.org, body.email);
        return { status: 201, body: await letters.invite({ ...body, org: scope.org }, actor) };
      },
    }),
    route({
      ...common,
      id: 'deleteUser',
      method: 'DELETE',
      path: `${PATH}/:userId`,
      summary: 'Removes a person from the organisation and takes them out of every role and group.',
      access: DELETE,
      responses: { 204: { description: 'Removed.' }, ...missing },
      async handle({ scope, actor, params }) {
        const { id } = found(scope.org, params.userId!);
        membership.mayLeave(scope.org, id);
        await membership.roles.forget(scope.org, id, actor.userId);
        await requests.forget(scope.org, { userId: id });
        await refreshTokens.endAll(scope.org, id);
        await people.remove(scope.org, id);
        return { status: 204 };
      },
    }),
  ];
}
