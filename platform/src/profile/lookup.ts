import { type IdentityGraph, type Namespaces, nodeKey, xidOf } from '../identity/index.ts';
import type { Scope } from '../kernel/index.ts';
import type { ProfileEvents, StoredEvent } from './events.ts';
import { type Entity, type Fragment, mergeFragments, pick } from './merge.ts';
import { datasetOf, type People, type ProfileNode } from './people.ts';

/** A person as the entities API answers. */
export interface FoundProfile {
  readonly entityId: string;
  /** Dataset ids of the fragments. */
  readonly sources: readonly string[];
  readonly entity: Entity;
  /** ISO 8601. */
  readonly lastModifiedAt: string;
}

/** Reads people from outside the process loop: newest state, from memory or the store. */
export class Lookup {
  readonly #people: People;
  readonly #graph: IdentityGraph;
  readonly #events: ProfileEvents;
  readonly #namespaces: Namespaces;
  readonly #memberships: (scope: string, nodes: readonly string[]) => Promise<Entity>;

  constructor(parts: {
    people: People;
    graph: IdentityGraph;
    events: ProfileEvents;
    namespaces: Namespaces;
    memberships: (scope: string, nodes: readonly string[]) => Promise<Entity>;
  }) {
    this.#people = parts.people;
    this.#graph = parts.graph;
    this.#events = parts.events;
    this.#namespaces = parts.namespaces;
    this.#memberships = parts.memberships;
  }

  /** Node keys of the person with this identity: all of its cluster, or itself. */
  async members(scope: Scope, namespaceId: number, id: string): Promise<readonly string[]> {
    return this.#graph.members(scope.key, nodeKey(namespaceId, id));
  }

  /** The merged profile; undefined when nothing is known under any of the person's identities. */
  async profile(
    scope: Scope,
    namespaceId: number,
    id: string,
    fields: readonly string[],
  ): Promise<FoundProfile | undefined> {
    const asked = nodeKey(namespaceId, id);
    const graph = await this.#graph.view(scope.key, asked);
    const keys = graph === undefined ? [asked] : graph.nodes.map(({ node }) => node);
    const nodes = (await Promise.all(keys.map((key) => this.#people.node(scope.key, key)))).filter(
      (node) => node !== undefined,
    );
    if (nodes.length === 0) return undefined;
    const identities = graph === undefined ? [{ ns: namespaceId, id }] : graph.nodes;
    const memberships = await this.#memberships(scope.key, keys);
    const entity = { ...this.#entity(scope, nodes, identities, { ns: namespaceId, id }), ...memberships };
    return {
      entityId: xidOf(namespaceId, id),
      sources: [...new Set(nodes.flatMap(({ fragments }) => Object.keys(fragments).map(datasetOf)))],
      entity: fields.length === 0 ? entity : pick(entity, fields),
      lastModifiedAt: new Date(Math.max(...nodes.map(({ updated }) => updated))).toISOString(),
    };
  }

  #entity(
    scope: Scope,
    nodes: readonly ProfileNode[],
    identities: readonly { ns: number; id: string }[],
    asked: { ns: number; id: string },
  ): Entity {
    const fragments: Fragment[] = nodes.flatMap((node) => Object.values(node.fragments));
    const merged = fragments.length === 0 ? {} : mergeFragments(fragments);
    const codes = this.#namespaces.of(scope.org);
    const code = (ns: number) => codes.byId(ns)?.code ?? String(ns);
    const identityMap: Record<string, { id: string }[]> = {};
    for (const { ns, id } of identities) {
      const name = code(ns).toLowerCase();
      identityMap[name] = [...(identityMap[name] ?? []), { id }];
    }
    return {
      ...merged,
      identities: identities.map(({ ns, id }) => ({
        id,
        namespace: { code: code(ns).toLowerCase() },
        ...(ns === asked.ns && id === asked.id ? { primary: true } : {}),
      })),
      identityMap,
    };
  }

  /** Events of a person, by time. */
  async events(
    scope: Scope,
    namespaceId: number,
    id: string,
    options: { from?: number; to?: number; limit: number; reverse: boolean },
  ): Promise<readonly StoredEvent[]> {
    return this.#events.read(scope.key, await this.members(scope, namespaceId, id), options);
  }
}
