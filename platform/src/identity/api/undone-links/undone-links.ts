import { Type } from 'typebox';
import { type Clock, needs, type Route, route, type Scope } from '../../../kernel/index.ts';
import { badIdentity, noGraph, noUndoneLink } from '../../errors.ts';
import type { IdentityGraph } from '../../graph.ts';
import type { Namespaces } from '../../organisation-namespaces.ts';
import { say } from '../../phrases.ts';
import { type UndoneLink, UndoneLinks } from '../../undone-links.ts';
import { byNamespace } from '../asked.ts';
import { type Asking, SeenGraphs } from '../seen-graphs.ts';

const PATH = '/meniscus/v1/identity/undone-links';
const SERVICE = 'Meniscus Identity';
const EDIT = needs('identity-graph', 'write', 'edit-identity-settings');

const IDENTITY = Type.Object({ namespace: Type.String(), id: Type.String() });
const LINK = Type.Object({
  id: Type.String(),
  identities: Type.Array(IDENTITY),
  reason: Type.String(),
  createdBy: Type.String(),
  createdAt: Type.Integer(),
});

interface Body {
  readonly identities?: unknown;
  readonly reason?: unknown;
}

interface Deps {
  readonly graph: IdentityGraph;
  readonly namespaces: Namespaces;
  readonly undone: UndoneLinks;
  /** Works out graphs, profiles and audiences around some nodes again; resolves when it is done. */
  readonly renew: (scope: Scope, nodes: readonly string[]) => Promise<void>;
  readonly clock: Clock;
}

/** Links taken back: a bad link is undone once and stays so, also when a record brings it again. */
export function undoneLinkRoutes({ graph, namespaces, undone, renew, clock }: Deps): readonly Route[] {
  const seen = new SeenGraphs(graph, namespaces);
  const isSeen = (call: Asking, { ends }: UndoneLink) => ends.every(({ ns }) => !seen.isHidden(call, ns));
  const shown = (org: string, { ends, ...link }: UndoneLink) => ({
    ...link,
    identities: ends.map(({ ns, id }) => ({ namespace: namespaces.of(org).byId(ns)?.code ?? String(ns), id })),
  });

  return [
    route({
      id: 'listUndoneLinks',
      method: 'GET',
      path: PATH,
      service: SERVICE,
      fields: 'filtered',
      summary: 'Links that were taken back.',
      access: needs('identity-graph', 'read', 'view-identity-graph'),
      responses: { 200: { description: 'All of them.', schema: Type.Object({ items: Type.Array(LINK) }) } },
      handle: (call) => {
        const { org, key } = call.scope;
        const links = undone.list(key).filter((link) => isSeen(call, link));
        return { body: { items: links.map((link) => shown(org, link)) } };
      },
    }),
    route<Body>({
      id: 'undoLink',
      method: 'POST',
      path: PATH,
      service: SERVICE,
      fields: 'filtered',
      summary: 'Takes the link between two identities back. Profiles and audiences are as if it had never been.',
      access: EDIT,
      body: Type.Object({ identities: Type.Array(IDENTITY), reason: Type.Optional(Type.String()) }),
      responses: { 201: { description: 'The link is undone, and so is what came of it.', schema: LINK } },
      handle: async (call) => {
        const { scope, body, actor } = call;
        const identities = body?.identities;
        if (!Array.isArray(identities) || identities.length !== 2) throw badIdentity(say('identity-two-ends'));
        const [a, b] = (identities as Record<string, unknown>[]).map((one) =>
          byNamespace(namespaces, scope.org, one?.namespace, undefined, one?.id),
        );
        const view = await seen.view(call, a!);
        const known = [...(view?.links ?? []), ...(view?.out ?? [])];
        if (a!.node === b!.node || !known.some(({ ends }) => ends.includes(a!.node) && ends.includes(b!.node)))
          throw noGraph(say('identity-not-linked'));
        const reason = typeof body?.reason === 'string' ? body.reason : '';
        const ends = [
          { ns: a!.nsid, id: a!.id },
          { ns: b!.nsid, id: b!.id },
        ] as const;
        const link = await undone.add(scope.key, { ends, reason }, actor.userId, clock());
        await renew(scope, UndoneLinks.nodes(link));
        return { status: 201, body: shown(scope.org, link) };
      },
    }),
    route({
      id: 'restoreLink',
      method: 'DELETE',
      path: `${PATH}/:linkId`,
      service: SERVICE,
      fields: 'filtered',
      summary: 'Lets a link that was taken back hold again.',
      access: EDIT,
      responses: {
        204: { description: 'It holds as far as linking rules let it.' },
        404: { description: 'Not found.' },
      },
      handle: async (call) => {
        const { scope, params } = call;
        const known = undone.list(scope.key).find(({ id }) => id === params.linkId);
        if (known !== undefined && !isSeen(call, known)) throw noUndoneLink(params.linkId!);
        const link = await undone.remove(scope.key, params.linkId!);
        if (link === undefined) throw noUndoneLink(params.linkId!);
        await renew(scope, UndoneLinks.nodes(link));
        return { status: 204 };
      },
    }),
  ];
}
