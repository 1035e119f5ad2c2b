import { Type } from 'typebox';
import { type Call, needs, type Route, route } from '../../../kernel/index.ts';
import { badIdCount, noneFound } from '../../errors.ts';
import type { Jobs } from '../../jobs.ts';
import { childrenBody, pageOf } from '../../list-query.ts';
import { answering, type BulkBody, idsOf } from '../answering.ts';
import { BULK_INPUT } from '../shapes.ts';

const PATH = '/data/core/ups/segment/jobs';
const SERVICE = 'Segmentation Service';
const READ = needs('segment-jobs', 'read', 'evaluate-a-segment-to-an-audience', 'manage-segments');
const WRITE = needs('segment-jobs', 'write', 'evaluate-a-segment-to-an-audience', 'manage-segments');
const BAD = { description: 'The job cannot be made; the errors say why.' };
const MISSING = { description: 'There is no such job.' };

const JOB = Type.Object({
  id: Type.String(),
  source: Type.String(),
  status: Type.String({ description: 'NEW, QUEUED, PROCESSING, SUCCEEDED, FAILED, CANCELLING or CANCELLED.' }),
  segments: Type.Array(Type.Object({ segmentId: Type.String() }, { additionalProperties: true })),
  metrics: Type.Object({}, { additionalProperties: true }),
  creationTime: Type.Integer({ description: 'Epoch milliseconds.' }),
  updateTime: Type.Integer({ description: 'Epoch milliseconds.' }),
});

/** Segment jobs (page "Segment jobs endpoint"): audiences evaluated for everybody. */
export function jobRoutes(jobs: Jobs): readonly Route[] {
  return [
    route({
      id: 'listSegmentJobs',
      method: 'GET',
      path: PATH,
      service: SERVICE,
      summary: 'Segment jobs of the sandbox, newest first.',
      access: READ,
      fields: 'filtered',
      responses: { 200: { description: 'A page of jobs.', schema: Type.Object({ children: Type.Array(JOB) }) } },
      handle: answering(async (call: Call) => ({
        body: childrenBody(pageOf(await jobs.list(call), call.query), 'segment/jobs'),
      })),
    }),
    route({
      id: 'createSegmentJob',
      method: 'POST',
      path: PATH,
      service: SERVICE,
      summary: 'Evaluates audiences for everybody: those listed, or all.',
      access: WRITE,
      fields: 'filtered',
      responses: { 200: { description: 'The job has begun or waits.', schema: JOB }, 400: BAD },
      handle: answering(async (call: Call) => ({
        body: await jobs.create(call, call.body, call.requestId),
      })),
    }),
    route({
      id: 'getSegmentJob',
      method: 'GET',
      path: `${PATH}/:id`,
      service: SERVICE,
      summary: 'One segment job, with what it counted once it has ended.',
      access: READ,
      fields: 'filtered',
      responses: { 200: { description: 'The job.', schema: JOB }, 404: MISSING },
      handle: answering(async (call: Call) => ({ body: await jobs.get(call, call.params.id!) })),
    }),
    route({
      id: 'deleteSegmentJob',
      method: 'DELETE',
      path: `${PATH}/:id`,
      service: SERVICE,
      summary: 'Stops a job that has not ended, removes one that has.',
      access: WRITE,
      fields: 'filtered',
      responses: { 204: { description: 'Stopped or removed.' }, 404: MISSING },
      handle: answering(async (call: Call) => {
        await jobs.remove(call, call.params.id!);
        return { status: 204 };
      }),
    }),
    route<BulkBody>({
      id: 'bulkGetSegmentJobs',
      method: 'POST',
      path: `${PATH}/bulk-get`,
      service: SERVICE,
      summary: 'Up to 100 segment jobs by their ids.',
      access: READ,
      fields: 'filtered',
      body: BULK_INPUT,
      responses: { 207: { description: 'By id: the job, or why it is not there.' }, 400: BAD, 404: MISSING },
      handle: answering<BulkBody>(async (call) => {
        const ids = idsOf(call.body);
        if (ids === undefined) throw badIdCount();
        const found = await Promise.all(ids.map((id) => jobs.find(call, id)));
        if (found.every((job) => job === undefined)) throw noneFound(ids);
        const missing = { requestId: call.requestId, errors: { 404: [{ code: 404, message: 'Not found.' }] } };
        const results = Object.fromEntries(ids.map((id, index) => [id, found[index] ?? missing]));
        return { status: 207, body: { results } };
      }),
    }),
  ];
}
