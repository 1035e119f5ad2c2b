import { type Said, sayingOf } from './phrase.ts';

/** What RE2 says of a regular expression it cannot read, by code. */
export const PATTERN_PHRASES = {
  'regex-error': 'error parsing regexp: {what}',
  'regex-error-at': 'error parsing regexp: {what}: `{part}`',
  'regex-char-range': 'invalid character class range',
  'regex-escape': 'invalid escape sequence',
  'regex-named-capture': 'invalid named capture',
  'regex-perl': 'invalid or unsupported Perl syntax',
  'regex-repeat-operator': 'invalid nested repetition operator',
  'regex-repeat-count': 'invalid repeat count',
  'regex-missing-bracket': 'missing closing ]',
  'regex-missing-paren': 'missing closing )',
  'regex-missing-argument': 'missing argument to repetition operator',
  'regex-trailing-backslash': 'trailing backslash at end of expression',
  'regex-duplicate-name': 'duplicate capture group name',
  'regex-unexpected-paren': 'unexpected )',
  'regex-nesting': 'expression nests too deeply',
  'regex-large': 'expression too large',
} as const;

type Code = keyof typeof PATTERN_PHRASES;

const say = sayingOf(PATTERN_PHRASES);
/** Without places: what the library says has no code of its own. */
const CODES: ReadonlyMap<string, Exclude<Code, 'regex-error' | 'regex-error-at'>> = new Map(
  Object.entries(PATTERN_PHRASES).map(([code, text]) => [text, code as never]),
);

/** The message of an error of RE2, by its codes where it is a known one; else as it stands. */
export function saidOfPattern(message: string): Said | string {
  const match = /^error parsing regexp: (.*?)(?:: `(.*)`)?$/s.exec(message);
  const code = CODES.get(match?.[1] ?? '');
  if (code === undefined) return message;
  const [what, part] = [say(code), match?.[2]];
  return part === undefined ? say('regex-error', { what }) : say('regex-error-at', { what, part });
}
