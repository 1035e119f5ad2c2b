import { Type } from 'typebox';
import { type Call, needs, type Route, route } from '../../../kernel/index.ts';
import { exportPackage } from '../../packages/export.ts';
import { importPackage } from '../../packages/import.ts';
import type { Operation } from '../../packages/package.ts';

const PATH = '/meniscus/v1/sandbox-package';
const NAMES = Type.Record(Type.String(), Type.Array(Type.String()));

/**
 * A sandbox as one file, to be kept under version control and promoted by review. Both calls are made of the operations of
 * the services, each with its own permission: a caller can pack what they may read and unpack what they may make.
 */
export function sandboxPackageRoutes(operations: (call: Call) => Operation): readonly Route[] {
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
      summary: 'Makes what the sandbox does not have yet and overwrites nothing; dataflows arrive as drafts.',
      access: needs('packages', 'write', 'manage-package'),
      maxBody: 32 * 1024 * 1024,
      body: Type.Object({ format: Type.String() }),
      responses: {
        200: {
          description: 'What was made and what was there, by kind and name.',
          schema: Type.Object({ created: NAMES, used: NAMES, drafts: Type.Array(Type.String()) }),
        },
        400: { description: 'This is no package.' },
      },
      handle: async (call: Call) => ({ body: await importPackage(operations(call), call.body, call.scope.tenant) }),
    }),
  ];
}
