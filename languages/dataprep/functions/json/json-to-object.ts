import { parseJson } from '@meniscus/languages/syntax';
import { spend } from '../../effort.ts';
import { say } from '../../phrases.ts';
import { EvaluationError, shown } from '../../values.ts';
import { defineFunction } from '../define.ts';

const DEEPEST = 100;

/** What a character costs more where names may have escapes: those take longer to read (`parseJson`). */
const WITH_ESCAPES = 6;

/** Told before parsing, since that takes long when a text has nothing but opening brackets. */
function isDeep(text: string): boolean {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charCodeAt(at);
    if (char === 0x22) quoted = !quoted;
    else if (quoted) at += char === 0x5c ? 1 : 0;
    else if (char === 0x5b || char === 0x7b) {
      depth += 1;
      if (depth > DEEPEST) return true;
    } else if (char === 0x5d || char === 0x7d) depth -= 1;
  }
  return false;
}

/** Only a number like this can be more than a number may be: with an exponent, or with hundreds of digits. */
const HUGE = /\d[eE]\+?\d|\d{300}/;

function parsed(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    throw new EvaluationError(say('no-json', { value: shown(text) }));
  }
}

/** JSON can spell numbers that become infinite, which nothing can hold. */
function refuseInfinite(value: unknown): void {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new EvaluationError(say('number-too-large'));
  if (typeof value === 'object' && value !== null) for (const member of Object.values(value)) refuseInfinite(member);
}

export const jsonToObject = defineFunction({
  name: 'json_to_object',
  category: 'JSON',
  prose: 'The value of a JSON text. An object given as such stays as it is.',
  parameters: [{ name: 'STRING', type: 'string', prose: 'The JSON text.' }],
  cost: 4,
  returns: { type: 'object', prose: 'The value.' },
  examples: [
    {
      expression: 'json_to_object(\'{"info":{"firstName":"John","lastName": "Doe"}}\')',
      result: { info: { firstName: 'John', lastName: 'Doe' } },
    },
  ],
  run: ([input]) => {
    if (typeof input !== 'string') return input ?? null;
    if (isDeep(input)) throw new EvaluationError(say('value-too-nested', { value: shown(input), levels: DEEPEST }));
    if (input.includes('\\')) spend(input.length * WITH_ESCAPES);
    const value = parsed(input);
    if (HUGE.test(input)) refuseInfinite(value);
    return value;
  },
});
