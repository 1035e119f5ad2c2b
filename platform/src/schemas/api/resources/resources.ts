import type { SchemaNode } from '@meniscus/languages/xdm';
import { Type } from 'typebox';
import { type Call, type Clock, type FieldView, HiddenFields, type Route } from '../../../kernel/index.ts';
import { listForm, lookupForm } from '../../accept.ts';
import { type Container, documentOf, listedOf } from '../../containers.ts';
import { hiddenOfDataType } from '../../data-type-places.ts';
import { labelsForbid, notFound } from '../../errors.ts';
import { pageOf } from '../../listing.ts';
import { idsOnly, lookedUp } from '../../lookup.ts';
import type { Registry } from '../../registry.ts';
import { BASE, DELETE, READ, registryRoute, WRITE } from '../../registry-route.ts';
import { rendered } from '../../render-resource.ts';
import type { Kind, Resource } from '../../resource.ts';
import { unionRoot } from '../../unions.ts';
import { classOfUnion, type View } from '../../view.ts';
import { visibleDocument } from '../../visible-document.ts';

/** Query parameters all lists take. */
export const LIST_QUERY = Type.Object({
  orderby: Type.Optional(Type.String()),
  start: Type.Optional(Type.String()),
  limit: Type.Optional(Type.Integer({ minimum: 0, maximum: 500 })),
  property: Type.Optional(Type.String()),
});
export const RESOURCE = Type.Object(
  {
    $id: Type.String(),
    'meta:altId': Type.String(),
    version: Type.String(),
    title: Type.String(),
    description: Type.Optional(Type.String()),
    'meta:class': Type.Optional(Type.String()),
  },
  { additionalProperties: true },
);
export const LIST = Type.Object({
  results: Type.Array(RESOURCE),
  _page: Type.Object({
    orderby: Type.String(),
    next: Type.Union([Type.String(), Type.Number(), Type.Null()]),
    count: Type.Integer(),
  }),
  _links: Type.Object({}, { additionalProperties: true }),
});

interface Names {
  readonly kind: Kind;
  /** Segment of the path. */
  readonly segment: string;
  /** In operation ids and summaries. */
  readonly one: string;
  readonly many: string;
  readonly words: string;
}

const RESOURCES: readonly Names[] = [
  { kind: 'schemas', segment: 'schemas', one: 'Schema', many: 'Schemas', words: 'schema' },
  { kind: 'classes', segment: 'classes', one: 'Class', many: 'Classes', words: 'class' },
  { kind: 'fieldgroups', segment: 'fieldgroups', one: 'FieldGroup', many: 'FieldGroups', words: 'field group' },
  { kind: 'fieldgroups', segment: 'mixins', one: 'Mixin', many: 'Mixins', words: 'field group (deprecated path)' },
  { kind: 'datatypes', segment: 'datatypes', one: 'DataType', many: 'DataTypes', words: 'data type' },
];

function containerOf(call: Call): Container {
  const { container = '' } = call.params;
  if (container !== 'global' && container !== 'tenant') throw notFound('containers', container);
  return container;
}

/** The body of a list: results in the asked form, `_page` (its `next` is always there) and `_links`. */
export function listBody(
  call: Call,
  view: View,
  items: Parameters<typeof pageOf>[0],
  global?: string,
): Readonly<Record<string, unknown>> {
  const form = listForm(call.headers.accept);
  const { fields } = call;
  const seen = fields.whole
    ? items
    : items.map((item) => ({ ...item, whole: () => seenBy(fields, view, item.whole()) }));
  const { items: shown, page } = pageOf(seen, call.query);
  return {
    results: shown.map((item) => (form === 'id' ? idsOnly(item.head) : item.whole())),
    _page: page,
    _links: {
      next:
        page.next === null
          ? null
          : { href: `?start=${encodeURIComponent(page.next)}&orderby=${encodeURIComponent(page.orderby)}` },
      ...(global === undefined ? {} : { global_schemas: { href: `${BASE}/global/${global}` } }),
    },
  };
}

/** The body of a look-up in the form the Accept header asks for. */
export function lookupBody(
  call: Call,
  container: Container,
  kind: Kind | 'behaviors' | 'unions',
  id: string,
  view: View,
) {
  const form = lookupForm(call.headers.accept);
  const document = documentOf(container, kind, id, view, call.scope);
  const classId = classOfUnion(id);
  const root =
    document['meta:resourceType'] === 'unions' && classId !== undefined ? unionRoot(classId, view) : view.shown(id);
  return seenBy(call.fields, view, lookedUp(document, root ?? { type: 'object', fields: {} }, form, view, call.scope));
}

/** A document as somebody sees it. */
function seenBy(fields: FieldView, view: View, document: SchemaNode): SchemaNode {
  return fields.whole ? document : visibleDocument(document, hiddenIn(document, view, fields));
}

/** A schema is without what is hidden in it; what schemas and unions are made of without what is hidden in any. */
function hiddenIn(document: SchemaNode, view: View, fields: FieldView): HiddenFields {
  const id = String(document.$id);
  switch (document['meta:resourceType']) {
    case 'schemas':
      return fields.of(id);
    case 'datatypes':
      // The types of the standard library are the same for everybody, whatever their fields mean here.
      return view.resource(id) === undefined ? HiddenFields.NONE : hiddenOfDataType(id, view, fields);
    default:
      return fields.anywhere;
  }
}

/** Schemas, classes, field groups (also under their old name mixins) and data types: list, look up, create, change, delete. */
export function resourceRoutes(registry: Registry, clock: Clock): readonly Route[] {
  return [
    ...RESOURCES.flatMap((names) => [
      ...readRoutes(registry, clock, names),
      ...createRoutes(registry, clock, names),
      ...changeRoutes(registry, clock, names),
    ]),
    // Older pages spell one path in the singular.
    ...changeRoutes(registry, clock, {
      kind: 'schemas',
      segment: 'schema',
      one: 'SchemaSingular',
      many: '',
      words: 'schema (older path)',
    }),
    ...behaviorRoutes(registry, clock),
  ];
}

function readRoutes(registry: Registry, clock: Clock, { kind, segment, one, many, words }: Names): readonly Route[] {
  return [
    registryRoute(clock, {
      id: `list${many}`,
      method: 'GET',
      path: `/:container/${segment}`,
      summary: `Lists every ${words} of a container, whole or by id.`,
      access: READ,
      fields: 'filtered',
      query: LIST_QUERY,
      responses: { 200: { description: 'A page of the list.', schema: LIST } },
      handle: async (call) => {
        const container = containerOf(call);
        const view = await registry.view(call.scope);
        return {
          body: listBody(
            call,
            view,
            listedOf(container, kind, view, call.scope),
            container === 'tenant' ? segment : undefined,
          ),
        };
      },
    }),
    registryRoute(clock, {
      id: `get${one}`,
      method: 'GET',
      path: `/:container/${segment}/:resourceId`,
      summary: `One ${words} by $id or meta:altId, in the form of the Accept header.`,
      access: READ,
      fields: 'filtered',
      responses: { 200: { description: `The ${words}.`, schema: RESOURCE } },
      handle: async (call) => ({
        body: lookupBody(call, containerOf(call), kind, call.params.resourceId ?? '', await registry.view(call.scope)),
      }),
    }),
  ];
}

function createRoutes(registry: Registry, clock: Clock, { kind, segment, one, words }: Names): readonly Route[] {
  return [
    registryRoute(clock, {
      id: `create${one}`,
      method: 'POST',
      path: `/tenant/${segment}`,
      summary: `Creates a ${words}.`,
      access: WRITE,
      body: Type.Object({}, { additionalProperties: true }),
      responses: { 201: { description: `The new ${words}.`, schema: RESOURCE } },
      handle: async (call) => answer(registry, call, await registry.create(call, kind, call.body), 201),
    }),
  ];
}

/** A resource is changed only by who may change the labelled fields of every schema that is made of it. */
async function checkLabels(registry: Registry, { scope, fields }: Call, id: string, action: 'write' | 'delete') {
  const view = await registry.view(scope);
  const forbidden = view.schemasWith(id).find(({ body }) => !fields.mayChangeSchema(body.$id, action));
  if (forbidden !== undefined) throw labelsForbid(forbidden);
}

function changeRoutes(registry: Registry, clock: Clock, { kind, segment, one, words }: Names): readonly Route[] {
  const path = `/tenant/${segment}/:resourceId`;
  const responses = { 200: { description: `The ${words} as it is now.`, schema: RESOURCE } };
  const idOf = (call: Call) => call.params.resourceId ?? '';
  return [
    registryRoute(clock, {
      id: `replace${one}`,
      method: 'PUT',
      path,
      summary: `Replaces a ${words} whole.`,
      access: WRITE,
      body: Type.Object({}, { additionalProperties: true }),
      responses,
      handle: async (call) => {
        await checkLabels(registry, call, idOf(call), 'write');
        return answer(registry, call, await registry.replace(call, kind, idOf(call), call.body), 200);
      },
    }),
    registryRoute(clock, {
      id: `patch${one}`,
      method: 'PATCH',
      path,
      summary: `Changes a ${words} by JSON Patch.`,
      access: WRITE,
      body: Type.Array(Type.Object({ op: Type.String(), path: Type.String(), value: Type.Optional(Type.Unknown()) })),
      responses,
      handle: async (call) => {
        await checkLabels(registry, call, idOf(call), 'write');
        return answer(registry, call, await registry.patch(call, kind, idOf(call), call.body), 200);
      },
    }),
    registryRoute(clock, {
      id: `delete${one}`,
      method: 'DELETE',
      path,
      summary: `Deletes a ${words} nothing depends on.`,
      access: DELETE,
      consumes: 'none',
      responses: { 204: { description: 'Deleted.' } },
      handle: async (call) => {
        await checkLabels(registry, call, idOf(call), 'delete');
        await registry.remove(call, kind, idOf(call));
        return { status: 204 };
      },
    }),
  ];
}

async function answer(registry: Registry, call: Call, resource: Resource, status: number) {
  return { status, body: rendered(resource, await registry.view(call.scope), call.scope) };
}

function behaviorRoutes(registry: Registry, clock: Clock): readonly Route[] {
  return [
    registryRoute(clock, {
      id: 'listBehaviors',
      method: 'GET',
      path: '/global/behaviors',
      summary: 'The three behaviors: record, time-series, ad-hoc.',
      access: READ,
      fields: 'none',
      query: LIST_QUERY,
      responses: { 200: { description: 'The behaviors.', schema: LIST } },
      handle: async (call) => {
        const view = await registry.view(call.scope);
        return { body: listBody(call, view, listedOf('global', 'behaviors', view, call.scope)) };
      },
    }),
    registryRoute(clock, {
      id: 'getBehavior',
      method: 'GET',
      path: '/global/behaviors/:resourceId',
      summary: 'One behavior by $id or meta:altId.',
      access: READ,
      fields: 'none',
      responses: { 200: { description: 'The behavior.', schema: RESOURCE } },
      handle: async (call) => ({
        body: lookupBody(call, 'global', 'behaviors', call.params.resourceId ?? '', await registry.view(call.scope)),
      }),
    }),
  ];
}
