import { ZonedDateTime } from '../../dates/zoned-date-time.ts';
import { defineFunction } from '../define.ts';

export const now = defineFunction({
  name: 'now',
  category: 'Date and time',
  prose: 'The time of evaluation: for a streamed record the time it was received, so that a replay gives the same.',
  parameters: [],
  returns: { type: 'date', prose: 'The time, in UTC.' },
  examples: [{ expression: 'now() == timestamp()', result: true }],
  run: (_args, { context }) => ZonedDateTime.at(context.now) ?? null,
});
