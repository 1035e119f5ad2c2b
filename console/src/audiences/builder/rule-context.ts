import { createContext, useContext } from 'react';
import { EVENTS } from './rule/block.ts';
import type { Draft, RuleField } from './rule/insert.ts';

/** What the blocks of a rule are drawn and changed with. */
export interface RuleBuilder {
  readonly draft: Draft;
  readonly change: (draft: Draft) => void;
  readonly fields: { readonly profile: readonly RuleField[]; readonly event: readonly RuleField[] };
  readonly audiences: readonly { readonly id: string; readonly name: string; readonly description?: string }[];
  /** Today as `2026-03-01`: the first value of a new date. */
  readonly today: string;
}

const RuleContext = createContext<RuleBuilder | undefined>(undefined);

export const RuleProvider = RuleContext.Provider;

/** Only inside the builder. */
export function useRuleBuilder(): RuleBuilder {
  const builder = useContext(RuleContext);
  if (builder === undefined) throw new Error('useRuleBuilder is called outside the builder');
  return builder;
}

/** The field a path means: of the profile, or below a list when the path is that of an item. */
export function fieldAt({ fields }: RuleBuilder, path: string, source?: string): RuleField | undefined {
  if (source === EVENTS) return fields.event.find((field) => field.path === path);
  const whole = source === undefined ? path : `${source}.${path}`;
  return fields.profile.find((field) => field.path === whole);
}

/** What a person calls a field: its title, else the last part of its path. */
export function nameOf(path: string, field: Pick<RuleField, 'title'> | undefined): string {
  return field?.title ?? path.slice(path.lastIndexOf('.') + 1);
}
