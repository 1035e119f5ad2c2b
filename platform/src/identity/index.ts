import type { Clock, Route } from '../kernel/index.ts';
import type { KeyedStore, Tables } from '../stores/index.ts';
import { clusterRoutes } from './api/clusters/clusters.ts';
import { namespaceRoutes } from './api/namespaces/namespaces.ts';
import { IdentityGraph } from './graph.ts';
import { Namespaces } from './organisation-namespaces.ts';

export { type Cluster, GRAPH_LIMIT, IdentityGraph, type Link, type Linked, linkEnds } from './graph.ts';
export {
  type Identity,
  type IdentityField,
  identitiesOf,
  nodeKey,
  parseXid,
  type RecordIdentities,
  xidOf,
} from './identity.ts';
export { type Namespace, NamespaceTable, standardNamespaces } from './namespaces.ts';
export { Namespaces } from './organisation-namespaces.ts';

/** The identity stage: namespaces, and the graph of which identities are one person. */
export interface IdentityStage {
  readonly routes: readonly Route[];
  readonly namespaces: Namespaces;
  readonly graph: IdentityGraph;
  /** Reads the namespaces. Once, before anything else is asked. */
  load(): Promise<void>;
  /** For the schema registry: may an identity descriptor name this namespace, by code or by its number as text? */
  namespaceExists(org: string, code: string): boolean;
}

export function createIdentity(deps: { tables: Tables; keyed: KeyedStore; clock: Clock }): IdentityStage {
  const namespaces = new Namespaces(deps.tables, deps.clock);
  const graph = new IdentityGraph(deps.keyed);
  return {
    routes: [...namespaceRoutes(namespaces), ...clusterRoutes(graph, namespaces)],
    namespaces,
    graph,
    load: () => namespaces.load(),
    namespaceExists(org, code) {
      const table = namespaces.of(org);
      return (table.byCode(code) ?? (/^\d+$/.test(code) ? table.byId(Number(code)) : undefined)) !== undefined;
    },
  };
}
