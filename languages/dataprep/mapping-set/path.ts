import { type Diagnostic, diagnostic, type Said } from '@meniscus/languages/syntax';
import { say } from '../phrases.ts';

/** Stands for `[*]`, every element. */
export const ALL = -1;

/** A member name, a position from 0, or `ALL`. */
export type Step = string | number;

const INDEX_FORM = /^\[(\*|\d{1,6})\]/;

/**
 * Cuts a path into steps: names between dots, `[n]`, `[*]`, names with anything in them in dollar braces, a backslash
 * before a dot or bracket that belongs to the name (page "Data Prep overview"). Blanks and hyphens need no braces in a
 * path, because it is no expression.
 */
export function parsePath(
  text: string,
): { readonly ok: true; readonly steps: readonly Step[] } | { readonly ok: false; readonly diagnostic: Diagnostic } {
  const steps: Step[] = [];
  let at = 0;
  const refuse = (what: Said, hint?: Said) => ({
    ok: false as const,
    diagnostic: diagnostic('MAPPING-PATH', { start: at, end: Math.max(text.length, at + 1) }, what, hint),
  });
  for (;;) {
    const name = readName(text, at);
    if (name === undefined) return refuse(say('path-incomplete'), say('a-field-name'));
    if (name.text === '__proto__') return refuse(say('name-forbidden', { name: '__proto__' }));
    steps.push(name.text);
    at = name.end;
    for (
      let index = INDEX_FORM.exec(text.slice(at, at + 10));
      index !== null;
      index = INDEX_FORM.exec(text.slice(at, at + 10))
    ) {
      steps.push(index[1] === '*' ? ALL : Number(index[1]));
      at += index[0].length;
    }
    if (at === text.length) return { ok: true, steps };
    if (text[at] !== '.') return refuse(say('cannot-stand', { text: text.slice(at, at + 10) }), say('dot-or-position'));
    at += 1;
  }
}

function readName(text: string, start: number): { text: string; end: number } | undefined {
  if (text.startsWith('${', start)) return readBraced(text, start);
  let name = '';
  let at = start;
  while (at < text.length && text[at] !== '.' && !(text[at] === '[' && INDEX_FORM.test(text.slice(at, at + 10)))) {
    if (text[at] === '\\' && at + 1 < text.length) at += 1;
    name += text[at];
    at += 1;
  }
  return name.trim() === '' ? undefined : { text: name.trim(), end: at };
}

function readBraced(text: string, start: number): { text: string; end: number } | undefined {
  let name = '';
  let at = start + 2;
  while (at < text.length && text[at] !== '}') {
    if (text[at] === '\\' && at + 1 < text.length) at += 1;
    name += text[at];
    at += 1;
  }
  return at === text.length || name === '' ? undefined : { text: name, end: at + 1 };
}
