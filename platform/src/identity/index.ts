import type { Clock, Route, Scope } from '../kernel/index.ts';
import type { KeyedStore, Residents, Tables } from '../stores/index.ts';
import { clusterRoutes } from './api/clusters/clusters.ts';
import { graphRoutes } from './api/graphs/graphs.ts';
import { type BatchOf, linkedRoutes } from './api/linked/linked.ts';
import { namespaceRoutes } from './api/namespaces/namespaces.ts';
import { settingsRoutes } from './api/settings/settings.ts';
import { simulationRoutes } from './api/simulations/simulations.ts';
import { undoneLinkRoutes } from './api/undone-links/undone-links.ts';
import { IdentityGraph } from './graph.ts';
import { IdentitySettingsStore } from './identity-settings.ts';
import type { LinkingRules } from './linking-rules.ts';
import { Namespaces } from './organisation-namespaces.ts';
import { UndoneLinks } from './undone-links.ts';

export type { GraphChange, Sighting } from './evidence.ts';
export { type GraphView, IdentityGraph } from './graph.ts';
export {
  type IdentityField,
  identitiesOf,
  nodeKey,
  parseXid,
  type RecordIdentities,
  xidOf,
} from './identity.ts';
export type { LinkingRules } from './linking-rules.ts';
export type { Identity } from './namespaces.ts';
export { evictionClass, type Namespace, NamespaceTable, standardNamespaces } from './namespaces.ts';
export { Namespaces } from './organisation-namespaces.ts';
export { GRAPH_LIMIT } from './resolve.ts';

/** What identity asks of stages to the right; connected in `pipeline.ts`. */
export interface IdentityQuestions {
  readonly batchOf: BatchOf;
  /** Works out graphs, profiles and audiences around some nodes again; resolves when it is done. */
  readonly renew: (scope: Scope, nodes: readonly string[]) => Promise<void>;
  /** The same for everybody of a sandbox, in the background. */
  readonly renewAll: (scope: Scope) => Promise<void>;
}

/** The identity stage: namespaces, settings, and the graph of which identities are one person. */
export interface IdentityStage {
  readonly routes: readonly Route[];
  readonly namespaces: Namespaces;
  readonly graph: IdentityGraph;
  /** Reads what is declared. Once, before anything else is asked. `orgOf`: the organisation of a scope key. */
  load(orgOf: (scope: string) => string | undefined): Promise<void>;
  rules(scope: string): LinkingRules | undefined;
  /** Nodes whose links are taken back, by scope: looked at again at start, in case a stop came between. */
  undoneNodes(scope: string): readonly string[];
  /** Names the linking rules of a scope; empty when there are none. */
  rulesMark(scope: string): string;
  /** Graphs from how many identities on count as alarms. */
  alarmAt(scope: string): number;
  /** For the schema registry: may an identity descriptor name this namespace, by code or by its number as text? */
  namespaceExists(org: string, code: string): boolean;
}

export function createIdentity(deps: {
  tables: Tables;
  keyed: KeyedStore;
  residents: Residents;
  clock: Clock;
  questions: IdentityQuestions;
}): IdentityStage {
  const { tables, keyed, residents, clock, questions } = deps;
  const namespaces = new Namespaces(tables, clock);
  const settings = new IdentitySettingsStore(tables, clock, (org) => namespaces.of(org));
  const undone = new UndoneLinks(tables);
  const rules = (scope: string) => settings.rules(scope);
  const graph = new IdentityGraph(keyed, { rules, undone: (scope) => undone.names(scope) }, residents);
  return {
    routes: [
      ...namespaceRoutes(namespaces, clock),
      ...clusterRoutes(graph, namespaces),
      ...linkedRoutes(graph, namespaces, questions.batchOf),
      ...settingsRoutes(settings, questions.renewAll),
      ...simulationRoutes(namespaces, settings),
      ...graphRoutes({ graph, namespaces, settings, batchOf: questions.batchOf }),
      ...undoneLinkRoutes({ graph, namespaces, undone, renew: questions.renew, clock }),
    ],
    namespaces,
    graph,
    rules,
    undoneNodes: (scope) => undone.list(scope).flatMap((link) => UndoneLinks.nodes(link)),
    rulesMark: (scope) => settings.mark(scope),
    alarmAt: (scope) => settings.alarmAt(scope),
    async load(orgOf) {
      await namespaces.load();
      await settings.load(orgOf);
      await undone.load();
    },
    namespaceExists(org, code) {
      const table = namespaces.of(org);
      return (table.byCode(code) ?? (/^\d+$/.test(code) ? table.byId(Number(code)) : undefined)) !== undefined;
    },
  };
}
