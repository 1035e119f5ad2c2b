import { Type } from 'typebox';
import { type Call, needs, type Route, route } from '../../../kernel/index.ts';
import { badIdentity, tooManyIdentities } from '../../errors.ts';
import type { Cluster, IdentityGraph } from '../../graph.ts';
import { nodeKey, parseXid, xidOf } from '../../identity.ts';
import type { Namespaces } from '../../organisation-namespaces.ts';

const SERVICE = 'Identity Service';
const ACCESS = needs('identity-graph', 'read', 'view-identity-graph');
const MAX_BATCH = 1000;

interface Asked {
  readonly nsid: number;
  readonly id: string;
}

interface BatchBody {
  readonly xids?: readonly unknown[];
  readonly compositeXids?: readonly { nsid?: unknown; nsId?: unknown; ns?: unknown; id?: unknown }[];
  readonly 'graph-type'?: string;
}

const COMPOSITE = Type.Object({ nsid: Type.Integer(), id: Type.String() });
const MEMBERS = Type.Object({
  version: Type.String(),
  clusters: Type.Array(Type.Unknown()),
  unprocessedXids: Type.Array(Type.String()),
  unprocessedNids: Type.Array(COMPOSITE),
});

function text(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : value?.[0];
}

/** Identities as numbers of namespace and value, from the three spellings the calls take. */
class Reader {
  readonly #namespaces: Namespaces;
  constructor(namespaces: Namespaces) {
    this.#namespaces = namespaces;
  }

  one(org: string, ns: unknown, nsId: unknown, id: unknown): Asked {
    if (typeof id !== 'string' || id === '') throw badIdentity('`id` is missing');
    const namespace =
      ns === undefined ? this.#namespaces.of(org).byId(Number(nsId)) : this.#namespaces.of(org).byCode(String(ns));
    if (namespace === undefined) throw badIdentity(`namespace ${String(ns ?? nsId)} does not exist`);
    return { nsid: namespace.id, id };
  }

  xid(xid: string): Asked {
    const found = parseXid(xid);
    if (found === undefined) throw badIdentity(`\`${xid}\` is not an XID`);
    return { nsid: found.namespaceId, id: found.id };
  }
}

/** XIDs and clusters: which identities are one person (page "Identity Service API"). */
export function clusterRoutes(graph: IdentityGraph, namespaces: Namespaces): readonly Route[] {
  const reader = new Reader(namespaces);

  const fromQuery = ({ scope, query }: Call): { asked: Asked; byXid: boolean } => {
    const xid = text(query.xid);
    if (xid !== undefined) return { asked: reader.xid(xid), byXid: true };
    return {
      asked: reader.one(scope.org, text(query.ns) ?? text(query.namespace), text(query.nsId), text(query.id)),
      byXid: false,
    };
  };

  const describe = async (scope: string, { nsid, id }: Asked, byXid: boolean) => {
    const cluster = await graph.cluster(scope, nodeKey(nsid, id));
    const head = byXid ? { xid: xidOf(nsid, id) } : { compositeXid: { nsid, id } };
    return { cluster, entry: { ...head, members: membersOf(cluster, byXid) } };
  };

  return [
    route({
      id: 'getIdentity',
      method: 'GET',
      path: '/data/core/identity/identity',
      service: SERVICE,
      summary: 'The XID of an identity.',
      access: ACCESS,
      responses: { 200: { description: 'The XID.', schema: Type.Object({ xid: Type.String() }) } },
      handle: (call) => {
        const { asked } = fromQuery(call);
        return { body: { xid: xidOf(asked.nsid, asked.id) } };
      },
    }),
    route({
      id: 'getClusterMembers',
      method: 'GET',
      path: '/data/core/identity/cluster/members',
      service: SERVICE,
      summary: 'All identities linked to one identity.',
      access: ACCESS,
      responses: { 200: { description: 'The members of its cluster.', schema: MEMBERS } },
      handle: async (call) => {
        const { asked, byXid } = fromQuery(call);
        const { cluster, entry } = await describe(call.scope.key, asked, byXid);
        return { body: answer(cluster === undefined ? [] : [entry], cluster === undefined ? [asked] : [], byXid) };
      },
    }),
    route<BatchBody>({
      id: 'listClusterMembers',
      method: 'POST',
      path: '/data/core/identity/clusters/members',
      service: SERVICE,
      summary: 'The linked identities of many identities.',
      access: ACCESS,
      responses: { 200: { description: 'One entry for each identity that is linked.', schema: MEMBERS } },
      handle: async ({ scope, body }) => {
        const { asked, byXid } = batchOf(scope.org, body, reader);
        const entries = [];
        const unknown: Asked[] = [];
        for (const identity of asked) {
          const { cluster, entry } = await describe(scope.key, identity, byXid);
          if (cluster === undefined) unknown.push(identity);
          else entries.push(entry);
        }
        return { body: answer(entries, unknown, byXid) };
      },
    }),
  ];
}

function batchOf(org: string, body: BatchBody | undefined, reader: Reader): { asked: Asked[]; byXid: boolean } {
  const xids = body?.xids;
  const composites = body?.compositeXids;
  const count = (xids?.length ?? 0) + (composites?.length ?? 0);
  if (count > MAX_BATCH) throw tooManyIdentities(count);
  if (xids !== undefined) return { asked: xids.map((xid) => reader.xid(String(xid))), byXid: true };
  if (composites === undefined) throw badIdentity('send `xids` or `compositeXids`');
  return { asked: composites.map(({ ns, nsid, nsId, id }) => reader.one(org, ns, nsid ?? nsId, id)), byXid: false };
}

/** Only the form that was asked for: the published samples repeat the key `members` in both forms. */
function membersOf(cluster: Cluster | undefined, byXid: boolean): readonly unknown[] {
  const nodes = Object.values(cluster?.nodes ?? {});
  return nodes.map(({ ns, id }) => (byXid ? xidOf(ns, id) : { nsid: ns, id }));
}

function answer(clusters: readonly unknown[], unknown: readonly Asked[], byXid: boolean): Record<string, unknown> {
  return {
    version: '1.0.0',
    clusters,
    unprocessedXids: byXid ? unknown.map(({ nsid, id }) => xidOf(nsid, id)) : [],
    unprocessedNids: byXid ? [] : unknown,
  };
}
