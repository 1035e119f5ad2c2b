import { Type } from 'typebox';
import { type Call, needs, type Route, route } from '../../../kernel/index.ts';
import type { Audiences } from '../../audiences.ts';
import { pageOf } from '../../list-query.ts';
import { answering, bulkGet } from '../answering.ts';
import { BULK_INPUT, DEFINITION, DEFINITION_INPUT } from '../shapes.ts';

const PATH = '/data/core/ups/segment/definitions';
const SERVICE = 'Segmentation Service';
const READ = needs('segments', 'read', 'view-segments', 'manage-segments');
const WRITE = needs('segments', 'write', 'manage-segments');
const DELETE = needs('segments', 'delete', 'manage-segments');
const BAD = { description: 'The definition cannot be taken; the errors say why and where.' };
const MISSING = { description: 'There is no such definition.' };

/** Segment definitions (page "Segment definitions endpoint"): the same stored objects as audiences, external ones left out. */
export function definitionRoutes(audiences: Audiences): readonly Route[] {
  return [
    route({
      id: 'listSegmentDefinitions',
      method: 'GET',
      path: PATH,
      service: SERVICE,
      fields: 'filtered',
      summary: 'Segment definitions of the sandbox, a page at a time.',
      access: READ,
      responses: {
        200: { description: 'A page of definitions.', schema: Type.Object({ segments: Type.Array(DEFINITION) }) },
      },
      handle: answering(async (call: Call) => {
        const { query } = call;
        const own = (await audiences.list(call)).filter(({ type }) => type === 'SegmentDefinition');
        const { items, totalCount, totalPages, sortField, sort, limit } = pageOf(own, query);
        return {
          body: {
            segments: items,
            page: { totalCount, totalPages, sortField, sort, pageSize: items.length, limit },
            link: {},
          },
        };
      }),
    }),
    route({
      id: 'createSegmentDefinition',
      method: 'POST',
      path: PATH,
      service: SERVICE,
      fields: 'filtered',
      summary: 'Creates a segment definition; it is evaluated at once for everybody.',
      access: WRITE,
      body: DEFINITION_INPUT,
      responses: {
        200: { description: 'The new definition.', schema: DEFINITION },
        400: BAD,
        422: { description: 'The name is taken.' },
      },
      handle: answering(async (call: Call) => {
        const made = await audiences.create(call, call.body);
        return { headers: { 'x-location': `${PATH}/${String(made.id)}` }, body: made };
      }),
    }),
    route({
      id: 'getSegmentDefinition',
      method: 'GET',
      path: `${PATH}/:id`,
      service: SERVICE,
      fields: 'filtered',
      summary: 'One segment definition.',
      access: READ,
      responses: { 200: { description: 'The definition.', schema: DEFINITION }, 404: MISSING },
      handle: answering(async (call: Call) => ({ body: await audiences.get(call, call.params.id!) })),
    }),
    route({
      id: 'patchSegmentDefinition',
      method: 'PATCH',
      path: `${PATH}/:id`,
      service: SERVICE,
      fields: 'filtered',
      summary: 'Changes the sent fields of a segment definition.',
      access: WRITE,
      responses: { 200: { description: 'The changed definition.', schema: DEFINITION }, 400: BAD, 404: MISSING },
      handle: answering(async (call: Call) => ({
        body: await audiences.patch(call, call.params.id!, call.body),
      })),
    }),
    route({
      id: 'deleteSegmentDefinition',
      method: 'DELETE',
      path: `${PATH}/:id`,
      service: SERVICE,
      fields: 'filtered',
      summary: 'Deletes a segment definition that no other audience asks about.',
      access: DELETE,
      responses: { 200: { description: 'Deleted; the body is empty.' }, 400: BAD, 404: MISSING },
      handle: answering(async (call: Call) => {
        await audiences.remove(call, call.params.id!);
        return {};
      }),
    }),
    route({
      id: 'bulkGetSegmentDefinitions',
      method: 'POST',
      path: `${PATH}/bulk-get`,
      service: SERVICE,
      fields: 'filtered',
      summary: 'Up to 100 segment definitions by their ids.',
      access: READ,
      body: BULK_INPUT,
      responses: { 207: { description: 'By id: the definition, or why it is not there.' }, 400: BAD, 404: MISSING },
      handle: bulkGet(audiences),
    }),
  ];
}
