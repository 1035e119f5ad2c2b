import { Type } from 'typebox';
import { type Cipher, type Ids, type Route, route, type Scope } from '../../../kernel/index.ts';
import type { Document } from '../../../stores/index.ts';
import {
  type ConnectionBody,
  connectionAnswer,
  editableConnection,
  readConnection,
  sealConnection,
  testConnection,
} from '../../connection.ts';
import { badPatch, connectionInUse } from '../../errors.ts';
import type { FlowBody } from '../../flow.ts';
import { COMMON_FIELDS, type Objects } from '../../objects.ts';
import { patched } from '../../patch.ts';
import { readConnectionSpec, readObject } from '../../read-body.ts';
import { BASE, READ, type Resource, resourceRoutes, SERVICE } from '../../resource-routes.ts';
import type { SourceConnectionBody } from '../../source-connection.ts';
import type { Specs } from '../../spec.ts';

interface Parts {
  readonly specs: Specs;
  readonly connections: Objects<ConnectionBody>;
  readonly sources: Objects<SourceConnectionBody>;
  readonly flows: Objects<FlowBody>;
  readonly cipher: Cipher;
  readonly ids: Ids;
  readonly inletUrl: (inletId: string) => string;
}

const SPEC = Type.Object({ id: Type.String(), version: Type.Optional(Type.String()) });
const BODY = Type.Object({
  name: Type.String(),
  description: Type.Optional(Type.String()),
  connectionSpec: SPEC,
  auth: Type.Optional(Type.Object({ specName: Type.String(), params: Type.Record(Type.String(), Type.Unknown()) })),
});

/** Base connections: the credentials of a source (pages "Create a base connection" and "Update connections"). */
export function connectionRoutes(parts: Parts): readonly Route[] {
  const { specs, connections, sources, flows, cipher, ids, inletUrl } = parts;

  /** Dataflows that use the base connection. */
  const usersOf = async (scope: Scope, id: string, tx: unknown): Promise<readonly string[]> => {
    const own = (await sources.list(scope, tx)).filter(({ body }) => body.baseConnectionId === id);
    const sourceIds = new Set(own.map((source) => source.id));
    const users = (await flows.list(scope, tx)).filter(({ body }) =>
      body.sourceConnectionIds.some((source) => sourceIds.has(source)),
    );
    return users.map((flow) => flow.id);
  };

  const update = async (document: Document<ConnectionBody>, scope: Scope, operations: unknown) => {
    const sealing = { cipher, scope, id: document.id };
    const spec = specs.connection(document.body.connectionSpec.id);
    if (spec === undefined) throw badPatch('the source this connection was made for is no longer installed');
    const members = patched(editableConnection(document, sealing), operations, ['name', 'description', 'auth']);
    const { connectionSpec, state, createdClient, updatedClient, inletId } = document.body;
    return {
      ...sealConnection(readConnection(members, spec), sealing),
      connectionSpec,
      state,
      createdClient,
      updatedClient,
      ...(inletId === undefined ? {} : { inletId }),
    };
  };

  const resource: Resource<ConnectionBody> = {
    objects: connections,
    noun: 'base connection',
    nouns: 'base connections',
    operation: 'Connection',
    fields: [...COMMON_FIELDS, 'connectionSpec', 'auth'],
    body: BODY,
    answer: (scope, document) => connectionAnswer(scope, document, inletUrl),
    create({ scope, actor, body }) {
      const members = readObject(body);
      const { ref, spec } = readConnectionSpec(members, specs);
      const id = ids.uuid();
      return connections.insert(scope, actor, id, {
        ...sealConnection(readConnection(members, spec), { cipher, scope, id }),
        connectionSpec: ref,
        state: 'enabled',
        ...(spec.inlet?.on === 'connection' || spec.webhook !== undefined ? { inletId: ids.hex(64) } : {}),
      });
    },
    async update({ scope, actor, headers, body }, id) {
      const document = await connections.forChange(scope, id, headers['if-match']);
      return connections.update(scope, actor, document, await update(document, scope, body));
    },
    remove: ({ scope }, id) =>
      connections.remove(scope, id, async (tx) => {
        const users = await usersOf(scope, id, tx);
        if (users.length > 0) throw connectionInUse(id, users);
      }),
  };

  const test = route({
    id: 'testConnection',
    method: 'GET',
    path: `${BASE}/connections/:id/test`,
    service: SERVICE,
    summary: 'Tells whether a base connection can be used: its secrets open and its parameters fit the auth spec.',
    access: READ,
    responses: { 200: { description: 'The result', schema: Type.Object({ result: Type.Boolean() }) } },
    async handle({ scope, params }) {
      const document = await connections.get(scope, params.id!);
      const spec = specs.connection(document.body.connectionSpec.id);
      return { body: { result: testConnection(document, spec, { cipher, scope, id: document.id }) } };
    },
  });
  return [...resourceRoutes(resource), test];
}
