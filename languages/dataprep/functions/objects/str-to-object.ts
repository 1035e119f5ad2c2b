import { readPairs } from '../../delimited.ts';
import { asText, type Dictionary, isNothing, put } from '../../values.ts';
import { defineFunction } from '../define.ts';

export const strToObject = defineFunction({
  name: 'str_to_object',
  category: 'Hierarchies - Objects',
  prose: 'An object from a text of pairs. Blanks around names and values are cut off.',
  parameters: [
    { name: 'STRING', type: 'string', prose: 'The text.' },
    {
      name: 'VALUE_DELIMITER',
      type: 'string',
      prose: 'Stands between name and value; a colon when left out.',
      optional: true,
    },
    {
      name: 'FIELD_DELIMITER',
      type: 'string',
      prose: 'Stands between two pairs; a comma when left out.',
      optional: true,
    },
  ],
  cost: 16,
  returns: { type: 'object', prose: 'The object.' },
  examples: [
    {
      expression: 'str_to_object("firstName - John ; lastName - ; phone - 123 456 7890", "-", ";").get("firstName")',
      result: 'John',
    },
  ],
  run: ([input, between, fields]) => {
    if (isNothing(input)) return null;
    const object: Dictionary = {};
    for (const [name, value] of readPairs(asText(input), asText(between), asText(fields))) put(object, name, value);
    return object;
  },
});
