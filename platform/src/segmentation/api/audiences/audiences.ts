import { Type } from 'typebox';
import { type Call, needs, type Route, route, type Scope } from '../../../kernel/index.ts';
import type { Audiences } from '../../audiences.ts';
import { type Page, pageOf } from '../../list-query.ts';
import { answering, bulkGet } from '../answering.ts';
import { BULK_INPUT, DEFINITION, DEFINITION_INPUT } from '../shapes.ts';

const PATH = '/data/core/ups/audiences';
const SERVICE = 'Segmentation Service';
const READ = needs('segments', 'read', 'view-segments', 'manage-segments');
const WRITE = needs('segments', 'write', 'manage-segments');
const DELETE = needs('segments', 'delete', 'manage-segments');
const BAD = { description: 'The audience cannot be taken; the errors say why and where.' };
const MISSING = { description: 'There is no such audience.' };

/** `_page.next` and the link are there only while there is more: clients stop at an absent or zero `next`. */
function listBody({ items, next, start, ...page }: Page): Record<string, unknown> {
  const more = next === undefined ? {} : { next };
  const links =
    next === undefined
      ? {}
      : { next: { href: `@/audiences?start=${next}&limit=${page.limit}&totalCount=${page.totalCount}` } };
  return { children: items, _page: { ...page, pageSize: items.length, start, ...more }, _links: links };
}

/**
 * Audiences (page "Audiences endpoint"): own ones and external ones. Path ids are `id`, never `audienceId`. `totals` gives
 * the members of each by id; AEP counts them in segment jobs only.
 */
export function audienceRoutes(
  audiences: Audiences,
  totals: (scope: Scope) => Promise<Readonly<Record<string, number>>>,
): readonly Route[] {
  return [
    route({
      id: 'countAudiences',
      method: 'GET',
      path: '/meniscus/v1/audience-counts',
      service: SERVICE,
      fields: 'filtered',
      summary: 'How many people are in each audience now.',
      access: READ,
      responses: {
        200: {
          description: 'The audiences with their members.',
          schema: Type.Object({
            audiences: Type.Array(
              Type.Object({ id: Type.String(), name: Type.String(), members: Type.Integer({ minimum: 0 }) }),
            ),
          }),
        },
      },
      handle: answering(async (call: Call) => {
        const [all, members] = await Promise.all([audiences.list(call), totals(call.scope)]);
        const counted = all.map(({ id, name }) => ({ id, name, members: members[String(id)] ?? 0 }));
        return { body: { audiences: counted } };
      }),
    }),
    route({
      id: 'listAudiences',
      method: 'GET',
      path: PATH,
      service: SERVICE,
      fields: 'filtered',
      summary: 'Audiences of the sandbox, a page at a time.',
      access: READ,
      responses: {
        200: {
          description: 'A page of audiences.',
          schema: Type.Object({
            children: Type.Array(DEFINITION),
            _page: Type.Object({
              totalCount: Type.Integer(),
              pageSize: Type.Integer(),
              next: Type.Optional(Type.Integer()),
            }),
          }),
        },
      },
      handle: answering(async (call: Call) => ({
        body: listBody(pageOf(await audiences.list(call), call.query)),
      })),
    }),
    route({
      id: 'createAudience',
      method: 'POST',
      path: PATH,
      service: SERVICE,
      fields: 'filtered',
      summary: 'Creates an audience; one with a rule is evaluated at once for everybody.',
      access: WRITE,
      body: DEFINITION_INPUT,
      responses: {
        200: { description: 'The new audience.', schema: DEFINITION },
        400: BAD,
        422: { description: 'The name is taken.' },
      },
      handle: answering(async (call: Call) => ({ body: await audiences.create(call, call.body) })),
    }),
    route({
      id: 'getAudience',
      method: 'GET',
      path: `${PATH}/:id`,
      service: SERVICE,
      fields: 'filtered',
      summary: 'One audience.',
      access: READ,
      responses: { 200: { description: 'The audience.', schema: DEFINITION }, 404: MISSING },
      handle: answering(async (call: Call) => ({ body: await audiences.get(call, call.params.id!) })),
    }),
    route({
      id: 'patchAudience',
      method: 'PATCH',
      path: `${PATH}/:id`,
      service: SERVICE,
      fields: 'filtered',
      summary: 'Changes fields of an audience by a list of JSON Patch operations.',
      access: WRITE,
      responses: { 200: { description: 'The changed audience.', schema: DEFINITION }, 400: BAD, 404: MISSING },
      handle: answering(async (call: Call) => ({
        body: await audiences.patch(call, call.params.id!, call.body),
      })),
    }),
    route({
      id: 'replaceAudience',
      method: 'PUT',
      path: `${PATH}/:id`,
      service: SERVICE,
      fields: 'filtered',
      summary: 'Overwrites an audience.',
      access: WRITE,
      body: DEFINITION_INPUT,
      responses: { 200: { description: 'The changed audience.', schema: DEFINITION }, 400: BAD, 404: MISSING },
      handle: answering(async (call: Call) => ({
        body: await audiences.replace(call, call.params.id!, call.body),
      })),
    }),
    route({
      id: 'deleteAudience',
      method: 'DELETE',
      path: `${PATH}/:id`,
      service: SERVICE,
      fields: 'filtered',
      summary: 'Deletes an audience that no other asks about.',
      access: DELETE,
      responses: { 204: { description: 'Deleted.' }, 400: BAD, 404: MISSING },
      handle: answering(async (call: Call) => {
        await audiences.remove(call, call.params.id!);
        return { status: 204 };
      }),
    }),
    route({
      id: 'bulkGetAudiences',
      method: 'POST',
      path: `${PATH}/bulk-get`,
      service: SERVICE,
      fields: 'filtered',
      summary: 'Up to 100 audiences by their ids.',
      access: READ,
      body: BULK_INPUT,
      responses: { 207: { description: 'By id: the audience, or why it is not there.' }, 400: BAD, 404: MISSING },
      handle: bulkGet(audiences),
    }),
  ];
}
