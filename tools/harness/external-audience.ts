import { setTimeout as sleep } from 'node:timers/promises';
import type { Api } from './api.ts';

/** One reading of the file of an external audience, when it is over. */
export interface Reading {
  readonly audienceId: string;
  readonly status: 'SUCCESS' | 'FAILED';
  readonly recordsRead?: number;
  readonly error?: string;
}

const AUDIENCES = '/data/core/ais/external-audience';

async function over(api: Api, path: string): Promise<Reading> {
  for (;;) {
    const { status, ...found } = await api.call<Omit<Reading, 'status'> & { status: Reading['status'] | 'PROCESSING' }>(
      'GET',
      path,
    );
    if (status !== 'PROCESSING') return { status, ...found };
    await sleep(50);
  }
}

/** Makes an external audience of the column `email` of a CSV, and waits until the file was read. */
export async function uploadMembers(api: Api, name: string, csv: string): Promise<Reading> {
  const form = new FormData();
  form.append('file', new Blob([csv]), name);
  const { url, headers } = api;
  const kept = await fetch(`${url}/meniscus/v1/external-audience-files`, { method: 'POST', headers, body: form });
  if (kept.status !== 201) throw new Error(`the file was not kept: ${kept.status} ${await kept.text()}`);
  const { taskId } = await api.call<{ taskId: string }>('POST', `${AUDIENCES}/submit`, {
    name: 'From a file',
    fields: [{ name: 'email', type: 'string', identityNs: 'Email' }],
    sourceSpec: { path: name, type: 'file', sourceType: 'Cloud Storage', baseConnectionId: 'none' },
    ttlInDays: 40,
    audienceType: 'people',
    originName: 'CUSTOM_UPLOAD',
  });
  return over(api, `${AUDIENCES}/task/${taskId}`);
}

/** Has the file of an external audience read again, and waits until it was. */
export async function readMembers(api: Api, audienceId: string): Promise<Reading> {
  const { runId } = await api.call<{ runId: string }>('POST', `${AUDIENCES}/${audienceId}/run`, {
    dataFilterStartTime: 1,
  });
  return over(api, `${AUDIENCES}/${audienceId}/runs/${runId}`);
}
