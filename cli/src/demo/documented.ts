import { readFile } from 'node:fs/promises';
import type { CapillarySetUp } from '../../../examples/capillary-tutorial/set-up.ts';
import { batchUrl } from '../simulate/deliver.ts';

const FOLDER = new URL('../../../examples/capillary-tutorial/', import.meta.url);

async function send(url: string, body: string): Promise<void> {
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  const text = await response.text();
  if (!response.ok || text.includes('statusCode'))
    throw new Error(`the documented payload was answered ${response.status}: ${text}`);
}

/**
 * Sends the two documented payloads, each alone and in a batch. The profile sent again is an update and a row more; the
 * transaction sent again is the event its dataset has already.
 */
export async function sendDocumented({
  profileInlet,
  eventInlet,
}: CapillarySetUp): Promise<{ profile: number; event: number; repeats: number }> {
  for (const [file, inlet] of [
    ['profile.json', profileInlet],
    ['transaction.json', eventInlet],
  ] as const) {
    const payload = await readFile(new URL(file, FOLDER), 'utf8');
    await send(inlet, payload);
    await send(batchUrl(inlet), `{"messages":[${payload}]}`);
  }
  return { profile: 2, event: 1, repeats: 1 };
}
