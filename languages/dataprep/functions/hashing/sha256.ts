import { encoded, hex } from '../../hashing/encoded.ts';
import { sha256 } from '../../hashing/sha256.ts';
import { isNothing } from '../../values.ts';
import { defineFunction } from '../define.ts';

export const hashSha256 = defineFunction({
  name: 'sha256',
  category: 'Hashing',
  prose: 'The SHA-256 hash of a text in small hex letters.',
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
      expression: 'sha256("my text", "UTF-8")',
      result: '7330d2b39ca35eaf4cb95fc846c21ee6a39af698154a83a586ee270a0d372104',
    },
  ],
  run: ([input, charset]) => (isNothing(input) ? null : hex(sha256(encoded(input, charset, 16)))),
});
