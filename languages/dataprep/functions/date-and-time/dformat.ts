import { patternFor } from '../../dates/pattern.ts';
import { requiredDate } from '../../dates/require-date.ts';
import { asNumber, asText, isNothing } from '../../values.ts';
import { defineFunction } from '../define.ts';

export const dformat = defineFunction({
  name: 'dformat',
  category: 'Date and time',
  prose: 'A time in milliseconds as text in a pattern, in UTC.',
  parameters: [
    { name: 'TIMESTAMP', type: 'integer', prose: 'Milliseconds since the epoch.' },
    { name: 'FORMAT', type: 'string', prose: 'The pattern of the result, in the letters of Java.' },
  ],
  returns: { type: 'string', prose: 'The text; null for null.' },
  examples: [
    { expression: 'dformat(1571829875000, "yyyy-MM-dd\'T\'HH:mm:ss.SSSX")', result: '2019-10-23T11:24:35.000Z' },
  ],
  run: ([time, pattern]) => (isNothing(time) ? null : patternFor(asText(pattern)).format(requiredDate(asNumber(time)))),
});
