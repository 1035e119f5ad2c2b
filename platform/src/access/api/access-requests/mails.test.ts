import { describe } from 'vitest';
import { readsAsWritten } from '../../../../../tools/harness/golden-mails.ts';
import { mailAbout, mailOfDecision } from './mails.ts';

interface Given {
  readonly mail: 'about' | 'decision';
  readonly request: Parameters<typeof mailAbout>[0];
}

const MAILS = { about: mailAbout, decision: mailOfDecision };
const letter = { to: ['a@example.com'], origin: 'https://meniscus.example', tenant: 't0123abcd' };

describe('the mail of an access request', () => {
  readsAsWritten<Given>(import.meta.url, ({ mail, request }, language) =>
    MAILS[mail](request, { ...letter, language }),
  );
});
