import { Type } from 'typebox';
import { type Cipher, type Ids, type Route, route, type Scope } from '../../../kernel/index.ts';
import type { Document } from '../../../stores/index.ts';
import {
  type ConnectionBody,
  connectionAnswer,
  editableConnection,
  readConnection,
  sealConnection,
  usableParams,
} from '../../connection.ts';
import { badPatch, connectionInUse, notUsable } from '../../errors.ts';
import {
  COLUMNS,
  configColumns,
  EXPLORE_QUERY,
  enterSource,
  exploreSource,
  reachesSource,
  readExplore,
} from '../../explore.ts';
import type { FlowBody } from '../../flow.ts';
import { COMMON_FIELDS, type Objects } from '../../objects.ts';
import { patched } from '../../patch.ts';
import { sayOfFlows } from '../../phrases.ts';
import { readConnectionSpec, readObject } from '../../read-body.ts';
import {
  BASE,
  publishRoute,
  READ,
  type Resource,
  resourceRoutes,
  SERVICE,
  searchRoute,
} from '../../resource-routes.ts';
import type { SourceConnectionBody } from '../../source-connection.ts';
import type { ConnectionSpec, Specs } from '../../spec.ts';
import { isDraftMode, isVerified } from '../../state-action.ts';

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

const VERIFY = {
  verify: Type.Optional(
    Type.String({ description: 'true: what the source does not let in is not made; a draft is not looked at' }),
  ),
};

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

  const specOf = (document: Document<ConnectionBody>): ConnectionSpec => {
    const spec = specs.connection(document.body.connectionSpec.id);
    if (spec === undefined) throw badPatch(sayOfFlows('flows-spec-gone'));
    return spec;
  };

  /** A connection that can be used has its endpoint where its source wants one there. */
  const inletOf = (spec: ConnectionSpec) =>
    spec.inlet?.on === 'connection' || spec.webhook !== undefined ? { inletId: ids.hex(64) } : {};

  const update = async (document: Document<ConnectionBody>, scope: Scope, operations: unknown) => {
    const sealing = { cipher, scope, id: document.id };
    const spec = specOf(document);
    const members = patched(editableConnection(document, sealing), operations, ['name', 'description', 'auth']);
    const { connectionSpec, state, createdClient, updatedClient, inletId } = document.body;
    return {
      ...sealConnection(await readConnection(members, spec, state === 'draft'), sealing),
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
    createQuery: VERIFY,
    answer: (scope, document) => connectionAnswer(scope, document, inletUrl),
    async create({ scope, actor, body, query }) {
      const members = readObject(body);
      const draft = isDraftMode(query);
      const { ref, spec } = readConnectionSpec(members, specs);
      const input = await readConnection(members, spec, draft);
      if (isVerified(query) && !draft) await enterSource(spec.explorer, input.auth?.params ?? {});
      const id = ids.uuid();
      return connections.insert(scope, actor, id, {
        ...sealConnection(input, { cipher, scope, id }),
        connectionSpec: ref,
        state: draft ? 'draft' : 'enabled',
        ...(draft ? {} : inletOf(spec)),
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

  const publish = publishRoute(resource, async ({ scope, actor }, document) => {
    const spec = specOf(document);
    const sealing = { cipher, scope, id: document.id };
    const whole = sealConnection(await readConnection(editableConnection(document, sealing), spec), sealing);
    return connections.update(scope, actor, document, {
      ...document.body,
      ...whole,
      ...inletOf(spec),
      state: 'enabled',
    });
  });

  const one = { method: 'GET', service: SERVICE, access: READ } as const;
  const path = `${BASE}/connections/:id`;
  const test = route({
    ...one,
    id: 'testConnection',
    fields: 'none',
    path: `${path}/test`,
    summary:
      'Tells whether a base connection can be used: its secrets open, its parameters fit, the source lets it in.',
    responses: { 200: { description: 'The result', schema: Type.Object({ result: Type.Boolean() }) } },
    async handle({ scope, params }) {
      const document = await connections.get(scope, params.id!);
      const spec = specs.connection(document.body.connectionSpec.id);
      const usable = await usableParams(document, spec, { cipher, scope, id: document.id });
      return { body: { result: usable !== undefined && (await reachesSource(spec?.explorer, usable)) } };
    },
  });
  const explore = route({
    ...one,
    id: 'exploreConnection',
    path: `${path}/explore`,
    summary:
      'Looks into a source: its folders and files or tables, the fields of one of them, and with preview first rows.',
    query: EXPLORE_QUERY,
    responses: { 200: { description: 'Entries, or format, schema and data', schema: Type.Unknown() } },
    async handle({ scope, params, query }) {
      const document = await connections.get(scope, params.id!);
      const spec = specOf(document);
      const usable = await usableParams(document, spec, { cipher, scope, id: document.id });
      if (usable === undefined) throw notUsable(document.id);
      return { body: await exploreSource(spec, readExplore(query), usable) };
    },
  });
  const configs = route({
    ...one,
    id: 'getConnectionConfigs',
    fields: 'none',
    path: `${path}/configs`,
    summary: 'Lists what can be set of a base connection, with its type.',
    responses: { 200: { description: 'The parameters', schema: COLUMNS } },
    async handle({ scope, params }) {
      const document = await connections.get(scope, params.id!);
      const { auth } = document.body;
      return { body: { items: configColumns(specOf(document), auth?.specName) } };
    },
  });
  const search = searchRoute('connections', 'searchConnections', resource.fields, async (scope) =>
    (await connections.list(scope)).map((document) => resource.answer(scope, document)),
  );
  return [...resourceRoutes(resource), publish, test, explore, configs, search];
}
