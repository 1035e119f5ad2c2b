import type { Mail } from '../../kernel/index.ts';

/** How mail is sent: the server as a URL (`smtp://user:password@host:587`, `smtps://…`) and the sender's address. */
export interface MailSettings {
  readonly url: string;
  readonly from: string;
}

/** Sends one mail; throws when the server did not take it. */
export type SendMail = (mail: Mail) => Promise<void>;

const TIMEOUT_MS = 15_000;

/** Mail through one SMTP server. A connection for each mail: alerts are rare. */
export function mailer({ url, from }: MailSettings): SendMail {
  const options = {
    from,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  } as object;
  const domain = from.slice(from.lastIndexOf('@') + 1).replace(/[>\s]/g, '');
  return async ({ to, subject, text, id }) => {
    // Loaded with the first mail: most starts send none, and its forty files are a thirtieth of a start.
    const { createTransport } = await import('nodemailer');
    await createTransport(url, options).sendMail({ to: [...to], subject, text, messageId: `<${id}@${domain}>` });
  };
}
