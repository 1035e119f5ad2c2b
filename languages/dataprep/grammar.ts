import type { LexicalRules } from '@meniscus/languages/syntax';
import type { BinarySymbol, UnarySymbol } from './tree.ts';

/** Longest expression the language takes (page "Data Prep guardrails": 4096 characters for a calculated field). */
export const MAX_EXPRESSION_LENGTH = 4096;

/** A binary operator as the API and the editor show it. */
export interface OperatorSpec {
  readonly operatorSymbol: string;
  readonly methodName: string;
  readonly numberOfOperands: 1 | 2 | 3;
  readonly description: string;
  readonly example: string;
}

interface BinaryOperator extends OperatorSpec {
  readonly symbol: BinarySymbol;
  readonly word?: string;
  /** Higher binds tighter. */
  readonly precedence: number;
}

interface UnaryOperator extends OperatorSpec {
  readonly symbol: UnarySymbol;
  readonly word?: string;
}

function binary(
  symbol: BinarySymbol,
  precedence: number,
  methodName: string,
  description: string,
  example: string,
  word?: string,
): BinaryOperator {
  return {
    symbol,
    precedence,
    methodName,
    description,
    example,
    operatorSymbol: symbol,
    numberOfOperands: 2,
    ...(word === undefined ? {} : { word }),
  };
}

function unary(
  symbol: UnarySymbol,
  methodName: string,
  description: string,
  example: string,
  word?: string,
): UnaryOperator {
  return {
    symbol,
    methodName,
    description,
    example,
    operatorSymbol: symbol,
    numberOfOperands: 1,
    ...(word === undefined ? {} : { word }),
  };
}

/**
 * Operators with JEXL 3 precedence, loosest first. Adobe publishes neither the full list nor a precedence table; its
 * reserved words and operator texts are those of Apache Commons JEXL 3. `!$` and `!^` of JEXL are left out because
 * `!` before a name in dollar braces would be read as the first; write `not (a =$ b)`.
 */
export const BINARY_OPERATORS: readonly BinaryOperator[] = [
  binary(
    '||',
    2,
    'or',
    'True when one of the two is true; the second is not looked at when the first is.',
    'a == 1 || b == 2',
    'or',
  ),
  binary(
    '&&',
    3,
    'and',
    'True when both are true; the second is not looked at when the first is false.',
    'a == 1 && b == 2',
    'and',
  ),
  binary('|', 4, 'bitwiseOr', 'Or of the bits of two whole numbers.', '33 | 4'),
  binary('^', 5, 'bitwiseXor', 'Exclusive or of the bits of two whole numbers.', '33 ^ 4'),
  binary('&', 6, 'bitwiseAnd', 'And of the bits of two whole numbers.', '33 & 4'),
  binary(
    '==',
    7,
    'equals',
    'Equality; numbers also when one is a text. Null equals only null.',
    'tier == "gold"',
    'eq',
  ),
  binary('!=', 7, 'notEquals', 'Inequality.', 'tier != "gold"', 'ne'),
  binary('<', 8, 'lessThan', 'Less than; false when one side is null.', 'points < 100', 'lt'),
  binary('>', 8, 'greaterThan', 'Greater than; false when one side is null.', 'points > 100', 'gt'),
  binary('<=', 8, 'lessThanOrEqual', 'Less than or equal; false when one side is null.', 'points <= 100', 'le'),
  binary('>=', 8, 'greaterThanOrEqual', 'Greater than or equal; false when one side is null.', 'points >= 100', 'ge'),
  binary(
    '=~',
    8,
    'contains',
    'The text fits the regular expression on the right, or the list on the right holds the value.',
    'tier =~ ["gold", "platinum"]',
  ),
  binary('!~', 8, 'notContains', 'Opposite of =~.', 'tier !~ ["gold", "platinum"]'),
  binary('=^', 8, 'startsWith', 'The text begins with the text on the right.', 'sku =^ "A-"'),
  binary('=$', 8, 'endsWith', 'The text ends with the text on the right.', 'sku =$ "-XL"'),
  binary('+', 9, 'add', 'Sum of two numbers; joins when one side is a text.', '1 + 2'),
  binary('-', 9, 'subtract', 'Difference of two numbers.', '3 - 1'),
  binary('*', 10, 'multiply', 'Product of two numbers.', '2 * 3'),
  binary('/', 10, 'divide', 'Quotient of two numbers; of two whole numbers the whole part.', '6 / 2', 'div'),
  binary('%', 10, 'mod', 'Remainder of a division, with the sign of the left number.', '5 % 2', 'mod'),
];

export const UNARY_OPERATORS: readonly UnaryOperator[] = [
  unary('!', 'not', 'Opposite truth; `not` is the same.', '!cond1', 'not'),
  unary('-', 'negate', 'The number with the other sign.', '-12'),
  unary('+', 'positivize', 'The number itself.', '+12'),
  unary('~', 'complement', 'The whole number with all bits turned: ~33 is -34.', '~33'),
  unary('empty', 'empty', 'True for null, an empty text, list, object or map.', 'empty name'),
  unary('size', 'size', 'Number of characters, elements or entries; 0 for null.', 'size tags'),
];

const OTHER_OPERATORS: readonly OperatorSpec[] = [
  {
    operatorSymbol: '?:',
    methodName: 'ternary',
    numberOfOperands: 3,
    description: 'The second when the first is true, else the third.',
    example: 'points > 100 ? "gold" : "silver"',
  },
  {
    operatorSymbol: '?:',
    methodName: 'elvis',
    numberOfOperands: 2,
    description: 'The first when it is true in itself (not null, false, 0 or empty), else the second.',
    example: 'nickname ?: name',
  },
  {
    operatorSymbol: '??',
    methodName: 'nullCoalesce',
    numberOfOperands: 2,
    description: 'The first when it is not null, else the second.',
    example: 'nickname ?? name',
  },
  {
    operatorSymbol: '[]',
    methodName: 'index',
    numberOfOperands: 2,
    description: 'Element of a list by position from 0, or member of an object by name.',
    example: 'items[0]',
  },
];

/** Every operator, for `GET /languages/el/operators` and the editor. */
export const OPERATORS: readonly OperatorSpec[] = [
  ...[...BINARY_OPERATORS, ...UNARY_OPERATORS].map(
    ({ operatorSymbol, methodName, numberOfOperands, description, example }) => ({
      operatorSymbol,
      methodName,
      numberOfOperands,
      description,
      example,
    }),
  ),
  ...OTHER_OPERATORS,
];

/** An operator that is a word. */
export interface OperatorWord {
  readonly word: string;
  /** What it is the same as; itself where there is no sign. */
  readonly symbol: string;
  /** Stands between two values, or else before one. */
  readonly binary: boolean;
  readonly methodName: string;
  readonly description: string;
}

/** Every operator that is a word, for the editor and the reference. */
export const OPERATOR_WORDS: readonly OperatorWord[] = [
  ...BINARY_OPERATORS.map((operator) => ({ ...operator, binary: true })),
  ...UNARY_OPERATORS.map((operator) => ({ ...operator, binary: false })),
].flatMap(({ symbol, word, binary: between, methodName, description }) => {
  const text = word ?? (/^[a-z]+$/.test(symbol) ? symbol : undefined);
  return text === undefined ? [] : [{ word: text, symbol, binary: between, methodName, description }];
});

/** Words that start an expression only in their own meaning; as field names they need dollar braces (page "Data Prep overview"). */
export const RESERVED_WORDS: ReadonlySet<string> = new Set(
  'new mod or break var lt for false while eq gt div not null continue else and ne true le if ge return _errors do function empty size'.split(
    ' ',
  ),
);

export const LEXICAL_RULES: LexicalRules = {
  symbols: [
    ...BINARY_OPERATORS.map(({ symbol }) => symbol),
    '~',
    '!',
    '?',
    ':',
    '?:',
    '??',
    '.',
    ',',
    '(',
    ')',
    '[',
    ']',
    '{',
    '}',
    '->',
  ],
  quotedNames: true,
  nameEscapes: true,
  keepUnknownEscapes: true,
};
