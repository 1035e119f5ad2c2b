import { setTimeout as sleep } from 'node:timers/promises';
import type { Api } from '../tools/harness/api.ts';
import type { Programme } from '../tools/harness/programme.ts';
import { workedOff } from './metrics.ts';

/** An audience each probed person becomes a member of. */
export const PROBED = 'loyalty.tier = "gold" and loyalty.points >= 0';
/** When a membership has not come by then, nobody waits for it any longer; milliseconds. */
const GIVEN_UP_AFTER = 60_000;

const probedEmail = (number: number) => `probe${number}@example.com`;

/**
 * Milliseconds from the POST of somebody nobody knows until the membership of an audience of `PROBED` is in the answer of the
 * entities API, infinite when that takes more than a minute; `number` names the person.
 */
export async function probe(api: Api, programme: Programme, audience: string, number: number): Promise<number> {
  const email = probedEmail(number);
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
  while (!(await isMember(api, audience, email))) {
    if (performance.now() - started > GIVEN_UP_AFTER) return Number.POSITIVE_INFINITY;
    await sleep(1);
  }
  return performance.now() - started;
}

async function isMember(api: Api, audience: string, email: string): Promise<boolean> {
  return (await api.profile('Email', email))?.segmentMembership?.ups?.[audience]?.status === 'realized';
}

/** Waits until the platform has worked everything off; then all of so many people that were probed must be members, however late. */
export async function expectMembers(api: Api, audience: string, amount: number, first = 0): Promise<void> {
  await workedOff(api);
  for (let number = first; number < first + amount; number += 1)
    if (!(await isMember(api, audience, probedEmail(number))))
      throw new Error(`${probedEmail(number)} never became a member`);
}

/**
 * So many probes, one after another, with numbers from `first` on; sorted. None after one that was given up: a platform that
 * falls behind by a minute is not one that catches up.
 */
export async function probes(
  api: Api,
  programme: Programme,
  audience: string,
  amount: number,
  first = 0,
): Promise<readonly number[]> {
  const times: number[] = [];
  for (let at = 0; at < amount && times.at(-1) !== Number.POSITIVE_INFINITY; at += 1)
    times.push(await probe(api, programme, audience, first + at));
  return times.sort((a, b) => a - b);
}
