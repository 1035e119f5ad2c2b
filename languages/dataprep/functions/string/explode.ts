import { splitBy } from '../../regular-expression.ts';
import { asText, isNothing } from '../../values.ts';
import { defineFunction } from '../define.ts';

export const explode = defineFunction({
  name: 'explode',
  category: 'String',
  prose:
    'Cuts a text at every match of a regular expression and keeps empty pieces. Several characters are one delimiter.',
  parameters: [
    { name: 'STRING', type: 'string', prose: 'The text to cut.' },
    { name: 'REGEX', type: 'string', prose: 'What stands between the pieces; a comma when left out.', optional: true },
  ],
  cost: 2,
  returns: { type: 'array', prose: 'The pieces.' },
  examples: [
    { expression: 'explode("Hi, there!", " ")', result: ['Hi,', 'there!'] },
    { expression: 'explode("a||b", "\\\\|")', result: ['a', '', 'b'] },
  ],
  run: ([input, pattern]) =>
    isNothing(input) ? null : splitBy(isNothing(pattern) ? ',' : asText(pattern), asText(input)),
});
