import { pqlFunction } from '../../function.ts';
import { UNKNOWN } from '../../value-type.ts';
import { isTrue } from '../../values.ts';

export const ifThenElse = pqlFunction({
  name: 'if',
  category: 'boolean',
  form: 'prefix',
  syntax: 'if (TEST, THEN, ELSE)',
  summary: 'The second value when the test is true, otherwise the third.',
  parameters: [{ name: 'test', kinds: ['boolean', 'list'] }, { name: 'then' }, { name: 'else' }],
  result: ({ args }) => (args[1]!.type.kind === args[2]!.type.kind ? args[1]!.type : UNKNOWN),
  compile: ({ args }) => {
    const [test, whenTrue, otherwise] = [args[0]!.run, args[1]!.run, args[2]!.run];
    return (env) => (isTrue(test(env)) ? whenTrue(env) : otherwise(env));
  },
  examples: [
    { expression: 'if (loyalty.points >= 1000, "high", "low")', result: 'high' },
    { expression: 'if (loyalty.points < 1000, "low", 7)', result: 7 },
  ],
});
