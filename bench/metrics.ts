import { setTimeout as sleep } from 'node:timers/promises';
import type { Api } from '../tools/harness/api.ts';

/** The value of a metric without labels, of the platform any of whose addresses is given; NaN when there is none. */
export async function metricAt(address: string, name: string): Promise<number> {
  const text = await (await fetch(new URL('/metrics', address))).text();
  return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1] ?? Number.NaN);
}

/** Waits until a metric is 0. */
export async function untilZero(api: Api, name: string): Promise<void> {
  while ((await metricAt(api.url, name)) !== 0) await sleep(5);
}

/** Waits until the process loop has worked everything off; the lake may still be writing. */
export function workedOff(api: Api): Promise<void> {
  return untilZero(api, 'meniscus_backlog_messages');
}
