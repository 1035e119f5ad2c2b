import { fitsWhole } from '../../regular-expression.ts';
import { asText, isNothing } from '../../values.ts';
import { defineFunction } from '../define.ts';

/** The example fits in both readings; we ask for the whole text, as `matches()` of Java does. */
export const matchesRegex = defineFunction({
  name: 'matches_regex',
  category: 'Regular expression',
  prose: 'Does the whole text fit a regular expression? RE2 syntax: no look-around, no back references.',
  parameters: [
    { name: 'STRING', type: 'string', prose: 'The text.' },
    { name: 'REGEX', type: 'string', prose: 'The regular expression.' },
  ],
  returns: { type: 'boolean', prose: 'True when the whole text fits.' },
  examples: [{ expression: 'matches_regex("E259,E259B_009,1_1", "([^,]+),[^,]*,([^,]+)")', result: true }],
  run: ([input, pattern]) => !isNothing(input) && fitsWhole(asText(pattern), asText(input)),
});
