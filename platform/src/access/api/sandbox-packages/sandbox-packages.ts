import { Type } from 'typebox';
import { type Call, needs, Problem, type Route, route } from '../../../kernel/index.ts';
import { exportPackage } from '../../packages/export.ts';
import { readPackage } from '../../packages/import.ts';
import type { Operation } from '../../packages/package.ts';
import type { Tooling } from '../../packages/tooling.ts';

const PATH = '/meniscus/v1/sandbox-package';
const NAMES = Type.Record(Type.String(), Type.Array(Type.String()));

/** Does the caller ask not to wait (RFC 7240)? */
function wantsAnswerAtOnce({ headers: { prefer = '' } }: Call): boolean {
  return prefer.split(',').some((one) => one.trim().toLowerCase() === 'respond-async');
}

/**
 * A sandbox as one file, to be kept under version control and promoted by review. Both calls are made of the operations of
 * the services, each with its own permission: a caller can pack what they may read and unpack what they may make.
 */
export function sandboxPackageRoutes(operations: (call: Call) => Operation, tooling: Tooling): readonly Route[] {
  const common = { service: 'Meniscus', path: PATH } as const;
  return [
    route({
      ...common,
      id: 'exportSandboxPackage',
      method: 'GET',
      summary:
        'Schemas, datasets, connections, dataflows with their mappings, and audiences of the sandbox; no data, no secrets.',
      access: needs('packages', 'read', 'manage-package'),
      responses: { 200: { description: 'The package.', schema: Type.Object({ format: Type.String() }) } },
      handle: async (call) => ({ body: await exportPackage(operations(call), call.scope.tenant) }),
    }),
    route({
      ...common,
      id: 'importSandboxPackage',
      method: 'POST',
      summary:
        'Makes what the sandbox does not have yet and overwrites nothing; dataflows arrive as drafts. Refused in the middle, it says what was made; with `Prefer: respond-async` it answers its job at once.',
      access: needs('packages', 'write', 'manage-package'),
      maxBody: 32 * 1024 * 1024,
      body: Type.Object({ format: Type.String() }),
      responses: {
        200: {
          description: 'What was made and what was there, by kind and name.',
          schema: Type.Object({
            created: NAMES,
            used: NAMES,
            drafts: Type.Array(Type.String()),
            jobId: Type.String(),
          }),
        },
        202: {
          description: 'The job, for whoever does not wait: getPackageJob tells of it.',
          schema: Type.Object({ jobId: Type.String() }),
        },
        400: { description: 'This is no package.' },
      },
      async handle(call: Call) {
        const { job, ended } = await tooling.unpack(call, readPackage(call.body));
        const jobId = job.id;
        if (wantsAnswerAtOnce(call))
          return { status: 202, headers: { 'preference-applied': 'respond-async' }, body: { jobId } };
        const { report, refused } = await ended;
        if (refused === undefined) return { body: { ...report, jobId } };
        throw new Problem(refused.status, { ...refused.body, ...report, jobId }, refused.headers);
      },
    }),
  ];
}
