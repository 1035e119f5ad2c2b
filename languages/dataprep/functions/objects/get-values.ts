import { readPairs } from '../../delimited.ts';
import { asText, isNothing } from '../../values.ts';
import { defineFunction } from '../define.ts';

export const getValues = defineFunction({
  name: 'get_values',
  category: 'Hierarchies - Objects',
  prose: 'The value of one name in a text of pairs.',
  parameters: [
    { name: 'STRING', type: 'string', prose: 'The text.' },
    { name: 'KEY', type: 'string', prose: 'The name wanted.' },
    {
      name: 'VALUE_DELIMITER',
      type: 'string',
      prose: 'Stands between name and value; a colon when null or empty.',
      optional: true,
    },
    {
      name: 'FIELD_DELIMITER',
      type: 'string',
      prose: 'Stands between two pairs; a comma when null or empty.',
      optional: true,
    },
  ],
  returns: { type: 'string', prose: 'The value; null when the name is not there.' },
  examples: [
    {
      expression: 'get_values("firstName - John , lastName - Cena , phone - 555 420 8692", "firstName", "-", ",")',
      result: 'John',
    },
  ],
  run: ([input, key, between, fields]) => {
    if (isNothing(input)) return null;
    const wanted = asText(key);
    return readPairs(asText(input), asText(between), asText(fields)).find(([name]) => name === wanted)?.[1] ?? null;
  },
});
