import { Type } from 'typebox';
import { type Call, needs, type Route, route, type Scope, sayOfRequest } from '../../../kernel/index.ts';
import { badPolicy } from '../../errors.ts';
import type { MergePolicies, StoredPolicy } from '../../merge-policies.ts';
import { type MergePolicy, PROFILE_CLASS } from '../../merge-policy.ts';
import { say } from '../../phrases.ts';

const PATH = '/data/core/ups/config/mergePolicies';
const SERVICE = 'Real-Time Customer Profile';
const READ = needs('profile-configs', 'read', 'view-merge-policies', 'manage-merge-policies');
const WRITE = needs('profile-configs', 'write', 'manage-merge-policies');
const DEFAULT_LIMIT = 20;
const CLASSES = [PROFILE_CLASS, '_xdm.context.account', '_xdm.context.opportunity'];
/** The spellings of paths a PATCH may name; the published list has a slip in the last. */
const PATCHED = [
  'name',
  'identityGraph.type',
  'attributeMerge.type',
  'attributeMerge.order',
  'schema.name',
  'version',
  'default',
  'isActiveOnEdge',
  'idActiveOnEdge',
];

const POLICY = Type.Object({
  id: Type.String(),
  name: Type.String(),
  imsOrgId: Type.String(),
  sandbox: Type.Unknown(),
  schema: Type.Object({ name: Type.String() }),
  version: Type.Integer(),
  identityGraph: Type.Object({ type: Type.String() }),
  attributeMerge: Type.Object({ type: Type.String(), order: Type.Optional(Type.Array(Type.String())) }),
  isActiveOnEdge: Type.Boolean(),
  default: Type.Boolean(),
  updateEpoch: Type.Integer(),
});

type Draft = Readonly<Record<string, unknown>>;

function shown(scope: Scope, policy: StoredPolicy): Record<string, unknown> {
  const {
    id,
    name,
    schema,
    version,
    identityGraph,
    attributeMerge,
    isActiveOnEdge,
    default: isDefault,
    updated,
  } = policy;
  return {
    id,
    name,
    imsOrgId: scope.org,
    sandbox: sandboxOf(scope),
    schema,
    version,
    identityGraph,
    attributeMerge,
    isActiveOnEdge,
    default: isDefault,
    updateEpoch: Math.floor(updated / 1000),
  };
}

export function sandboxOf(scope: Scope): Record<string, unknown> {
  const { sandboxId, sandbox, sandboxType } = scope;
  return { sandboxId, sandboxName: sandbox, type: sandboxType, default: sandbox === 'prod' };
}

/** A policy as a caller sends it; what is not said is as `known` or the documented default has it. */
function readPolicy(body: Draft | undefined): MergePolicy {
  const {
    name,
    schema,
    identityGraph,
    attributeMerge,
    isActiveOnEdge = false,
    default: isDefault = false,
  } = body ?? {};
  const className = (schema as Draft | undefined)?.name;
  if (typeof className !== 'string' || !CLASSES.includes(className))
    throw badPolicy(sayOfRequest('request-one-of', { name: '`schema.name`', known: CLASSES.join(', ') }));
  const graph = (identityGraph as Draft | undefined)?.type;
  if (graph !== 'none' && graph !== 'pdg')
    throw badPolicy(say('profile-must-be-either', { name: '`identityGraph.type`', one: '`none`', other: '`pdg`' }));
  const { type, order } = (attributeMerge as Draft | undefined) ?? {};
  if (type !== 'timestampOrdered' && type !== 'dataSetPrecedence')
    throw badPolicy(
      say('profile-must-be-either', {
        name: '`attributeMerge.type`',
        one: '`timestampOrdered`',
        other: '`dataSetPrecedence`',
      }),
    );
  const listed = Array.isArray(order) && order.length > 0 && order.every((id) => typeof id === 'string');
  if (type === 'dataSetPrecedence' && !listed) throw badPolicy(say('policy-order'));
  if (typeof isDefault !== 'boolean' || typeof isActiveOnEdge !== 'boolean')
    throw badPolicy(say('profile-both-flags', { one: '`default`', other: '`isActiveOnEdge`' }));
  if (name !== undefined && typeof name !== 'string') throw badPolicy(sayOfRequest('request-text', { name: '`name`' }));
  return {
    name: name ?? `${className} ${type}`,
    schema: { name: className },
    identityGraph: { type: graph },
    attributeMerge: type === 'dataSetPrecedence' ? { type, order: order as readonly string[] } : { type },
    default: isDefault,
    isActiveOnEdge,
  };
}

/** One change of a PATCH: an object, as the page has it, or a list of them, as the description has it. */
function patched(policy: StoredPolicy, change: unknown): Draft {
  const draft = structuredClone({ ...policy }) as unknown as Record<string, unknown>;
  for (const one of Array.isArray(change) ? change : [change]) {
    const { op, path, value } = (one ?? {}) as Draft;
    const name = typeof path === 'string' ? path.replace(/^\//, '').replaceAll('/', '.') : '';
    if (op !== 'add' && op !== 'replace') throw badPolicy(say('profile-must-be', { name: '`op`', value: '`add`' }));
    if (!PATCHED.includes(name))
      throw badPolicy(
        sayOfRequest('request-one-of', { name: '`path`', known: PATCHED.map((known) => `/${known}`).join(', ') }),
      );
    const [first, second] = name.replace('idActiveOnEdge', 'isActiveOnEdge').split('.') as [string, string | undefined];
    if (second === undefined) draft[first] = value;
    else draft[first] = { ...(draft[first] as Draft), [second]: value };
  }
  return draft;
}

/** Merge policies: how the fragments of a person become one profile. */
export function mergePolicyRoutes(policies: MergePolicies): readonly Route[] {
  return [
    route({
      id: 'listMergePolicies',
      fields: 'none',
      method: 'GET',
      path: PATH,
      service: SERVICE,
      summary: 'Merge policies of the sandbox.',
      access: READ,
      responses: { 200: { description: 'A page of them.' } },
      handle: ({ scope, query }) => {
        const all = policies.list(scope.key).map((policy) => shown(scope, policy));
        return { body: listed(all, query) };
      },
    }),
    route<Draft>({
      id: 'createMergePolicy',
      fields: 'none',
      method: 'POST',
      path: PATH,
      service: SERVICE,
      summary: 'Creates a merge policy. A new default takes the place of the old one, and profiles merge anew.',
      access: WRITE,
      responses: {
        200: { description: 'The policy.', schema: POLICY },
        400: { description: 'What is wrong with it.' },
      },
      handle: async ({ scope, body, actor }) => ({
        body: shown(scope, await policies.create(scope, readPolicy(body), actor.userId)),
      }),
    }),
    route<{ readonly ids?: unknown }>({
      id: 'getMergePolicies',
      fields: 'none',
      method: 'POST',
      path: `${PATH}/bulk-get`,
      service: SERVICE,
      summary: 'Several merge policies by their ids.',
      access: READ,
      responses: { 207: { description: 'An object by id; unknown ids are left out.' } },
      handle: ({ scope, body }) => {
        if (!Array.isArray(body?.ids)) throw badPolicy(say('policy-ids', { shape: '{id}' }));
        const wanted = new Set((body.ids as readonly Draft[]).map((one) => one?.id));
        const found = policies.list(scope.key).filter(({ id }) => wanted.has(id));
        return { status: 207, body: { results: Object.fromEntries(found.map((one) => [one.id, shown(scope, one)])) } };
      },
    }),
    route({
      id: 'getMergePolicy',
      fields: 'none',
      method: 'GET',
      path: `${PATH}/:mergePolicyId`,
      service: SERVICE,
      summary: 'One merge policy.',
      access: READ,
      responses: { 200: { description: 'The policy.', schema: POLICY }, 404: { description: 'Not found.' } },
      handle: ({ scope, params }) => ({ body: shown(scope, policies.get(scope.key, params.mergePolicyId!)) }),
    }),
    route<Draft>({
      id: 'replaceMergePolicy',
      fields: 'none',
      method: 'PUT',
      path: `${PATH}/:mergePolicyId`,
      service: SERVICE,
      summary: 'Overwrites a merge policy; profiles merge anew when it is the default.',
      access: WRITE,
      responses: { 200: { description: 'The policy.', schema: POLICY }, 404: { description: 'Not found.' } },
      handle: async ({ scope, params, body, actor }) => ({
        body: shown(scope, await policies.replace(scope, params.mergePolicyId!, readPolicy(body), actor.userId)),
      }),
    }),
    route<unknown>({
      id: 'patchMergePolicy',
      fields: 'none',
      method: 'PATCH',
      path: `${PATH}/:mergePolicyId`,
      service: SERVICE,
      summary: 'Changes attributes of a merge policy.',
      access: WRITE,
      responses: { 200: { description: 'The policy.', schema: POLICY }, 404: { description: 'Not found.' } },
      handle: async ({ scope, params, body, actor }: Call<unknown>) => {
        const known = policies.get(scope.key, params.mergePolicyId!);
        const wanted = readPolicy(patched(known, body));
        return { body: shown(scope, await policies.replace(scope, known.id, wanted, actor.userId)) };
      },
    }),
    route({
      id: 'deleteMergePolicy',
      fields: 'none',
      method: 'DELETE',
      path: `${PATH}/:mergePolicyId`,
      service: SERVICE,
      summary: 'Deletes a merge policy that is neither the default nor active on edge.',
      access: needs('profile-configs', 'delete', 'manage-merge-policies'),
      responses: { 200: { description: 'Deleted.' }, 404: { description: 'Not found.' } },
      handle: async ({ scope, params, actor }) => {
        await policies.remove(scope, params.mergePolicyId!, actor.userId);
        return { status: 200 };
      },
    }),
  ];
}

function listed(all: readonly Record<string, unknown>[], query: Call['query']): Record<string, unknown> {
  const asked = (name: string) => (typeof query[name] === 'string' ? (query[name] as string) : undefined);
  const at = (policy: Record<string, unknown>, path: string): unknown =>
    path.split('.').reduce<unknown>((value, name) => (value as Draft | undefined)?.[name], policy);
  const filters = ['default', 'isActiveOnEdge', 'schema.name', 'identityGraph.type', 'attributeMerge.type', 'version'];
  const found = all.filter((policy) =>
    filters.every((name) => asked(name) === undefined || String(at(policy, name)) === asked(name)),
  );
  const order = asked('orderBy') ?? asked('orderby') ?? 'name';
  const field = order.replace(/^[+\- ]/, '');
  const sign = order.startsWith('-') ? -1 : 1;
  found.sort((a, b) => sign * (String(at(a, field)) < String(at(b, field)) ? -1 : 1));
  const limit = Number(asked('limit') ?? DEFAULT_LIMIT);
  const start = Number(asked('start') ?? 0);
  if (!Number.isInteger(limit) || limit < 1 || !Number.isInteger(start) || start < 0)
    throw badPolicy(say('profile-both-whole', { one: '`limit`', other: '`start`' }));
  const page = found.slice(start, start + limit);
  const more = start + page.length < found.length;
  return {
    _page: {
      totalCount: found.length,
      pageSize: page.length,
      count: page.length,
      ...(more ? { next: String(start + page.length) } : {}),
    },
    children: page,
    _links: more ? { next: { href: `@/mergePolicies?start=${start + page.length}&limit=${limit}` } } : {},
  };
}
