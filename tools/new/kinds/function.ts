import { camel, type Kind } from '../kind.ts';

/** Data Prep's own words for the folders of its functions. */
const CATEGORIES: Readonly<Record<string, string>> = {
  aggregation: 'Aggregation',
  arrays: 'Hierarchies - Arrays',
  'date-and-time': 'Date and time',
  hashing: 'Hashing',
  json: 'JSON',
  logical: 'Logical operators',
  map: 'Hierarchies - Map',
  objects: 'Hierarchies - Objects',
  'regular-expression': 'Regular expression',
  'special-operations': 'Special operations',
  string: 'String',
  'type-conversions': 'Type conversions',
  url: 'URL',
};

/** A mapping function: one declaration, whose examples are its tests. */
export const kind: Kind = {
  kind: 'function',
  summary: 'a Data Prep mapping function; its examples are run as tests',
  form: '<category>/<name>',
  parts: 2,
  generate: 'languages/dataprep/functions/generate.ts',
  files([category, name]) {
    const word = name!.replaceAll('-', '_');
    return {
      [`languages/dataprep/functions/${category}/${name}.ts`]: `import { asText, isNothing } from '../../values.ts';
import { defineFunction } from '../define.ts';

export const ${camel(name!)} = defineFunction({
  name: '${word}',
  category: '${CATEGORIES[category!] ?? 'String'}',
  prose: 'The text without blanks at its ends.',
  parameters: [{ name: 'INPUT', type: 'string', prose: 'The text.' }],
  returns: { type: 'string', prose: 'The text without blanks at its ends.' },
  examples: [{ expression: '${word}(" a ")', result: 'a' }],
  run: ([input]) => (isNothing(input) ? null : asText(input).trim()),
});
`,
    };
  },
};
