import type { TSchema } from 'typebox';
import { Type } from 'typebox';
import { type Call, needs, type Route, route, type Scope } from '../kernel/index.ts';
import type { Document } from '../stores/index.ts';
import type { Kind } from './errors.ts';
import { etagOf } from './etag.ts';
import { listAnswer } from './list-query.ts';
import type { Body, Objects } from './objects.ts';

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
  answer(scope: Scope, document: Document<B>): Record<string, unknown> & { id: string };
  create(call: Call): Promise<Document<B>>;
  update(call: Call, id: string): Promise<Document<B>>;
  remove(call: Call, id: string): Promise<void>;
}

/** `{id, etag}`, as every create and update answers. */
export function reference(document: Document<unknown>): { id: string; etag: string } {
  return { id: document.id, etag: etagOf(document) };
}

/** List, create, look up, update and delete (Flow Service API reference). */
export function resourceRoutes<B extends Body>(resource: Resource<B>): readonly Route[] {
  const { objects, noun, nouns, operation } = resource;
  const kind: Kind = objects.kind;
  const path = `${BASE}/${kind}`;
  const shared = { service: SERVICE };
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
      summary: `Creates a ${noun}.`,
      access: WRITE,
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
