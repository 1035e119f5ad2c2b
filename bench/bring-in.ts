import type { Api } from '../tools/harness/api.ts';
import type { Programme } from '../tools/harness/programme.ts';
import { runLoad } from './load.ts';
import { batchesOf, profileMessage } from './messages.ts';
import { workedOff } from './metrics.ts';

/** Messages of one request. */
const SIZE = 100;
/** Requests of one load, so that its bodies fit in the memory of who sends them. */
const REQUESTS = 1000;

/** Throws unless the platform counts just so many profiles: what is measured next would be of fewer people than it says. */
export async function expectProfiles(api: Api, people: number): Promise<void> {
  const counted = await api.profiles();
  if (counted !== people) throw new Error(`the platform has ${counted} profiles instead of ${people}`);
}

/**
 * Sends one profile record about each of `people` (a multiple of 100), made by `messageOf`, and waits until all of them are profiles. Throws when
 * a request is refused, or when the platform counts other than `people` profiles after it.
 */
export async function bringIn(
  api: Api,
  programme: Programme,
  people: number,
  core?: number,
  messageOf: (person: number) => unknown = profileMessage,
): Promise<void> {
  const url = programme.batch(programme.profileInlet);
  for (let first = 0; first < people; first += REQUESTS * SIZE) {
    const bodies = batchesOf(messageOf, Math.min(REQUESTS, (people - first) / SIZE), SIZE, first);
    const { refused } = await runLoad({ url, bodies, connections: 8, amount: bodies.length }, core);
    if (refused > 0) throw new Error(`${refused} requests were refused`);
    await workedOff(api);
  }
  await expectProfiles(api, people);
}
