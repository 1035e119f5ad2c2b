import { Type } from 'typebox';
import { type Namespaces, xidOf } from '../../../identity/index.ts';
import {
  type Call,
  needs,
  Problem,
  type ProblemText,
  partOf,
  type Route,
  route,
  type Scope,
} from '../../../kernel/index.ts';
import { badLookup, noProfile } from '../../errors.ts';
import type { Asked, Asking, Lookup } from '../../lookup.ts';
import type { MergePolicies } from '../../merge-policies.ts';
import { say } from '../../phrases.ts';
import {
  askedEntity,
  EVENT,
  type EventQuery,
  eventQuery,
  fieldsOf,
  MOST_EVENTS,
  one,
  PROFILE,
} from './asked-entity.ts';
import { eventPage } from './event-pages.ts';

const PATH = '/data/core/ups/access/entities';
const SERVICE = 'Real-Time Customer Profile';
const ACCESS = needs('profiles', 'read', 'view-profiles', 'manage-profiles');
const MOST_IDENTITIES = 1000;
const UNKNOWN = { sources: [''], entity: {}, lastModifiedAt: '1970-01-01T00:00:00Z' };

interface PostBody {
  readonly schema?: { readonly name?: unknown };
  readonly relatedSchema?: { readonly name?: unknown };
  readonly identities?: unknown;
  readonly fields?: unknown;
  readonly timeFilter?: { readonly startTime?: unknown; readonly endTime?: unknown };
  readonly limit?: unknown;
  readonly orderby?: unknown;
  readonly orderBy?: unknown;
  readonly property?: unknown;
  readonly mergePolicyId?: unknown;
  readonly withCA?: unknown;
}

interface Deps {
  readonly lookup: Lookup;
  readonly namespaces: Namespaces;
  readonly policies: MergePolicies;
  /** Removes profile and events of some nodes; resolves when nothing of them is left. */
  readonly erase: (scope: Scope, nodes: readonly string[]) => Promise<void>;
}

/** Entity look-up: merged profiles, events of people, and the removal of a profile (pages "Entities", "Access profile events"). */
export function entityRoutes(deps: Deps): readonly Route[] {
  const { lookup } = deps;

  const getEvents = async ({ scope, fields, query }: Call) => {
    const asked = askedEntity(deps, scope, {
      id: one(query, 'relatedEntityId') ?? one(query, 'entityId'),
      code: one(query, 'relatedEntityIdNS') ?? one(query, 'entityIdNS'),
      mergePolicyId: one(query, 'mergePolicyId'),
    });
    const wanted = eventQuery({
      from: one(query, 'startTime'),
      to: one(query, 'endTime'),
      limit: one(query, 'limit'),
      order: one(query, 'orderBy') ?? one(query, 'orderby'),
      fields: one(query, 'fields'),
      start: one(query, 'start'),
      property: query.property,
    });
    const { children, next } = await eventPage(lookup, { scope, fields }, asked, wanted);
    const href = next === '' ? '' : `/entities?${again(query)}&start=${encodeURIComponent(next)}`;
    return {
      body: { ...pageOf(wanted, one(query, 'start'), children.length, next), children, _links: { next: { href } } },
    };
  };

  const postEvents = async (asking: Asking, asked: Asked, body: PostBody, identity: Record<string, unknown>) => {
    const wanted = eventQuery({
      from: body.timeFilter?.startTime,
      to: body.timeFilter?.endTime,
      limit: body.limit,
      order: body.orderby ?? body.orderBy,
      fields: body.fields,
      start: identity.start,
      property: body.property,
    });
    const { children, next } = await eventPage(lookup, asking, asked, wanted);
    const payload = { ...body, identities: [{ ...identity, start: next }] };
    return {
      ...pageOf(wanted, identity.start, children.length, next),
      children,
      _links: { next: next === '' ? { href: '' } : { href: '/entities', payload } },
    };
  };

  const postOne = async (
    asking: Asking,
    body: PostBody,
    identity: Record<string, unknown>,
  ): Promise<[string, unknown]> => {
    const events = body.schema?.name === EVENT;
    const id = events ? (identity.relatedEntityId ?? identity.entityId) : identity.entityId;
    const namespace = events ? (identity.relatedEntityIdNS ?? identity.entityIdNS) : identity.entityIdNS;
    const code =
      typeof namespace === 'object' && namespace !== null ? (namespace as { code?: unknown }).code : namespace;
    const asked = askedEntity(deps, asking.scope, { id, code, mergePolicyId: body.mergePolicyId });
    const xid = xidOf(asked.namespaceId, asked.id);
    if (events) return [xid, await postEvents(asking, asked, body, identity)];
    const found = await lookup.profile(asking, asked, fieldsOf(body.fields), body.withCA === true);
    return [xid, { requestedIdentity: identity, ...(found ?? { entityId: xid, ...UNKNOWN }) }];
  };

  return [
    route({
      id: 'getEntity',
      method: 'GET',
      path: PATH,
      service: SERVICE,
      summary: 'One profile by an identity, or the events of one.',
      access: ACCESS,
      fields: 'filtered',
      query: Type.Object({
        'schema.name': Type.String(),
        entityId: Type.Optional(Type.String()),
        entityIdNS: Type.Optional(Type.String()),
        fields: Type.Optional(Type.String()),
        mergePolicyId: Type.Optional(Type.String()),
        withCA: Type.Optional(Type.String()),
      }),
      responses: {
        200: { description: 'The profile under its XID, or a page of events.' },
        404: { description: 'No profile has this identity, or there is no such merge policy.' },
      },
      handle: async (call) => {
        const { scope, query } = call;
        const schema = one(query, 'schema.name');
        if (schema === EVENT) return getEvents(call);
        if (schema !== PROFILE)
          throw badLookup(say('profile-must-be-either', { name: '`schema.name`', one: PROFILE, other: EVENT }));
        const asked = askedEntity(deps, scope, {
          id: one(query, 'entityId'),
          code: one(query, 'entityIdNS'),
          mergePolicyId: one(query, 'mergePolicyId'),
        });
        const withCA = one(query, 'withCA') === 'true';
        const found = await lookup.profile(call, asked, fieldsOf(one(query, 'fields')), withCA);
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
      fields: 'filtered',
      responses: {
        200: { description: 'An object by XID; an identity nobody has gives an empty entity.' },
        207: { description: 'Some identities could not be read: a list with the mistake of each, and what was found.' },
      },
      handle: async ({ scope, fields, body }) => {
        const identities = body?.identities;
        if (!Array.isArray(identities) || identities.length === 0 || identities.length > MOST_IDENTITIES)
          throw badLookup(say('lookup-identities', { most: MOST_IDENTITIES }));
        if (body.schema?.name !== PROFILE && body.schema?.name !== EVENT)
          throw badLookup(say('profile-must-be-either', { name: '`schema.name`', one: PROFILE, other: EVENT }));
        const answer: Record<string, unknown> = {};
        const failed: Record<string, unknown>[] = [];
        for (const identity of identities as readonly (Record<string, unknown> | null)[]) {
          try {
            const [xid, found] = await postOne({ scope, fields }, body, identity ?? {});
            answer[xid] = found;
          } catch (error) {
            if (!(error instanceof Problem) || identities.length === 1) throw error;
            failed.push({ requestedIdentity: identity, error: error.body });
          }
        }
        if (failed.length === identities.length) throw badLookup(partOf(failed[0]!.error as ProblemText));
        return failed.length === 0 ? { body: answer } : { status: 207, body: [...failed, answer] };
      },
    }),
    route({
      id: 'deleteEntity',
      method: 'DELETE',
      path: PATH,
      service: SERVICE,
      summary: 'Removes a profile with its events; the identity graph stays.',
      access: needs('profiles', 'delete', 'manage-profiles'),
      fields: 'none',
      query: Type.Object({
        'schema.name': Type.String(),
        entityId: Type.String(),
        entityIdNS: Type.Optional(Type.String()),
        mergePolicyId: Type.Optional(Type.String()),
      }),
      responses: { 202: { description: 'Removed.' }, 404: { description: 'No profile has this identity.' } },
      handle: async ({ scope, fields, query }) => {
        if (one(query, 'schema.name') !== PROFILE)
          throw badLookup(say('profile-must-be', { name: '`schema.name`', value: PROFILE }));
        const asked = askedEntity(deps, scope, {
          id: one(query, 'entityId'),
          code: one(query, 'entityIdNS'),
          mergePolicyId: one(query, 'mergePolicyId'),
        });
        if ((await lookup.profile({ scope, fields }, asked, [])) === undefined) throw noProfile();
        await deps.erase(scope, await lookup.members(scope, asked));
        return { status: 202 };
      },
    }),
  ];
}

function pageOf({ reverse }: EventQuery, start: unknown, count: number, next: string): Record<string, unknown> {
  return {
    _page: { orderby: reverse ? '-timestamp' : 'timestamp', start: start ?? '', count, limit: MOST_EVENTS, next },
  };
}

function again(query: Call['query']): string {
  const text = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (name === 'start' || value === undefined) continue;
    for (const item of typeof value === 'string' ? [value] : value) text.append(name, item);
  }
  return text.toString();
}
