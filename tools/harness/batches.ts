import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DuckDBInstance } from '@duckdb/node-api';
import type { Api } from './api.ts';

/** Batch ingestion as a client drives it. */
export type Json = Record<string, unknown>;

export interface Reply {
  readonly status: number;
  readonly body: unknown;
}

export interface BatchView {
  readonly status: string;
  readonly errors: readonly { readonly code: string; readonly description: string; readonly recordCount?: number }[];
  readonly metrics: Readonly<Record<string, number>>;
  readonly tags: Json;
}

const IMPORT = '/data/foundation/import/batches';
const EXPORT = '/data/foundation/export/batches';
const FINAL = new Set(['success', 'failed', 'aborted', 'inactive']);
const BYTES = 'application/octet-stream';

/** The calls a client makes; `api` is asked at each call, since a restart changes it. */
export function batchClient(api: () => Api) {
  const send = async (
    method: string,
    path: string,
    body?: string | Uint8Array,
    type?: string,
    more: Record<string, string> = {},
  ) => {
    const { url, headers } = api();
    const response = await fetch(path.startsWith('http') ? path : url + path, {
      method,
      headers: { ...headers, ...(type === undefined ? {} : { 'content-type': type }), ...more },
      ...(body === undefined ? {} : { body: body as string }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text };
  };
  const reply = async (...call: Parameters<typeof send>): Promise<Reply> => {
    const { status, text } = await send(...call);
    return { status, body: text === '' ? undefined : JSON.parse(text) };
  };
  const get = async (id: string): Promise<BatchView> =>
    (await api().call<Record<string, BatchView>>('GET', `/data/foundation/catalog/batches/${id}`))[id]!;
  const act = (id: string, action: string) => reply('POST', `${IMPORT}/${id}?action=${action}`);
  return {
    send: reply,
    get,
    act,
    async create(body: Json): Promise<string> {
      return (await api().call<{ id: string }>('POST', IMPORT, body)).id;
    },
    put: (id: string, dataset: string, name: string, content: string | Uint8Array) =>
      reply('PUT', `${IMPORT}/${id}/datasets/${dataset}/files/${name}`, content, BYTES),
    file(id: string, dataset: string, name: string) {
      const path = `${IMPORT}/${id}/datasets/${dataset}/files/${name}`;
      return {
        act: (action: string) => reply('POST', `${path}?action=${action}`),
        patch: (content: Uint8Array, range: string) => reply('PATCH', path, content, BYTES, { 'content-range': range }),
        head: () => send('HEAD', path),
      };
    },
    /** Completes a batch and waits for its end. */
    async finish(id: string): Promise<BatchView> {
      const { status, body } = await act(id, 'COMPLETE');
      if (status !== 200) throw new Error(`COMPLETE answered ${status}: ${JSON.stringify(body)}`);
      for (;;) {
        const batch = await get(id);
        if (FINAL.has(batch.status)) return batch;
        await sleep(20);
      }
    },
    async list(id: string, of: 'failed' | 'meta' | 'files', path?: string) {
      const query = path === undefined ? '' : `?path=${encodeURIComponent(path)}`;
      const { data } = await api().call<{
        data: { name: string; length: string; _links: { self: { href: string } } }[];
      }>('GET', `${EXPORT}/${id}/${of}${query}`);
      return data.map(({ name, length, _links }) => ({ name, length: Number(length), href: _links.self.href }));
    },
    read: async (href: string) => (await send('GET', href)).text,
    /** The answer as it came, which need not be JSON. */
    async sendText(method: string, path: string): Promise<{ readonly status: number; readonly body: string }> {
      const { status, text } = await send(method, path);
      return { status, body: text };
    },
    /** A Parquet file with the rows of a query. */
    async parquet(sql: string, options = ''): Promise<Buffer> {
      const dir = await mkdtemp(join(tmpdir(), 'parquet-'));
      try {
        const file = join(dir, 'a.parquet');
        const connection = await (await DuckDBInstance.create(':memory:')).connect();
        await connection.run(`COPY (${sql}) TO '${file}' (FORMAT parquet${options})`);
        connection.closeSync();
        return await readFile(file);
      } finally {
        await rm(dir, { recursive: true, force: true });
      }
    },
  };
}
