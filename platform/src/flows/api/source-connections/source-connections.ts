import { Type } from 'typebox';
import type { Ids, Route, Scope } from '../../../kernel/index.ts';
import type { ConnectionBody } from '../../connection.ts';
import { activeFlows, badBody, badSpec, namesDraft, unknownReference } from '../../errors.ts';
import type { FlowBody } from '../../flow.ts';
import type { FlowIndex } from '../../flow-index.ts';
import { COMMON_FIELDS, type Objects } from '../../objects.ts';
import { patched } from '../../patch.ts';
import { sayOfFlows } from '../../phrases.ts';
import { readConnectionSpec, readObject, readOptionalText } from '../../read-body.ts';
import { publishRoute, type Resource, resourceRoutes } from '../../resource-routes.ts';
import { readSourceConnection, type SourceConnectionBody, sourceConnectionAnswer } from '../../source-connection.ts';
import type { ConnectionSpec, Specs } from '../../spec.ts';
import { isDraftMode } from '../../state-action.ts';

interface Parts {
  readonly specs: Specs;
  readonly connections: Objects<ConnectionBody>;
  readonly sources: Objects<SourceConnectionBody>;
  readonly flows: Objects<FlowBody>;
  readonly index: FlowIndex;
  readonly ids: Ids;
}

const BODY = Type.Object({
  name: Type.String(),
  description: Type.Optional(Type.String()),
  baseConnectionId: Type.Optional(Type.String()),
  connectionSpec: Type.Object({ id: Type.String(), version: Type.Optional(Type.String()) }),
  data: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  params: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
});
const EDITABLE = ['name', 'description', 'data', 'params'];
/** Also on drafts only: under a dataflow the source stays where it is. */
const EDITABLE_DRAFT = [...EDITABLE, 'baseConnectionId'];

/** Source connections: what of a source is taken (page "Create a source connection"). */
export function sourceConnectionRoutes({ specs, connections, sources, flows, index, ids }: Parts): readonly Route[] {
  const usersOf = async (scope: Scope, id: string, tx?: unknown): Promise<readonly string[]> =>
    (await flows.list(scope, tx)).filter(({ body }) => body.sourceConnectionIds.includes(id)).map((flow) => flow.id);

  /** Webhook-like sources may do without a base connection (page "Create a streaming SDK connection"). */
  const checkBase = async (
    scope: Scope,
    spec: ConnectionSpec,
    baseId: string | undefined,
    draft: boolean,
    tx: unknown,
  ) => {
    if (baseId === undefined) {
      if (!draft && spec.inlet?.on === 'connection')
        throw badBody(sayOfFlows('flows-base-required', { title: spec.title }));
      return;
    }
    const base = await connections.find(scope, baseId, tx);
    if (base === undefined) throw unknownReference('baseConnectionId', baseId);
    const { id } = base.body.connectionSpec;
    if (id !== spec.id) throw badSpec(sayOfFlows('flows-spec-of-base', { id: baseId, found: id, wanted: spec.id }));
    if (!draft && base.body.state === 'draft') throw namesDraft('baseConnectionId', baseId);
  };

  const resource: Resource<SourceConnectionBody> = {
    objects: sources,
    noun: 'source connection',
    nouns: 'source connections',
    operation: 'SourceConnection',
    fields: [...COMMON_FIELDS, 'baseConnectionId', 'connectionSpec', 'data', 'params', 'inheritedAttributes'],
    body: BODY,
    answer: (scope, document) =>
      sourceConnectionAnswer(scope, document, index.find('connections', scope.key, document.body.baseConnectionId)),
    async create({ scope, actor, body, query }) {
      const members = readObject(body);
      const draft = isDraftMode(query);
      const { ref, spec } = readConnectionSpec(members, specs, 'source');
      const baseConnectionId = readOptionalText(members, 'baseConnectionId');
      const stored = {
        ...readSourceConnection(members),
        connectionSpec: ref,
        ...(baseConnectionId === undefined ? {} : { baseConnectionId }),
        state: draft ? ('draft' as const) : ('enabled' as const),
      };
      return sources.insert(scope, actor, ids.uuid(), stored, (tx) =>
        checkBase(scope, spec, baseConnectionId, draft, tx),
      );
    },
    async update({ scope, actor, headers, body }, id) {
      const document = await sources.forChange(scope, id, headers['if-match']);
      const { name, description, data, params, baseConnectionId, ...kept } = document.body;
      const draft = kept.state === 'draft';
      const before = { name, description, data, params, baseConnectionId };
      const members = patched(before, body, draft ? EDITABLE_DRAFT : EDITABLE);
      const baseId = readOptionalText(members, 'baseConnectionId');
      const after = {
        ...kept,
        ...readSourceConnection(members),
        ...(baseId === undefined ? {} : { baseConnectionId: baseId }),
      };
      const { spec } = readConnectionSpec({ connectionSpec: kept.connectionSpec }, specs, 'source');
      return sources.update(scope, actor, document, after, (tx) => checkBase(scope, spec, baseId, draft, tx));
    },
    remove: ({ scope }, id) =>
      sources.remove(scope, id, async (tx) => {
        const users = await usersOf(scope, id, tx);
        if (users.length > 0) throw activeFlows(id, users);
      }),
  };
  const publish = publishRoute(resource, async ({ scope, actor }, document) => {
    const { connectionSpec, baseConnectionId } = document.body;
    const { spec } = readConnectionSpec({ connectionSpec }, specs, 'source');
    return sources.update(scope, actor, document, { ...document.body, state: 'enabled' }, (tx) =>
      checkBase(scope, spec, baseConnectionId, false, tx),
    );
  });
  return [...resourceRoutes(resource), publish];
}
