import { pqlFunction } from '../../function.ts';
import { UNKNOWN } from '../../value-type.ts';

export const head = pqlFunction({
  name: 'head',
  category: 'array',
  form: 'method',
  syntax: 'A.head()',
  summary: 'The first item; absent for an empty list.',
  receiver: ['list'],
  parameters: [],
  result: ({ receiver }) => (receiver.type.kind === 'list' ? receiver.type.item : UNKNOWN),
  compile: ({ receiver: { run } }) => {
    return (env) => {
      const list = run(env);
      return Array.isArray(list) ? (list[0] as unknown) : undefined;
    };
  },
  examples: [{ expression: 'xEvent.topN(timestamp, 5).head().eventType', result: 'loyalty.redemption' }],
});
