import { compileExpression, type Roots } from '@meniscus/languages/pql';
import { sayDiagnostics } from '@meniscus/languages/syntax';
import { type Call, needs, type Route, route, type Scope, sayOfRequest } from '../../../kernel/index.ts';
import { visibleRoots } from '../../../schemas/index.ts';
import { COMPUTED, type ComputedAttribute, LONGEST, mergeFunctionOf, returnTypeOf } from '../../computed-attribute.ts';
import type { ComputedAttributes, StoredAttribute } from '../../computed-attributes.ts';
import { computedPath } from '../../computed-sight.ts';
import { attributeInUse, badAttribute, noJob } from '../../errors.ts';
import { PROFILE_CLASS } from '../../merge-policy.ts';
import { say } from '../../phrases.ts';
import { sandboxOf } from '../merge-policies/merge-policies.ts';

const PATH = '/data/core/ca/attributes';
const SERVICE = 'Real-Time Customer Profile';
const READ = needs('profile-configs', 'read', 'view-computed-attributes', 'manage-computed-attributes');
const WRITE = needs('profile-configs', 'write', 'manage-computed-attributes');
const MOST = 40;
const DEFAULT = 20;
const SORTED = ['name', 'status', 'updateEpoch', 'createEpoch'];

type Draft = Readonly<Record<string, unknown>>;

interface Deps {
  readonly attributes: ComputedAttributes;
  /** Profile and event unions an expression is checked against. */
  readonly roots: (scope: Scope) => Promise<Roots>;
}

function shown(scope: Scope, { id, body, createdAt, updatedAt, createdBy }: StoredAttribute): Record<string, unknown> {
  const { name, displayName, description, expression, duration, keepCurrent, status, mergeFunction } = body;
  return {
    id,
    type: 'ComputedAttribute',
    name,
    displayName,
    description,
    imsOrgId: scope.org,
    sandbox: { ...sandboxOf(scope), isDefault: scope.sandbox === 'prod' },
    path: `${scope.tenant}/${COMPUTED}`,
    positionPath: [scope.tenant, COMPUTED],
    keepCurrent,
    expression: { ...expression, meta: ' ' },
    duration,
    mergeFunction: { value: mergeFunction },
    status,
    schema: { name: PROFILE_CLASS },
    returnSchema: { 'meta:xdmType': body.returnType },
    definedOn: [
      {
        'meta:resourceType': 'unions',
        'meta:containerId': 'tenant',
        $ref: 'https://ns.adobe.com/xdm/context/profile__union',
      },
    ],
    ...(body.lastEvaluation === undefined ? {} : { lastEvaluationTs: new Date(body.lastEvaluation).toISOString() }),
    createEpoch: createdAt,
    updateEpoch: updatedAt,
    createdBy,
  };
}

/** A definition as a caller sends it, checked against the schemas. */
function readAttribute(body: Draft | undefined, roots: Roots, root: string): ComputedAttribute {
  const {
    name,
    displayName,
    description = '',
    expression,
    duration,
    keepCurrent = false,
    status = 'DRAFT',
  } = body ?? {};
  if (typeof name !== 'string' || !/^[A-Za-z][A-Za-z0-9]{0,99}$/.test(name)) throw badAttribute(say('attribute-name'));
  if (typeof displayName !== 'string' || displayName.trim() === '')
    throw badAttribute(sayOfRequest('request-text', { name: '`displayName`' }));
  if (typeof description !== 'string') throw badAttribute(sayOfRequest('request-text', { name: '`description`' }));
  if (status !== 'DRAFT' && status !== 'NEW')
    throw badAttribute(say('profile-must-be-either', { name: '`status`', one: 'DRAFT', other: 'NEW' }));
  const { type, format, value } = (expression ?? {}) as Draft;
  if (type !== 'PQL' || format !== 'pql/text' || typeof value !== 'string')
    throw badAttribute(say('attribute-expression', { shape: '{type: "PQL", format: "pql/text", value}' }));
  const { count, unit } = (duration ?? {}) as Draft;
  const longest = LONGEST[unit as keyof typeof LONGEST];
  if (longest === undefined || !Number.isInteger(count) || (count as number) < 1 || (count as number) > longest)
    throw badAttribute(say('attribute-duration'));
  const compiled = compileExpression(value, roots);
  if (!compiled.ok) throw badAttribute(sayDiagnostics(value, compiled.diagnostics));
  const { expression: found } = compiled;
  if (found.paths.some((path) => path === root || path.startsWith(`${root}.${COMPUTED}`)))
    throw badAttribute(say('attribute-of-attribute'));
  if (!found.events || found.paths.length > 0 || found.segments.length > 0)
    throw badAttribute(say('attribute-events-only'));
  const mergeFunction = mergeFunctionOf(value);
  if (mergeFunction === '-') throw badAttribute(say('attribute-ends-in'));
  return {
    name,
    displayName,
    description,
    expression: { type, format, value },
    duration: { count: count as number, unit: unit as ComputedAttribute['duration']['unit'] },
    keepCurrent: keepCurrent === true,
    status,
    mergeFunction,
    returnType: returnTypeOf(found),
  };
}

/** What may change in which status (page "Computed attributes API endpoint"). */
function patched(known: ComputedAttribute, change: Draft): ComputedAttribute {
  const { status = known.status, displayName = known.displayName, description = known.description } = change;
  if (typeof displayName !== 'string' || typeof description !== 'string')
    throw badAttribute(say('profile-both-texts', { one: '`displayName`', other: '`description`' }));
  const allowed: Readonly<Record<string, readonly string[]>> = {
    DRAFT: ['DRAFT', 'NEW'],
    NEW: ['NEW', 'DISABLED'],
    PROCESSING: ['PROCESSING', 'DISABLED'],
    PROCESSED: ['PROCESSED', 'DISABLED'],
    FAILED: ['FAILED', 'DISABLED'],
    DISABLED: ['DISABLED'],
  };
  const [, next] = allowed[known.status]!;
  if (!allowed[known.status]!.includes(String(status)))
    throw badAttribute(
      next === undefined
        ? say('attribute-status-last', { status: known.status })
        : say('attribute-status', { status: known.status, next }),
    );
  const isText = displayName !== known.displayName || description !== known.description;
  if (isText && (known.status === 'PROCESSING' || known.status === 'PROCESSED'))
    throw badAttribute(say('attribute-published'));
  return { ...known, displayName, description, status: status as ComputedAttribute['status'] };
}

/** Computed attributes: definitions, and the change of their status. */
export function computedAttributeRoutes({ attributes, roots }: Deps): readonly Route[] {
  const isSeen = ({ scope, fields }: Pick<Call, 'scope' | 'fields'>, { body }: StoredAttribute) =>
    fields.anywhere.at(computedPath(scope, body.name)) === 'nothing';
  const seen = (call: Call<unknown>): StoredAttribute => {
    const found = attributes.get(call.scope.key, call.params.attributeId!);
    if (!isSeen(call, found)) throw noJob('Computed attribute', found.id);
    return found;
  };
  return [
    route({
      id: 'listComputedAttributes',
      method: 'GET',
      path: PATH,
      service: SERVICE,
      fields: 'filtered',
      summary: 'Computed attributes of the sandbox.',
      access: READ,
      responses: { 200: { description: 'A page of them.' } },
      handle: (call) => ({
        body: listed(
          attributes
            .list(call.scope.key)
            .filter((one) => isSeen(call, one))
            .map((one) => shown(call.scope, one)),
          call.query,
        ),
      }),
    }),
    route<Draft>({
      id: 'createComputedAttribute',
      method: 'POST',
      path: PATH,
      service: SERVICE,
      fields: 'filtered',
      summary: 'Creates a computed attribute, as a draft or at work at once.',
      access: WRITE,
      responses: { 200: { description: 'The attribute.' }, 400: { description: 'What is wrong with it.' } },
      handle: async ({ scope, body, actor, fields }) => {
        const wanted = readAttribute(body, visibleRoots(await roots(scope), fields), `_${scope.tenant}`);
        return { body: shown(scope, await attributes.create(scope, wanted, actor.userId)) };
      },
    }),
    route({
      id: 'getComputedAttribute',
      method: 'GET',
      path: `${PATH}/:attributeId`,
      service: SERVICE,
      fields: 'filtered',
      summary: 'One computed attribute.',
      access: READ,
      responses: { 200: { description: 'The attribute.' }, 404: { description: 'Not found.' } },
      handle: (call) => ({ body: shown(call.scope, seen(call)) }),
    }),
    route<Draft>({
      id: 'updateComputedAttribute',
      method: 'PATCH',
      path: `${PATH}/:attributeId`,
      service: SERVICE,
      fields: 'filtered',
      summary: 'Publishes or disables a computed attribute, or changes its texts.',
      access: WRITE,
      responses: { 200: { description: 'The attribute.' }, 404: { description: 'Not found.' } },
      handle: async (call) => {
        const { scope, body, actor } = call;
        const known = seen(call);
        const wanted = patched(known.body, body ?? {});
        return { body: shown(scope, await attributes.update(scope, known.id, wanted, actor.userId)) };
      },
    }),
    route({
      id: 'deleteComputedAttribute',
      method: 'DELETE',
      path: `${PATH}/:attributeId`,
      service: SERVICE,
      fields: 'filtered',
      summary: 'Deletes a computed attribute that is a draft, or disabled.',
      access: needs('profile-configs', 'delete', 'manage-computed-attributes'),
      responses: { 202: { description: 'What was deleted.' }, 422: { description: 'It is published.' } },
      handle: async (call) => {
        const { id, body } = seen(call);
        const { status } = body;
        if (status !== 'DRAFT' && status !== 'DISABLED') throw attributeInUse(say('attribute-disable-first'));
        return { status: 202, body: shown(call.scope, await attributes.remove(call.scope, id)) };
      },
    }),
  ];
}

function listed(all: readonly Record<string, unknown>[], query: Call['query']): Record<string, unknown> {
  const asked = (name: string) => (typeof query[name] === 'string' ? (query[name] as string) : undefined);
  const limit = Number(asked('limit') ?? DEFAULT);
  const offset = Number(asked('offset') ?? 0);
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST)
    throw badAttribute(sayOfRequest('request-whole-number', { name: '`limit`', least: 1, most: MOST }));
  if (!Number.isInteger(offset) || offset < 0) throw badAttribute(say('profile-whole', { name: '`offset`' }));
  const order = asked('sortBy') ?? '-updateEpoch';
  const field = order.replace(/^-/, '');
  if (!SORTED.includes(field)) throw badAttribute(say('attribute-sort', { known: SORTED.join(', ') }));
  const status = asked('status')?.toUpperCase();
  const state = asked('state')?.toUpperCase();
  const found = all
    .filter((one) => status === undefined || one.status === status)
    .filter((one) => state === undefined || (one.status === 'DRAFT') === (state === 'DRAFT'))
    .sort((a, b) => (a[field]! < b[field]! ? -1 : a[field]! > b[field]! ? 1 : 0) * (order.startsWith('-') ? -1 : 1));
  const page = found.slice(offset, offset + limit);
  const link = (at: number) => ({ href: `/attributes?offset=${at}&limit=${limit}` });
  return {
    _links: {
      self: link(offset),
      prev: link(Math.max(0, offset - limit)),
      next: offset + page.length < found.length ? link(offset + page.length) : {},
      last: link(Math.max(0, Math.floor((found.length - 1) / limit) * limit)),
    },
    computedAttributes: page,
    children: page,
    _page: { offset, limit, count: page.length, totalCount: found.length, pageSize: page.length },
  };
}
