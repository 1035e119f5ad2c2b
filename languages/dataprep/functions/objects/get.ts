import { asInteger, asText, isDictionary, own } from '../../values.ts';
import { defineFunction } from '../define.ts';

export const get = defineFunction({
  name: 'get',
  category: 'Hierarchies - Objects',
  method: true,
  prose: 'An entry of an object or map by its key, or an element of a list by its position.',
  parameters: [
    { name: 'OBJECT', type: 'any', prose: 'The value it is called on.' },
    { name: 'KEY', type: 'any', prose: 'Name of the entry, or position from 0.' },
  ],
  returns: { type: 'any', prose: 'The value; null when there is none.' },
  examples: [{ expression: 'to_object("a", 1).get("a")', result: 1 }],
  run: ([value, key]) => {
    if (Array.isArray(value)) return value[asInteger(key)] ?? null;
    return isDictionary(value) ? (own(value, asText(key)) ?? null) : null;
  },
});
