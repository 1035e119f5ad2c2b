/**
 * Where the documentation contradicts itself or is silent, and a deployment may want the other reading (decision 0057).
 * A rule means the same in a whole deployment, so these are given once, not per rule.
 */
export const PQL_CHOICES = {
  /** `!=`, `notIn`, `notEqualTo` and `doesNot…` on an absent value. */
  'negatives-of-absent': ['false', 'true'],
  /** A path through an array: holds for some item, or is refused (the overview says to use a select). */
  'array-paths': ['some', 'refused'],
  /** Several bindings of `exists`: all conditions hold together, or any of them (prose of its sample). */
  'several-bindings': ['all', 'any'],
  /** `topN`, `bottomN`: as their samples, or ascending as their text says. */
  ranking: ['samples', 'ascending'],
  /** First day of a week. */
  weeks: ['sunday', 'monday'],
  /** May two steps of a chain have the same time? */
  'chain-ties': ['refused', 'allowed'],
  /** `matches`: some part of the text, or all of it. */
  matching: ['part', 'whole'],
  /** `between`: is the second end inside? */
  'between-end': ['inside', 'outside'],
  /** `forall` over nothing. */
  'empty-forall': ['true', 'false'],
  /** May an event in a window together with `inSegment` stream? */
  'event-with-segment': ['batch', 'streaming'],
} as const;

export type ChoiceName = keyof typeof PQL_CHOICES;

/** One reading for each open point. */
export type PqlChoices = { readonly [Name in ChoiceName]: (typeof PQL_CHOICES)[Name][number] };

/** The first of each: what is done unless said otherwise. */
export const DEFAULT_CHOICES = Object.fromEntries(
  Object.entries(PQL_CHOICES).map(([name, [first]]) => [name, first]),
) as unknown as PqlChoices;

/**
 * Reads `name=value,name=value`. Gives the choices, or what is wrong with the text and what would do.
 */
export function readChoices(text: string): { readonly choices: PqlChoices } | { readonly wrong: string } {
  const chosen: Record<string, string> = { ...DEFAULT_CHOICES };
  for (const part of text.split(',').map((one) => one.trim())) {
    if (part === '') continue;
    const [name = '', value = ''] = part.split('=').map((one) => one.trim());
    if (!Object.hasOwn(PQL_CHOICES, name))
      return { wrong: `there is no choice ${name}; it is one of ${Object.keys(PQL_CHOICES).join(', ')}` };
    const allowed: readonly string[] = PQL_CHOICES[name as ChoiceName];
    if (!allowed.includes(value)) return { wrong: `${name} is ${value}; it must be ${allowed.join(' or ')}` };
    chosen[name] = value;
  }
  return { choices: chosen as unknown as PqlChoices };
}
