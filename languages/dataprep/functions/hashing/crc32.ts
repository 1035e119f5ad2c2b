import { crc32 } from '../../hashing/crc32.ts';
import { encoded, hex } from '../../hashing/encoded.ts';
import { isNothing } from '../../values.ts';
import { defineFunction } from '../define.ts';

export const hashCrc32 = defineFunction({
  name: 'crc32',
  category: 'Hashing',
  prose: 'The CRC-32 hash of a text in small hex letters, least significant byte first.',
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
      expression: 'crc32("my text", "UTF-8")',
      result: '8df92e80',
    },
  ],
  run: ([input, charset]) => (isNothing(input) ? null : hex(crc32(encoded(input, charset, 4)))),
});
