import { describe } from 'vitest';
import { readsAsWritten } from '../../../../tools/harness/golden-mails.ts';
import { alertMail } from './alert-mail.ts';

const place = 'https://meniscus.example/@t0123abcd/sname:prod';

describe('the mail of an alert', () => {
  readsAsWritten<{ delivery: Parameters<typeof alertMail>[0] }>(import.meta.url, ({ delivery }, language) =>
    alertMail(delivery, { language, place }),
  );
});
