import { Type } from 'typebox';
import { type Namespaces, parseXid, xidOf } from '../../../identity/index.ts';
import { type Call, needs, type Route, route, type Scope } from '../../../kernel/index.ts';
import { badLookup, noProfile } from '../../errors.ts';
import type { StoredEvent } from '../../events.ts';
import type { Lookup } from '../../lookup.ts';
import { pick } from '../../merge.ts';

const PATH = '/data/core/ups/access/entities';
const SERVICE = 'Real-Time Customer Profile';
const ACCESS = needs('profiles', 'read', 'view-profiles', 'manage-profiles');
const PROFILE = '_xdm.context.profile';
const EVENT = '_xdm.context.experienceevent';
const DEFAULT_EVENTS = 1000;
const UNKNOWN = { sources: [''], entity: {}, lastModifiedAt: '1970-01-01T00:00:00Z' };

type Query = Call['query'];

interface PostBody {
  readonly schema?: { readonly name?: unknown };
  readonly relatedSchema?: { readonly name?: unknown };
  readonly identities?: readonly Record<string, unknown>[];
  readonly fields?: readonly unknown[];
  readonly timeFilter?: { readonly startTime?: unknown; readonly endTime?: unknown };
  readonly limit?: unknown;
  readonly orderby?: unknown;
  readonly orderBy?: unknown;
}

interface Wanted {
  readonly namespaceId: number;
  readonly id: string;
}

interface EventQuery {
  readonly from?: number;
  readonly to?: number;
  readonly limit: number;
  readonly reverse: boolean;
  readonly fields: readonly string[];
  /** Key after which to go on, from the last page's `next`. */
  readonly start?: string;
}

function one(query: Query, name: string): string | undefined {
  const value = query[name];
  return typeof value === 'string' ? value : value?.[0];
}

function fieldsOf(value: unknown): readonly string[] {
  const names = Array.isArray(value) ? value : typeof value === 'string' ? value.split(',') : [];
  return names.filter((name): name is string => typeof name === 'string' && name !== '');
}

function wanted(namespaces: Namespaces, scope: Scope, entityId: unknown, code: unknown): Wanted {
  if (typeof entityId !== 'string' || entityId === '') throw badLookup('`entityId` is missing');
  if (code === undefined) {
    const xid = parseXid(entityId);
    if (xid === undefined) throw badLookup(`\`${entityId}\` is not an XID; add \`entityIdNS\` with the namespace code`);
    return { namespaceId: xid.namespaceId, id: xid.id };
  }
  const namespace = namespaces.of(scope.org).byCode(String(code));
  if (namespace === undefined) throw badLookup(`namespace \`${String(code)}\` does not exist`);
  return { namespaceId: namespace.id, id: entityId };
}

function eventQuery(values: {
  from: unknown;
  to: unknown;
  limit: unknown;
  order: unknown;
  fields: unknown;
  start?: unknown;
}): EventQuery {
  const number = (value: unknown) => (value === undefined || value === '' ? undefined : Number(value));
  const limit = number(values.limit) ?? DEFAULT_EVENTS;
  if (!Number.isInteger(limit) || limit < 1 || limit > DEFAULT_EVENTS)
    throw badLookup(`\`limit\` must be a number from 1 to ${DEFAULT_EVENTS}`);
  const from = number(values.from);
  const to = number(values.to);
  if (Number.isNaN(from) || Number.isNaN(to)) throw badLookup('`startTime` and `endTime` are epoch milliseconds');
  return {
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    limit,
    reverse: String(values.order ?? '').startsWith('-'),
    fields: fieldsOf(values.fields),
    ...(typeof values.start === 'string' && values.start !== '' ? { start: values.start } : {}),
  };
}

/** Entity look-up: one merged profile, or the events of one (pages "Entities API", "Access profile events"). */
export function entityRoutes(lookup: Lookup, namespaces: Namespaces): readonly Route[] {
  const eventsPage = async (scope: Scope, { namespaceId, id }: Wanted, query: EventQuery, again: string) => {
    // One more than asked tells whether there is a next page.
    const all = await lookup.events(scope, namespaceId, id, {
      ...query,
      limit: query.start === undefined ? query.limit + 1 : 5001,
    });
    const begin = query.start === undefined ? 0 : all.findIndex((event) => event.id === query.start) + 1;
    const rest = all.slice(begin);
    const page = rest.slice(0, query.limit);
    const next = rest.length > query.limit ? page.at(-1)!.id : '';
    const xid = xidOf(namespaceId, id);
    return {
      _page: {
        orderby: query.reverse ? '-timestamp' : 'timestamp',
        start: query.start ?? '',
        count: page.length,
        next,
      },
      children: page.map((event) => child(xid, event, query.fields)),
      _links: { next: { href: next === '' ? '' : `/entities?${again}&start=${encodeURIComponent(next)}` } },
    };
  };

  return [
    route({
      id: 'getEntity',
      method: 'GET',
      path: PATH,
      service: SERVICE,
      summary: 'One profile by an identity, or the events of one.',
      access: ACCESS,
      query: Type.Object({
        'schema.name': Type.String(),
        entityId: Type.Optional(Type.String()),
        entityIdNS: Type.Optional(Type.String()),
        fields: Type.Optional(Type.String()),
      }),
      responses: {
        200: { description: 'The profile under its XID, or a page of events.' },
        404: { description: 'No profile has this identity.' },
      },
      handle: async ({ scope, query }) => {
        const schema = one(query, 'schema.name');
        if (schema === EVENT) {
          const person = wanted(
            namespaces,
            scope,
            one(query, 'relatedEntityId') ?? one(query, 'entityId'),
            one(query, 'relatedEntityIdNS') ?? one(query, 'entityIdNS'),
          );
          const asked = eventQuery({
            from: one(query, 'startTime'),
            to: one(query, 'endTime'),
            limit: one(query, 'limit'),
            order: one(query, 'orderBy') ?? one(query, 'orderby'),
            fields: one(query, 'fields'),
            start: one(query, 'start'),
          });
          return { body: await eventsPage(scope, person, asked, queryText(query)) };
        }
        if (schema !== PROFILE) throw badLookup(`\`schema.name\` must be ${PROFILE} or ${EVENT}`);
        const person = wanted(namespaces, scope, one(query, 'entityId'), one(query, 'entityIdNS'));
        const found = await lookup.profile(scope, person.namespaceId, person.id, fieldsOf(one(query, 'fields')));
        if (found === undefined) throw noProfile();
        return { body: { [found.entityId]: found } };
      },
    }),
    route<PostBody>({
      id: 'listEntities',
      method: 'POST',
      path: PATH,
      service: SERVICE,
      summary: 'Several profiles, or the events of several, by their identities.',
      access: ACCESS,
      responses: { 200: { description: 'An object by XID; an identity nobody has gives an empty entity.' } },
      handle: async ({ scope, body }) => {
        const identities = body?.identities;
        if (!Array.isArray(identities) || identities.length === 0 || identities.length > 1000)
          throw badLookup('`identities` must hold 1 to 1000 identities');
        const answer: Record<string, unknown> = {};
        for (const identity of identities as readonly Record<string, unknown>[]) {
          const events = body.schema?.name === EVENT;
          const namespace = (events ? identity.relatedEntityIdNS : identity.entityIdNS) as
            | { code?: unknown }
            | string
            | undefined;
          const code = typeof namespace === 'object' ? namespace.code : namespace;
          const person = wanted(namespaces, scope, events ? identity.relatedEntityId : identity.entityId, code);
          answer[xidOf(person.namespaceId, person.id)] = events
            ? await eventsPage(
                scope,
                person,
                eventQuery({
                  from: body.timeFilter?.startTime,
                  to: body.timeFilter?.endTime,
                  limit: body.limit,
                  order: body.orderby ?? body.orderBy,
                  fields: body.fields,
                  start: identity.start,
                }),
                '',
              )
            : ((await lookup.profile(scope, person.namespaceId, person.id, fieldsOf(body.fields))) ?? {
                entityId: xidOf(person.namespaceId, person.id),
                ...UNKNOWN,
              });
        }
        return { body: answer };
      },
    }),
  ];
}

function child(xid: string, event: StoredEvent, fields: readonly string[]): Record<string, unknown> {
  return {
    relatedEntityId: xid,
    entityId: event.id,
    timestamp: event.timestamp,
    entity: fields.length === 0 ? event.entity : pick(event.entity, fields),
    lastModifiedAt: new Date(event.timestamp).toISOString(),
  };
}

function queryText(query: Query): string {
  const text = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (name === 'start' || value === undefined) continue;
    for (const item of typeof value === 'string' ? [value] : value) text.append(name, item);
  }
  return text.toString();
}
