import { isTrue } from '../../values.ts';
import { defineFunction } from '../define.ts';

export const iif = defineFunction({
  name: 'iif',
  category: 'Logical operators',
  prose: 'One of two values, by a condition. Only the one chosen is evaluated.',
  parameters: [
    { name: 'EXPRESSION', type: 'boolean', prose: 'The condition.' },
    { name: 'TRUE_VALUE', type: 'any', prose: 'The value when it is true.' },
    { name: 'FALSE_VALUE', type: 'any', prose: 'The value when it is false.' },
  ],
  returns: { type: 'any', prose: 'The value chosen.' },
  examples: [{ expression: 'iif("s".equalsIgnoreCase("S"), "True", "False")', result: 'True' }],
  build:
    ([condition, yes, no]) =>
    (environment) =>
      isTrue(condition!(environment)) ? yes!(environment) : no!(environment),
  code: ([condition, yes, no]) => `(isTrue(${condition}) ? ${yes} : ${no})`,
});
