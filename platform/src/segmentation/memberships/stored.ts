import { parseJson } from '@meniscus/languages/syntax';
import type { KeyedStore } from '../../stores/index.ts';
import { eachSince, endOf, isMember } from './person-state.ts';
import { stateCodec } from './state-codec.ts';
import { Timers } from './timers.ts';

/** Below this prefix every person who is or was a member stands, by `<scope>/<node>`. */
export const MEMBERSHIPS_PREFIX = 'segment/';
const NUMBERS = 'segment-numbers/';

/** Audience ids by the number states name them by, by scope. */
export type NumbersByScope = ReadonlyMap<string, readonly string[]>;

/** What the numbers in a store stand for. For who compares stores while nobody writes. */
export async function numbersIn(store: KeyedStore): Promise<NumbersByScope> {
  const found = new Map<string, readonly string[]>();
  for (let from = NUMBERS; ; ) {
    const rows = await store.range({ from, to: 'segment-numbers0', limit: 1000 });
    for (const [key, bytes] of rows) {
      const list = parseJson(Buffer.from(bytes).toString()) as readonly { readonly id: string }[];
      found.set(
        key.slice(NUMBERS.length),
        list.map(({ id }) => id),
      );
    }
    if (rows.length < 1000) return found;
    from = `${rows.at(-1)![0]}\u0000`;
  }
}

/** Audience id to since when somebody is in it and, for external ones, until when. Who left is not in it. */
export function membershipsIn(
  bytes: Uint8Array | undefined,
  audiences: readonly string[],
): ReadonlyMap<string, { readonly since: number; readonly until: number | undefined }> {
  if (bytes === undefined) return new Map();
  const state = stateCodec.decode(bytes);
  const members = new Map<string, { readonly since: number; readonly until: number | undefined }>();
  eachSince(state, (number, since) => {
    if (isMember(since)) members.set(audiences[number]!, { since, until: endOf(state, number) });
  });
  return members;
}

/** The moment up to which a store has what time changes, epoch milliseconds; 0: none. */
export function timePassedIn(store: KeyedStore): Promise<number> {
  return new Timers(store).passed();
}
