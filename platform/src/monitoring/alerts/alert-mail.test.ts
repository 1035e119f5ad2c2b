import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { DeliveryBody } from './alert.ts';
import { alertMail } from './alert-mail.ts';

interface Golden {
  readonly what: string;
  readonly delivery: Pick<DeliveryBody, 'type' | 'alertId' | 'notification' | 'phrase'>;
  readonly en: { readonly subject: string; readonly text: readonly string[] };
  readonly fr: { readonly subject: string; readonly text: readonly string[] };
}

const GOLDEN = JSON.parse(readFileSync(new URL('golden-mails.json', import.meta.url), 'utf8')) as readonly Golden[];
const place = 'https://meniscus.example/@t0123abcd/sname:prod';

describe('the mail of an alert', () => {
  it.each(GOLDEN)('$what', ({ delivery, ...expected }) => {
    for (const language of ['en', 'fr'] as const) {
      const { subject, text } = alertMail(delivery, { language, place });
      expect({ subject, text: text.split('\n').slice(0, -1) }, language).toEqual(expected[language]);
    }
  });
});
