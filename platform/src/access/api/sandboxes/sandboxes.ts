import { Type } from 'typebox';
import { type Call, needs, type Route, route, together } from '../../../kernel/index.ts';
import type { Document } from '../../../stores/index.ts';
import { objectOf, textOf } from '../../body.ts';
import { badBody } from '../../errors.ts';
import { pageOf } from '../../listing.ts';
import type { Organisations, Sandbox } from '../../organisations.ts';
import { sayOfAccess } from '../../phrases.ts';
import type { Roles } from '../../roles.ts';
import type { SandboxLives } from '../../sandbox-lives.ts';

const BASE = '/data/foundation/sandbox-management';
const PATH = `${BASE}/sandboxes`;
const SERVICE = 'Sandbox Management';
const READ = needs('sandboxes', 'read', 'view-sandboxes', 'manage-sandboxes');
const TYPES = ['production', 'development'] as const;
const SANDBOX = Type.Object({
  id: Type.String(),
  name: Type.String(),
  title: Type.String(),
  state: Type.String(),
  type: Type.String(),
  region: Type.String(),
  isDefault: Type.Boolean(),
  eTag: Type.Integer(),
  createdDate: Type.String(),
  lastModifiedDate: Type.String(),
  createdBy: Type.String(),
  modifiedBy: Type.String(),
});
const CHANGED = Type.Object({
  id: Type.String(),
  name: Type.String(),
  title: Type.String(),
  state: Type.String(),
  type: Type.String(),
  region: Type.String(),
});
const LIST = Type.Object({ sandboxes: Type.Array(SANDBOX) });

/** Dates of this service are without zone: `2019-09-04 04:57:24`, UTC. */
function date(at: number): string {
  return new Date(at).toISOString().slice(0, 19).replace('T', ' ');
}

/** A sandbox as callers see it: without its storage key. */
function shown({ body, version, createdAt, createdBy, updatedAt, updatedBy }: Document<Sandbox>) {
  const { id, name, title, state, type, isDefault } = body;
  return {
    id,
    name,
    title,
    state,
    type,
    region: 'LOCAL',
    isDefault,
    eTag: version,
    etag: version,
    createdDate: date(createdAt),
    lastModifiedDate: date(updatedAt),
    createdBy,
    modifiedBy: updatedBy,
  };
}

/** What a change of the state answers. */
function changed({ body: { id, name, title, state, type } }: Document<Sandbox>) {
  return { id, name, title, state, type, region: 'LOCAL' };
}

/** `limit`, `offset`, `property`, and `orderBy` as `asc:name` or `-name`. */
function listed(sandboxes: readonly Document<Sandbox>[], query: Call['query']) {
  const order = String(query.orderBy ?? 'createdDate')
    .replace(/^asc:/, '')
    .replace(/^desc:/, '-');
  const start = query.offset === undefined ? {} : { start: query.offset };
  const page = pageOf(sandboxes.map(shown), { ...query, ...start, orderBy: order }, PATH, 'createdDate');
  const { limit, count, next } = page._page;
  const href = `${PATH}?limit={limit}&offset={offset}`;
  return {
    sandboxes: page.items,
    _page: { limit, count },
    _links: {
      page: { href, templated: true },
      ...(next === null ? {} : { next: { href: `${PATH}?limit=${limit}&offset=${next}`, templated: false } }),
    },
  };
}

function nameOf(body: Readonly<Record<string, unknown>>): string {
  const name = textOf(body, 'name');
  if (!/^[a-z][a-z0-9-]{0,63}$/.test(name)) throw badBody('/name', sayOfAccess('sandbox-name'));
  return name;
}

function typeOf(body: Readonly<Record<string, unknown>>): Sandbox['type'] {
  const type = TYPES.find((one) => one === body.type);
  if (type === undefined) throw badBody('/type', sayOfAccess('sandbox-type', { known: together('or', TYPES) }));
  return type;
}

/**
 * Sandboxes of the organisation (page "Sandbox management endpoint"). Making, resetting and deleting are answered at once
 * and end later; the state tells. `ignoreWarnings` is accepted and has nothing to ignore: no other product stands on a
 * sandbox here.
 */
export function sandboxRoutes(lives: SandboxLives, organisations: Organisations, roles: Roles): readonly Route[] {
  const common = { service: SERVICE, organisationWide: true } as const;
  const missing = { 404: { description: 'No such sandbox.' } };
  return [
    route({
      ...common,
      id: 'listAvailableSandboxes',
      method: 'GET',
      path: BASE,
      summary: 'Active sandboxes in which the caller holds a role.',
      access: { kind: 'member', why: 'everybody may know where they can work' },
      responses: { 200: { description: 'The sandboxes.', schema: LIST } },
      handle: ({ scope, actor, query }) => {
        const names = roles.sandboxesOf(scope.org, actor.userId);
        const mine = organisations
          .sandboxes(scope.org)
          .filter(({ body }) => body.state === 'active' && (names.has('*') || names.has(body.name)));
        return { body: listed(mine, query) };
      },
    }),
    route({
      ...common,
      id: 'listSandboxTypes',
      method: 'GET',
      path: `${BASE}/sandboxTypes`,
      summary: 'Types a sandbox can have.',
      access: READ,
      responses: {
        200: { description: 'The types.', schema: Type.Object({ sandboxTypes: Type.Array(Type.Unknown()) }) },
      },
      handle: () => ({
        body: { sandboxTypes: TYPES.map((id) => ({ id, title: id[0]!.toUpperCase() + id.slice(1) })) },
      }),
    }),
    route({
      ...common,
      id: 'listSandboxes',
      method: 'GET',
      path: PATH,
      summary: 'All sandboxes of the organisation, active or not; limit, offset, orderBy, property.',
      access: READ,
      responses: { 200: { description: 'The sandboxes.', schema: LIST } },
      handle: ({ scope, query }) => ({ body: listed(organisations.sandboxes(scope.org), query) }),
    }),
    route({
      ...common,
      id: 'createSandbox',
      method: 'POST',
      path: PATH,
      summary: 'Makes an empty sandbox.',
      access: needs('sandboxes', 'write', 'manage-sandboxes'),
      body: Type.Object({ name: Type.String(), title: Type.String(), type: Type.String() }),
      responses: {
        202: { description: 'It is being made.', schema: CHANGED },
        409: { description: 'The name is in use.' },
      },
      async handle({ scope, actor, body }) {
        const given = objectOf(body);
        const wanted = { name: nameOf(given), title: textOf(given, 'title'), type: typeOf(given) };
        return { status: 202, body: changed(await lives.create(scope.org, wanted, actor.userId)) };
      },
    }),
    route({
      ...common,
      id: 'getSandbox',
      method: 'GET',
      path: `${PATH}/:sandboxName`,
      summary: 'One sandbox by its name.',
      access: READ,
      responses: { 200: { description: 'The sandbox.', schema: SANDBOX }, ...missing },
      handle: ({ scope, params }) => ({ body: shown(lives.found(scope.org, params.sandboxName!)) }),
    }),
    route({
      ...common,
      id: 'updateSandbox',
      method: 'PATCH',
      path: `${PATH}/:sandboxName`,
      summary: 'Gives a sandbox another title.',
      access: needs('sandboxes', 'write', 'manage-sandboxes'),
      body: Type.Object({ title: Type.String() }),
      responses: { 200: { description: 'The sandbox.', schema: SANDBOX }, ...missing },
      async handle({ scope, actor, params, body }) {
        const given = objectOf(body);
        const other = Object.keys(given).find((name) => name !== 'title');
        if (other !== undefined) throw badBody(`/${other}`, sayOfAccess('sandbox-title-only'));
        const title = textOf(given, 'title');
        return { body: shown(await lives.rename(scope.org, params.sandboxName!, title, actor.userId)) };
      },
    }),
    route({
      ...common,
      id: 'resetSandbox',
      method: 'PUT',
      path: `${PATH}/:sandboxName`,
      summary: 'Empties a sandbox: everything in it is out of reach at once and erased soon after.',
      access: needs('reset-sandboxes', 'write', 'reset-sandboxes'),
      body: Type.Object({ action: Type.Literal('reset') }),
      responses: { 202: { description: 'It is being reset.', schema: CHANGED }, ...missing },
      async handle({ scope, actor, params, query, body }) {
        if (objectOf(body).action !== 'reset')
          throw badBody('/action', sayOfAccess('access-only-action', { action: 'reset' }));
        const name = params.sandboxName!;
        if (query.validationOnly === 'true')
          return { body: changed(lives.checkReset(scope.org, name)), unchanged: true };
        return { status: 202, body: changed(await lives.reset(scope.org, name, actor.userId)) };
      },
    }),
    route({
      ...common,
      id: 'deleteSandbox',
      method: 'DELETE',
      path: `${PATH}/:sandboxName`,
      summary: 'Deletes a sandbox, but not the default one: out of reach at once, erased soon after.',
      access: needs('sandboxes', 'delete', 'manage-sandboxes'),
      responses: { 202: { description: 'It is being deleted.', schema: CHANGED }, ...missing },
      async handle({ scope, actor, params, query }) {
        const name = params.sandboxName!;
        if (query.validationOnly === 'true')
          return { body: changed(lives.checkDelete(scope.org, name)), unchanged: true };
        return { status: 202, body: changed(await lives.delete(scope.org, name, actor.userId)) };
      },
    }),
  ];
}
