import { Type } from 'typebox';
import { type Call, needs, type Route, route } from '../../../kernel/index.ts';
import { childrenBody, pageOf } from '../../list-query.ts';
import type { Schedules } from '../../schedules.ts';
import { answering } from '../answering.ts';

const PATH = '/data/core/ups/config/schedules';
const SERVICE = 'Segmentation Service';
const READ = needs('segments', 'read', 'view-segments', 'manage-segments');
const WRITE = needs('segments', 'write', 'manage-segments');
const BAD = { description: 'The schedule cannot be taken; the errors say why.' };
const MISSING = { description: 'There is no such schedule.' };

const INPUT = Type.Object({
  name: Type.String(),
  type: Type.Literal('batch_segmentation'),
  properties: Type.Object({ segments: Type.Array(Type.String()) }),
  schedule: Type.Optional(Type.String({ description: 'Quartz cron of 6 or 7 fields, in UTC.' })),
  state: Type.Optional(Type.String()),
});
const SCHEDULE = Type.Object({
  id: Type.String(),
  name: Type.String(),
  type: Type.String(),
  schedule: Type.String(),
  state: Type.String(),
  properties: Type.Object({ segments: Type.Array(Type.String()) }),
  createEpoch: Type.Integer(),
  updateEpoch: Type.Integer(),
});

/** Schedules of segment jobs (page "Schedules endpoint"). */
export function scheduleRoutes(schedules: Schedules): readonly Route[] {
  return [
    route({
      id: 'listSchedules',
      fields: 'none',
      method: 'GET',
      path: PATH,
      service: SERVICE,
      summary: 'Schedules of the sandbox.',
      access: READ,
      responses: {
        200: { description: 'A page of schedules.', schema: Type.Object({ children: Type.Array(SCHEDULE) }) },
      },
      handle: answering(async ({ scope, query }: Call) => ({
        body: childrenBody(pageOf(await schedules.list(scope), query, 'createEpoch:desc'), 'config/schedules'),
      })),
    }),
    route({
      id: 'createSchedule',
      fields: 'none',
      method: 'POST',
      path: PATH,
      service: SERVICE,
      summary: 'Creates a schedule; it runs once its state is active.',
      access: WRITE,
      body: INPUT,
      responses: { 200: { description: 'The new schedule.', schema: SCHEDULE }, 400: BAD },
      handle: answering(async ({ scope, actor, body }: Call) => ({ body: await schedules.create(scope, actor, body) })),
    }),
    route({
      id: 'getSchedule',
      fields: 'none',
      method: 'GET',
      path: `${PATH}/:id`,
      service: SERVICE,
      summary: 'One schedule.',
      access: READ,
      responses: { 200: { description: 'The schedule.', schema: SCHEDULE }, 404: MISSING },
      handle: answering(async ({ scope, params }: Call) => ({ body: await schedules.get(scope, params.id!) })),
    }),
    route({
      id: 'patchSchedule',
      fields: 'none',
      method: 'PATCH',
      path: `${PATH}/:id`,
      service: SERVICE,
      summary: 'Changes state or cron by a list of JSON Patch operations.',
      access: WRITE,
      responses: { 204: { description: 'Changed.' }, 400: BAD, 404: MISSING },
      handle: answering(async ({ scope, actor, params, body }: Call) => {
        await schedules.patch(scope, actor, params.id!, body);
        return { status: 204 };
      }),
    }),
    route({
      id: 'deleteSchedule',
      fields: 'none',
      method: 'DELETE',
      path: `${PATH}/:id`,
      service: SERVICE,
      summary: 'Deletes a schedule.',
      access: WRITE,
      responses: { 204: { description: 'Deleted.' }, 404: MISSING },
      handle: answering(async ({ scope, params }: Call) => {
        await schedules.remove(scope, params.id!);
        return { status: 204 };
      }),
    }),
  ];
}
