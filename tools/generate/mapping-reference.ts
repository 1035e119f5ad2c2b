import {
  type FunctionSpec,
  functions,
  MAX_EXPRESSION_LENGTH,
  OPERATOR_WORDS,
  OPERATORS,
  type Parameter,
  RESERVED_WORDS,
} from '../../languages/dataprep/index.ts';

/** Where the reference of the mapping language is written. */
export const MAPPING_REFERENCE_FILE = 'docs/reference/mapping-language.md';

const cell = (text: string) => text.replaceAll('|', '\\|');
const code = (text: string) => `\`${text}\``;

function signature({ name, parameters, method }: FunctionSpec): string {
  const shown = ({ name: parameter, optional, repeats }: Parameter) =>
    repeats === true ? `${parameter}…` : optional === true ? `[${parameter}]` : parameter;
  const [first, ...rest] = parameters.map(shown);
  return method === true ? `${first}.${name}(${rest.join(', ')})` : `${name}(${parameters.map(shown).join(', ')})`;
}

const AVAILABILITY: Readonly<Record<NonNullable<FunctionSpec['availability']>, string>> = {
  destinations: 'Adobe has it for destinations only; here it runs everywhere.',
  analytics: 'Adobe has it for the Analytics source only; here it runs everywhere.',
  deprecated: 'Deprecated by Adobe.',
};

function entry(spec: FunctionSpec): readonly string[] {
  const { aliases = [], availability, examples, parameters, prose, returns } = spec;
  return [
    `### ${spec.name}`,
    '',
    code(signature(spec)),
    '',
    [
      prose,
      ...(aliases.length === 0 ? [] : [`Also ${aliases.map(code).join(', ')}.`]),
      ...(availability === undefined ? [] : [AVAILABILITY[availability]]),
    ].join(' '),
    '',
    ...parameters.map(({ name, type, prose: what }) => `- ${code(name)} (${type}): ${what}`),
    `- gives (${returns.type}): ${returns.prose}`,
    '',
    ...examples.flatMap(({ expression, record, result }) => [
      '```',
      ...(record === undefined ? [] : [`// record: ${JSON.stringify(record)}`]),
      `${expression}  →  ${JSON.stringify(result)}`,
      '```',
      '',
    ]),
  ];
}

/** Operators, words and every function with its examples (each of which is run as a test), from their declarations. */
export function generateMappingReference(): string {
  const categories = [...new Set(functions.map(({ category }) => category))].sort();
  const operators = OPERATORS.map(
    ({ operatorSymbol, methodName, description, example }) =>
      `| ${code(cell(operatorSymbol))} | ${methodName} | ${cell(description)} | ${code(cell(example))} |`,
  );
  return [
    '# Mapping language',
    '',
    '<!-- Generated from the declarations of the language by `npm run generate`. Do not edit. -->',
    '',
    `An expression has at most ${MAX_EXPRESSION_LENGTH} characters. Fields are paths (\`a.b[0].c\`, \`items[*].sku\`); a name that is`,
    `no plain word, or is a reserved one, stands in \`$\{…}\`, and a dot inside a name needs a backslash (\`street\\\\.name\`).`,
    `Reserved words: ${[...RESERVED_WORDS].map(code).join(' ')}.`,
    '',
    '## Operators',
    '',
    '| operator | name | what it does | example |',
    '| --- | --- | --- | --- |',
    ...operators,
    '',
    `Words: ${OPERATOR_WORDS.filter(({ word, symbol }) => word !== symbol)
      .map(({ word, symbol }) => `${code(word)} is ${code(symbol)}`)
      .join(', ')}.`,
    '',
    ...categories.flatMap((category) => [
      `## ${category}`,
      '',
      ...functions.filter((spec) => spec.category === category).flatMap(entry),
    ]),
  ].join('\n');
}
