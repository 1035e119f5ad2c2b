import { patternFor } from '../../dates/pattern.ts';
import { requiredDate } from '../../dates/require-date.ts';
import { asText, isNothing } from '../../values.ts';
import { defineFunction } from '../define.ts';

/** The documented example shows seconds its input does not have; we print what the date says. */
export const format = defineFunction({
  name: 'format',
  category: 'Date and time',
  prose: 'A date as text in a pattern, on the clocks of its zone.',
  parameters: [
    { name: 'DATE', type: 'date', prose: 'The date.' },
    { name: 'FORMAT', type: 'string', prose: 'The pattern of the result, in the letters of Java.' },
  ],
  returns: { type: 'string', prose: 'The text; null for null.' },
  examples: [
    { expression: 'format(date("2019-10-23T11:24:00+00:00"), "yyyy-MM-dd HH:mm:ss")', result: '2019-10-23 11:24:00' },
  ],
  run: ([date, pattern]) => (isNothing(date) ? null : patternFor(asText(pattern)).format(requiredDate(date))),
});
