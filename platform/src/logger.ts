import { destination, type Logger, pino } from 'pino';

/** Secrets that must not reach a log line, wherever an object carries them. */
const REDACTED = ['authorization', 'client_secret', 'clientSecret', 'password', 'access_token', 'accessToken'];

/** The log of a process: one JSON object a line, on the standard output or another open file. */
export function createLogger(level: string, file = 1): Logger {
  const paths = REDACTED.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);
  return pino({ level, redact: { paths, censor: '[redacted]' }, base: null }, destination(file));
}
