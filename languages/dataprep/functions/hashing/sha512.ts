import { encoded, hex } from '../../hashing/encoded.ts';
import { sha512 } from '../../hashing/sha512.ts';
import { isNothing } from '../../values.ts';
import { defineFunction } from '../define.ts';

export const hashSha512 = defineFunction({
  name: 'sha512',
  category: 'Hashing',
  prose: 'The SHA-512 hash of a text in small hex letters.',
  parameters: [
    { name: 'INPUT', type: 'string', prose: 'The text.' },
    {
      name: 'CHARSET',
      type: 'string',
      prose: 'UTF-8 (when left out), UTF-16, ISO-8859-1 or US-ASCII.',
      optional: true,
    },
  ],
  returns: { type: 'string', prose: 'The hash; null for null.' },
  examples: [
    {
      expression: 'sha512("my text", "UTF-8")',
      result:
        'a3d7e45a0d9be5fd4e4b9a3b8c9c2163c21ef708bf11b4232bb21d2a8704ada2cdcd7b367dd0788a89a5c908cfe377aceb1072a7b386b7d4fd2ff68a8fd24d16',
    },
  ],
  run: ([input, charset]) => (isNothing(input) ? null : hex(sha512(encoded(input, charset, 32)))),
});
