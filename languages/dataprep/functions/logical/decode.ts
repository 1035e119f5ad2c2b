import { asText, isNothing } from '../../values.ts';
import { defineFunction } from '../define.ts';

export const decode = defineFunction({
  name: 'decode',
  category: 'Logical operators',
  prose:
    'Looks a value up in a list of keys and results. A last argument without a partner is the result for all others.',
  parameters: [
    { name: 'KEY', type: 'any', prose: 'The value to look up.' },
    { name: 'OPTIONS', type: 'any', prose: 'Keys and results in turn, then the result for all others.', repeats: true },
  ],
  returns: { type: 'any', prose: 'The result of the key; null when there is none and no default.' },
  examples: [
    {
      expression: 'decode(stateCode, "ca", "California", "pa", "Pennsylvania", "N/A")',
      record: { stateCode: 'pa' },
      result: 'Pennsylvania',
    },
  ],
  run: ([key, ...options]) => {
    const wanted = isNothing(key) ? undefined : asText(key);
    for (let at = 0; at + 1 < options.length; at += 2) {
      if (isNothing(options[at]) ? wanted === undefined : asText(options[at]) === wanted) return options[at + 1];
    }
    return options.length % 2 === 1 ? options.at(-1) : null;
  },
});
