import { type Run, spend } from '../bound.ts';
import { type FunctionExample, type PqlFunction, pqlFunction } from '../function.ts';
import { BOOLEAN, type ValueType } from '../value-type.ts';

interface SetOperation {
  readonly name: string;
  readonly summary: string;
  result?(receiver: ValueType): ValueType;
  apply(a: readonly unknown[], b: readonly unknown[]): unknown;
  readonly examples: readonly FunctionExample[];
}

/** A function of two lists. With either absent a test is false and a list is absent. */
export function setOperation({ result = () => BOOLEAN, apply, ...prose }: SetOperation): PqlFunction {
  return pqlFunction({
    ...prose,
    category: 'array',
    form: 'method',
    syntax: `A.${prose.name}(B)`,
    receiver: ['list'],
    parameters: [{ name: 'other', kinds: ['list'] }],
    result: ({ receiver }) => result(receiver.type),
    compile: ({ receiver, args }): Run => {
      const other = args[0]!.run;
      return (env) => {
        const a = receiver.run(env);
        const b = other(env);
        if (!Array.isArray(a) || !Array.isArray(b)) return undefined;
        spend(env, a.length + b.length);
        return apply(a, b);
      };
    },
  });
}
