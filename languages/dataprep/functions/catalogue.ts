import { functions as declared } from '../functions.generated.ts';
import type { FunctionSpec } from './define.ts';

function byName(specs: readonly FunctionSpec[]): ReadonlyMap<string, FunctionSpec> {
  return new Map(specs.flatMap((spec) => [spec.name, ...(spec.aliases ?? [])].map((name) => [name, spec] as const)));
}

/** Every function and method, by name. */
export const functions: readonly FunctionSpec[] = [...declared].sort((a, b) => (a.name < b.name ? -1 : 1));

/** Functions by name, further names included. */
export const catalogue: ReadonlyMap<string, FunctionSpec> = byName(functions.filter(({ method }) => method !== true));

/** Methods by name. */
export const methods: ReadonlyMap<string, FunctionSpec> = byName(functions.filter(({ method }) => method === true));
