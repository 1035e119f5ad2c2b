import { encoded, hex } from '../../hashing/encoded.ts';
import { md5 } from '../../hashing/md5.ts';
import { isNothing } from '../../values.ts';
import { defineFunction } from '../define.ts';

export const hashMd5 = defineFunction({
  name: 'md5',
  category: 'Hashing',
  prose: 'The MD5 hash of a text in small hex letters.',
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
      expression: 'md5("my text", "UTF-8")',
      result: 'd3b96ce8c9fb4e9bd0198d03ba6852c7',
    },
  ],
  run: ([input, charset]) => (isNothing(input) ? null : hex(md5(encoded(input, charset, 16)))),
});
