import { Type } from 'typebox';
import { type Call, type Clock, type Ids, type Route, route, type Scope } from '../../../kernel/index.ts';
import type { Document } from '../../../stores/index.ts';
import { type CheckedFlow, checkFlow, type FlowParts } from '../../check-flow.ts';
import { actionNotAllowed, badSpec, badState, stateNotChangeable, stateOnCreate } from '../../errors.ts';
import { EDITABLE_FLOW, editableFlow, type FlowBody, type FlowInput, readFlow } from '../../flow.ts';
import { flowAnswer } from '../../flow-answer.ts';
import type { FlowIndex } from '../../flow-index.ts';
import { COMMON_FIELDS, type Objects } from '../../objects.ts';
import { patched } from '../../patch.ts';
import { sayOfFlows } from '../../phrases.ts';
import { readObject, readSpecRef } from '../../read-body.ts';
import { BASE, type Resource, reference, resourceRoutes, SERVICE, searchRoute, WRITE } from '../../resource-routes.ts';
import type { LastRun } from '../../runs.ts';
import { checkScheduleChange } from '../../schedule.ts';
import type { FlowSpec } from '../../spec.ts';
import { isDraftMode, readAction } from '../../state-action.ts';

interface Parts extends FlowParts {
  readonly flows: Objects<FlowBody>;
  readonly index: FlowIndex;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly inletUrl: (inletId: string) => string;
  readonly lastRun: (scopeKey: string, flowId: string) => LastRun | undefined;
  readonly ending: (scope: Scope, flowId: string) => Promise<void>;
}

const IDS = Type.Union([Type.String(), Type.Array(Type.String())]);
const BODY = Type.Object({
  name: Type.Optional(Type.String()),
  description: Type.Optional(Type.String()),
  flowSpec: Type.Object({ id: Type.String(), version: Type.Optional(Type.String()) }),
  sourceConnectionIds: Type.Optional(IDS),
  targetConnectionIds: Type.Optional(IDS),
  transformations: Type.Optional(Type.Array(Type.Object({ name: Type.String(), params: Type.Unknown() }))),
  scheduleParams: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  options: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
});
const FIELDS = [
  ...COMMON_FIELDS,
  'flowSpec',
  'sourceConnectionIds',
  'targetConnectionIds',
  'inheritedAttributes',
  'options',
  'inletUrl',
  'transformations',
  'scheduleParams',
  'labels',
  'runs',
  'lastOperation',
  'lastRunDetails',
];
/** Action to the state it needs and the state it leads to. */
const ACTIONS = {
  publish: { from: 'draft', to: 'enabled' },
  enable: { from: 'disabled', to: 'enabled' },
  disable: { from: 'enabled', to: 'disabled' },
} as const;

/** The state a PATCH asks for: enabled and disabled, never out of a draft. */
function patchedState(before: FlowBody['state'], wanted: unknown): FlowBody['state'] {
  if (wanted === before) return before;
  if (wanted !== 'enabled' && wanted !== 'disabled') throw badState(String(wanted));
  if (before === 'draft') throw stateNotChangeable(before);
  return wanted;
}

/** Dataflows (pages "Create a dataflow", "Update dataflows", "Delete dataflows", "Draft your Flow Service entities"). */
export function flowRoutes(parts: Parts): readonly Route[] {
  const { specs, flows, index, clock, ids, inletUrl, lastRun, ending } = parts;

  const flowSpecOf = (id: string): FlowSpec => {
    const spec = specs.flow(id);
    if (spec === undefined) throw badSpec(sayOfFlows('flows-no-flow-spec', { id }));
    return spec;
  };

  /** A dataflow that runs has its endpoint where its source wants one there; it stays for good. */
  const inletOf = (before: string | undefined, { sourceSpec }: CheckedFlow, draft: boolean) => {
    if (before !== undefined) return { inletId: before };
    return sourceSpec?.inlet?.on === 'flow' && !draft ? { inletId: ids.hex(64) } : {};
  };

  const write = async (
    call: Call,
    document: Document<FlowBody>,
    input: FlowInput,
    state: FlowBody['state'],
    operation: FlowBody['lastOperation']['operation'],
  ): Promise<Document<FlowBody>> => {
    const { flowSpec, createdClient, updatedClient, inletId } = document.body;
    const draft = state === 'draft';
    const checked = await checkFlow(parts, call.scope, flowSpecOf(flowSpec.id), input, draft);
    const body: FlowBody = {
      ...input,
      flowSpec,
      state,
      createdClient,
      updatedClient,
      ...inletOf(inletId, checked, draft),
      lastOperation: { operation, at: clock() },
    };
    return flows.update(call.scope, call.actor, document, body, checked.guard);
  };

  const resource: Resource<FlowBody> = {
    objects: flows,
    noun: 'dataflow',
    nouns: 'dataflows',
    operation: 'Flow',
    fields: FIELDS,
    body: BODY,
    answer: (scope, document) => flowAnswer(scope, document, { index, inletUrl, lastRun }),
    async create(call) {
      const { scope, actor, query } = call;
      const members = readObject(call.body);
      const draft = isDraftMode(query);
      if (members.state !== undefined) throw stateOnCreate();
      const flowSpec = readSpecRef(members, 'flowSpec');
      const input = readFlow(members);
      const checked = await checkFlow(parts, scope, flowSpecOf(flowSpec.id), input, draft);
      const body = {
        ...input,
        flowSpec,
        state: draft ? ('draft' as const) : ('enabled' as const),
        ...inletOf(undefined, checked, draft),
        lastOperation: { operation: 'create' as const, at: clock() },
      };
      return flows.insert(scope, actor, ids.uuid(), body, checked.guard);
    },
    async update(call, id) {
      const document = await flows.forChange(call.scope, id, call.headers['if-match']);
      const members = patched(editableFlow(document), call.body, EDITABLE_FLOW);
      const input = readFlow(members);
      const { createdAt, body } = document;
      if (body.state !== 'draft')
        checkScheduleChange(body.scheduleParams, input.scheduleParams, { createdAt, now: clock() });
      return write(call, document, input, patchedState(body.state, members.state), 'update');
    },
    async remove({ scope }, id) {
      await flows.get(scope, id);
      // First, so that a call that was cut off leaves nothing behind once it is repeated.
      await ending(scope, id);
      await flows.remove(scope, id);
    },
  };

  const action = route({
    id: 'performFlowAction',
    fields: 'none',
    method: 'POST',
    path: `${BASE}/flows/:id/action`,
    service: SERVICE,
    summary: 'Publishes a draft, enables or disables a dataflow; `op` names the action, in any letter case.',
    access: WRITE,
    query: Type.Object({ op: Type.String() }),
    responses: {
      200: { description: 'Id and new etag', schema: Type.Object({ id: Type.String(), etag: Type.String() }) },
    },
    async handle(call) {
      const operation = readAction(call, Object.keys(ACTIONS) as (keyof typeof ACTIONS)[]);
      const document = await flows.forChange(call.scope, call.params.id!, call.headers['if-match'], false);
      const { from, to } = ACTIONS[operation];
      if (document.body.state !== from) throw actionNotAllowed(operation, document.body.state);
      // A dataflow must be stoppable even when what it names has gone wrong.
      if (operation === 'disable') {
        const body: FlowBody = { ...document.body, state: to, lastOperation: { operation, at: clock() } };
        return { body: reference(await flows.update(call.scope, call.actor, document, body)) };
      }
      return { body: reference(await write(call, document, readFlow(editableFlow(document)), to, operation)) };
    },
  });
  const search = searchRoute('flows', 'searchFlows', resource.fields, async (scope) =>
    (await flows.list(scope)).map((document) => resource.answer(scope, document)),
  );
  return [...resourceRoutes(resource), action, search];
}
