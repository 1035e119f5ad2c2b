import { setTimeout as sleep } from 'node:timers/promises';
import type { Api } from '../tools/harness/api.ts';
import type { Programme } from '../tools/harness/programme.ts';

/** An audience each probed person becomes a member of. */
export const PROBED = 'loyalty.tier = "gold" and loyalty.points >= 0';
/** When a membership has not come by then, it is said to be lost. */
const LOST_AFTER = 60_000;

/**
 * Milliseconds from the POST of somebody nobody knows until the membership of an audience of `PROBED` is in the answer of the
 * entities API; `number` names the person.
 */
export async function probe(api: Api, programme: Programme, audience: string, number: number): Promise<number> {
  const email = `probe${number}@example.com`;
  const body = {
    identityMap: { email: [{ id: email, primary: true }] },
    loyalty: { tier: 'gold', points: number, status: 'active' },
  };
  const started = performance.now();
  const response = await fetch(programme.profileInlet, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`the probe was answered ${response.status}`);
  while ((await api.profile('Email', email))?.segmentMembership?.ups?.[audience]?.status !== 'realized') {
    if (performance.now() - started > LOST_AFTER) throw new Error(`${email} is no member after a minute`);
    await sleep(1);
  }
  return performance.now() - started;
}

/** So many probes, one after another, with numbers from `first` on; sorted. */
export async function probes(
  api: Api,
  programme: Programme,
  audience: string,
  amount: number,
  first = 0,
): Promise<readonly number[]> {
  const times: number[] = [];
  for (let at = 0; at < amount; at += 1) times.push(await probe(api, programme, audience, first + at));
  return times.sort((a, b) => a - b);
}
