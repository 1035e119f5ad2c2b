import { Type } from 'typebox';
import { type Actor, type FieldView, type Route, route, type Scope } from '../../../kernel/index.ts';
import type { AccessRequests } from '../../access-requests.ts';
import type { Credentials } from '../../credentials.ts';
import { ADMINISTRATION } from '../../membership.ts';
import type { Organisations, Sandbox } from '../../organisations.ts';
import { organisationsOf, type People } from '../../people.ts';
import type { Roles } from '../../roles.ts';

const TEXTS = Type.Array(Type.String());
const SANDBOX = Type.Object({
  name: Type.String(),
  title: Type.String(),
  type: Type.String(),
  state: Type.String(),
  isDefault: Type.Boolean(),
});
const ORGANISATION = Type.Object({ id: Type.String(), name: Type.String(), tenant: Type.String() });
const ME = Type.Object({
  organisation: ORGANISATION,
  organisations: Type.Array(ORGANISATION),
  user: Type.Object({
    id: Type.String(),
    kind: Type.Union([Type.Literal('person'), Type.Literal('credential')]),
    name: Type.String(),
    email: Type.Optional(Type.String()),
  }),
  sandbox: Type.Union([SANDBOX, Type.Null()]),
  sandboxes: Type.Array(SANDBOX),
  startSandbox: Type.String(),
  permissions: TEXTS,
  labels: TEXTS,
  seesAllFields: Type.Boolean(),
  roles: Type.Array(Type.Object({ id: Type.String(), name: Type.String() })),
  administers: Type.Boolean(),
  openAccessRequests: Type.Integer(),
});

interface Deps {
  readonly organisations: Organisations;
  readonly credentials: Credentials;
  readonly people: People;
  readonly roles: Roles;
  readonly requests: AccessRequests;
  readonly fields: (actor: Actor, scope: Scope) => Promise<FieldView>;
}

function shown({ name, title, type, state, isDefault }: Sandbox) {
  return { name, title, type, state, isDefault };
}

/** Where a caller starts who may enter these: in the default one, or else in the oldest that can be entered. */
function startOf(entered: readonly Sandbox[]): Sandbox | undefined {
  const active = entered.filter(({ state }) => state === 'active');
  return active.find(({ isDefault }) => isDefault) ?? active[0];
}

/** What a caller needs to know about themself: who, where, and what they may do. One call for a console to begin with. */
export function meRoutes({ organisations, credentials, people, roles, requests, fields }: Deps): readonly Route[] {
  const userOf = ({ org, userId, clientId, kind }: Actor) => {
    const person = people.get(org, userId)?.body;
    const name = person?.name ?? credentials.get(org, clientId)?.body.name ?? '';
    return { id: userId, kind, name, ...(person === undefined ? {} : { email: person.email }) };
  };

  return [
    route({
      id: 'getMe',
      method: 'GET',
      path: '/meniscus/v1/me',
      service: 'Meniscus',
      summary:
        'Who the caller is, which organisations their password opens (`organisations`), which sandboxes they hold a role in and in which they start (`startSandbox`: the default one, unless others only are open to them), what they may do and which labels they carry in the one of x-sandbox-name (none: the default; null when it is not active), and for those who administer access the number of open access requests.',
      access: { kind: 'member', why: 'everybody may know who they are and what they may do' },
      // A sandbox that is gone must not keep a caller from finding out where they can go instead.
      organisationWide: true,
      responses: { 200: { description: 'The caller.', schema: ME } },
      async handle({ scope: { org }, actor, headers }) {
        const names = roles.sandboxesOf(org, actor.userId);
        const sandboxes = organisations.sandboxes(org).map(({ body }) => body);
        const asked = headers['x-sandbox-name'] || undefined;
        const here = organisations.scope(org, asked);
        const sandbox = here === undefined ? undefined : organisations.sandbox(org, here.sandbox)?.body;
        const entered = sandboxes.filter(({ name }) => names.has('*') || names.has(name));
        const administers = roles.permissions(org, actor.userId, undefined).has(ADMINISTRATION);
        const open = administers ? requests.list(org).filter(({ body }) => body.state === 'open').length : 0;
        return {
          body: {
            organisation: organisations.organisation(org),
            organisations: organisationsOf({ organisations, people }, actor),
            user: userOf(actor),
            sandbox: sandbox === undefined ? null : shown(sandbox),
            sandboxes: entered.map(shown),
            startSandbox: (startOf(entered) ?? sandboxes.find(({ isDefault }) => isDefault)!).name,
            permissions: here === undefined ? [] : [...roles.permissions(org, actor.userId, here.sandbox)].sort(),
            labels: here === undefined ? [] : [...roles.labels(org, actor.userId, here.sandbox)].sort(),
            seesAllFields: here === undefined || (await fields(actor, here)).whole,
            roles: roles.of(org, actor.userId).map(({ id, body }) => ({ id, name: body.name })),
            administers,
            openAccessRequests: open,
          },
        };
      },
    }),
  ];
}
