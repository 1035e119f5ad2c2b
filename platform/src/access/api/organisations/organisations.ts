import { Type } from 'typebox';
import { needs, type Route, route } from '../../../kernel/index.ts';
import { emailIn, nameIn, objectOf, optionalText } from '../../body.ts';
import { badBody } from '../../errors.ts';
import type { Bootstrapped, FirstStart } from '../../first-start.ts';
import type { Organisations } from '../../organisations.ts';
import { sayOfAccess } from '../../phrases.ts';

const PATH = '/meniscus/v1/organisations';
const ORGANISATION = Type.Object({ id: Type.String(), name: Type.String() });
/** Of the name of an organisation, which stands in the header of the console. */
const LONGEST_NAME = 100;
const MADE = Type.Object({
  orgId: Type.String(),
  sandbox: Type.String(),
  clientId: Type.String(),
  clientSecret: Type.String(),
  adminEmail: Type.String(),
  adminPassword: Type.String(),
});

/**
 * Organisations of the installation, for administrators of the first one: making another gives them no way into it, the
 * secrets of its first credential and administrator are answered once.
 */
export function organisationRoutes(
  organisations: Organisations,
  add: (first: FirstStart) => Promise<Bootstrapped>,
): readonly Route[] {
  const common = { service: 'Meniscus', organisationWide: true, path: PATH } as const;
  return [
    route({
      ...common,
      id: 'listOrganisations',
      method: 'GET',
      summary: 'Ids and names of all organisations of this installation.',
      access: needs('organisations', 'read', 'manage-organisations'),
      responses: {
        200: { description: 'The organisations.', schema: Type.Object({ items: Type.Array(ORGANISATION) }) },
      },
      handle() {
        return { body: { items: organisations.shown.map(({ id, name }) => ({ id, name })) } };
      },
    }),
    route({
      ...common,
      id: 'createOrganisation',
      method: 'POST',
      summary: 'Makes an organisation with its own default sandbox, roles, credential and administrator.',
      access: needs('organisations', 'write', 'manage-organisations'),
      body: Type.Object({
        name: Type.Optional(Type.String()),
        orgId: Type.Optional(Type.String()),
        adminEmail: Type.Optional(Type.String()),
      }),
      responses: {
        201: { description: 'Its credentials, answered this once.', schema: MADE },
        409: { description: 'It exists.' },
      },
      async handle({ body }) {
        const given = objectOf(body);
        const orgId = optionalText(given, 'orgId');
        if (orgId !== undefined && !/^[0-9A-F]{24}@AdobeOrg$/.test(orgId))
          throw badBody('/orgId', sayOfAccess('access-org-id'));
        const first = { orgId, name: nameIn(given, 'name', LONGEST_NAME), adminEmail: emailIn(given, 'adminEmail') };
        return { status: 201, headers: { 'cache-control': 'no-store' }, body: await add(first) };
      },
    }),
  ];
}
