import { Type } from 'typebox';
import {
  type Actor,
  type Call,
  type Clock,
  FilterError,
  matches,
  parseFilters,
  type Route,
  type Scope,
  sayOfRequest,
} from '../../../kernel/index.ts';
import { descriptorForm } from '../../accept.ts';
import { type Descriptor, type DescriptorContent, knownDescriptor } from '../../descriptor.ts';
import { DELETE_DESCRIPTORS, lackedToWrite, WRITE_DESCRIPTORS } from '../../descriptor-permissions.ts';
import { type Descriptors, renderedDescriptor } from '../../descriptors.ts';
import { badQuery, descriptorForbidden, labelsForbid, notFound } from '../../errors.ts';
import type { Registry } from '../../registry.ts';
import { READ, registryRoute } from '../../registry-route.ts';
import { isAboutHidden } from '../../visible-document.ts';

const DESCRIPTOR = Type.Object(
  { '@id': Type.String(), '@type': Type.String(), 'xdm:sourceSchema': Type.String() },
  { additionalProperties: true },
);
const INPUT = Type.Object(
  { '@type': Type.String(), 'xdm:sourceSchema': Type.String() },
  { additionalProperties: true },
);
const PATH = '/tenant/descriptors';

type Shown = Readonly<Record<string, unknown>>;

function filtered(all: readonly Shown[], { property = [] }: Call['query']): readonly Shown[] {
  try {
    const filters = parseFilters(typeof property === 'string' ? [property] : property);
    return all.filter((one) => matches(filters, one));
  } catch (error) {
    throw error instanceof FilterError
      ? badQuery(sayOfRequest('request-at', { name: 'property', what: error.said }))
      : error;
  }
}

function shownAs(form: 'whole' | 'id' | 'link', shown: Shown): unknown {
  return form === 'whole' ? shown : form === 'id' ? shown['@id'] : `${PATH}/${shown['@id']}`;
}

/** Descriptors of fields the caller sees. */
function seen({ fields }: Call, descriptors: readonly Descriptor[]): readonly Descriptor[] {
  if (fields.whole) return descriptors;
  return descriptors.filter(({ body: { content } }) => !isAboutHidden(content, fields.of(content['xdm:sourceSchema'])));
}

/** Also what says that a field is labelled is changed only by who may change that schema. */
async function checkLabels(
  registry: Registry,
  { scope, fields }: Call,
  { body: { content } }: Descriptor,
  action: 'write' | 'delete',
): Promise<void> {
  const schemaId = content['xdm:sourceSchema'];
  if (fields.mayChangeSchema(schemaId, action)) return;
  const schema = (await registry.view(scope)).resource(schemaId);
  throw schema === undefined ? notFound('schemas', schemaId) : labelsForbid(schema);
}

/**
 * The list in its documented shapes: `xdm` forms group by `@type` (a type without descriptors is absent); `v2` forms have
 * `results` and `_page`. All descriptors are in one page: existing clients follow a `next` without end.
 */
function listOf(call: Call, descriptors: readonly Descriptor[]): Readonly<Record<string, unknown>> {
  const { paged, show } = descriptorForm(call.headers.accept);
  const all = filtered(
    seen(call, descriptors).map((descriptor) => renderedDescriptor(descriptor, call.scope)),
    call.query,
  );
  if (paged)
    return {
      results: all.map((one) => shownAs(show, one)),
      _page: { orderby: 'updated', next: null, count: all.length },
      _links: { next: null },
    };
  const groups = Map.groupBy(all, (one) => String(one['@type']));
  return Object.fromEntries([...groups].map(([type, ones]) => [type, ones.map((one) => shownAs(show, one))]));
}

export interface DescriptorDeps {
  readonly registry: Registry;
  readonly descriptors: Descriptors;
  readonly clock: Clock;
  /** Whether the caller holds any of the permissions in the sandbox. */
  readonly allows: (actor: Actor, scope: Scope, permissions: readonly string[]) => boolean;
}

/** Descriptors: what the fields of a schema mean (identities, relationships, display names, labels …). */
export function descriptorRoutes({ registry, descriptors, clock, allows }: DescriptorDeps): readonly Route[] {
  const idOf = (call: Call) => call.params.descriptorId ?? '';
  const checkType = ({ actor, scope }: Call, content: unknown) => {
    const { '@type': type } = content as DescriptorContent;
    const lacked = lackedToWrite(type, (permissions) => allows(actor, scope, permissions));
    if (lacked !== undefined) throw descriptorForbidden(type, lacked);
  };
  const known = async ({ scope }: Call, { body: { content } }: Descriptor) => {
    const schema = (await registry.view(scope)).resource(content['xdm:sourceSchema']);
    return { known: knownDescriptor(content, schema?.body.content.title) };
  };
  return [
    registryRoute(clock, {
      id: 'listDescriptors',
      method: 'GET',
      path: PATH,
      summary: 'All descriptors of the sandbox, grouped by type or as one array.',
      access: READ,
      fields: 'filtered',
      query: Type.Object({ property: Type.Optional(Type.String()) }),
      responses: { 200: { description: 'The descriptors.', schema: Type.Object({}, { additionalProperties: true }) } },
      handle: async (call) => ({ body: listOf(call, (await registry.view(call.scope)).descriptors) }),
    }),
    registryRoute(clock, {
      id: 'getDescriptor',
      method: 'GET',
      path: `${PATH}/:descriptorId`,
      summary: 'One descriptor by its @id; needs no Accept header.',
      access: READ,
      fields: 'filtered',
      responses: { 200: { description: 'The descriptor.', schema: DESCRIPTOR } },
      handle: async (call) => {
        const [found] = seen(call, [await descriptors.find(call.scope, idOf(call))]);
        if (found === undefined) throw notFound('descriptors', idOf(call));
        return { body: renderedDescriptor(found, call.scope) };
      },
    }),
    registryRoute(clock, {
      id: 'createDescriptor',
      method: 'POST',
      path: PATH,
      summary: 'Creates a descriptor on a schema.',
      access: WRITE_DESCRIPTORS,
      body: INPUT,
      responses: { 201: { description: 'The new descriptor.', schema: DESCRIPTOR } },
      handle: async (call) => {
        checkType(call, call.body);
        const created = await descriptors.create(call.scope, call.actor, call.body);
        return { status: 201, body: renderedDescriptor(created, call.scope), ...(await known(call, created)) };
      },
    }),
    registryRoute(clock, {
      id: 'replaceDescriptor',
      method: 'PUT',
      path: `${PATH}/:descriptorId`,
      summary: 'Rewrites a descriptor; the body holds all its fields.',
      access: WRITE_DESCRIPTORS,
      body: INPUT,
      responses: { 201: { description: 'The descriptor as it is now.', schema: DESCRIPTOR } },
      handle: async (call) => {
        const before = await descriptors.find(call.scope, idOf(call));
        checkType(call, before.body.content);
        checkType(call, call.body);
        await checkLabels(registry, call, before, 'write');
        const replaced = await descriptors.replace(call.scope, call.actor, idOf(call), call.body);
        return { status: 201, body: renderedDescriptor(replaced, call.scope), ...(await known(call, replaced)) };
      },
    }),
    registryRoute(clock, {
      id: 'deleteDescriptor',
      method: 'DELETE',
      path: `${PATH}/:descriptorId`,
      summary: 'Deletes a descriptor.',
      access: DELETE_DESCRIPTORS,
      consumes: 'none',
      responses: { 204: { description: 'Deleted.' } },
      handle: async (call) => {
        const descriptor = await descriptors.find(call.scope, idOf(call));
        checkType(call, descriptor.body.content);
        await checkLabels(registry, call, descriptor, 'delete');
        await descriptors.remove(call.scope, idOf(call));
        return { status: 204, ...(await known(call, descriptor)) };
      },
    }),
  ];
}
