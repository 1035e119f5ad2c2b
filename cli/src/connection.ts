import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from '@meniscus/client';
import { ConnectionError, type OptionSpecs, UsageError, type Values } from './command.ts';

/** Options of every command that talks to a platform. */
export const CONNECTION_OPTIONS = {
  url: { type: 'string', value: 'url', summary: 'Origin of the platform (MENISCUS_URL, else http://127.0.0.1:8080).' },
  org: { type: 'string', value: 'id', summary: 'Organisation (MENISCUS_ORG_ID).' },
  sandbox: { type: 'string', value: 'name', summary: 'Sandbox (MENISCUS_SANDBOX, else prod).' },
  'client-id': { type: 'string', value: 'id', summary: 'API credential (MENISCUS_CLIENT_ID).' },
  'client-secret': {
    type: 'string',
    value: 'secret',
    summary: 'Its secret (MENISCUS_CLIENT_SECRET, which other users of the machine do not see).',
  },
} as const satisfies OptionSpecs;

type ConnectionValues = Values<typeof CONNECTION_OPTIONS>;

/** Where to connect and as whom. */
export interface ConnectionSettings {
  readonly url: string;
  readonly orgId: string;
  readonly sandbox: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** The file a platform keeps beside its data. */
type Stored = Partial<Readonly<Record<'url' | 'orgId' | 'sandbox' | 'clientId' | 'clientSecret', string>>>;

function storedSettings(env: NodeJS.ProcessEnv): Stored {
  const file = join(env.MENISCUS_DATA_DIR ?? './data', 'credentials.json');
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return {};
  }
  try {
    return JSON.parse(text) as Stored;
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${(error as Error).message}`);
  }
}

function given(
  option: string | undefined,
  variable: string | undefined,
  stored: string | undefined,
): string | undefined {
  return [option, variable, stored].find((value) => value !== undefined && value !== '');
}

/**
 * Settings by option, else environment, else the data directory's credentials.json. Throws `UsageError` naming what is
 * missing. Credentials of the file are not sent to another platform than the file's own.
 */
export function connectionSettings(values: ConnectionValues, env: NodeJS.ProcessEnv): ConnectionSettings {
  const elsewhere = given(values.url, env.MENISCUS_URL, undefined);
  const file = storedSettings(env);
  const stored = elsewhere === undefined || file.url === undefined || sameOrigin(elsewhere, file.url) ? file : {};
  const url = elsewhere ?? file.url ?? 'http://127.0.0.1:8080';
  if (!URL.canParse(url))
    throw new UsageError(`the platform's address is ${url}; it must be an origin such as http://127.0.0.1:8080`);
  const need = (name: string, value: string | undefined, variable: string): string => {
    if (value === undefined)
      throw new UsageError(
        `no ${name}: give --${name}, set ${variable}, or run where ./data/credentials.json is (MENISCUS_DATA_DIR)`,
      );
    return value;
  };
  return {
    url: url.replace(/\/+$/, ''),
    orgId: need('org', given(values.org, env.MENISCUS_ORG_ID, stored.orgId), 'MENISCUS_ORG_ID'),
    sandbox: given(values.sandbox, env.MENISCUS_SANDBOX, stored.sandbox) ?? 'prod',
    clientId: need(
      'client-id',
      given(values['client-id'], env.MENISCUS_CLIENT_ID, stored.clientId),
      'MENISCUS_CLIENT_ID',
    ),
    clientSecret: need(
      'client-secret',
      given(values['client-secret'], env.MENISCUS_CLIENT_SECRET, stored.clientSecret),
      'MENISCUS_CLIENT_SECRET',
    ),
  };
}

function sameOrigin(a: string, b: string): boolean {
  return URL.canParse(a) && URL.canParse(b) && new URL(a).origin === new URL(b).origin;
}

/** A platform to call operations on. */
export type Connection = Pick<Client, 'call' | 'events'>;

/** A failed call in words of the command line: who refused, or what could not be reached. */
function explained(error: unknown, url: string): unknown {
  if (!(error instanceof Error)) return error;
  const { status, message } = error as { status?: number; message: string };
  if (status === 401 || status === 403) return new ConnectionError(`${url} refused: ${message}`);
  if (status === undefined && error instanceof TypeError && error.cause !== undefined) {
    const { code } = error.cause as { code?: string };
    return new ConnectionError(
      `${url} cannot be reached${code === undefined ? '' : ` (${code})`}; is it running? 'meniscus start' starts one`,
    );
  }
  return error;
}

/** Connects with a command's options; the first call signs in. Refused or unreachable ends in a `ConnectionError`. */
export async function connect(values: ConnectionValues, env: NodeJS.ProcessEnv): Promise<Connection> {
  const { url, orgId, sandbox, clientId, clientSecret } = connectionSettings(values, env);
  const { createClient, credentialsToken } = await import('@meniscus/client');
  const accessToken = credentialsToken({ baseUrl: url, clientId, clientSecret });
  const client = createClient({ baseUrl: url, accessToken, clientId, org: orgId, sandbox });
  return {
    async call(id, options) {
      try {
        return await client.call(id, options);
      } catch (error) {
        throw explained(error, url);
      }
    },
    async *events(id, options, signal) {
      try {
        yield* client.events(id, options, signal);
      } catch (error) {
        throw explained(error, url);
      }
    },
  };
}
