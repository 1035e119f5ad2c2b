import type { Call } from '../../kernel/index.ts';
import type { GraphView, IdentityGraph, SeenLink } from '../graph.ts';
import type { Namespaces } from '../organisation-namespaces.ts';
import type { Asked } from './asked.ts';

/** Where, and what of it somebody may see. */
export type Asking = Pick<Call, 'scope' | 'fields'>;

/** Graphs as somebody sees them: without identities of namespaces that hidden fields carry, and without their links. */
export class SeenGraphs {
  readonly #graph: IdentityGraph;
  readonly #namespaces: Namespaces;

  constructor(graph: IdentityGraph, namespaces: Namespaces) {
    this.#graph = graph;
    this.#namespaces = namespaces;
  }

  /** Are identities of this namespace hidden from the caller? */
  isHidden({ scope, fields }: Asking, namespaceId: number): boolean {
    if (fields.namespaces.size === 0) return false;
    const code = this.#namespaces.of(scope.org).byId(namespaceId)?.code ?? String(namespaceId);
    return fields.namespaces.has(code.toLowerCase());
  }

  /** The graph of an identity; undefined when it was never seen with another, or is hidden itself. */
  async view(asking: Asking, { nsid, node }: Asked): Promise<GraphView | undefined> {
    if (this.isHidden(asking, nsid)) return undefined;
    const view = await this.#graph.view(asking.scope.key, node);
    if (view === undefined || asking.fields.namespaces.size === 0) return view;
    const nodes = view.nodes.filter(({ ns }) => !this.isHidden(asking, ns));
    const seen = new Set(nodes.map((one) => one.node));
    const links = view.links.filter(({ ends }) => ends.every((end) => seen.has(end)));
    return { ...view, nodes, links, out: await this.#seenLinks(asking, view.out) };
  }

  /** Links that hold nobody together may lead to identities of other people. */
  async #seenLinks(asking: Asking, links: readonly SeenLink[]): Promise<readonly SeenLink[]> {
    const seen: SeenLink[] = [];
    for (const link of links) {
      const ends = await Promise.all(link.ends.map((end) => this.#graph.identity(asking.scope.key, end)));
      if (ends.every((end) => end !== undefined && !this.isHidden(asking, end.ns))) seen.push(link);
    }
    return seen;
  }
}
