import { patternFor } from '../../dates/pattern.ts';
import { requiredDate } from '../../dates/require-date.ts';
import { say } from '../../phrases.ts';
import { asText, EvaluationError, isNothing, shown } from '../../values.ts';
import { defineFunction } from '../define.ts';

export const date = defineFunction({
  name: 'date',
  category: 'Date and time',
  prose:
    'The date a text spells: in the given pattern, else in ISO 8601 or one of the default patterns. UTC when the text names no zone.',
  parameters: [
    { name: 'DATE', type: 'string', prose: 'The text.' },
    { name: 'FORMAT', type: 'string', prose: 'The pattern of the text, not of the result.', optional: true },
    { name: 'DEFAULT_DATE', type: 'date', prose: 'The result when the text is null or empty.', optional: true },
  ],
  returns: { type: 'date', prose: 'The date.' },
  examples: [
    { expression: 'date("2019-10-23 11:24")', result: '2019-10-23T11:24:00Z' },
    { expression: 'date("23.10.19", "dd.MM.yy")', result: '2019-10-23T00:00:00Z' },
    { expression: 'date(null, "yyyy", date("2020-01-01"))', result: '2020-01-01T00:00:00Z' },
  ],
  run: ([input, pattern, fallback]) => {
    if (isNothing(input) || input === '') return isNothing(fallback) ? null : requiredDate(fallback);
    if (isNothing(pattern) || typeof input !== 'string') return requiredDate(input);
    const found = patternFor(asText(pattern)).parse(input);
    if (found === undefined)
      throw new EvaluationError(say('no-date-of-pattern', { value: shown(input), pattern: asText(pattern) }));
    return found;
  },
});
