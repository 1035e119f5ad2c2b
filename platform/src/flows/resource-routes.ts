import type { TSchema } from 'typebox';
import { Type } from 'typebox';
import { type Call, needs, type Route, route, type Scope } from '../kernel/index.ts';
import type { Document } from '../stores/index.ts';
import { actionNotAllowed, type Kind, writtenByServices } from './errors.ts';
import { etagOf } from './etag.ts';
import { listAnswer, searchAnswer } from './list-query.ts';
import type { Body, Objects } from './objects.ts';
import { readAction } from './state-action.ts';

export const BASE = '/data/foundation/flowservice';
export const SERVICE = 'Flow Service';
export const READ = needs('connections', 'read', 'view-sources', 'manage-sources');
export const WRITE = needs('connections', 'write', 'manage-sources');
const DELETE = needs('connections', 'delete', 'manage-sources');

const REFERENCE = Type.Object({ id: Type.String(), etag: Type.String() });
const ITEM = Type.Object(
  {
    id: Type.String(),
    state: Type.String(),
    etag: Type.String(),
    name: Type.Optional(Type.String()),
    createdAt: Type.Integer(),
    options: Type.Optional(Type.Object({ inletUrl: Type.Optional(Type.String()) }, { additionalProperties: true })),
  },
  { additionalProperties: true },
);
export const ITEMS = Type.Object({
  items: Type.Array(ITEM),
  _links: Type.Optional(Type.Object({ next: Type.Optional(Type.Object({ href: Type.String() })) })),
});
/** Query parameters all lists take. */
export const LIST_QUERY = Type.Object({
  property: Type.Optional(Type.Union([Type.String(), Type.Array(Type.String())])),
  orderby: Type.Optional(Type.String()),
  limit: Type.Optional(Type.String()),
  continuationToken: Type.Optional(Type.String()),
  count: Type.Optional(Type.String()),
});
const PATCH = Type.Array(Type.Object({ op: Type.String(), path: Type.String(), value: Type.Optional(Type.Unknown()) }));

/** One kind of object behind the five routes all kinds share. */
export interface Resource<B extends Body> {
  readonly objects: Objects<B>;
  /** Adobe's word for one and for many, e.g. `base connection`. */
  readonly noun: string;
  readonly nouns: string;
  /** Ending of operation ids, e.g. `Connection`. */
  readonly operation: string;
  /** Properties lists may be filtered and sorted by. */
  readonly fields: readonly string[];
  readonly body: TSchema;
  /** What a create call takes in its query beside the mode. */
  readonly createQuery?: Readonly<Record<string, TSchema>>;
  answer(scope: Scope, document: Document<B>): Record<string, unknown> & { id: string };
  create(call: Call): Promise<Document<B>>;
  update(call: Call, id: string): Promise<Document<B>>;
  remove(call: Call, id: string): Promise<void>;
}

/** Draft mode of create calls. */
const MODE = { mode: Type.Optional(Type.String()) };

/** `{id, etag}`, as every create and update answers. */
export function reference(document: Document<unknown>): { id: string; etag: string } {
  return { id: document.id, etag: etagOf(document) };
}

/** List, create, look up, update and delete (Flow Service API reference). */
export function resourceRoutes<B extends Body>(resource: Resource<B>): readonly Route[] {
  const { objects, noun, nouns, operation } = resource;
  const kind: Kind = objects.kind;
  const path = `${BASE}/${kind}`;
  // Ids and settings of connections; which fields they fill is said by mapping sets.
  const shared = { service: SERVICE, fields: 'none' } as const;
  const one = { ...shared, path: `${path}/:id` };
  return [
    route({
      ...shared,
      id: `list${operation}s`,
      method: 'GET',
      path,
      summary: `Lists ${nouns}; property filters, orderby, limit with continuationToken, or count.`,
      access: READ,
      query: LIST_QUERY,
      responses: { 200: { description: `The ${nouns}, or their number`, schema: ITEMS } },
      async handle({ scope, query }) {
        const items = (await objects.list(scope)).map((document) => resource.answer(scope, document));
        return { body: listAnswer(`/${kind}`, items, query, new Set(resource.fields)) };
      },
    }),
    route({
      ...shared,
      id: `create${operation}`,
      method: 'POST',
      path,
      summary: `Creates a ${noun}; with mode=draft it may lack what it needs until it is published.`,
      access: WRITE,
      query: Type.Object({ ...MODE, ...resource.createQuery }),
      body: resource.body,
      responses: { 201: { description: 'Id and etag', schema: REFERENCE } },
      async handle(call) {
        const document = await resource.create(call);
        return {
          status: 201,
          headers: { location: `${path}/${document.id}`, etag: etagOf(document) },
          body: reference(document),
        };
      },
    }),
    route({
      ...one,
      id: `get${operation}`,
      method: 'GET',
      summary: `Looks up a ${noun}; the answer is a list of one.`,
      access: READ,
      responses: { 200: { description: `The ${noun}`, schema: ITEMS } },
      async handle({ scope, params }) {
        const document = await objects.get(scope, params.id!);
        return { headers: { etag: etagOf(document) }, body: { items: [resource.answer(scope, document)] } };
      },
    }),
    route({
      ...one,
      id: `update${operation}`,
      method: 'PATCH',
      summary: `Changes a ${noun} by JSON Patch (add, replace, remove); If-Match must be its etag.`,
      access: WRITE,
      body: PATCH,
      responses: { 200: { description: 'Id and new etag', schema: REFERENCE } },
      async handle(call) {
        const document = await resource.update(call, call.params.id!);
        return { headers: { etag: etagOf(document) }, body: reference(document) };
      },
    }),
    route({
      ...one,
      id: `delete${operation}`,
      method: 'DELETE',
      summary: `Deletes a ${noun}; what dataflows use cannot go.`,
      access: DELETE,
      responses: { 204: { description: 'Deleted' } },
      async handle(call) {
        await resource.remove(call, call.params.id!);
        return { status: 204 };
      },
    }),
  ];
}

const SEARCH = Type.Object({
  queryString: Type.Optional(Type.String()),
  limit: Type.Optional(Type.Integer()),
  orderby: Type.Optional(Type.String()),
  count: Type.Optional(Type.Boolean()),
  projectionFields: Type.Optional(Type.String()),
});

/** The search call of a kind: the list call with its query in the body. `fields` and `all` are those of the list. */
export function searchRoute(
  kind: string,
  id: string,
  fields: readonly string[],
  all: (scope: Scope) => Promise<readonly { readonly id: string }[]>,
): Route {
  const names = new Set(fields);
  return route({
    id,
    fields: 'none',
    method: 'POST',
    path: `${BASE}/${kind}/search`,
    service: SERVICE,
    summary: `Lists ${kind} by a query in the body; continuationToken stays in the address.`,
    access: READ,
    query: Type.Object({ continuationToken: Type.Optional(Type.String()) }),
    body: SEARCH,
    responses: { 200: { description: `The ${kind}, or their number`, schema: ITEMS } },
    async handle(call) {
      return { body: searchAnswer(`/${kind}/search`, await all(call.scope), call, names) };
    },
  });
}

/** The action call of a kind whose only action is to publish a draft. */
export function publishRoute<B extends Body>(
  { objects, noun, operation }: Resource<B>,
  publish: (call: Call, document: Document<B>) => Promise<Document<B>>,
): Route {
  return route({
    id: `perform${operation}Action`,
    fields: 'none',
    method: 'POST',
    path: `${BASE}/${objects.kind}/:id/action`,
    service: SERVICE,
    summary: `Publishes the draft of a ${noun}; \`op\` is PUBLISH, in any letter case.`,
    access: WRITE,
    query: Type.Object({ op: Type.String() }),
    responses: { 200: { description: 'Id and new etag', schema: REFERENCE } },
    async handle(call) {
      const action = readAction(call, ['publish']);
      const document = await objects.forChange(call.scope, call.params.id!, call.headers['if-match'], false);
      if (document.body.state !== 'draft') throw actionNotAllowed(action, document.body.state);
      const published = await publish(call, document);
      return { headers: { etag: etagOf(published) }, body: reference(published) };
    },
  });
}

/** Create and replace of what only services write: documented calls whose documented answer to a user's token is no. */
export function writtenByServicesRoutes(kind: 'connectionSpecs' | 'flowSpecs', operation: string): readonly Route[] {
  const shared = {
    service: SERVICE,
    fields: 'none' as const,
    summary: `For services only: ${kind} come with their connectors.`,
    access: WRITE,
    body: Type.Unknown(),
    responses: { 400: { description: 'Always: 1426-400' } },
    handle: () => Promise.reject(writtenByServices(kind)),
  };
  return [
    route({ ...shared, id: `create${operation}`, method: 'POST', path: `${BASE}/${kind}` }),
    route({ ...shared, id: `update${operation}`, method: 'PUT', path: `${BASE}/${kind}/:id` }),
  ];
}
