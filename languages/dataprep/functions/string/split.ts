import { asText, isNothing } from '../../values.ts';
import { defineFunction } from '../define.ts';

export const split = defineFunction({
  name: 'split',
  category: 'String',
  prose: 'Cuts a text at each of the given characters and leaves out empty pieces.',
  parameters: [
    { name: 'INPUT', type: 'string', prose: 'The text to cut.' },
    { name: 'SEPARATOR', type: 'string', prose: 'Characters, each of which is a separator.' },
  ],
  cost: 8,
  returns: { type: 'array', prose: 'The pieces.' },
  examples: [
    { expression: 'split("Hello world", " ")', result: ['Hello', 'world'] },
    { expression: 'split("a,b;;c", ",;")', result: ['a', 'b', 'c'] },
  ],
  run: ([input, separator]) => {
    if (isNothing(input)) return null;
    const separators = new Set(asText(separator));
    const pieces: string[] = [];
    let piece = '';
    for (const char of asText(input)) {
      if (!separators.has(char)) piece += char;
      else {
        if (piece !== '') pieces.push(piece);
        piece = '';
      }
    }
    if (piece !== '') pieces.push(piece);
    return pieces;
  },
});
