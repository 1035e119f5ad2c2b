import { encoded, hex } from '../../hashing/encoded.ts';
import { sha1 } from '../../hashing/sha1.ts';
import { isNothing } from '../../values.ts';
import { defineFunction } from '../define.ts';

export const hashSha1 = defineFunction({
  name: 'sha1',
  category: 'Hashing',
  prose: 'The SHA-1 hash of a text in small hex letters.',
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
      expression: 'sha1("my text", "UTF-8")',
      result: 'c3599c11e47719df18a2448690840c5dfcce3c80',
    },
  ],
  run: ([input, charset]) => (isNothing(input) ? null : hex(sha1(encoded(input, charset, 16)))),
});
