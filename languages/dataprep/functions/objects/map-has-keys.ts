import { asList, asText, isDictionary } from '../../values.ts';
import { defineFunction } from '../define.ts';

export const mapHasKeys = defineFunction({
  name: 'map_has_keys',
  category: 'Hierarchies - Objects',
  prose: 'Does a map have a key, or any of several keys?',
  parameters: [
    { name: 'MAP', type: 'map', prose: 'The map.' },
    { name: 'KEY', type: 'any', prose: 'One key, or a list of keys.' },
  ],
  returns: { type: 'boolean', prose: 'True when at least one is there.' },
  examples: [{ expression: 'map_has_keys(book, "author")', record: { book: { author: 'G. R.' } }, result: true }],
  run: ([input, key]) => isDictionary(input) && asList(key).some((name) => Object.hasOwn(input, asText(name))),
});
