import { Type } from 'typebox';
import { needs, Problem, type Route, route, type Scope } from '../../../kernel/index.ts';
import { badGraphRequest } from '../../errors.ts';
import type { GraphView, IdentityGraph, SeenLink } from '../../graph.ts';
import { xidOf } from '../../identity.ts';
import type { Namespaces } from '../../organisation-namespaces.ts';
import { say } from '../../phrases.ts';
import { type Asked, byNamespace, byXid } from '../asked.ts';
import { SeenGraphs } from '../seen-graphs.ts';

interface Body {
  readonly xids?: unknown;
  readonly composite_xids?: unknown;
  readonly projection_type?: unknown;
  readonly graph_type?: unknown;
  readonly require_edge_meta_data?: unknown;
  readonly traverse?: unknown;
  readonly filter?: unknown;
}

type Spell = (ns: number, id: string) => unknown;

/** The batch that holds a record's row; undefined while it waits for its batch. */
export type BatchOf = (scope: Scope, dataset: string, record: string) => Promise<string | undefined>;

const MOST = 1000;

/** Linked identities of version 2: as a set of members, or as vertices and edges with what attests each edge. */
export function linkedRoutes(graph: IdentityGraph, namespaces: Namespaces, batchOf: BatchOf): readonly Route[] {
  const seen = new SeenGraphs(graph, namespaces);
  /** `known`: batches looked up for this call already; the links of a graph come from few records. */
  const batchesOf = async (
    scope: Scope,
    { by }: SeenLink,
    known: Map<string, string | undefined>,
  ): Promise<readonly string[]> => {
    const found = new Set<string>();
    for (const [dataset, [, first, , last]] of Object.entries(by))
      for (const record of new Set([first, last])) {
        const key = `${dataset} ${record}`;
        if (!known.has(key)) known.set(key, await batchOf(scope, dataset, record));
        const batch = known.get(key);
        if (batch !== undefined) found.add(batch);
      }
    return [...found];
  };

  const projected = async (
    scope: Scope,
    view: GraphView | undefined,
    asked: Asked,
    spell: Spell,
    body: Body,
    known: Map<string, string | undefined>,
  ) => {
    const nodes = view?.nodes ?? [{ node: asked.node, ns: asked.nsid, id: asked.id, since: 0 }];
    if (body.projection_type === 'set') return { members: nodes.map(({ ns, id }) => spell(ns, id)) };
    const key = isByXid(body) ? 'xid' : 'composite_xid';
    const byNode = new Map(nodes.map((one) => [one.node, one]));
    const links = view?.links ?? [];
    const edges = [];
    for (const link of links) {
      const ends = link.ends.map((end) => byNode.get(end)!);
      edges.push({
        [`${key}_pair`]: ends.map(({ ns, id }) => spell(ns, id)),
        first_established_ts: link.first,
        last_established_ts: link.last,
        ...(body.require_edge_meta_data === true
          ? { dataset_ids: Object.keys(link.by), batch_ids: await batchesOf(scope, link, known) }
          : {}),
      });
    }
    const last = (node: string) =>
      Math.max(0, ...links.filter(({ ends }) => ends.includes(node)).map((one) => one.last));
    return {
      vertices: nodes.map(({ node, ns, id }) => ({ [key]: spell(ns, id), last_updated_ts: last(node) })),
      edges,
    };
  };

  return [
    route<Body>({
      id: 'listLinkedIdentities',
      method: 'POST',
      path: '/data/core/identity/v2/graph',
      service: 'Identity Service',
      summary: 'Linked identities of up to 1000 identities, as sets or as graphs.',
      access: needs('identity-graph', 'read', 'view-identity-graph'),
      fields: 'filtered',
      body: Type.Object({ projection_type: Type.String() }, { additionalProperties: true }),
      responses: { 200: { description: 'One graph for each identity.' } },
      handle: async (call) => {
        const { scope, body } = call;
        const list = checked(body);
        const graphs = [];
        const unread: unknown[] = [];
        const known = new Map<string, string | undefined>();
        for (const item of list) {
          const asked = read(namespaces, scope.org, item);
          if (asked === undefined) {
            unread.push(item);
            continue;
          }
          const byCode = typeof item === 'object' && (item as { ns?: unknown }).ns !== undefined;
          const spell: Spell = (ns, id) =>
            isByXid(body)
              ? xidOf(ns, id)
              : byCode
                ? { ns: namespaces.of(scope.org).byId(ns)?.code ?? String(ns), id }
                : { nsid: ns, id };
          const stitched = String(body.graph_type ?? 'pdg').toLowerCase() !== 'none';
          const view = stitched ? await seen.view(call, asked) : undefined;
          const head = { [isByXid(body) ? 'xid' : 'composite_xid']: spell(asked.nsid, asked.id) };
          graphs.push({ ...head, ...(await projected(scope, view, asked, spell, body, known)) });
        }
        return {
          body: {
            version: '2.0',
            graphs,
            [isByXid(body) ? 'unprocessed_xids' : 'unprocessed_composite_xids']: unread,
            algo_type: 'STITCH_ALL',
          },
        };
      },
    }),
  ];
}

function isByXid({ xids }: Body): boolean {
  return xids !== undefined;
}

function checked(body: Body | undefined): readonly unknown[] {
  const { projection_type: projection, xids, composite_xids: composites, traverse, filter } = body ?? {};
  if (projection !== 'set' && projection !== 'graph') throw badGraphRequest(say('identity-projections'));
  const list = xids ?? composites;
  if (!Array.isArray(list) || list.length === 0 || list.length > MOST)
    throw badGraphRequest(say('identity-graph-lists', { most: MOST }));
  for (const [name, value] of Object.entries({ traverse, filter }))
    if (Array.isArray(value) && value.length > 0) throw badGraphRequest(say('identity-no-predicates', { name }));
  return list;
}

function read(namespaces: Namespaces, org: string, item: unknown): Asked | undefined {
  try {
    if (typeof item === 'string') return byXid(item);
    const { ns, nsid, id } = (item ?? {}) as Record<string, unknown>;
    return byNamespace(namespaces, org, ns, nsid, id);
  } catch (error) {
    if (error instanceof Problem) return undefined;
    throw error;
  }
}
