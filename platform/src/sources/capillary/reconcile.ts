import { type Drift, standingOf } from './book.ts';
import type { MemberState } from './member-state.ts';

/** The points of a member in one programme whose movements and reported balances do not agree. */
export interface Unreconciled {
  readonly customerId: string;
  /** Organisation in the loyalty system. */
  readonly organisation: string;
  readonly program: string;
  /** Balance after everything known; the last one reported, plus what was moved since. */
  readonly balance: number | null;
  /** Sum of all drifts: what the movements lack (positive) or have too much. */
  readonly difference: number;
  readonly drifts: readonly Drift[];
}

/** Holds the movements of a member against the balances reported with them. `key`: what the state is kept under. */
export function reconcile(key: string, state: MemberState): readonly Unreconciled[] {
  const cut = key.indexOf('/');
  return Object.entries(state.points).flatMap(([program, book]) => {
    const { balance, drifts } = standingOf(book);
    if (drifts.length === 0) return [];
    const difference = drifts.reduce((sum, { expected, reported }) => sum + reported - expected, 0);
    return [
      {
        customerId: key.slice(cut + 1),
        organisation: key.slice(0, cut),
        program,
        balance: balance ?? null,
        difference: Math.round(difference * 100) / 100,
        drifts,
      },
    ];
  });
}
