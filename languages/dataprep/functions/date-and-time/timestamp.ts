import { defineFunction } from '../define.ts';

export const timestamp = defineFunction({
  name: 'timestamp',
  category: 'Date and time',
  prose: 'The time of evaluation in milliseconds since 1970.',
  parameters: [],
  returns: { type: 'integer', prose: 'Milliseconds since the epoch.' },
  examples: [{ expression: 'timestamp() > 0', result: true }],
  run: (_args, { context }) => context.now,
});
