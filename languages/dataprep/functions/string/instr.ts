import { asInteger, asText, isNothing } from '../../values.ts';
import { defineFunction } from '../define.ts';

export const instr = defineFunction({
  name: 'instr',
  category: 'String',
  prose: 'Finds a text in another and gives its position from 0, or -1 when it is not there.',
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
    const text = asText(input);
    const part = asText(wanted);
    let at = text.indexOf(part, isNothing(start) ? 0 : asInteger(start));
    for (let count = isNothing(occurrence) ? 1 : asInteger(occurrence); count > 1 && at >= 0; count -= 1) {
      at = text.indexOf(part, at + 1);
    }
    return at;
  },
});
