import type { Scope } from '../kernel/index.ts';
import type { Document } from '../stores/index.ts';
import type { FlowBody } from './flow.ts';
import type { FlowIndex } from './flow-index.ts';
import { commonAnswer } from './objects.ts';
import type { LastRun } from './runs.ts';

function inheritedAttributes(scope: Scope, flow: FlowBody, index: FlowIndex): Record<string, unknown> {
  const sources = flow.sourceConnectionIds.flatMap((id) => index.find('sourceConnections', scope.key, id) ?? []);
  const targets = flow.targetConnectionIds.flatMap((id) => index.find('targetConnections', scope.key, id) ?? []);
  return {
    properties: { isSourceFlow: true },
    sourceConnections: sources.map(({ id, body: { connectionSpec, baseConnectionId } }) => {
      const base = index.find('connections', scope.key, baseConnectionId);
      return {
        id,
        connectionSpec,
        ...(base === undefined ? {} : { baseConnection: { id: base.id, connectionSpec: base.body.connectionSpec } }),
      };
    }),
    targetConnections: targets.map(({ id, body: { connectionSpec } }) => ({ id, connectionSpec })),
  };
}

/** What a dataflow is shown with beside its own members. */
interface FlowView {
  readonly index: FlowIndex;
  readonly inletUrl: (inletId: string) => string;
  readonly lastRun: (scopeKey: string, flowId: string) => LastRun | undefined;
}

/**
 * A dataflow as it is answered. The streaming endpoint of webhook-like sources stands in `options.inletUrl`, where the
 * Streaming SDK pages show it, and beside the name, where readers look first.
 */
export function flowAnswer(
  scope: Scope,
  document: Document<FlowBody>,
  { index, inletUrl, lastRun }: FlowView,
): Record<string, unknown> & { id: string } {
  const { id, body } = document;
  const { flowSpec, sourceConnectionIds, targetConnectionIds, transformations, scheduleParams, labels } = body;
  const { at, operation } = body.lastOperation;
  const run = lastRun(scope.key, id);
  const inlet = body.inletId === undefined ? {} : { inletUrl: inletUrl(body.inletId) };
  return {
    ...commonAnswer(scope, document),
    flowSpec,
    sourceConnectionIds,
    targetConnectionIds,
    inheritedAttributes: inheritedAttributes(scope, body, index),
    options: { ...body.options, ...inlet },
    ...inlet,
    transformations,
    ...(scheduleParams === undefined ? {} : { scheduleParams }),
    ...(labels === undefined ? {} : { labels }),
    runs: `/runs?property=flowId==${id}`,
    ...(run === undefined ? {} : { lastRunDetails: run }),
    lastOperation: {
      started: at,
      updated: at,
      percentCompleted: 100,
      status: { value: 'completed', errors: [] },
      operation,
    },
  };
}
