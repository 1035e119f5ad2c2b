import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { mailAbout, mailOfDecision } from './mails.ts';

interface Golden {
  readonly what: string;
  readonly mail: 'about' | 'decision';
  readonly request: Parameters<typeof mailAbout>[0];
  readonly en: { readonly subject: string; readonly text: readonly string[] };
  readonly fr: { readonly subject: string; readonly text: readonly string[] };
}

const GOLDEN = JSON.parse(readFileSync(new URL('golden-mails.json', import.meta.url), 'utf8')) as readonly Golden[];
const MAILS = { about: mailAbout, decision: mailOfDecision };
const letter = { to: ['a@example.com'], origin: 'https://meniscus.example', tenant: 't0123abcd' };

describe('the mail of an access request', () => {
  it.each(GOLDEN)('$what', ({ mail, request, ...expected }) => {
    for (const language of ['en', 'fr'] as const) {
      const { subject, text } = MAILS[mail](request, { ...letter, language });
      expect({ subject, text: text.split('\n').slice(0, -1) }, language).toEqual(expected[language]);
    }
  });
});
