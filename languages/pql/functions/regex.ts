import { RE2JS } from 're2js';
import { saidOfPattern } from '../../syntax/index.ts';
import type { CallSite, Refusal } from '../function.ts';
import { say } from '../phrases.ts';

/** Patterns are kept short: matching is linear in the text, but a pattern itself is work to compile. */
const MAX_PATTERN = 1000;

/**
 * The pattern of a call, compiled once. The dialect is that of java.util.regex without look-around and back-references,
 * which no linear-time engine has.
 */
export function patternOf({ args }: CallSite): RE2JS | Refusal {
  const pattern = args[0]!.constant?.value;
  if (typeof pattern !== 'string') return { refused: say('pql-pattern-literal') };
  if (pattern.length > MAX_PATTERN) return { refused: say('pql-pattern-long', { most: MAX_PATTERN }) };
  try {
    return RE2JS.compile(pattern);
  } catch (error) {
    return { refused: say('pql-pattern-unreadable', { why: saidOfPattern((error as Error).message) }) };
  }
}
