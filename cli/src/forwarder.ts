import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConnectionError, type OptionSpecs, UsageError } from './command.ts';

/** Where a forwarder keeps its queue unless told otherwise. */
export const FORWARD_DIR = './forward-data';

/** Options of the commands that talk to a running forwarder. */
export const FORWARDER_OPTIONS = {
  'data-dir': {
    type: 'string',
    value: 'dir',
    default: FORWARD_DIR,
    summary: 'Data directory of the forwarder; its file forwarder.json tells where it runs.',
  },
  json: { type: 'boolean', summary: 'Print JSON.' },
} as const satisfies OptionSpecs;

/** A record that did not reach the target. */
export interface ForwardFailure {
  readonly id: string;
  readonly receivedAt: number;
  readonly failedAt: number;
  readonly kind: string;
  readonly errorType: string;
  readonly message: string;
  readonly retry: string;
  readonly attempts: number;
  readonly payload: unknown;
  readonly answer?: string;
  readonly webhook: unknown;
  readonly status: string;
}

/** Calls the forwarder whose data directory this is. Throws `ConnectionError` when it does not run. */
export async function callForwarder<T>(dir: string, method: 'GET' | 'POST', path: string, body?: unknown): Promise<T> {
  const { url, adminHeaders } = place(dir);
  let response: Response;
  try {
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    response = await fetch(url + path, { method, headers: adminHeaders, ...sent });
  } catch {
    throw new ConnectionError(`no forwarder answers at ${url}; 'meniscus capillary forward' starts one`);
  }
  const answer = (await response.json()) as T & { readonly detail?: string };
  if (!response.ok) throw new Error(`the forwarder answered ${response.status}: ${answer.detail}`);
  return answer;
}

function place(dir: string): { readonly url: string; readonly adminHeaders: Record<string, string> } {
  const file = join(dir, 'forwarder.json');
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as { url: string; adminHeaders: Record<string, string> };
  } catch (error) {
    throw new UsageError(`${file} cannot be read (${(error as Error).message}); give --data-dir`);
  }
}
