import { asText, isNothing } from '../../values.ts';
import { defineFunction } from '../define.ts';

export const lower = defineFunction({
  name: 'lower',
  aliases: ['lcase'],
  category: 'String',
  prose: 'The text in small letters.',
  parameters: [{ name: 'INPUT', type: 'string', prose: 'The text.' }],
  returns: { type: 'string', prose: 'The text in small letters.' },
  examples: [{ expression: 'lower("HeLLo")', result: 'hello' }],
  run: ([input]) => (isNothing(input) ? null : asText(input).toLowerCase()),
  code: ([input]) => `((t = ${input}) === null || t === undefined ? null : textOf(t).toLowerCase())`,
});
