import { Type } from 'typebox';
import { type Answer, needs, type Route, route } from '../../../kernel/index.ts';
import { badIdentity } from '../../errors.ts';
import type { IdentityGraph } from '../../graph.ts';
import { xidOf } from '../../identity.ts';
import type { Namespaces } from '../../organisation-namespaces.ts';
import { say } from '../../phrases.ts';
import { type Asked, type BatchBody, type Form, fromBody, fromQuery, isStitched, spelled, text } from '../asked.ts';
import { type Asking, SeenGraphs } from '../seen-graphs.ts';

const SERVICE = 'Identity Service';
const ACCESS = needs('identity-graph', 'read', 'view-identity-graph');
const BASE = '/data/core/identity';

const MEMBERS = Type.Object({
  version: Type.String(),
  clusters: Type.Array(Type.Unknown()),
  unprocessedRecords: Type.Array(Type.Unknown()),
  unprocessedXids: Type.Array(Type.Unknown()),
  unprocessedNids: Type.Array(Type.Unknown()),
  algo_type: Type.String(),
});

/** Identities that could not be read, in the one list newer clients read and in the two of older ones. */
function unprocessed(form: Form, items: readonly unknown[]) {
  return {
    unprocessedRecords: items,
    unprocessedXids: form === 'xid' ? items : [],
    unprocessedNids: form === 'xid' ? [] : items,
  };
}

/** XIDs, and which identities are one person: members, history and mapping of clusters (pages of "Identity Service API"). */
export function clusterRoutes(graph: IdentityGraph, namespaces: Namespaces): readonly Route[] {
  const seen = new SeenGraphs(graph, namespaces);
  const named = (org: string, form: Form, { nsid, id }: Asked) =>
    form === 'xid'
      ? { xid: xidOf(nsid, id) }
      : { compositeXid: spelled(namespaces, org, form, nsid, id) as Record<string, unknown> };

  const members = async (asking: Asking, asked: Asked, form: Form, stitched: boolean) => {
    const { org } = asking.scope;
    const view = stitched ? await seen.view(asking, asked) : undefined;
    const nodes = view === undefined || view.nodes.length < 2 ? [] : view.nodes;
    return { ...named(org, form, asked), members: nodes.map(({ ns, id }) => spelled(namespaces, org, form, ns, id)) };
  };

  const history = async (asking: Asking, asked: Asked, form: Form, stitched: boolean) => {
    const isTold = stitched && !seen.isHidden(asking, asked.nsid);
    const clusters = isTold ? await graph.history(asking.scope.key, asked.node) : [];
    return {
      ...named(asking.scope.org, form, asked),
      clusterHistory: clusters.map(([clusterId, since]) => ({ clusterId, cRecordedTS: String(since) })),
    };
  };

  /** Related identities of the same namespace, or of the one asked for. */
  const mapping = async (
    asking: Asking,
    asked: Asked,
    form: Form,
    { stitched, target }: { stitched: boolean; target: number },
  ) => {
    const { org } = asking.scope;
    const view = stitched ? await seen.view(asking, asked) : undefined;
    const related = (view?.nodes ?? []).filter(({ node, ns }) => ns === target && node !== asked.node);
    if (related.length === 0) return undefined;
    return {
      ...named(org, form, asked),
      mapping: related.map(({ node, ns, id }) => {
        const links = view!.links.filter(({ ends }) => ends.includes(node));
        const direct = links.filter(({ ends }) => ends.includes(asked.node));
        const last = Math.max(...(direct.length > 0 ? direct : links).map((link) => link.last));
        return {
          ...(form === 'xid' ? { xid: xidOf(ns, id) } : { compositeXid: spelled(namespaces, org, form, ns, id) }),
          lastAssociationTime: String(last),
        };
      }),
      regions: [],
    };
  };

  const mappings = async (
    asking: Asking,
    wanted: { asked: readonly Asked[]; form: Form; unreadable: readonly unknown[] },
    stitched: boolean,
    target: number | undefined,
  ): Promise<Answer> => {
    const found = [];
    for (const asked of wanted.asked) {
      const one = await mapping(asking, asked, wanted.form, { stitched, target: target ?? asked.nsid });
      if (one !== undefined) found.push(one);
    }
    if (found.length === 0) return { status: 204 };
    return { body: { version: 1, mappings: found, ...unprocessed(wanted.form, wanted.unreadable) } };
  };

  const targetOf = (org: string, targetNs: unknown): number | undefined => {
    if (targetNs === undefined || targetNs === '') return undefined;
    const table = namespaces.of(org);
    const found = table.byId(Number(targetNs)) ?? table.byCode(String(targetNs));
    if (found === undefined) throw badIdentity(say('identity-no-target', { code: String(targetNs) }));
    return found.id;
  };

  return [
    route({
      id: 'getIdentity',
      method: 'GET',
      path: `${BASE}/identity`,
      service: SERVICE,
      fields: 'none',
      summary: 'The XID of an identity.',
      access: ACCESS,
      responses: { 200: { description: 'The XID.', schema: Type.Object({ xid: Type.String() }) } },
      handle: (call) => {
        const { asked } = fromQuery(namespaces, call);
        return { body: { xid: xidOf(asked.nsid, asked.id) } };
      },
    }),
    route({
      id: 'getClusterMembers',
      method: 'GET',
      path: `${BASE}/cluster/members`,
      service: SERVICE,
      fields: 'filtered',
      summary: 'All identities linked to one identity.',
      access: ACCESS,
      responses: { 200: { description: 'The members of its cluster.', schema: MEMBERS } },
      handle: async (call) => {
        const { asked, form } = fromQuery(namespaces, call);
        const stitched = isStitched(text(call.query['graph-type']));
        const cluster = await members(call, asked, form, stitched);
        return { body: membersAnswer([cluster], form, []) };
      },
    }),
    route<BatchBody>({
      id: 'listClusterMembers',
      method: 'POST',
      path: `${BASE}/clusters/members`,
      service: SERVICE,
      fields: 'filtered',
      summary: 'The linked identities of many identities.',
      access: ACCESS,
      responses: { 200: { description: 'One entry for each identity.', schema: MEMBERS } },
      handle: async (call) => {
        const { body } = call;
        const { asked, form, unreadable } = fromBody(namespaces, call.scope.org, body);
        const stitched = isStitched(body?.['graph-type'] ?? body?.graphType);
        const clusters = [];
        for (const identity of asked) clusters.push(await members(call, identity, form, stitched));
        return { body: membersAnswer(clusters, form, unreadable) };
      },
    }),
    route({
      id: 'getClusterHistory',
      method: 'GET',
      path: `${BASE}/cluster/history`,
      service: SERVICE,
      fields: 'filtered',
      summary: 'The clusters an identity was in, newest first.',
      access: ACCESS,
      responses: { 200: { description: 'One entry with its clusters.' } },
      handle: async (call) => {
        const { asked, form } = fromQuery(namespaces, call);
        const stitched = isStitched(text(call.query['graph-type']));
        const one = await history(call, asked, form, stitched);
        return { body: { version: 1, xidsClusterHistory: [one], ...unprocessed(form, []) } };
      },
    }),
    route<BatchBody>({
      id: 'listClusterHistories',
      method: 'POST',
      path: `${BASE}/clusters/history`,
      service: SERVICE,
      fields: 'filtered',
      summary: 'The clusters many identities were in, newest first.',
      access: ACCESS,
      responses: { 200: { description: 'One entry for each identity.' } },
      handle: async (call) => {
        const { body } = call;
        const { asked, form, unreadable } = fromBody(namespaces, call.scope.org, body);
        const stitched = isStitched(body?.['graph-type'] ?? body?.graphType);
        const entries = [];
        for (const identity of asked) entries.push(await history(call, identity, form, stitched));
        return { body: { version: 1, xidsClusterHistory: entries, ...unprocessed(form, unreadable) } };
      },
    }),
    route({
      id: 'getIdentityMapping',
      method: 'GET',
      path: `${BASE}/mapping`,
      service: SERVICE,
      fields: 'filtered',
      summary: 'Identities of the same namespace (or of `targetNs`) in the cluster of an identity.',
      access: ACCESS,
      responses: { 200: { description: 'The related identities.' }, 204: { description: 'There are none.' } },
      handle: (call) => {
        const { asked, form } = fromQuery(namespaces, call);
        const stitched = isStitched(text(call.query['graph-type']));
        const target = targetOf(call.scope.org, text(call.query.targetNs));
        return mappings(call, { asked: [asked], form, unreadable: [] }, stitched, target);
      },
    }),
    route<BatchBody>({
      id: 'listIdentityMappings',
      method: 'POST',
      path: `${BASE}/mappings`,
      service: SERVICE,
      fields: 'filtered',
      summary: 'Identities of one namespace in the clusters of many identities.',
      access: ACCESS,
      responses: { 200: { description: 'The related identities.' }, 204: { description: 'There are none.' } },
      handle: (call) => {
        const { scope, body } = call;
        const wanted = fromBody(namespaces, scope.org, body);
        const stitched = isStitched(body?.['graph-type'] ?? body?.graphType);
        return mappings(call, wanted, stitched, targetOf(scope.org, body?.targetNs));
      },
    }),
  ];
}

function membersAnswer(clusters: readonly unknown[], form: Form, unreadable: readonly unknown[]) {
  return { version: '1.1.0', clusters, ...unprocessed(form, unreadable), algo_type: 'STITCH_ALL' };
}
