import { type Env, type Run, spend } from '../bound.ts';
import type { CallSite } from '../function.ts';

/** Items of a receiver as a list; nothing for what is absent or no list. A built map counts by its groups or values. */
export function itemsOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (value instanceof Map) return [...value.values()];
  return NONE;
}

const NONE: readonly unknown[] = Object.freeze([]);

/** The value a selector gives for each item; the item itself without a selector. */
export function selected({ args, item }: CallSite): (env: Env, value: unknown) => unknown {
  const selector: Run | undefined = args[0]?.run;
  if (selector === undefined) return (_env, value) => value;
  return (env, value) => {
    spend(env, 1);
    env.slots[item] = value;
    return selector(env);
  };
}
