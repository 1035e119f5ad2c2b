import { pqlFunction } from '../../function.ts';
import { BOOLEAN } from '../../value-type.ts';
import { isAbsent } from '../../values.ts';

export const isNotNull = pqlFunction({
  name: 'isNotNull',
  category: 'object',
  form: 'method',
  syntax: 'O.isNotNull()',
  summary: 'There is a value.',
  parameters: [],
  result: () => BOOLEAN,
  compile: ({ receiver: { run } }) => {
    return (env) => !isAbsent(run(env));
  },
  examples: [
    { expression: 'loyalty.memberId.isNotNull()', result: true },
    { expression: 'loyalty.nickname.isNotNull()', result: false },
  ],
});
