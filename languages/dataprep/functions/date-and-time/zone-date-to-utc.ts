import { requiredDate } from '../../dates/require-date.ts';
import { ZonedDateTime } from '../../dates/zoned-date-time.ts';
import { isNothing } from '../../values.ts';
import { defineFunction } from '../define.ts';

export const zoneDateToUtc = defineFunction({
  name: 'zone_date_to_utc',
  category: 'Date and time',
  prose: 'The same instant in UTC.',
  parameters: [{ name: 'DATE', type: 'date', prose: 'The date, in any zone.' }],
  returns: { type: 'date', prose: 'The date in UTC; null for null.' },
  examples: [{ expression: 'zone_date_to_utc(date("2019-10-17T11:55:12-08:00"))', result: '2019-10-17T19:55:12Z' }],
  run: ([input]) => (isNothing(input) ? null : ZonedDateTime.at(requiredDate(input).epoch)),
});
