import { firstMatch } from '../../regular-expression.ts';
import { asText, isNothing } from '../../values.ts';
import { defineFunction } from '../define.ts';

export const extractRegex = defineFunction({
  name: 'extract_regex',
  category: 'Regular expression',
  prose:
    'Finds the first place a regular expression fits and gives the match and its groups. RE2 syntax: no look-around, no back references.',
  parameters: [
    { name: 'STRING', type: 'string', prose: 'The text to search in.' },
    { name: 'REGEX', type: 'string', prose: 'The regular expression.' },
  ],
  returns: { type: 'array', prose: 'The whole match, then each group; empty when nothing fits.' },
  examples: [
    {
      expression: 'extract_regex("E259,E259B_009,1_1", "([^,]+),[^,]*,([^,]+)")',
      result: ['E259,E259B_009,1_1', 'E259', '1_1'],
    },
  ],
  run: ([input, pattern]) => (isNothing(input) ? null : (firstMatch(asText(pattern), asText(input)) ?? [])),
});
