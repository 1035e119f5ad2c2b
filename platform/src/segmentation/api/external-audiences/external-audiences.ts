import { Type } from 'typebox';
import { type Call, needs, type Route, route, type Upload } from '../../../kernel/index.ts';
import { badExternal } from '../../errors.ts';
import type { ExternalAudiences } from '../../external-audiences.ts';
import { say } from '../../phrases.ts';
import { answering } from '../answering.ts';

const PATH = '/data/core/ais/external-audience';
const SERVICE = 'Segmentation Service';
const READ = needs('segments', 'read', 'view-segments', 'manage-segments');
const WRITE = needs('segments', 'write', 'manage-segments');
const BAD = { description: 'The audience, file or run cannot be taken; the errors say why.' };
const MISSING = { description: 'There is no such external audience, task or run.' };
const LARGEST = 512 * 1024 * 1024;

const FIELD = Type.Object({
  name: Type.String(),
  type: Type.String(),
  identityNs: Type.Optional(Type.String({ description: 'On the column of the identity: its namespace.' })),
  labels: Type.Optional(Type.Array(Type.String())),
});
const INPUT = Type.Object({
  name: Type.String(),
  description: Type.Optional(Type.String()),
  fields: Type.Array(FIELD),
  sourceSpec: Type.Object(
    { path: Type.String({ description: 'Name of an uploaded file.' }) },
    { additionalProperties: true },
  ),
  ttlInDays: Type.Optional(Type.Integer({ minimum: 1, maximum: 90 })),
  audienceType: Type.Optional(Type.String()),
  labels: Type.Optional(Type.Array(Type.String())),
});
const RUN = Type.Object({
  dataFilterStartTime: Type.Integer(),
  dataFilterEndTime: Type.Optional(Type.Integer()),
  differentialIngestion: Type.Optional(Type.Boolean({ description: 'false: who is not in the file leaves.' })),
});
const TASK = Type.Object({ taskId: Type.String(), audienceId: Type.String(), status: Type.String() });

/** External audiences (page "External audiences endpoint"), and the upload of their files, which AEP has a source for. */
export function externalAudienceRoutes(external: ExternalAudiences): readonly Route[] {
  const submit = (id: string, path: string) =>
    route({
      id,
      method: 'POST',
      path,
      service: SERVICE,
      fields: 'none',
      summary: 'Makes an external audience and begins to read the identities of its file.',
      access: WRITE,
      body: INPUT,
      responses: {
        202: { description: 'Reading has begun.', schema: Type.Object({ taskId: Type.String() }) },
        400: BAD,
      },
      handle: answering(async ({ scope, actor, body }: Call) => ({
        status: 202,
        body: await external.submit(scope, actor, body),
      })),
    });
  const task = (id: string, path: string) =>
    route({
      id,
      method: 'GET',
      path,
      service: SERVICE,
      fields: 'filtered',
      summary: 'How far the reading of a new external audience is.',
      access: READ,
      responses: { 200: { description: 'The task.', schema: TASK }, 404: MISSING },
      handle: answering(async (call: Call) => ({ body: await external.task(call, call.params.taskId!) })),
    });
  const runStatus = (id: string, path: string) =>
    route({
      id,
      method: 'GET',
      path,
      service: SERVICE,
      fields: 'filtered',
      summary: 'How far a run is.',
      access: READ,
      responses: { 200: { description: 'The run.' }, 404: MISSING },
      handle: answering(async (call: Call) => ({
        body: await external.runStatus(call, call.params.audienceId!, call.params.runId!),
      })),
    });
  return [
    route<Upload>({
      id: 'uploadExternalAudienceFile',
      method: 'POST',
      path: '/meniscus/v1/external-audience-files',
      service: SERVICE,
      fields: 'none',
      summary:
        'Keeps a CSV in UTF-8 with a header line under its name, for sourceSpec.path of an external audience. Rows with more or fewer values than the header, or without an identity, are left out and counted.',
      access: WRITE,
      consumes: 'upload',
      maxBody: LARGEST,
      responses: {
        201: { description: 'The kept file.', schema: Type.Object({ path: Type.String(), size: Type.Integer() }) },
        400: BAD,
      },
      handle: answering<Upload>(async ({ scope, body }) => {
        const [file] = body?.files ?? [];
        if (file === undefined) throw badExternal(say('audience-send-file'));
        return { status: 201, body: await external.keepFile(scope, file.name, file.path) };
      }),
    }),
    submit('submitExternalAudience', `${PATH}/submit`),
    submit('createExternalAudience', PATH),
    task('getExternalAudienceTask', `${PATH}/task/:taskId`),
    task('getExternalAudiencesTask', '/data/core/ais/external-audiences/task/:taskId'),
    route({
      id: 'patchExternalAudience',
      method: 'PATCH',
      path: `${PATH}/:audienceId`,
      service: SERVICE,
      fields: 'filtered',
      summary: 'Changes description, labels, labels of fields or days to live.',
      access: WRITE,
      responses: { 200: { description: 'The changed audience.' }, 400: BAD, 404: MISSING },
      handle: answering(async (call: Call) => ({
        body: await external.patch(call, call.params.audienceId!, call.body),
      })),
    }),
    route({
      id: 'deleteExternalAudience',
      method: 'DELETE',
      path: `${PATH}/:audienceId`,
      service: SERVICE,
      fields: 'filtered',
      summary: 'Deletes an external audience and its memberships.',
      access: WRITE,
      responses: { 204: { description: 'Deleted.' }, 400: BAD, 404: MISSING },
      handle: answering(async (call: Call) => {
        await external.remove(call, call.params.audienceId!);
        return { status: 204 };
      }),
    }),
    route({
      id: 'runExternalAudience',
      method: 'POST',
      path: `${PATH}/:audienceId/run`,
      service: SERVICE,
      fields: 'filtered',
      summary: 'Reads the file of an external audience again.',
      access: WRITE,
      body: RUN,
      responses: { 200: { description: 'The run has begun.' }, 400: BAD, 404: MISSING },
      handle: answering(async (call: Call) => ({
        body: await external.run(call, call.params.audienceId!, call.body),
      })),
    }),
    runStatus('getExternalAudienceRun', `${PATH}/:audienceId/runs/:runId`),
    runStatus('getExternalAudienceRunOld', `${PATH}/:audienceId/run/:runId`),
  ];
}
