import { Type } from 'typebox';
import { byLanguage, type Call, type Mail, type Route, route } from '../../../kernel/index.ts';
import type { Document } from '../../../stores/index.ts';
import type { AccessRequest, AccessRequests, Decision } from '../../access-requests.ts';
import { READ, WRITE } from '../../administration.ts';
import { objectOf, optionalText, textOf } from '../../body.ts';
import { accessRequestConflict, badBody, noRole } from '../../errors.ts';
import { pageOf } from '../../listing.ts';
import type { Membership } from '../../membership.ts';
import type { Organisations } from '../../organisations.ts';
import type { Operation } from '../../packages/package.ts';
import type { People } from '../../people.ts';
import { isPermission, PERMISSIONS } from '../../permissions.ts';
import { sayOfAccess } from '../../phrases.ts';
import { administrators, rolesCarrying, whoCanGrant } from '../../ways-in.ts';
import { type Letter, mailAbout, mailOfDecision } from './mails.ts';

const PATH = '/meniscus/v1/access-requests';
const OWN = '/meniscus/v1/me/access-requests';
const LONGEST_PAGE = 300;
/** More administrators than this see the request in the console. */
const MOST_RECIPIENTS = 50;
const OPTIONAL = Type.Optional(Type.String());
const REQUEST = Type.Object({
  id: Type.String(),
  user: Type.Object({ id: Type.String(), name: Type.String(), email: OPTIONAL }),
  permission: Type.Object({ slug: Type.String(), name: Type.String(), category: Type.String() }),
  sandbox: Type.String(),
  page: OPTIONAL,
  note: OPTIONAL,
  state: Type.Union([Type.Literal('open'), Type.Literal('granted'), Type.Literal('declined')]),
  decidedBy: OPTIONAL,
  decidedAt: Type.Optional(Type.Integer()),
  roleId: OPTIONAL,
  answer: OPTIONAL,
  createdAt: Type.Integer(),
});
const GRANTABLE = Type.Object({
  ...REQUEST.properties,
  roles: Type.Array(Type.Object({ id: Type.String(), name: Type.String() })),
});
const ADMINISTRATOR = Type.Object({ userId: Type.String(), name: Type.String(), email: Type.String() });

interface Deps {
  readonly requests: AccessRequests;
  readonly membership: Membership;
  readonly people: People;
  readonly organisations: Organisations;
  readonly operations: (call: Call) => Operation;
  readonly sendMail: ((mail: Mail) => void) | undefined;
  readonly publicUrl: () => string;
}

function permissionOf(slug: string) {
  const { name, category } = PERMISSIONS.find((permission) => permission.slug === slug)!;
  return { slug, name, category };
}

/** A place in the console, to lead there again: a path of ours and nothing else. */
function pageIn(body: Readonly<Record<string, unknown>>): string | undefined {
  const page = optionalText(body, 'page');
  if (page !== undefined && (!/^\/(?!\/)[^\s\\]*$/.test(page) || page.length > LONGEST_PAGE))
    throw badBody('/page', sayOfAccess('access-page', { most: LONGEST_PAGE }));
  return page;
}

function decisionIn(body: Readonly<Record<string, unknown>>): Decision {
  const answer = optionalText(body, 'answer');
  const said = answer === undefined ? {} : { answer };
  if (body.state === 'declined') return { state: 'declined', ...said };
  if (body.state === 'granted') return { state: 'granted', roleId: textOf(body, 'roleId'), ...said };
  throw badBody('/state', sayOfAccess('access-decision'));
}

/** Asking for a permission that is missing, and deciding about it: granting gives the person a role that carries it. */
export function accessRequestRoutes(deps: Deps): readonly Route[] {
  const { requests, membership, people, organisations, operations } = deps;
  const { roles } = membership;
  const shown = (org: string, { id, body, createdAt }: Document<AccessRequest>) => {
    const { userId, permission, ...rest } = body;
    const person = people.get(org, userId)?.body;
    const user = { id: userId, name: person?.name ?? userId, ...(person === undefined ? {} : { email: person.email }) };
    return { id, user, permission: permissionOf(permission), ...rest, createdAt };
  };
  const carrying = (org: string, { permission, sandbox }: AccessRequest) =>
    rolesCarrying(roles, org, [permission], sandbox)
      .toSorted((a, b) => a.body.permissionSets.length - b.body.permissionSets.length)
      .map(({ id, body }) => ({ id, name: body.name }));
  /** To each in their language. */
  const write = (org: string, addresses: readonly string[], mail: (letter: Letter) => Mail) => {
    const { tenant } = organisations.organisation(org)!;
    for (const readers of byLanguage(addresses, (address) => people.languageAt(org, address)))
      deps.sendMail?.(mail({ ...readers, origin: deps.publicUrl(), tenant }));
  };
  const common = { service: 'Meniscus' } as const;

  return [
    route({
      ...common,
      id: 'createAccessRequest',
      method: 'POST',
      path: PATH,
      summary:
        'Asks for a permission in this sandbox; those who administer access are told, by mail too where there is one.',
      access: { kind: 'member', why: 'whoever lacks a permission asks for it', action: 'write' },
      body: Type.Object({ permission: Type.String(), page: OPTIONAL, note: OPTIONAL }),
      responses: {
        201: { description: 'The request.', schema: REQUEST },
        409: { description: 'Held already, or asked for already.' },
        429: { description: 'Too many requests of this person within a day.' },
      },
      async handle({ scope, actor, body }) {
        const given = objectOf(body);
        const permission = textOf(given, 'permission');
        if (!isPermission(permission))
          throw badBody('/permission', sayOfAccess('access-no-permission', { slug: permission }));
        if (roles.permissions(scope.org, actor.userId, scope.sandbox).has(permission))
          throw accessRequestConflict(sayOfAccess('access-held-already', { permission, sandbox: scope.sandbox }));
        const [page, note] = [pageIn(given), optionalText(given, 'note')];
        const wanted = { userId: actor.userId, permission, sandbox: scope.sandbox };
        const added = await requests.add(scope.org, {
          ...wanted,
          ...(page === undefined ? {} : { page }),
          ...(note === undefined ? {} : { note }),
        });
        const request = shown(scope.org, added);
        const to = administrators(people, roles, scope.org).map(({ email }) => email);
        write(scope.org, to.slice(0, MOST_RECIPIENTS), (letter) => mailAbout(request, letter));
        return { status: 201, body: request };
      },
    }),
    route({
      ...common,
      id: 'listOwnAccessRequests',
      method: 'GET',
      path: OWN,
      organisationWide: true,
      summary:
        'What the caller asked for and what became of it, newest first, and some of those who decide; limit, start, property.',
      access: { kind: 'member', why: 'everybody may see their own requests' },
      responses: {
        200: {
          description: 'The requests.',
          schema: Type.Object({ items: Type.Array(REQUEST), administrators: Type.Array(ADMINISTRATOR) }),
        },
      },
      handle: ({ scope: { org }, actor, query }) => {
        const own = requests.of(org, actor.userId).map((one) => shown(org, one));
        return { body: { ...pageOf(own, query, OWN), administrators: whoCanGrant(people, roles, org) } };
      },
    }),
    route({
      ...common,
      id: 'listAccessRequests',
      method: 'GET',
      path: PATH,
      organisationWide: true,
      summary:
        'All requests of the organisation, newest first, each with the roles that would grant it, the one that allows least first; limit, start, property (state==open).',
      access: READ,
      responses: { 200: { description: 'The requests.', schema: Type.Object({ items: Type.Array(GRANTABLE) }) } },
      handle: ({ scope: { org }, query }) => ({
        body: pageOf(
          requests.list(org).map((one) => ({ ...shown(org, one), roles: carrying(org, one.body) })),
          query,
          PATH,
        ),
      }),
    }),
    route({
      ...common,
      id: 'updateAccessRequest',
      method: 'PATCH',
      path: `${PATH}/:requestId`,
      organisationWide: true,
      summary:
        'Decides: state granted gives the person the role roleId, which must carry the permission in the sandbox; state declined gives nothing. answer is told to the person.',
      access: WRITE,
      body: Type.Object({ state: Type.String(), roleId: OPTIONAL, answer: OPTIONAL }),
      responses: {
        200: { description: 'The request.', schema: REQUEST },
        404: { description: 'No such request.' },
        409: { description: 'It is decided already.' },
      },
      async handle(call: Call) {
        const { org } = call.scope;
        const decision = decisionIn(objectOf(call.body));
        const { id, body } = requests.get(org, call.params.requestId!);
        const grant = async () => {
          const { roleId } = decision as { roleId: string };
          if (roles.roles.get(org, roleId) === undefined) throw noRole(roleId);
          if (!carrying(org, body).some((role) => role.id === roleId))
            throw badBody(
              '/roleId',
              sayOfAccess('access-role-lacks', { permission: body.permission, sandbox: body.sandbox }),
            );
          const operation = { op: 'add', path: '/user', value: body.userId };
          // The operation, not what it is made of: the role's own event stands in the audit log as well.
          await operations(call)('updateRoleSubjects', { params: { roleId }, body: { operations: [operation] } });
        };
        const decided = shown(org, await requests.decide(org, id, decision, call.actor.userId, grant));
        const { email } = decided.user;
        write(org, email === undefined ? [] : [email], (letter) => mailOfDecision(decided, letter));
        return { body: decided };
      },
    }),
  ];
}
