import type { Test } from '../bound.ts';
import { type CallSite, type FunctionExample, type PqlFunction, pqlFunction } from '../function.ts';
import { BOOLEAN } from '../value-type.ts';
import { isAbsent } from '../values.ts';

interface TextTest {
  readonly name: string;
  readonly syntax: string;
  readonly summary: string;
  /** The test fails where the plain one holds. Both are false for an absent text. */
  readonly negated?: boolean;
  test(text: string, wanted: string): boolean;
  readonly examples: readonly FunctionExample[];
}

/**
 * A test of a text against another. The optional second argument says whether case counts and is true unless given
 * (page "String functions").
 */
export function textTest({ negated = false, test, ...prose }: TextTest): PqlFunction {
  return pqlFunction({
    ...prose,
    category: 'string',
    form: 'method',
    receiver: ['text'],
    parameters: [
      { name: 'text', kinds: ['text'] },
      { name: 'caseSensitive', kinds: ['boolean'], optional: true },
    ],
    result: () => BOOLEAN,
    compile: (site) => {
      const holds = compileTest(site, (text, wanted) => test(text, wanted) !== negated);
      if (!negated || site.choices['negatives-of-absent'] === 'false') return holds;
      const { run } = site.receiver;
      return (env) => isAbsent(run(env)) || holds(env);
    },
  });
}

function compileTest({ receiver, args }: CallSite, test: (text: string, wanted: string) => boolean): Test {
  const [wanted, sensitive] = args;
  const { run } = receiver;
  const exact = sensitive === undefined || sensitive.constant?.value === true;
  const known = wanted!.constant?.value;
  if (typeof known === 'string' && exact) {
    return (env) => {
      const text = run(env);
      return typeof text === 'string' && test(text, known);
    };
  }
  if (typeof known === 'string' && sensitive!.constant?.value === false) {
    const folded = known.toLowerCase();
    return (env) => {
      const text = run(env);
      return typeof text === 'string' && test(text.toLowerCase(), folded);
    };
  }
  return (env) => {
    const text = run(env);
    const other = wanted!.run(env);
    if (typeof text !== 'string' || typeof other !== 'string') return false;
    return exact || sensitive.run(env) === true ? test(text, other) : test(text.toLowerCase(), other.toLowerCase());
  };
}
