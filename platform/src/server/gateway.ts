import { type Access, holdsFields, type WaysIn } from '../access/index.ts';
import {
  type Actor,
  type FieldView,
  Problem,
  type ProblemText,
  partOf,
  problemTexts,
  type Route,
  type Scope,
  together,
} from '../kernel/index.ts';

/** Title and detail of what the gateway refuses with a problem document, English by code. */
export const GATEWAY_PROBLEMS = {
  'gateway-sandbox-unknown': [
    'Sandbox not found',
    'there is no active sandbox `{name}` in this organisation; check the header x-sandbox-name',
  ],
  'gateway-token-missing': ['Forbidden', 'Oauth token is missing.'],
  'gateway-token-invalid': ['Forbidden', 'Oauth token is not valid'],
  'gateway-key-missing': ['Forbidden', 'Api Key is required'],
  'gateway-key-invalid': ['Forbidden', 'Api Key is invalid'],
  'gateway-organisation-missing': ['Forbidden', 'Missing header x-gw-ims-org-id'],
  'gateway-not-entitled': ['Forbidden', 'Profile is not valid'],
  'gateway-permission-missing': [
    'Forbidden',
    'The permission {names} is missing; an administrator gives it through a role: {roles}.{who}',
  ],
  'gateway-permission-missing-in': [
    'Forbidden',
    'The permission {names} is missing in the sandbox {sandbox}; an administrator gives it through a role: {roles}.{who}',
  ],
  'gateway-no-role': ['Forbidden', 'no role here carries it yet'],
  'gateway-ask': ['Forbidden', ' Ask {people}.'],
  'gateway-closed-by-labels': [
    'Closed by labels',
    'fields or audiences of the sandbox {sandbox} carry labels that no role of yours carries, and this call cannot leave them out; an administrator gives the labels to a role',
  ],
} as const;

const says = problemTexts(GATEWAY_PROBLEMS);

type Headers = Readonly<Record<string, string | undefined>>;

/** A gateway error (page "Troubleshooting: API requests"): these come before any service is asked. */
function gatewayProblem(status: number, code: string, { detail, phrase }: ProblemText): Problem {
  return new Problem(status, { error_code: code, message: detail, phrase });
}

export const tokenMissing = () => gatewayProblem(403, '403010', says('gateway-token-missing'));
export const tokenInvalid = () => gatewayProblem(401, '401013', says('gateway-token-invalid'));
export const keyMissing = () => gatewayProblem(403, '403000', says('gateway-key-missing'));
export const keyInvalid = () => gatewayProblem(403, '403003', says('gateway-key-invalid'));
export const organisationMissing = () => gatewayProblem(400, '400003', says('gateway-organisation-missing'));
export const notEntitled = () => gatewayProblem(403, '403025', says('gateway-not-entitled'));

/** An unknown sandbox, in the shared problem form. */
export function sandboxUnknown(name: string): Problem {
  const type = 'http://ns.adobe.com/aep/errors/SMS-2100-404';
  return new Problem(404, { type, status: 404, ...says('gateway-sandbox-unknown', { name }) });
}

function named(some: readonly { readonly name: string }[]): string {
  return some.map(({ name }) => name).join(', ');
}

/** No role of the caller holds what the route asks for. Says which permission is missing, which roles carry it and who gives them. */
export function permissionMissing(scope: Scope, { permissions, roles, administrators, inSandbox }: WaysIn): Problem {
  const names = together(
    'or',
    permissions.map(({ name, slug }) => `${name} (${slug})`),
  );
  const carrying = roles.length === 0 ? partOf(says('gateway-no-role')) : named(roles);
  const who = administrators.length === 0 ? '' : partOf(says('gateway-ask', { people: named(administrators) }));
  const filling = { names, roles: carrying, who };
  const text =
    inSandbox === undefined
      ? says('gateway-permission-missing', filling)
      : says('gateway-permission-missing-in', { ...filling, sandbox: inSandbox });
  return new Problem(403, {
    type: 'http://ns.adobe.com/aep/errors/ACCESS-403',
    status: 403,
    ...text,
    report: {
      tenantInfo: { sandboxName: scope.sandbox, sandboxId: scope.sandboxId, imsOrgId: scope.org },
      additionalContext: { permissions, roles, administrators },
    },
  });
}

/** Something in the sandbox is hidden from the caller by its labels, and the route could show it. */
export function closedByLabels(scope: Scope): Problem {
  return new Problem(403, {
    type: 'http://ns.adobe.com/aep/errors/ACCESS-1021-403',
    status: 403,
    ...says('gateway-closed-by-labels', { sandbox: scope.sandbox }),
  });
}

/** What the gateway knows of what a caller may see. */
export type FieldsOf = (actor: Actor, scope: Scope) => Promise<FieldView>;

/** Who calls and for which scope; undefined on public routes. */
export interface Admission {
  readonly actor: Actor;
  readonly scope: Scope;
  readonly fields: FieldView;
}

/** What of a caller was known when the gateway was done, also when it refused. */
export interface Seen {
  actor?: Actor;
  scope?: Scope;
}

/**
 * The gateway: token, key, organisation, sandbox, permission, labels, in that order, each with its documented answer. A missing
 * token is 403 and a bad one 401: that is how it is documented.
 */
export async function admit(
  { access, fields: fieldsOf }: { readonly access: Access; readonly fields: FieldsOf },
  route: Route,
  headers: Headers,
  seen: Seen,
): Promise<Admission | undefined> {
  if (route.access.kind === 'public') return undefined;
  const token = /^Bearer\s+(\S+)$/i.exec(headers.authorization ?? '')?.[1];
  if (token === undefined) throw tokenMissing();
  const actor = await access.authenticate(token);
  if (actor === undefined) throw tokenInvalid();
  seen.actor = actor;
  const key = headers['x-api-key'];
  if (key === undefined || key === '') throw keyMissing();
  if (key !== actor.clientId) throw keyInvalid();
  const org = headers['x-gw-ims-org-id'];
  if (org === undefined || org === '') throw organisationMissing();
  if (org !== actor.org) throw notEntitled();
  const name = headers['x-sandbox-name'] === '' ? undefined : headers['x-sandbox-name'];
  const scope = route.organisationWide === true ? access.home(org) : access.scope(org, name);
  if (scope === undefined) throw sandboxUnknown(name ?? 'prod');
  seen.scope = scope;
  demand(access, route, actor, scope);
  const fields = await fieldsOf(actor, scope);
  demandFields(route, fields, scope);
  return { actor, scope, fields };
}

/** Throws when the route asks for a permission that the caller does not hold in the scope. */
export function demand(access: Pick<Access, 'allows' | 'waysIn'>, route: Route, actor: Actor, scope: Scope): void {
  if (route.access.kind !== 'permission') return;
  const reach = route.organisationWide === true ? 'organisation-wide' : 'sandbox';
  const { permissions } = route.access;
  if (!access.allows(actor, scope, permissions, reach))
    throw permissionMissing(scope, access.waysIn(scope, permissions, reach));
}

/** Throws when the route could show what is hidden from the caller and does not say how it leaves it out. */
export function demandFields({ access, fields: declared }: Route, fields: FieldView, scope: Scope): void {
  if (!fields.whole && declared === undefined && holdsFields(access)) throw closedByLabels(scope);
}
