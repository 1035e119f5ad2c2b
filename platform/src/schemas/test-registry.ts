/** A registry on tables in memory, and calls as the server makes them. For tests only. */
import { expect } from 'vitest';
import { type Actor, ALL_FIELDS, type Call, countingIds, manualClock, Problem, type Scope } from '../kernel/index.ts';
import { documentsMigration, openSqliteTables } from '../stores/index.ts';
import { createSchemas, type Schemas } from './index.ts';
import { schemaMigrations } from './migrations.ts';

export const XDM = 'https://ns.adobe.com/xdm/';
export const PROFILE = `${XDM}context/profile`;
export const EVENT = `${XDM}context/experienceevent`;
export const IDENTITY_MAP = `${XDM}context/identitymap`;
export const LOYALTY = `${XDM}mixins/profile/profile-loyalty-details`;
export const PROFILE_PARTS = [
  PROFILE,
  LOYALTY,
  IDENTITY_MAP,
  `${XDM}context/profile-person-details`,
  `${XDM}context/profile-personal-details`,
];
export const EVENT_PARTS = [
  EVENT,
  `${XDM}context/experienceevent-commerce`,
  `${XDM}context/experienceevent-loyalty-details`,
];

export const scope: Scope = {
  org: 'ACME@AdobeOrg',
  sandbox: 'prod',
  sandboxId: '00000000-0000-4000-8000-000000000001',
  sandboxType: 'production',
  tenant: 'acme',
  key: 'k1',
};
export const actor: Actor = { userId: 'u@techacct.adobe.com', clientId: 'client', kind: 'credential', org: scope.org };
export const XED = { accept: 'application/vnd.adobe.xed+json; version=1' };
export const FULL = { accept: 'application/vnd.adobe.xed-full+json;version=1' };
export const LIST = { accept: 'application/vnd.adobe.xed+json' };
export const IDS = { accept: 'application/vnd.adobe.xed-id+json' };

/** Answers are JSON of many shapes; tests read into them freely. */
export type Json = { readonly [name: string]: Json } & readonly Json[];
export interface Reply {
  readonly status: number;
  readonly body: Json;
}

/** Who holds data of every schema, when anybody does; tests set it. */
export const data: { user: string | undefined } = { user: undefined };
/** Permissions of the caller; tests set it. Undefined: all of them. */
export const caller: { held: readonly string[] | undefined } = { held: undefined };
export let schemas: Schemas;
let clock: ReturnType<typeof manualClock>;

/** An empty registry on tables in memory; the functions below work with the newest one. */
export async function freshRegistry(): Promise<void> {
  const tables = await openSqliteTables({ path: ':memory:' });
  await tables.migrate([documentsMigration, ...schemaMigrations]);
  clock = manualClock();
  data.user = undefined;
  caller.held = undefined;
  schemas = createSchemas({
    tables,
    clock,
    ids: countingIds(),
    namespaceExists: (_scope, code) => ['email', 'crmid'].includes(code.toLowerCase()),
    inUse: async () => (data.user === undefined ? undefined : { dataset: data.user }),
    allows: (_actor, _scope, permissions) => permissions.some((slug) => caller.held?.includes(slug) ?? true),
  });
}

/** Finds the route the server would and calls it: exact segments go before parameters. */
export async function call(
  method: string,
  path: string,
  options: { body?: unknown; headers?: Record<string, string>; query?: Call['query']; scope?: Scope } = {},
): Promise<Reply> {
  const segments = `/data/foundation/schemaregistry${path}`.split('/');
  const fitting = schemas.routes
    .map((route) => ({ route, pattern: route.path.split('/') }))
    .filter(({ route, pattern }) => route.method === method && pattern.length === segments.length)
    .filter(({ pattern }) => pattern.every((part, at) => part.startsWith(':') || part === segments[at]))
    .sort((a, b) => a.route.path.split(':').length - b.route.path.split(':').length);
  const [found] = fitting;
  if (found === undefined) throw new Error(`no route ${method} ${path}`);
  const params = Object.fromEntries(
    found.pattern.flatMap((part, at) =>
      part.startsWith(':') ? [[part.slice(1), decodeURIComponent(segments[at] as string)]] : [],
    ),
  );
  const { body, headers = {}, query = {} } = options;
  clock.advance(10);
  try {
    const answer = await found.route.handle({
      scope: options.scope ?? scope,
      actor,
      fields: ALL_FIELDS,
      params,
      query,
      headers,
      body,
      requestId: 'r-1',
    } as never);
    return { status: answer.status ?? 200, body: JSON.parse(JSON.stringify(answer.body ?? null)) };
  } catch (error) {
    if (error instanceof Problem) return { status: error.status, body: JSON.parse(JSON.stringify(error.body)) };
    throw error;
  }
}

export const at = (kind: string, id: unknown) => `/tenant/${kind}/${encodeURIComponent(String(id))}`;
export const codeOf = ({ body }: Reply) => String(body.type).split('/').at(-1);
export const refs = (ids: readonly string[]) => ids.map(($ref) => ({ $ref }));

export function customGroup(
  title = 'Customer fields',
  properties: object = { customerId: { type: 'string' }, visits: { type: 'integer', maximum: 1e12 } },
) {
  return {
    type: 'object',
    title,
    'meta:intendedToExtend': [PROFILE],
    definitions: { customFields: { properties: { _acme: { type: 'object', properties } } } },
    allOf: [{ $ref: '#/definitions/customFields' }],
  };
}

export async function create(kind: string, body: object): Promise<string> {
  const reply = await call('POST', `/tenant/${kind}`, { body });
  expect(reply.status, JSON.stringify(reply.body)).toBe(201);
  return String(reply.body.$id);
}

export const schemaBody = (title: string, parts: readonly string[]) => ({
  type: 'object',
  title,
  description: '',
  allOf: refs(parts),
});

export async function profileSchema(): Promise<{ group: string; schema: string }> {
  const group = await create('fieldgroups', customGroup());
  return { group, schema: await create('schemas', schemaBody('Profiles', [...PROFILE_PARTS, group])) };
}

export const descriptor = (schema: string, extra: object = {}) => ({
  '@type': 'xdm:descriptorIdentity',
  'xdm:sourceSchema': schema,
  'xdm:sourceVersion': 1,
  'xdm:sourceProperty': '/personalEmail/address',
  'xdm:namespace': 'Email',
  'xdm:property': 'xdm:code',
  'xdm:isPrimary': true,
  ...extra,
});
export const tag = (schema: string) =>
  call('PATCH', at('schemas', schema), { body: [{ op: 'add', path: '/meta:immutableTags', value: ['union'] }] });
