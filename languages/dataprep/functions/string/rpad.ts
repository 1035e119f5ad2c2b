import { say } from '../../phrases.ts';
import { asInteger, asText, EvaluationError } from '../../values.ts';
import { defineFunction } from '../define.ts';

export const rpad = defineFunction({
  name: 'rpad',
  category: 'String',
  prose: 'Fills a text on its right up to a length; a longer text is cut to it.',
  parameters: [
    { name: 'INPUT', type: 'string', prose: 'The text; null is filled like an empty one.' },
    { name: 'COUNT', type: 'integer', prose: 'Length of the result.' },
    { name: 'PADDING', type: 'string', prose: 'What to fill with; a blank when null or empty.' },
  ],
  returns: { type: 'string', prose: 'A text of that length.' },
  examples: [{ expression: 'rpad("bat", 8, "yz")', result: 'batyzyzy' }],
  run: ([input, count, padding]) => {
    const length = asInteger(count);
    if (length > 100_000) throw new EvaluationError(say('pad-too-long', { name: 'rpad', length, most: 100_000 }));
    return asText(input)
      .slice(0, Math.max(0, length))
      .padEnd(length, asText(padding) || ' ');
  },
});
