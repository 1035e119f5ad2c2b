import { jsonCodec, type KeyedStore, type PendingWrites, WriteBehind } from '../../stores/index.ts';

/** Id of an audience, and the namespace its memberships show under when it is not ours. */
interface Numbered {
  readonly id: string;
  readonly namespace?: string;
}

/** Where own audiences stand in a segmentMembership. */
export const OWN_NAMESPACE = 'ups';

/**
 * Small numbers for audiences, by scope: what people's states are written in. A number is never given twice. Written in the
 * transaction of the states that use it; given in the order audiences first get a member, so a replay gives the same.
 */
export class AudienceNumbers {
  readonly #lists: WriteBehind<readonly Numbered[]>;
  /** Scope to id to number, made from the list when first asked. */
  readonly #byId = new Map<string, Map<string, number>>();

  /** The index of the scope asked for last: the same one is asked for again and again. */
  #lastScope: string | undefined;
  #last: Map<string, number> | undefined;

  constructor(store: KeyedStore) {
    this.#lists = new WriteBehind({
      store,
      prefix: 'segment-numbers/',
      codec: jsonCodec<readonly Numbered[]>(),
      residents: 10_000,
    });
  }

  async load(scopes: Iterable<string>): Promise<void> {
    await this.#lists.load(scopes);
  }

  #index(scope: string): Map<string, number> {
    if (scope === this.#lastScope) return this.#last!;
    let index = this.#byId.get(scope);
    if (index === undefined) {
      index = new Map((this.#lists.get(scope) ?? []).map(({ id }, number) => [id, number]));
      this.#byId.set(scope, index);
    }
    this.#lastScope = scope;
    this.#last = index;
    return index;
  }

  /** Number of an audience in a loaded scope; undefined when nobody ever was a member. */
  find(scope: string, id: string): number | undefined {
    return this.#index(scope).get(id);
  }

  /** The same, given now when there is none. */
  of(scope: string, id: string, namespace = OWN_NAMESPACE): number {
    const known = this.find(scope, id);
    if (known !== undefined) return known;
    const list = this.#lists.get(scope) ?? [];
    const entry = namespace === OWN_NAMESPACE ? { id } : { id, namespace };
    this.#lists.set(scope, [...list, entry]);
    this.#index(scope).set(id, list.length);
    return list.length;
  }

  /** What a number stands for. */
  at(scope: string, number: number): Required<Numbered> {
    const { id, namespace = OWN_NAMESPACE } = this.#lists.get(scope)![number]!;
    return { id, namespace };
  }

  get dirtyCount(): number {
    return this.#lists.dirtyCount;
  }

  take(into: PendingWrites): { settle(): void } {
    return this.#lists.take(into);
  }
}
