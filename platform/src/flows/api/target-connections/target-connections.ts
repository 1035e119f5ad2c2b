import { isDeepStrictEqual } from 'node:util';
import { Type } from 'typebox';
import type { Ids, Route, Scope } from '../../../kernel/index.ts';
import type { FlowQuestions } from '../../check-flow.ts';
import { activeFlows, unknownReference } from '../../errors.ts';
import type { FlowBody } from '../../flow.ts';
import { COMMON_FIELDS, type Objects } from '../../objects.ts';
import { patched } from '../../patch.ts';
import { readConnectionSpec, readObject } from '../../read-body.ts';
import { publishRoute, type Resource, resourceRoutes } from '../../resource-routes.ts';
import type { Specs } from '../../spec.ts';
import { isDraftMode } from '../../state-action.ts';
import { readTargetConnection, type TargetConnectionBody, targetConnectionAnswer } from '../../target-connection.ts';

interface Parts {
  readonly specs: Specs;
  readonly targets: Objects<TargetConnectionBody>;
  readonly flows: Objects<FlowBody>;
  readonly questions: Pick<FlowQuestions, 'dataset'>;
  readonly ids: Ids;
}

const BODY = Type.Object({
  name: Type.Optional(Type.String()),
  description: Type.Optional(Type.String()),
  connectionSpec: Type.Object({ id: Type.String(), version: Type.Optional(Type.String()) }),
  data: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  params: Type.Optional(Type.Object({ dataSetId: Type.Optional(Type.String()) })),
});
const EDITABLE = ['name', 'description', 'data', 'params'];

/** Target connections: the dataset records go to (page "Create a target connection"). */
export function targetConnectionRoutes({ specs, targets, flows, questions, ids }: Parts): readonly Route[] {
  const checkUnused = async (scope: Scope, id: string, tx: unknown): Promise<void> => {
    const users = (await flows.list(scope, tx)).filter(({ body }) => body.targetConnectionIds.includes(id));
    if (users.length > 0)
      throw activeFlows(
        id,
        users.map((flow) => flow.id),
      );
  };

  const schemaOf = async (scope: Scope, dataSetId: string | undefined): Promise<{ schemaId?: string }> => {
    if (dataSetId === undefined) return {};
    const dataset = await questions.dataset(scope, dataSetId);
    if (dataset === undefined) throw unknownReference('params.dataSetId', dataSetId);
    return { schemaId: dataset.schemaId };
  };

  const resource: Resource<TargetConnectionBody> = {
    objects: targets,
    noun: 'target connection',
    nouns: 'target connections',
    operation: 'TargetConnection',
    fields: [...COMMON_FIELDS, 'connectionSpec', 'data', 'params'],
    body: BODY,
    answer: targetConnectionAnswer,
    async create({ scope, actor, body, query }) {
      const members = readObject(body);
      const draft = isDraftMode(query);
      const { ref } = readConnectionSpec(members, specs, 'target');
      const read = readTargetConnection(members, draft);
      const schema = await schemaOf(scope, read.params.dataSetId);
      const state = draft ? 'draft' : 'enabled';
      return targets.insert(scope, actor, ids.uuid(), { ...read, ...schema, connectionSpec: ref, state });
    },
    /** Where records go cannot change under a dataflow: the pages advise a new pair of connections and a new dataflow. */
    async update({ scope, actor, headers, body }, id) {
      const document = await targets.forChange(scope, id, headers['if-match']);
      const { name, description, data, params, schemaId: _before, ...kept } = document.body;
      const members = patched({ name, description, data, params }, body, EDITABLE);
      const read = readTargetConnection(members, kept.state === 'draft');
      const schema = await schemaOf(scope, read.params.dataSetId);
      const moved = !isDeepStrictEqual([read.data, read.params], [data, params]);
      return targets.update(scope, actor, document, { ...kept, ...read, ...schema }, async (tx) => {
        if (moved && kept.state !== 'draft') await checkUnused(scope, id, tx);
      });
    },
    remove: ({ scope }, id) => targets.remove(scope, id, (tx) => checkUnused(scope, id, tx)),
  };
  const publish = publishRoute(resource, async ({ scope, actor }, document) => {
    const { connectionSpec, createdClient, updatedClient, ...members } = document.body;
    const read = readTargetConnection(members, false);
    const schema = await schemaOf(scope, read.params.dataSetId);
    const body = { ...read, ...schema, connectionSpec, createdClient, updatedClient, state: 'enabled' as const };
    return targets.update(scope, actor, document, body);
  });
  return [...resourceRoutes(resource), publish];
}
