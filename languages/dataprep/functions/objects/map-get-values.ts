import { asDictionary, asText, type Dictionary, isNothing, own, put } from '../../values.ts';
import { defineFunction } from '../define.ts';

/**
 * Text, sample and the troubleshooting page disagree. One key gives its value, as the text says and as
 * `lower(map_get_values(mapObject, 'keyName'))` needs; a list of keys gives the entries.
 */
export const mapGetValues = defineFunction({
  name: 'map_get_values',
  category: 'Hierarchies - Objects',
  prose: 'The value of a key in a map; for a list of keys a map of those that are there.',
  parameters: [
    { name: 'MAP', type: 'map', prose: 'The map.' },
    { name: 'KEY', type: 'any', prose: 'One key, or a list of keys.' },
  ],
  returns: { type: 'any', prose: 'The value, or a map of the entries found.' },
  examples: [
    { expression: "lower(map_get_values(book, 'author'))", record: { book: { author: 'G. R.' } }, result: 'g. r.' },
    {
      expression: 'map_get_values(book, ["author"])',
      record: { book: { author: 'G. R.' } },
      result: { author: 'G. R.' },
    },
  ],
  run: ([input, key]) => {
    if (isNothing(input)) return null;
    const map = asDictionary(input);
    if (!Array.isArray(key)) return own(map, asText(key)) ?? null;
    const found: Dictionary = {};
    for (const name of key.map(asText)) if (Object.hasOwn(map, name)) put(found, name, map[name]);
    return found;
  },
});
