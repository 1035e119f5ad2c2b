import { Type } from 'typebox';
import { type Route, route } from '../../../kernel/index.ts';
import { notFound } from '../../errors.ts';
import { listAnswer } from '../../list-query.ts';
import { BASE, LIST_QUERY, READ, SERVICE, searchRoute, writtenByServicesRoutes } from '../../resource-routes.ts';
import { type FlowSpec, type Specs, sidesOf } from '../../spec.ts';

const ITEMS = Type.Object({ items: Type.Array(Type.Unknown()) });
const FIELDS = new Set([
  'id',
  'name',
  'version',
  'providerId',
  'sourceConnectionSpecIds',
  'targetConnectionSpecIds',
  'optionSpec',
  'transformationSpecs',
  'scheduleSpec',
  'attributes',
  'permissionsInfo',
]);
const DRAFT_07 = 'http://json-schema.org/draft-07/schema#';

const OPTIONS = {
  name: 'OptionSpec',
  spec: {
    $schema: DRAFT_07,
    type: 'object',
    properties: {
      errorDiagnosticsEnabled: { type: 'boolean', title: 'Error diagnostics', default: false },
      partialIngestionPercent: {
        type: 'number',
        title: 'Partial ingestion threshold',
        exclusiveMinimum: 0,
        maximum: 100,
      },
    },
  },
};

const MAPPING = {
  name: 'Mapping',
  spec: {
    $schema: DRAFT_07,
    type: 'object',
    required: ['mappingId'],
    properties: {
      mappingId: { type: 'string', title: 'Mapping set' },
      mappingVersion: { type: ['string', 'integer'], title: 'Version of the mapping set' },
    },
  },
};

/** What a run of a batch source can be asked for with. */
const RUN = {
  name: 'ProviderParams',
  spec: {
    $schema: DRAFT_07,
    type: 'object',
    required: ['startTime'],
    properties: {
      startTime: { type: 'integer', description: 'When the run begins, epoch seconds.' },
      windowStartTime: { type: 'integer', description: 'Beginning of what is taken, epoch seconds.' },
      windowEndTime: { type: 'integer', description: 'End of what is taken, epoch seconds.' },
      deltaColumn: { type: 'object', properties: { name: { type: 'string' } } },
    },
  },
};

function permission(action: string) {
  return [{ '@type': 'lowLevel', name: 'StreamingSource', permissions: [action] }];
}

/** A flow spec as it is answered. */
export function flowSpecAnswer(specs: Specs, spec: FlowSpec): Record<string, unknown> & { id: string } {
  const { id, name, version, providerId, frequency, mapping, flowRuns } = spec;
  return {
    id,
    name,
    providerId,
    version,
    sourceConnectionSpecIds: sidesOf(specs, spec, 'source'),
    targetConnectionSpecIds: sidesOf(specs, spec, 'target'),
    optionSpec: OPTIONS,
    transformationSpecs: mapping === 'required' ? [MAPPING] : [],
    ...(frequency === 'batch' ? { runSpec: RUN } : {}),
    attributes: {
      isSourceFlow: true,
      frequency,
      notification: { category: 'sources', flowRun: { enabled: flowRuns } },
      uiAttributes: { apiFeatures: { flowRunsSupported: flowRuns } },
    },
    permissionsInfo: { view: permission('read'), manage: permission('write') },
  };
}

/** Flow specs: the kinds of dataflows (page "Flow Service: flow specifications"). */
export function flowSpecRoutes(specs: Specs): readonly Route[] {
  return [
    route({
      id: 'listFlowSpecs',
      fields: 'none',
      method: 'GET',
      path: `${BASE}/flowSpecs`,
      service: SERVICE,
      summary: 'Lists the kinds of dataflows there are.',
      access: READ,
      query: LIST_QUERY,
      responses: { 200: { description: 'The flow specs', schema: ITEMS } },
      handle({ query }) {
        const items = specs.flows.map((spec) => flowSpecAnswer(specs, spec));
        return { body: listAnswer('/flowSpecs', items, query, FIELDS) };
      },
    }),
    route({
      id: 'getFlowSpec',
      fields: 'none',
      method: 'GET',
      path: `${BASE}/flowSpecs/:id`,
      service: SERVICE,
      summary: 'Looks up a flow spec; the answer is a list of one.',
      access: READ,
      responses: { 200: { description: 'The flow spec', schema: ITEMS } },
      handle({ params }) {
        const spec = specs.flow(params.id!);
        if (spec === undefined) throw notFound('flowSpecs', params.id!);
        return { body: { items: [flowSpecAnswer(specs, spec)] } };
      },
    }),
    searchRoute('flowSpecs', 'searchFlowSpecs', [...FIELDS], async () =>
      specs.flows.map((spec) => flowSpecAnswer(specs, spec)),
    ),
    ...writtenByServicesRoutes('flowSpecs', 'FlowSpec'),
  ];
}
