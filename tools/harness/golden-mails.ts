import { readFileSync } from 'node:fs';
import { typesetFrench } from '@meniscus/languages/syntax';
import { expect, it } from 'vitest';
import { LANGUAGES, type Language, type Mail } from '../../platform/src/kernel/index.ts';

/** A mail as it is written out: line by line, and beside it what it is made of. */
type Golden<Given> = Given & { readonly what: string } & {
  readonly [language in Language]: { readonly subject: string; readonly text: readonly string[] };
};

/**
 * One test for each mail in the `golden-mails.json` beside a test, given as its `import.meta.url`: what `write` makes of it is, in every language,
 * what stands there.
 */
export function readsAsWritten<Given>(
  testUrl: string,
  write: (given: Given, language: Language) => Pick<Mail, 'subject' | 'text'>,
): void {
  const file = readFileSync(new URL('golden-mails.json', testUrl), 'utf8');
  it.each(JSON.parse(file) as readonly Golden<Given>[])('$what', (golden) => {
    for (const language of LANGUAGES) {
      const { subject, text } = write(golden, language);
      expect({ subject, text: text.split('\n').slice(0, -1) }, language).toEqual(golden[language]);
      if (language === 'fr') expect(`${subject}\n${text}`).toBe(typesetFrench(`${subject}\n${text}`));
    }
  });
}
