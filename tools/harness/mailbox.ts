import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** A mail as it arrived. */
export interface ArrivedMail {
  readonly from: string;
  readonly to: readonly string[];
  /** Headers and all, as it was sent. */
  readonly text: string;
  /** As a person reads it. */
  readonly subject: string;
  readonly body: string;
}

/** Octets written as `=E2`. */
function octets(text: string): string {
  const bytes = text.replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString();
}

/** What stands in a header that is not ASCII (RFC 2047). */
function words(header: string): string {
  return header
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(/=\?UTF-8\?([QB])\?(.*?)\?=/gi, (_, way: string, text: string) =>
      way.toUpperCase() === 'B' ? Buffer.from(text, 'base64').toString() : octets(text.replaceAll('_', ' ')),
    );
}

/** A mail of one part, as the platform sends them. */
function read(text: string): Pick<ArrivedMail, 'subject' | 'body'> {
  const [head = '', ...rest] = text.split('\r\n\r\n');
  const headers = head.replaceAll(/\r\n[ \t]+/g, ' ');
  const header = (name: string) => new RegExp(`^${name}: (.*)$`, 'im').exec(headers)?.[1]?.trim() ?? '';
  const body = rest.join('\r\n\r\n');
  const way = header('Content-Transfer-Encoding').toLowerCase();
  const decoded = {
    base64: () => Buffer.from(body, 'base64').toString(),
    'quoted-printable': () => octets(body.replaceAll('=\r\n', '')),
  }[way];
  return { subject: words(header('Subject')), body: (decoded?.() ?? body).replaceAll('\r\n', '\n') };
}

/** A real SMTP server that keeps what it is sent. */
export interface Mailbox {
  /** With the name and password it asks for. */
  readonly url: string;
  readonly mails: readonly ArrivedMail[];
  close(): Promise<void>;
}

/** Opens a mailbox on a free port of this machine. */
export async function openMailbox(): Promise<Mailbox> {
  const mails: ArrivedMail[] = [];
  const server = new SMTPServer({
    authOptional: false,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    onAuth: ({ username, password }, _session, done) =>
      username === 'me' && password === 'pa:ss' ? done(null, { user: username }) : done(new Error('no')),
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        const text = Buffer.concat(chunks).toString();
        mails.push({
          ...read(text),
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          text,
        });
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://me:pa%3Ass@127.0.0.1:${port}`,
    mails,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
