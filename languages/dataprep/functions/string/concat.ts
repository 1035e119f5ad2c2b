import { asText } from '../../values.ts';
import { defineFunction } from '../define.ts';

/** The page says nothing of null arguments; they are left out rather than printed as "null". */
export const concat = defineFunction({
  name: 'concat',
  category: 'String',
  prose: 'Joins values to one text. What is no text is printed; null is left out.',
  parameters: [{ name: 'STRING', type: 'any', prose: 'What to join, in this order.', repeats: true }],
  returns: { type: 'string', prose: 'The joined text.' },
  examples: [{ expression: 'concat("Hi, ", "there", "!")', result: 'Hi, there!' }],
  run: (args) => {
    let text = '';
    for (const arg of args) text += asText(arg);
    return text;
  },
  code: (args) =>
    args.length === 2
      ? `joinedTwo(${args.join(', ')})`
      : args.length === 3
        ? `joinedThree(${args.join(', ')})`
        : `joinedAll([${args.join(', ')}])`,
});
