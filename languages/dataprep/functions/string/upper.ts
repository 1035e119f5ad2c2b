import { asText, isNothing } from '../../values.ts';
import { defineFunction } from '../define.ts';

export const upper = defineFunction({
  name: 'upper',
  aliases: ['ucase'],
  category: 'String',
  prose: 'The text in capital letters.',
  parameters: [{ name: 'INPUT', type: 'string', prose: 'The text.' }],
  returns: { type: 'string', prose: 'The text in capital letters.' },
  examples: [{ expression: 'upper("HeLLo")', result: 'HELLO' }],
  run: ([input]) => (isNothing(input) ? null : asText(input).toUpperCase()),
  code: ([input]) => `((t = ${input}) === null || t === undefined ? null : textOf(t).toUpperCase())`,
});
