import { type IdentityGraph, type Namespaces, nodeKey, xidOf } from '../identity/index.ts';
import type { Call, Scope } from '../kernel/index.ts';
import type { StoredEvent } from './events/event-entry.ts';
import type { ProfileEvents } from './events/profile-events.ts';
import type { ProfileNode } from './kept-node.ts';
import { type Entity, type OfDataset, pick } from './merge.ts';
import type { CompiledPolicy } from './merge-policy.ts';
import { datasetOf, mergedView, type People } from './people.ts';
import { visibleEntity } from './visible-entity.ts';

/** Where, and what of it somebody may see. */
export type Asking = Pick<Call, 'scope' | 'fields'>;

/** A person as the entities API answers. */
export interface FoundProfile {
  readonly entityId: string;
  readonly mergePolicy: { readonly id: string };
  /** Dataset ids of the fragments. */
  readonly sources: readonly string[];
  /** XIDs of the person. */
  readonly identityGraph: readonly string[];
  readonly entity: Entity;
  /** ISO 8601. */
  readonly lastModifiedAt: string;
}

/** Who is asked for, and how identities are merged. */
export interface Asked {
  readonly namespaceId: number;
  readonly id: string;
  readonly policy: CompiledPolicy;
}

interface Parts {
  readonly people: People;
  readonly graph: IdentityGraph;
  readonly events: ProfileEvents;
  readonly namespaces: Namespaces;
  readonly memberships: (scope: string, nodes: readonly string[]) => Promise<Entity>;
}

/** Reads people from outside the process loop: newest state, from memory or the store. */
export class Lookup {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Node keys of the person with this identity: all of its graph, or itself. */
  async members(scope: Scope, { namespaceId, id, policy }: Asked): Promise<readonly string[]> {
    const node = nodeKey(namespaceId, id);
    return policy.stitched ? this.#parts.graph.members(scope.key, node) : [node];
  }

  /**
   * The merged profile as the caller sees it, with computed attributes when asked and nothing is hidden from the caller: what
   * they are computed of is not told apart. Undefined when nothing is known under any of the person's identities.
   */
  async profile(
    { scope, fields: view }: Asking,
    asked: Asked,
    fields: readonly string[],
    withComputed = false,
  ): Promise<FoundProfile | undefined> {
    const found = await this.#person(scope, asked);
    if (found === undefined) return undefined;
    const { nodes, identities, keys } = found;
    const { namespaceId, id, policy } = asked;
    const memberships = await this.#parts.memberships(scope.key, keys);
    const seen = this.#seen({ scope, fields: view }, identities);
    const own = this.#identitiesOf(scope, seen, { ns: namespaceId, id });
    const entity = visibleEntity({ ...mergedView(nodes, policy, withComputed), ...own, ...memberships }, view);
    return {
      entityId: xidOf(namespaceId, id),
      mergePolicy: { id: policy.id },
      sources: sourcesIn(nodes, policy),
      identityGraph: seen.map((one) => xidOf(one.ns, one.id)),
      entity: fields.length === 0 ? entity : pick(entity, fields),
      lastModifiedAt: new Date(Math.max(...nodes.map(({ updated }) => updated))).toISOString(),
    };
  }

  /** The fragments a profile is merged of, with the nodes they are of; undefined when there are none. */
  async fragments(scope: Scope, asked: Asked): Promise<readonly OfDataset[] | undefined> {
    const found = await this.#person(scope, asked);
    return found?.nodes.flatMap((node) =>
      Object.entries(node.fragments).map(([name, fragment]) => [datasetOf(name), fragment] as const),
    );
  }

  async #person(scope: Scope, { namespaceId, id, policy }: Asked) {
    const node = nodeKey(namespaceId, id);
    const graph = policy.stitched ? await this.#parts.graph.view(scope.key, node) : undefined;
    const identities = graph === undefined ? [{ node, ns: namespaceId, id }] : graph.nodes;
    const keys = identities.map((one) => one.node);
    const read = await Promise.all(keys.map((key) => this.#parts.people.node(scope.key, key)));
    const nodes = read.filter((one) => one !== undefined);
    return nodes.length === 0 ? undefined : { nodes, identities, keys };
  }

  /** Identities of namespaces that no hidden field carries. */
  #seen<T extends { readonly ns: number }>({ scope, fields }: Asking, identities: readonly T[]): readonly T[] {
    if (fields.namespaces.size === 0) return identities;
    const codes = this.#parts.namespaces.of(scope.org);
    const isHidden = (ns: number) =>
      [String(ns), codes.byId(ns)?.code.toLowerCase()].some(
        (name) => name !== undefined && fields.namespaces.has(name),
      );
    return identities.filter(({ ns }) => !isHidden(ns));
  }

  #identitiesOf(
    scope: Scope,
    identities: readonly { ns: number; id: string }[],
    asked: { ns: number; id: string },
  ): Entity {
    const codes = this.#parts.namespaces.of(scope.org);
    const code = (ns: number) => (codes.byId(ns)?.code ?? String(ns)).toLowerCase();
    const identityMap: Record<string, { id: string }[]> = {};
    for (const { ns, id } of identities) {
      identityMap[code(ns)] ??= [];
      identityMap[code(ns)]!.push({ id });
    }
    return {
      identities: identities.map(({ ns, id }) => ({
        id,
        namespace: { code: code(ns) },
        ...(ns === asked.ns && id === asked.id ? { primary: true } : {}),
      })),
      identityMap,
    };
  }

  /** Events of a person as the caller sees them, by time. */
  async events(
    { scope, fields }: Asking,
    asked: Asked,
    options: { from?: number; to?: number; limit: number; reverse: boolean },
  ): Promise<readonly StoredEvent[]> {
    const found = await this.#parts.events.read(scope.key, await this.members(scope, asked), options);
    return fields.whole ? found : found.map((event) => ({ ...event, entity: visibleEntity(event.entity, fields) }));
  }
}

function sourcesIn(nodes: readonly ProfileNode[], { precedence }: CompiledPolicy): readonly string[] {
  const all = new Set(nodes.flatMap(({ fragments }) => Object.keys(fragments).map(datasetOf)));
  return [...all].filter((dataset) => precedence === undefined || precedence(dataset) !== undefined);
}
