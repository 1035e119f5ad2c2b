import type { Field } from '@meniscus/languages/xdm';
import type { ValueType } from '../functions/define.ts';

/**
 * One kind of value an expression may give. `nothing` is null: it leaves the target alone. A list stands for its elements as
 * well: wherever a value is wanted and a list comes, its elements are taken one by one.
 */
export type Possible =
  | { readonly kind: 'constant'; readonly value: string | number | boolean }
  | { readonly kind: 'list'; readonly items: readonly Possible[] }
  | { readonly kind: 'string' | 'number' | 'integer' | 'boolean' | 'date' | 'object' | 'nothing' | 'any' };

export const ANYTHING: readonly Possible[] = [{ kind: 'any' }];

/** More than this and it is as good as anything. */
const MOST = 64;

/** All of several, each once. */
export function union(...groups: readonly (readonly Possible[])[]): readonly Possible[] {
  const found = new Map<string, Possible>();
  for (const one of groups.flat()) found.set(JSON.stringify(one), one);
  return found.size > MOST || found.has('{"kind":"any"}') ? ANYTHING : [...found.values()];
}

/** Lists in lists in lists are told apart so far; deeper ones hold anything. */
const DEEPEST = 8;

/** A list of any of several. */
export function listOf(items: readonly Possible[]): readonly Possible[] {
  return [{ kind: 'list', items: levelsOf(items) < DEEPEST ? items : ANYTHING }];
}

function levelsOf(items: readonly Possible[]): number {
  return Math.max(0, ...items.map((one) => (one.kind === 'list' ? 1 + levelsOf(one.items) : 0)));
}

/** What a declared type stands for. */
export function declared(type: ValueType): readonly Possible[] {
  switch (type) {
    case 'array':
      return [{ kind: 'list', items: ANYTHING }];
    case 'map':
      return [{ kind: 'object' }];
    case 'lambda':
      return ANYTHING;
    default:
      return [{ kind: type }];
  }
}

/** What data of a source schema's field can be. Dates are texts there: records are JSON. */
export function ofField(field: Field | undefined): readonly Possible[] {
  switch (field?.type) {
    case undefined:
      return ANYTHING;
    case 'array':
      return [{ kind: 'list', items: ofField(field.items) }];
    case 'object':
    case 'map':
      return [{ kind: 'object' }];
    case 'boolean':
    case 'number':
      return [{ kind: field.type }];
    case 'string':
    case 'date':
    case 'date-time':
      return field.enum === undefined
        ? [{ kind: 'string' }]
        : union(field.enum.map((value) => ({ kind: 'constant' as const, value })));
    default:
      return [{ kind: 'integer' }];
  }
}

/** Everything but null. */
export function present(possible: readonly Possible[]): readonly Possible[] {
  return possible.filter(({ kind }) => kind !== 'nothing');
}
