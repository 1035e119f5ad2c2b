import { setTimeout as sleep } from 'node:timers/promises';
import { type Api, connect } from './api.ts';
import { CREDENTIALS } from './process.ts';

const SANDBOXES = '/data/foundation/sandbox-management/sandboxes';
const ASKED_EVERY_MS = 20;

/** Makes a development sandbox and waits until it can be used; the same caller in it. */
export async function makeSandbox(api: Api, name: string): Promise<Api> {
  await api.call('POST', SANDBOXES, { name, title: name, type: 'development' });
  while ((await api.call<{ state: string }>('GET', `${SANDBOXES}/${name}`)).state !== 'active')
    await sleep(ASKED_EVERY_MS);
  return connect({ url: api.url, credentials: { ...CREDENTIALS, sandbox: name } });
}
