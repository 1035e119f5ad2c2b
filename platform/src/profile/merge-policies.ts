import { createHash } from 'node:crypto';
import type { Clock, Ids, Scope } from '../kernel/index.ts';
import { type Collection, createCollection, type Document, type Tables } from '../stores/index.ts';
import { badPolicy, noPolicy, policyInUse, tooManyPolicies } from './errors.ts';
import { type CompiledPolicy, compilePolicy, type MergePolicy, NO_POLICY, PROFILE_CLASS } from './merge-policy.ts';
import { say } from './phrases.ts';

/** A policy with what the store adds. */
export interface StoredPolicy extends MergePolicy {
  readonly id: string;
  /** 1 when made, one more with each update. */
  readonly version: number;
  /** Epoch milliseconds. */
  readonly updated: number;
}

/** Policies of an organisation (page "Merge policies"). */
export const MOST_POLICIES = 5;

/** Ids of the default policy of profiles before a change and after it. */
export interface DefaultMoved {
  readonly from: string;
  readonly to: string;
}

/** Told when profiles merge in another way than before, by the default policy or by another. */
export type PolicyListener = (scope: Scope, moved: DefaultMoved) => Promise<void>;

const COLLECTION = 'merge-policy';

const TIME_BASED: MergePolicy = {
  name: 'Default Timebased',
  schema: { name: PROFILE_CLASS },
  identityGraph: { type: 'pdg' },
  attributeMerge: { type: 'timestampOrdered' },
  default: true,
  isActiveOnEdge: true,
};

/** The mark of the policy every sandbox begins with. */
export const FIRST_POLICY = JSON.stringify(TIME_BASED.attributeMerge);

/** The id of the policy every sandbox begins with. */
function firstId(scope: string): string {
  const hex = createHash('sha256').update(`merge-policy ${scope}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/**
 * Merge policies of every sandbox, in memory. A sandbox begins with one: timestamp ordered, private graph, default. It
 * enters the tables with the first change, so that removing it is remembered.
 */
export class MergePolicies {
  readonly #collection: Collection<MergePolicy>;
  readonly #clock: Clock;
  readonly #ids: Ids;
  readonly #byScope = new Map<string, Map<string, StoredPolicy>>();
  readonly #compiled = new Map<string, CompiledPolicy>();
  readonly #defaults = new Map<string, CompiledPolicy>();
  #listener: PolicyListener = async () => {};

  constructor(tables: Tables, clock: Clock, ids: Ids) {
    this.#collection = createCollection(tables, COLLECTION);
    this.#clock = clock;
    this.#ids = ids;
  }

  /** Reads what is stored. Once at start. */
  async load(): Promise<void> {
    for (const { scope, ...document } of await this.#collection.everywhere()) this.#keep(scope, stored(document));
  }

  /** The change is answered when the listener is done. */
  onChange(listener: PolicyListener): void {
    this.#listener = listener;
  }

  /** How profiles of a scope are merged where nothing else is asked for. */
  of(scope: string): CompiledPolicy {
    let found = this.#defaults.get(scope);
    if (found === undefined) {
      const policy = this.list(scope).find((one) => one.default && one.schema.name === PROFILE_CLASS);
      found = policy === undefined ? NO_POLICY : compilePolicy(policy.id, policy);
      this.#defaults.set(scope, found);
    }
    return found;
  }

  /** Names how profiles of a scope merge by default: two marks are equal exactly when the ways are. */
  mark(scope: string): string {
    return this.#wayOf(scope, this.of(scope).id);
  }

  /** The same for the policy of an id; empty when it is the default, or is no more. */
  markOf(scope: string, id: string): string {
    return id === this.of(scope).id ? '' : this.#wayOf(scope, id);
  }

  #wayOf(scope: string, id: string): string {
    const policy = this.list(scope).find((one) => one.id === id);
    return policy === undefined ? '' : JSON.stringify(policy.attributeMerge);
  }

  /** The policy of an id; the default when there is none of it. */
  find(scope: string, id: string): CompiledPolicy {
    return this.list(scope).some((policy) => policy.id === id) ? this.choose(scope, id) : this.of(scope);
  }

  /** The policy of an id, or the default without one. Throws the coded problem when there is none. */
  choose(scope: string, id: string | undefined): CompiledPolicy {
    if (id === undefined || id === '') return this.of(scope);
    const known = this.#compiled.get(`${scope}/${id}`);
    if (known !== undefined) return known;
    const compiled = compilePolicy(id, this.get(scope, id));
    this.#compiled.set(`${scope}/${id}`, compiled);
    return compiled;
  }

  list(scope: string): readonly StoredPolicy[] {
    const own = this.#byScope.get(scope);
    return own === undefined ? [this.#first(scope)] : [...own.values()];
  }

  get(scope: string, id: string): StoredPolicy {
    const found = this.list(scope).find((policy) => policy.id === id);
    if (found === undefined) throw noPolicy(id);
    return found;
  }

  async create(scope: Scope, policy: MergePolicy, by: string): Promise<StoredPolicy> {
    const { key } = scope;
    if (this.list(key).length >= MOST_POLICIES) throw tooManyPolicies(MOST_POLICIES);
    await this.#materialise(key, by);
    const id = this.#ids.uuid();
    const made = await this.#collection.insert(key, id, policy, { by, at: this.#clock() });
    return this.#settled(scope, stored(made), by);
  }

  async replace(scope: Scope, id: string, policy: MergePolicy, by: string): Promise<StoredPolicy> {
    const known = this.get(scope.key, id);
    if (known.default && !policy.default) throw badPolicy(say('policy-stays-default'));
    await this.#materialise(scope.key, by);
    const made = await this.#collection.update(scope.key, id, undefined, policy, { by, at: this.#clock() });
    return this.#settled(scope, stored(made), by);
  }

  async remove(scope: Scope, id: string, by: string): Promise<void> {
    const known = this.get(scope.key, id);
    if (known.isActiveOnEdge) throw policyInUse('on-edge');
    if (known.default) throw policyInUse('is-default');
    await this.#materialise(scope.key, by);
    await this.#collection.remove(scope.key, id);
    this.#byScope.get(scope.key)!.delete(id);
    this.#compiled.clear();
    const own = this.of(scope.key).id;
    await this.#listener(scope, { from: own, to: own });
  }

  /** One default for a schema class and one policy on the edge: the new one takes it over. */
  async #settled(scope: Scope, policy: StoredPolicy, by: string): Promise<StoredPolicy> {
    const from = this.of(scope.key).id;
    const before = this.#wayOf(scope.key, policy.id);
    this.#keep(scope.key, policy);
    for (const other of this.list(scope.key)) {
      if (other.id === policy.id) continue;
      const loses = policy.default && other.default && other.schema.name === policy.schema.name;
      const leaves = policy.isActiveOnEdge && other.isActiveOnEdge;
      if (!loses && !leaves) continue;
      const { id, version: _, updated: __, ...body } = other;
      const changed = { ...body, ...(loses ? { default: false } : {}), ...(leaves ? { isActiveOnEdge: false } : {}) };
      const made = await this.#collection.update(scope.key, id, undefined, changed, { by, at: this.#clock() });
      this.#keep(scope.key, stored(made));
    }
    const to = this.of(scope.key).id;
    const isNew = before === '';
    if (from !== to || (!isNew && this.#wayOf(scope.key, policy.id) !== before))
      await this.#listener(scope, { from, to });
    return policy;
  }

  async #materialise(scope: string, by: string): Promise<void> {
    if (this.#byScope.has(scope)) return;
    const made = await this.#collection.insert(scope, firstId(scope), TIME_BASED, { by, at: this.#clock() });
    this.#keep(scope, stored(made));
  }

  #first(scope: string): StoredPolicy {
    return { ...TIME_BASED, id: firstId(scope), version: 1, updated: 0 };
  }

  #keep(scope: string, policy: StoredPolicy): void {
    const own = this.#byScope.get(scope) ?? new Map<string, StoredPolicy>();
    this.#byScope.set(scope, own.set(policy.id, policy));
    this.#compiled.clear();
    this.#defaults.delete(scope);
  }
}

function stored({ id, version, updatedAt, body }: Document<MergePolicy>): StoredPolicy {
  return { ...body, id, version, updated: updatedAt };
}
