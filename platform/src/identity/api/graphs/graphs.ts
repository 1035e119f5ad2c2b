import { Type } from 'typebox';
import { needs, type Route, route, type Scope } from '../../../kernel/index.ts';
import { noGraph } from '../../errors.ts';
import { clusterIdOf } from '../../evidence.ts';
import type { IdentityGraph, SeenLink } from '../../graph.ts';
import type { IdentitySettingsStore } from '../../identity-settings.ts';
import type { Namespaces } from '../../organisation-namespaces.ts';
import { say } from '../../phrases.ts';
import { GRAPH_LIMIT } from '../../resolve.ts';
import { fromQuery } from '../asked.ts';
import type { BatchOf } from '../linked/linked.ts';
import { SeenGraphs } from '../seen-graphs.ts';

const SERVICE = 'Meniscus Identity';
const ACCESS = needs('identity-graph', 'read', 'view-identity-graph');
const IDENTITY = Type.Object({ namespace: Type.String(), id: Type.String() });
const MOST_SHOWN = 100;

const LINK = Type.Object({
  identities: Type.Array(IDENTITY),
  firstEstablished: Type.Integer(),
  lastUpdated: Type.Integer(),
  removed: Type.Optional(Type.String()),
  causes: Type.Array(
    Type.Object({
      datasetId: Type.String(),
      first: Type.Integer(),
      firstRecord: Type.String(),
      firstBatch: Type.Optional(Type.String()),
      last: Type.Integer(),
      lastRecord: Type.String(),
    }),
  ),
});

interface Deps {
  readonly graph: IdentityGraph;
  readonly namespaces: Namespaces;
  readonly settings: IdentitySettingsStore;
  readonly batchOf: BatchOf;
}

/** A graph with the cause of every link, and the graphs that grow towards collapse. */
export function graphRoutes({ graph, namespaces, settings, batchOf }: Deps): readonly Route[] {
  const seen = new SeenGraphs(graph, namespaces);
  const nameOf = (org: string, ns: number, id: string) => ({
    namespace: namespaces.of(org).byId(ns)?.code ?? String(ns),
    id,
  });

  const shown = async (scope: Scope, { ends, first, last, out, by }: SeenLink) => {
    const causes = [];
    for (const [datasetId, [firstAt, firstRecord, lastAt, lastRecord]] of Object.entries(by)) {
      const firstBatch = await batchOf(scope, datasetId, firstRecord);
      causes.push({
        datasetId,
        first: firstAt,
        firstRecord,
        ...(firstBatch === undefined ? {} : { firstBatch }),
        last: lastAt,
        lastRecord,
      });
    }
    const identities = [];
    for (const end of ends) {
      const found = await graph.identity(scope.key, end);
      if (found !== undefined) identities.push(nameOf(scope.org, found.ns, found.id));
    }
    return {
      identities,
      firstEstablished: first,
      lastUpdated: last,
      ...(out === undefined ? {} : { removed: out }),
      causes,
    };
  };

  return [
    route({
      id: 'getIdentityGraph',
      method: 'GET',
      path: '/meniscus/v1/identity/graph',
      service: SERVICE,
      summary:
        'The graph of an identity: who belongs to it, which records made each link, which links were removed and why.',
      access: ACCESS,
      fields: 'filtered',
      query: Type.Object({
        namespace: Type.Optional(Type.String()),
        nsid: Type.Optional(Type.String()),
        id: Type.Optional(Type.String()),
        xid: Type.Optional(Type.String()),
      }),
      responses: {
        200: {
          description: 'The graph.',
          schema: Type.Object({
            clusterId: Type.String(),
            identities: Type.Array(Type.Object({ namespace: Type.String(), id: Type.String(), since: Type.Integer() })),
            links: Type.Array(LINK),
            removedLinks: Type.Array(LINK),
            limit: Type.Integer(),
          }),
        },
        404: { description: 'The identity was never seen with another.' },
      },
      handle: async (call) => {
        const { scope } = call;
        const { asked } = fromQuery(namespaces, call);
        const view = await seen.view(call, asked);
        if (view === undefined) throw noGraph(say('identity-alone'));
        return {
          body: {
            clusterId: view.clusterId,
            identities: view.nodes.map(({ ns, id, since }) => ({ ...nameOf(scope.org, ns, id), since })),
            links: await Promise.all(view.links.map((link) => shown(scope, link))),
            removedLinks: await Promise.all(view.out.map((link) => shown(scope, link))),
            limit: GRAPH_LIMIT,
          },
        };
      },
    }),
    route({
      id: 'listGraphAlarms',
      method: 'GET',
      path: '/meniscus/v1/identity/alarms',
      service: SERVICE,
      summary: 'Graphs that grow towards collapse, the largest first, and how large graphs are.',
      access: ACCESS,
      fields: 'filtered',
      responses: {
        200: {
          description: 'Graphs with at least as many identities as the setting `alarmAt` says.',
          schema: Type.Object({
            alarmAt: Type.Integer(),
            graphs: Type.Array(
              Type.Object({
                clusterId: Type.String(),
                size: Type.Integer(),
                since: Type.Integer(),
                namespaces: Type.Record(Type.String(), Type.Integer()),
                identity: IDENTITY,
              }),
            ),
            graphsBySize: Type.Record(Type.String(), Type.Integer()),
          }),
        },
      },
      handle: async (call) => {
        const { scope } = call;
        const alarmAt = settings.alarmAt(scope.key);
        const { bySize, large } = await graph.sizes.of(scope.key);
        const alarming = Object.entries(large)
          .filter(([, { size }]) => size >= alarmAt)
          .sort((a, b) => b[1].size - a[1].size)
          .slice(0, MOST_SHOWN);
        const graphs = [];
        for (const [root, { size, at }] of alarming) {
          const view = await graph.view(scope.key, root);
          const first = view?.nodes.find(({ node }) => node === root);
          if (view === undefined || first === undefined || seen.isHidden(call, first.ns)) continue;
          const counts: Record<string, number> = {};
          for (const { ns, id } of view.nodes) {
            if (seen.isHidden(call, ns)) continue;
            const { namespace } = nameOf(scope.org, ns, id);
            counts[namespace] = (counts[namespace] ?? 0) + 1;
          }
          const identity = nameOf(scope.org, first.ns, first.id);
          graphs.push({ clusterId: clusterIdOf(root), size, since: at, namespaces: counts, identity });
        }
        return { body: { alarmAt, graphs, graphsBySize: bySize } };
      },
    }),
  ];
}
