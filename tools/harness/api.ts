import { setTimeout as sleep } from 'node:timers/promises';
import type { Credentials } from './process.ts';

/** Totals of `GET /meniscus/v1/ledger`. */
export interface LedgerTotals {
  readonly accepted: number;
  readonly stored: number;
  readonly failed: number;
  readonly skipped: number;
  readonly waiting: number;
  readonly balanced: boolean;
}

/** The merged profile as far as benchmarks look at it. */
export interface ProfileView {
  readonly loyalty?: { readonly tier?: string; readonly points?: number };
  readonly segmentMembership?: { readonly ups?: Readonly<Record<string, { readonly status: string }>> };
}

/** How often a query is asked. */
const MOST_ASKED = 5;

/** The few calls benchmarks and crash tests make, as plain HTTP, so that what they measure is the wire. */
export interface Api {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  call<T>(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<T>;
  /** A query has only idle time, and beside other work may have none for as long as it may take: such a one is asked again, a few times. */
  sql(sql: string): Promise<{ readonly rows: readonly (readonly unknown[])[]; readonly truncated: boolean }>;
  /** The merged profile; undefined when there is none. */
  profile(namespace: string, id: string): Promise<ProfileView | undefined>;
  /** How many profiles the sandbox has. */
  profiles(): Promise<number>;
  ledger(): Promise<LedgerTotals>;
  /** Waits until nothing is on its way any more. */
  settled(): Promise<LedgerTotals>;
}

/** Signs in with the first credential. */
export async function connect(platform: { readonly url: string; readonly credentials: Credentials }): Promise<Api> {
  const { url, credentials } = platform;
  const token = await fetch(`${url}/ims/token/v3`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: credentials.clientId,
      client_secret: credentials.clientSecret,
      scope: 'openid,AdobeID,read_organizations',
    }),
  });
  if (!token.ok) throw new Error(`no token: ${token.status} ${await token.text()}`);
  const { access_token } = (await token.json()) as { access_token: string };
  const headers = {
    authorization: `Bearer ${access_token}`,
    'x-api-key': credentials.clientId,
    'x-gw-ims-org-id': credentials.orgId,
    'x-sandbox-name': credentials.sandbox,
  };
  const call = async <T>(
    method: string,
    path: string,
    body?: unknown,
    extra: Record<string, string> = {},
  ): Promise<T> => {
    const response = await fetch(url + path, {
      method,
      headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...extra },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  };
  const ledger = () => call<LedgerTotals>('GET', '/meniscus/v1/ledger');
  return {
    url,
    headers,
    call,
    ledger,
    async sql(sql) {
      for (let asked = 1; ; asked += 1)
        try {
          return await call('POST', '/meniscus/v1/sql', { sql, limit: 10_000 });
        } catch (error) {
          if (asked === MOST_ASKED || !String(error).includes('SQL-TIMEOUT')) throw error;
        }
    },
    async profile(namespace, id) {
      const query = new URLSearchParams({ 'schema.name': '_xdm.context.profile', entityIdNS: namespace, entityId: id });
      const response = await fetch(`${url}/data/core/ups/access/entities?${query}`, { headers });
      if (response.status === 404) return undefined;
      if (!response.ok) throw new Error(`the look-up of ${id} answered ${response.status}: ${await response.text()}`);
      const found = (await response.json()) as Record<string, { entity: ProfileView }>;
      return Object.values(found)[0]?.entity;
    },
    async profiles() {
      const { totalRows } = await call<{ totalRows: string }>('GET', '/data/core/ups/previewsamplestatus');
      return Number(totalRows);
    },
    async settled() {
      for (;;) {
        const totals = await ledger();
        if (totals.waiting === 0) return totals;
        await sleep(100);
      }
    },
  };
}
