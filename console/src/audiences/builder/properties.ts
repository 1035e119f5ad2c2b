import type { Audience } from '../audience.ts';

export type Method = 'continuous' | 'batch' | 'synchronous';

/** What is said of an audience beside its rule. */
export interface Properties {
  readonly name: string;
  readonly description: string;
  readonly method: Method;
}

/** By which methods a rule may be evaluated, as the platform says. */
export interface Eligibility {
  readonly streaming: boolean;
  readonly edge: boolean;
  readonly reasons: readonly string[];
}

/** The properties an audience has; streaming when there is none yet. */
export function propertiesOf(audience: Audience | undefined): Properties {
  const { name = '', description = '', evaluationInfo: info } = audience ?? {};
  const method =
    info?.batch?.enabled === true ? 'batch' : info?.synchronous?.enabled === true ? 'synchronous' : undefined;
  return { name, description, method: method ?? 'continuous' };
}

/** The method that will be used: the one chosen where the rule may use it, else batch. */
export function methodFor(chosen: Method, eligibility: Eligibility | undefined): Method {
  if (eligibility === undefined) return chosen;
  if (chosen === 'synchronous' && eligibility.edge) return chosen;
  return chosen !== 'batch' && eligibility.streaming ? 'continuous' : 'batch';
}
