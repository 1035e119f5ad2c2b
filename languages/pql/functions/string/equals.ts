import type { Test } from '../../bound.ts';
import { type CallSite, pqlFunction } from '../../function.ts';
import { say } from '../../phrases.ts';
import { BOOLEAN } from '../../value-type.ts';
import { isAbsent } from '../../values.ts';

/** A last argument that is true or false is the case flag when a text is compared; a last text is one more value. */
export const equals = pqlFunction({
  name: 'equals',
  category: 'string',
  form: 'method',
  syntax: 'S.equals(V1[, V2, …][, CASE_SENSITIVE])',
  summary: 'The text equals one of the values. Case counts unless the last argument is false.',
  receiver: ['text', 'number', 'boolean'],
  parameters: [{ name: 'value', kinds: ['text', 'number', 'boolean'], repeated: true }],
  result: () => BOOLEAN,
  compile: (site) => {
    const last = site.args.at(-1)!;
    const flagged = site.args.length > 1 && last.type.kind === 'boolean' && site.receiver.type.kind !== 'boolean';
    const values = flagged ? site.args.slice(0, -1) : site.args;
    const folds = flagged && last.constant?.value === false;
    if (flagged && last.constant === undefined) return { refused: say('pql-case-flag') };
    const known = values.map(({ constant }) => constant?.value);
    if (!known.every((value) => typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')) {
      return equalsValues(site, values, folds);
    }
    return folds ? equalsFolded(site, known.map(folded)) : equalsKnown(site, known);
  },
  examples: [
    { expression: 'loyalty.tier.equals("gold")', result: true },
    { expression: 'loyalty.tier.equals("GOLD", false)', result: true },
    { expression: 'loyalty.tier.equals("GOLD", true)', result: false },
    { expression: 'homeAddress.stateProvince.equals("BY", "HH", "HE")', result: true },
    { expression: 'loyalty.nickname.equals("x")', result: false },
  ],
});

function folded(value: unknown): unknown {
  return typeof value === 'string' ? value.toLowerCase() : value;
}

function equalsKnown({ receiver: { run } }: CallSite, known: readonly unknown[]): Test {
  const [only] = known;
  if (known.length === 1) return (env) => run(env) === only;
  const values = new Set(known);
  return (env) => values.has(run(env));
}

function equalsFolded({ receiver: { run } }: CallSite, known: readonly unknown[]): Test {
  const [only] = known;
  if (known.length === 1)
    return (env) => {
      const value = run(env);
      return value === only || folded(value) === only;
    };
  const values = new Set(known);
  return (env) => values.has(folded(run(env)));
}

function equalsValues({ receiver: { run } }: CallSite, values: CallSite['args'], folds: boolean): Test {
  const same = (a: unknown, b: unknown) => (folds ? folded(a) === folded(b) : a === b);
  return (env) => {
    const value = run(env);
    return !isAbsent(value) && values.some((other) => same(value, other.run(env)));
  };
}
