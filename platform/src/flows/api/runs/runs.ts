import { Type } from 'typebox';
import { type Route, route, type Scope } from '../../../kernel/index.ts';
import { notFound } from '../../errors.ts';
import { listAnswer } from '../../list-query.ts';
import { COMMON_FIELDS } from '../../objects.ts';
import { BASE, ITEMS, LIST_QUERY, READ, SERVICE } from '../../resource-routes.ts';

/** A run as Flow Service answers it. */
export interface FlowRun extends Readonly<Record<string, unknown>> {
  readonly id: string;
  readonly flowId: string;
}

/** The runs of a sandbox, oldest first: asked of the stage that counts them. */
export type RunsQuestion = (scope: Scope) => Promise<readonly FlowRun[]>;

const FIELDS = new Set([...COMMON_FIELDS, 'flowId', 'flowSpec', 'providerId', 'metrics', 'activities', 'params']);

/** Runs of dataflows (page "Monitor dataflows"). */
export function runRoutes(runs: RunsQuestion): readonly Route[] {
  return [
    route({
      id: 'listFlowRuns',
      method: 'GET',
      path: `${BASE}/runs`,
      service: SERVICE,
      summary: 'Lists runs of dataflows; filter with property=flowId==….',
      access: READ,
      query: LIST_QUERY,
      responses: { 200: { description: 'The runs, or their number', schema: ITEMS } },
      async handle({ scope, query }) {
        return { body: listAnswer('/runs', await runs(scope), query, FIELDS) };
      },
    }),
    route({
      id: 'getFlowRun',
      method: 'GET',
      path: `${BASE}/runs/:id`,
      service: SERVICE,
      summary: 'Looks up a run.',
      access: READ,
      responses: { 200: { description: 'The run', schema: Type.Object({ items: Type.Array(Type.Unknown()) }) } },
      async handle({ scope, params }) {
        const run = (await runs(scope)).find(({ id }) => id === params.id);
        if (run === undefined) throw notFound('runs', params.id!);
        return { body: { items: [run] } };
      },
    }),
  ];
}
