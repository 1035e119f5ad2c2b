import { type CompiledMappingSet, compileMappingSet } from '@meniscus/languages/dataprep';
import type { Field } from '@meniscus/languages/xdm';
import type { Scope } from '../kernel/index.ts';
import type { MappingSets } from './mapping-sets.ts';

const MOST_KEPT = 1000;

/**
 * Compiled sets by scope, id, version and target. Versions never change, so nothing kept goes stale; a recompiled schema is
 * another target object and lets go of what was compiled for the one before.
 */
export class CompiledSets {
  readonly #sets: MappingSets;
  readonly #kept = new Map<string, WeakMap<Field, CompiledMappingSet>>();

  constructor(sets: MappingSets) {
    this.#sets = sets;
  }

  /** Undefined when the set or that version does not exist or is a draft. Without a version the latest published. */
  async get(
    scope: Scope,
    id: string,
    version: number | undefined,
    target: Field,
  ): Promise<CompiledMappingSet | undefined> {
    const known = version === undefined ? undefined : this.#kept.get(`${scope.key}/${id}/${version}`)?.get(target);
    if (known !== undefined) return known;
    const set = await this.#sets.runnable(scope, id, version);
    if (set === undefined) return undefined;
    const byTarget = this.#byTarget(`${scope.key}/${id}/${set.version}`);
    const compiled = byTarget.get(target) ?? compileMappingSet({ mappings: set.mappings, target });
    byTarget.set(target, compiled);
    return compiled;
  }

  #byTarget(key: string): WeakMap<Field, CompiledMappingSet> {
    const known = this.#kept.get(key);
    if (known !== undefined) return known;
    if (this.#kept.size >= MOST_KEPT) this.#kept.clear();
    const made = new WeakMap<Field, CompiledMappingSet>();
    this.#kept.set(key, made);
    return made;
  }
}
