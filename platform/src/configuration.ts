import { resolve } from 'node:path';
import { type PqlChoices, readChoices } from '@meniscus/languages/pql';
import { readRanges } from './kernel/index.ts';

/** Everything that can be set from outside, read once from the environment (names in the README). */
export interface Configuration {
  readonly host: string;
  readonly port: number;
  /** Absolute path. */
  readonly dataDir: string;
  /** Origin callers reach the platform under, without a trailing slash; undefined: made from host and the bound port. */
  readonly publicUrl: string | undefined;
  /** Key that seals secrets at rest, as given in `MENISCUS_KEY`: 64 hex digits or base64 of 32 bytes. */
  readonly key: string | undefined;
  /** The key before that, from `MENISCUS_KEY_PREVIOUS`: on the start that changes the key. */
  readonly previousKey: string | undefined;
  /** Epoch milliseconds: access tokens issued before count no more, from `MENISCUS_TOKENS_SINCE`; undefined: all count. */
  readonly tokensSince: number | undefined;
  /** Files with certificate chain and private key, from `MENISCUS_TLS_CERT` and `MENISCUS_TLS_KEY`. */
  readonly tls: { readonly certFile: string; readonly keyFile: string } | undefined;
  /** How long a repeated event is known by its `_id`, from `MENISCUS_EVENT_ID_DAYS`; milliseconds, 0: not at all. */
  readonly repeatWindowMs: number;
  /** How long what was received is kept once it is processed, from `MENISCUS_LOG_DAYS`; milliseconds, undefined: for good. */
  readonly logKeptMs: number | undefined;
  /** Most connections of callers, from `MENISCUS_MAX_CONNECTIONS`; undefined: as the open files of the process allow. */
  readonly maxConnections: number | undefined;
  /** Published rates of collection and whether they are enforced: `MENISCUS_MAX_REQUESTS`, `MENISCUS_MAX_MESSAGES`, `MENISCUS_GUARDRAILS`. */
  readonly rateLimits: {
    readonly requestsPerSecond: number;
    readonly messagesPerSecond: number;
    readonly enforce: boolean;
  };
  /** How points the documentation of PQL leaves open are read, from `MENISCUS_PQL_CHOICES` (`name=value,…`). */
  readonly pqlChoices: PqlChoices;
  /** Where alerts may be sent: `MENISCUS_OUTGOING_ALLOW` (ranges that are not public), `MENISCUS_SMTP_URL`, `MENISCUS_SMTP_FROM`. */
  readonly outgoing: {
    readonly allow: readonly string[];
    readonly mail?: { readonly url: string; readonly from: string };
  };
  /** The one folder of this machine that dataflows may read: `MENISCUS_FILES_DIR`; undefined: none. */
  readonly filesDir: string | undefined;
  /** Does a canary event a minute go the whole way? `MENISCUS_CANARY`. */
  readonly canary: boolean;
  readonly logLevel: string;
  /** First organisation, credential and administrator; used on the first start only. */
  readonly first: {
    readonly orgId: string | undefined;
    readonly clientId: string | undefined;
    readonly clientSecret: string | undefined;
    readonly adminEmail: string | undefined;
    readonly adminPassword: string | undefined;
  };
}

const DAY_MS = 86_400_000;
const MAX_REPEAT_DAYS = 400;
const MAX_LOG_DAYS = 36_500;

/** A setting that cannot be used; the message names it and says what would do. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
}

function filled(value: string | undefined): string | undefined {
  return value === undefined || value.trim() === '' ? undefined : value.trim();
}

function readRate(env: Readonly<Record<string, string | undefined>>, name: string, published: number): number {
  const rate = Number(filled(env[name]) ?? published);
  if (!(rate >= 1)) throw new ConfigurationError(`${name} is ${env[name]}; it must be a number a second, at least 1`);
  return rate;
}

/** `MENISCUS_MAX_CONNECTIONS`, which the forwarder goes by as well; undefined when it is not set. */
export function readMaxConnections(env: Readonly<Record<string, string | undefined>>): number | undefined {
  const text = filled(env.MENISCUS_MAX_CONNECTIONS);
  if (text === undefined) return undefined;
  const most = Number(text);
  if (!Number.isInteger(most) || most < 1)
    throw new ConfigurationError(`MENISCUS_MAX_CONNECTIONS is ${text}; it must be a whole number, at least 1`);
  return most;
}

function readOutgoing(env: Readonly<Record<string, string | undefined>>): Configuration['outgoing'] {
  const allow = (filled(env.MENISCUS_OUTGOING_ALLOW) ?? '').split(',').map((range) => range.trim());
  const ranges = allow.filter((range) => range !== '');
  try {
    readRanges(ranges);
  } catch (error) {
    throw new ConfigurationError(`MENISCUS_OUTGOING_ALLOW: ${(error as Error).message}`);
  }
  const url = filled(env.MENISCUS_SMTP_URL);
  if (url === undefined) return { allow: ranges };
  if (!/^smtps?:\/\/[^\s]+$/.test(url) || !URL.canParse(url))
    throw new ConfigurationError(
      'MENISCUS_SMTP_URL must be an address such as smtp://user:password@mail.example.com:587',
    );
  const from = filled(env.MENISCUS_SMTP_FROM);
  if (from === undefined || !from.includes('@'))
    throw new ConfigurationError('MENISCUS_SMTP_FROM must be the e-mail address alerts are sent from');
  return { allow: ranges, mail: { url, from } };
}

function readTls(env: Readonly<Record<string, string | undefined>>): Configuration['tls'] {
  const [certFile, keyFile] = [filled(env.MENISCUS_TLS_CERT), filled(env.MENISCUS_TLS_KEY)];
  if ((certFile === undefined) !== (keyFile === undefined))
    throw new ConfigurationError(
      'MENISCUS_TLS_CERT and MENISCUS_TLS_KEY are given together: PEM files of chain and key',
    );
  return certFile === undefined || keyFile === undefined ? undefined : { certFile, keyFile };
}

function readLogKept(env: Readonly<Record<string, string | undefined>>): number | undefined {
  const text = filled(env.MENISCUS_LOG_DAYS);
  if (text === undefined) return undefined;
  const days = Number(text);
  if (!(days >= 1 && days <= MAX_LOG_DAYS))
    throw new ConfigurationError(`MENISCUS_LOG_DAYS is ${text}; it must be a number of days from 1 to ${MAX_LOG_DAYS}`);
  return days * DAY_MS;
}

function readTokensSince(env: Readonly<Record<string, string | undefined>>, now: number): number | undefined {
  const text = filled(env.MENISCUS_TOKENS_SINCE);
  if (text === undefined) return undefined;
  const since = /^\d{4}-\d\d-\d\dT/.test(text) ? Date.parse(text) : Number.NaN;
  if (!(since <= now))
    throw new ConfigurationError(
      `MENISCUS_TOKENS_SINCE is ${text}; it must be a moment that has passed, such as ${new Date(now).toISOString()}`,
    );
  return since;
}

/** Reads the environment at a moment (epoch milliseconds); throws `ConfigurationError` on what cannot be used. */
export function readConfiguration(env: Readonly<Record<string, string | undefined>>, now: number): Configuration {
  const port = Number(filled(env.MENISCUS_PORT) ?? '8080');
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new ConfigurationError(
      `MENISCUS_PORT is ${env.MENISCUS_PORT}; it must be a port number, or 0 for any free one`,
    );
  const publicUrl = filled(env.MENISCUS_PUBLIC_URL)?.replace(/\/+$/, '');
  if (publicUrl !== undefined && !URL.canParse(publicUrl))
    throw new ConfigurationError(
      `MENISCUS_PUBLIC_URL is ${publicUrl}; it must be an origin such as https://loyalty.example.com`,
    );
  const repeatDays = Number(filled(env.MENISCUS_EVENT_ID_DAYS) ?? '7');
  if (!(repeatDays >= 0 && repeatDays <= MAX_REPEAT_DAYS))
    throw new ConfigurationError(
      `MENISCUS_EVENT_ID_DAYS is ${env.MENISCUS_EVENT_ID_DAYS}; it must be a number of days from 0 to ${MAX_REPEAT_DAYS}`,
    );
  const guardrails = filled(env.MENISCUS_GUARDRAILS) ?? 'warn';
  if (guardrails !== 'warn' && guardrails !== 'enforce')
    throw new ConfigurationError(`MENISCUS_GUARDRAILS is ${guardrails}; it must be warn or enforce`);
  const canary = filled(env.MENISCUS_CANARY) ?? 'on';
  if (canary !== 'on' && canary !== 'off')
    throw new ConfigurationError(`MENISCUS_CANARY is ${canary}; it must be on or off`);
  const choices = readChoices(env.MENISCUS_PQL_CHOICES ?? '');
  if ('wrong' in choices) throw new ConfigurationError(`MENISCUS_PQL_CHOICES: ${choices.wrong}`);
  const filesDir = filled(env.MENISCUS_FILES_DIR);
  const orgId = filled(env.MENISCUS_ORG_ID);
  if (orgId !== undefined && !/^[0-9A-Fa-f]{24}@AdobeOrg$/.test(orgId))
    throw new ConfigurationError(`MENISCUS_ORG_ID is ${orgId}; it must be 24 hex digits followed by @AdobeOrg`);
  return {
    host: filled(env.MENISCUS_HOST) ?? '127.0.0.1',
    port,
    dataDir: resolve(filled(env.MENISCUS_DATA_DIR) ?? './data'),
    publicUrl,
    key: filled(env.MENISCUS_KEY),
    previousKey: filled(env.MENISCUS_KEY_PREVIOUS),
    tokensSince: readTokensSince(env, now),
    tls: readTls(env),
    repeatWindowMs: repeatDays * DAY_MS,
    logKeptMs: readLogKept(env),
    maxConnections: readMaxConnections(env),
    rateLimits: {
      requestsPerSecond: readRate(env, 'MENISCUS_MAX_REQUESTS', 1000),
      messagesPerSecond: readRate(env, 'MENISCUS_MAX_MESSAGES', 10_000),
      enforce: guardrails === 'enforce',
    },
    pqlChoices: choices.choices,
    outgoing: readOutgoing(env),
    filesDir: filesDir === undefined ? undefined : resolve(filesDir),
    canary: canary === 'on',
    logLevel: filled(env.MENISCUS_LOG_LEVEL) ?? 'info',
    first: {
      orgId,
      clientId: filled(env.MENISCUS_CLIENT_ID),
      clientSecret: filled(env.MENISCUS_CLIENT_SECRET),
      adminEmail: filled(env.MENISCUS_ADMIN_EMAIL),
      adminPassword: filled(env.MENISCUS_ADMIN_PASSWORD),
    },
  };
}

/** The 32 bytes of a key as people write it. */
export function keyBytes(text: string): Uint8Array {
  const bytes = /^[0-9a-fA-F]{64}$/.test(text) ? Buffer.from(text, 'hex') : Buffer.from(text, 'base64');
  if (bytes.length !== 32)
    throw new ConfigurationError(
      'MENISCUS_KEY must be 32 bytes as 64 hex digits or base64; make one with `openssl rand -hex 32`',
    );
  return bytes;
}
