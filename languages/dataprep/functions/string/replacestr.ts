import { spend } from '../../effort.ts';
import { pieces } from '../../occurrences.ts';
import { asText, isNothing } from '../../values.ts';
import { defineFunction } from '../define.ts';

/** The one example has a single hit; we replace every occurrence, as Java's `String.replace` does. */
export const replacestr = defineFunction({
  name: 'replacestr',
  category: 'String',
  prose: 'Replaces every occurrence of a text by another. The text is taken as it stands, not as a regular expression.',
  parameters: [
    { name: 'INPUT', type: 'string', prose: 'The text to change.' },
    { name: 'TO_FIND', type: 'string', prose: 'The text to look for.' },
    { name: 'TO_REPLACE', type: 'string', prose: 'What takes its place.' },
  ],
  returns: { type: 'string', prose: 'The changed text.' },
  examples: [
    { expression: 'replacestr("This is a string re test", "re", "replace")', result: 'This is a string replace test' },
  ],
  run: ([input, find, replacement]) => {
    if (isNothing(input)) return null;
    const wanted = asText(find);
    if (wanted === '') return asText(input);
    const kept = pieces(asText(input), wanted);
    const instead = asText(replacement);
    spend((kept.length - 1) * instead.length);
    return kept.join(instead);
  },
});
