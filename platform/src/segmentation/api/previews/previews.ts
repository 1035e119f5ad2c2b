import type { Roots } from '@meniscus/languages/pql';
import { Type } from 'typebox';
import { type Call, needs, type Route, route, type Scope } from '../../../kernel/index.ts';
import { triedPredicate } from '../../compile-audience.ts';
import { noPreview, unusable } from '../../errors.ts';
import { wholeOf } from '../../list-query.ts';
import { say } from '../../phrases.ts';
import { estimateOf, type Preview, type Previews } from '../../preview.ts';

const BASE = '/data/core/ups';
const SERVICE = 'Segmentation Service';
const ACCESS = needs('segments', 'read', 'view-segments', 'manage-segments');
const STATE = Type.Object({ state: Type.String(), previewId: Type.String() });
const FOUND = Type.Object({
  results: Type.Array(Type.Record(Type.String(), Type.Object({ _href: Type.String() })), {
    description: 'Members by XID, one to an object.',
  }),
  state: Type.String({ description: 'RUNNING, RESULT_READY or FAILED.' }),
});
const ESTIMATE = Type.Object({
  estimatedSize: Type.Integer(),
  standardError: Type.Integer(),
  totalRows: Type.Integer({ description: 'Profiles there are.' }),
  numRowsToRead: Type.Integer({ description: 'Profiles that are looked at: all, or a sample.' }),
  profilesReadSoFar: Type.Integer(),
  profilesMatchedSoFar: Type.Integer(),
  state: Type.String({ description: 'RUNNING, RESULT_READY or FAILED.' }),
  error: Type.Object({ description: Type.String() }),
});

interface Input {
  readonly predicateExpression?: unknown;
  readonly predicateType?: unknown;
}

/** Previews and estimates of a rule that is not saved (page "Previews and estimates endpoints"). */
export function previewRoutes(previews: Previews, roots: (scope: Scope) => Promise<Roots>): readonly Route[] {
  /** Of somebody else only for those from whom nothing is hidden: nobody knows any more what its rule read. */
  const wanted = ({ scope, actor, fields, params }: Call): Preview => {
    const found = previews.get(scope, params.previewId!);
    if (found === undefined || !(fields.whole || found.by === actor.userId)) throw noPreview(params.previewId!);
    return found;
  };
  return [
    route<Input>({
      id: 'createPreview',
      method: 'POST',
      path: `${BASE}/preview`,
      service: SERVICE,
      fields: 'filtered',
      summary: 'Begins a preview of a rule.',
      access: ACCESS,
      body: Type.Object({
        predicateExpression: Type.String(),
        predicateType: Type.Optional(Type.String()),
        predicateModel: Type.Optional(Type.String()),
        graphType: Type.Optional(Type.String({ description: 'pdg or none.' })),
      }),
      responses: { 201: { description: 'The preview has begun.', schema: STATE } },
      handle: async ({ scope, actor, fields, body }: Call<Input>) => {
        const { predicateExpression, predicateType = 'pql/text' } = body ?? {};
        if (typeof predicateExpression !== 'string') throw unusable('predicateExpression', say('audience-text'));
        const format = predicateType === 'pql/json' ? 'pql/json' : 'pql/text';
        const expression = { type: 'PQL', format, value: predicateExpression } as const;
        const predicate = triedPredicate(expression, await roots(scope), fields);
        const { id, queryId } = previews.start(scope, predicate, actor.userId);
        return {
          status: 201,
          body: {
            state: 'NEW',
            previewQueryId: queryId,
            previewQueryStatus: 'NEW',
            previewId: id,
            previewExecutionId: 0,
          },
        };
      },
    }),
    route({
      id: 'getPreview',
      method: 'GET',
      path: `${BASE}/preview/:previewId`,
      service: SERVICE,
      fields: 'filtered',
      summary: 'Some members of the rule of a preview.',
      access: ACCESS,
      responses: {
        200: { description: 'The members found so far.', schema: FOUND },
        404: { description: 'No such preview.' },
      },
      handle: (call) => {
        const { query } = call as Call;
        const { id, state, sample: found } = wanted(call as Call);
        // An XID holds the identity; whose namespace is hidden cannot be told from those of others here.
        const sample = (call as Call).fields.namespaces.size > 0 ? [] : found;
        const offset = wholeOf(query, 'offset', 0, 1_000_000) ?? 0;
        const limit = wholeOf(query, 'limit', 1, 1000) ?? 100;
        const shown = sample.slice(offset, offset + limit);
        const at = (from: number) => `${BASE}/preview/${id}?offset=${from}&limit=${limit}`;
        const href = (xid: string) => `${BASE}/access/entities?schema.name=_xdm.context.profile&entityId=${xid}`;
        const results = shown.map((xid) => ({
          [xid]: { _href: href(xid), endCustomerIds: { [xid]: { _href: href(xid) } } },
        }));
        return {
          body: {
            results,
            state,
            links: {
              _self: `${BASE}/preview/${id}`,
              next: offset + limit < sample.length ? at(offset + limit) : '',
              prev: offset > 0 ? at(Math.max(0, offset - limit)) : '',
            },
            page: { offset, size: results.length },
          },
        };
      },
    }),
    route({
      id: 'deletePreview',
      method: 'DELETE',
      path: `${BASE}/preview/:previewId`,
      service: SERVICE,
      fields: 'filtered',
      summary: 'Stops a preview and forgets it.',
      access: ACCESS,
      responses: {
        200: { description: 'Stopped.', schema: Type.Object({ status: Type.Boolean(), message: Type.String() }) },
        404: { description: 'No such preview.' },
      },
      handle: (call) => {
        const { id } = wanted(call as Call);
        previews.remove((call as Call).scope, id);
        return { body: { status: true, message: `Preview ${id} was stopped.` } };
      },
    }),
    route({
      id: 'getEstimate',
      method: 'GET',
      path: `${BASE}/estimate/:previewId`,
      service: SERVICE,
      fields: 'filtered',
      summary: 'How many people the rule of a preview matches.',
      access: ACCESS,
      responses: {
        200: {
          description: 'The estimate so far and its standard error; 0 once everybody was looked at.',
          schema: ESTIMATE,
        },
        404: { description: 'No such preview.' },
      },
      handle: (call) => ({ body: estimate(wanted(call as Call)) }),
    }),
  ];
}

function estimate(preview: Preview): Record<string, unknown> {
  const { id, state, total, toRead, read, matched, byNamespace, error } = preview;
  const { size, error: standardError } = estimateOf(preview);
  return {
    estimatedSize: size,
    numRowsToRead: toRead,
    totalRows: total,
    profilesReadSoFar: read,
    profilesMatchedSoFar: matched,
    standardError,
    confidenceInterval: '95%',
    estimatedNamespaceDistribution: [...byNamespace].map(([namespaceId, count]) => ({
      namespaceId: String(namespaceId),
      profilesMatchedSoFar: count,
    })),
    state,
    error: { description: error, traceback: '' },
    _links: { preview: `${BASE}/preview/${id}` },
  };
}
