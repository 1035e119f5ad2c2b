import { pqlFunction } from '../../function.ts';
import { BOOLEAN } from '../../value-type.ts';
import { isAbsent } from '../../values.ts';

export const isNull = pqlFunction({
  name: 'isNull',
  category: 'object',
  form: 'method',
  syntax: 'O.isNull()',
  summary: 'There is no value.',
  parameters: [],
  result: () => BOOLEAN,
  compile: ({ receiver: { run } }) => {
    return (env) => isAbsent(run(env));
  },
  examples: [
    { expression: 'loyalty.nickname.isNull()', result: true },
    { expression: 'loyalty.isNull()', result: false },
  ],
});
