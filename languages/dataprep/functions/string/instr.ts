import { occurrences } from '../../occurrences.ts';
import { asInteger, asText, isNothing } from '../../values.ts';
import { defineFunction } from '../define.ts';

export const instr = defineFunction({
  name: 'instr',
  category: 'String',
  prose:
    'Finds a text in another and gives its position from 0, or -1 when it is not there. Occurrences may overlap; the empty text is at every position.',
  parameters: [
    { name: 'INPUT', type: 'string', prose: 'The text to search in.' },
    { name: 'SUBSTRING', type: 'string', prose: 'The text to search for.' },
    { name: 'START_POSITION', type: 'integer', prose: 'Where the search starts; 0 when left out.', optional: true },
    { name: 'OCCURRENCE', type: 'integer', prose: 'Which occurrence from there; 1 when left out.', optional: true },
  ],
  returns: { type: 'integer', prose: 'The position from 0, or -1.' },
  examples: [
    { expression: 'instr("adobe.com", "com")', result: 6 },
    { expression: 'instr("a-b-c", "-", 0, 2)', result: 3 },
  ],
  run: ([input, wanted, start, occurrence]) => {
    if (isNothing(input) || isNothing(wanted)) return null;
    let left = isNothing(occurrence) ? 1 : asInteger(occurrence);
    for (const at of occurrences(asText(input), asText(wanted), isNothing(start) ? 0 : asInteger(start))) {
      left -= 1;
      if (left <= 0) return at;
    }
    return -1;
  },
});
