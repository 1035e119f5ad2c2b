/** A movement of points, or a change of when they expire, as one event tells it. */
export interface Move {
  /** Id of the event. */
  readonly id: string;
  /** When it happened, epoch milliseconds. */
  readonly at: number;
  readonly event: string;
  /** What the event adds to the balance; negative for redemptions, expiries and reversals. */
  readonly points: number;
  /** Points issued by the day they expire on (`YYYY-MM-DD`). */
  readonly lots?: readonly (readonly [day: string, points: number])[];
  /** Points that expire on another day from now on. */
  readonly shift?: { readonly from: string; readonly to: string; readonly points: number };
  /** The balance after the event, where the event says it. */
  readonly reported?: number;
  /** Points ever issued, where the event says it. */
  readonly lifetime?: number;
}

/** A place where the movements and the balances reported do not agree. */
export interface Drift {
  /** The event at whose balance it was seen, and when that was. */
  readonly seenAt: string;
  readonly at: number;
  /** The last event before it whose balance was right: whatever is missing happened after it. */
  readonly after: string;
  readonly expected: number;
  readonly reported: number;
}

/** Lots by the day they expire on. */
type Lots = Readonly<Record<string, number>>;

/** Where the points of a member stand after some movements. */
export interface Standing {
  /** Unknown until an event reports one. */
  readonly balance?: number;
  readonly lifetime?: number;
  readonly lots: Lots;
  /** Newest last; the oldest are dropped beyond `MOST_DRIFTS`. */
  readonly drifts: readonly Drift[];
  /** The last event whose balance was reported. */
  readonly agreed?: string;
}

/** Movements of a member: what was folded together, and the newer ones one by one, in order of time. */
export interface PointsBook {
  readonly base: Standing;
  readonly moves: readonly Move[];
  /** Time of the newest movement folded into `base`; older ones that come later change nothing any more. */
  readonly foldedTo: number;
}

/** Movements kept one by one, so that a late one can still take its place among them. */
const MOST_MOVES = 256;
const FOLD_AT_ONCE = 64;
const MOST_DRIFTS = 20;
const MOST_LOTS = 400;
/** Points have at most two decimals; sums of them in binary do not. */
const CENT = 0.005;

export const EMPTY_BOOK: PointsBook = Object.freeze({
  base: Object.freeze({ lots: Object.freeze({}), drifts: Object.freeze([]) }),
  moves: Object.freeze([]),
  foldedTo: 0,
});

function round(points: number): number {
  return Math.round(points * 100) / 100;
}

/** Takes points out of lots, those that expire first or those that expire last. */
function take(lots: Lots, points: number, from: 'first' | 'last'): Lots {
  const days = Object.keys(lots).sort();
  if (from === 'last') days.reverse();
  const left: Record<string, number> = { ...lots };
  let open = points;
  for (const day of days) {
    if (open < CENT) break;
    const part = Math.min(left[day]!, open);
    open -= part;
    const rest = round(left[day]! - part);
    if (rest < CENT) delete left[day];
    else left[day] = rest;
  }
  return left;
}

function add(lots: Lots, more: readonly (readonly [string, number])[]): Lots {
  const sum: Record<string, number> = { ...lots };
  for (const [day, points] of more) if (points >= CENT) sum[day] = round((sum[day] ?? 0) + points);
  const days = Object.keys(sum).sort();
  // Far more days than any programme has; the ones that expire last are the ones to do without.
  for (const day of days.slice(MOST_LOTS)) delete sum[day];
  return sum;
}

function shifted(lots: Lots, { from, to, points }: NonNullable<Move['shift']>): Lots {
  const there = Math.min(lots[from] ?? 0, points);
  if (there < CENT) return lots;
  const { [from]: old = 0, ...rest } = lots;
  const stays: readonly (readonly [string, number])[] = old - there < CENT ? [] : [[from, old - there]];
  return add(rest, [...stays, [to, there]]);
}

function lotsAfter(lots: Lots, move: Move): Lots {
  let after = add(lots, move.lots ?? []);
  if (move.shift !== undefined) after = shifted(after, move.shift);
  // Redemption and expiry take what expires first; a reversal takes back what came last.
  if (move.points < 0) after = take(after, -move.points, move.event === 'issuedPointsReversed' ? 'last' : 'first');
  if (move.reported === undefined) return after;
  // Points that left without an event of their own: returns take back what was issued last.
  const surplus = Object.values(after).reduce((sum, points) => sum + points, 0) - move.reported;
  return surplus < CENT ? after : take(after, surplus, 'last');
}

function step(standing: Standing, move: Move): Standing {
  const expected = standing.balance === undefined ? undefined : round(standing.balance + move.points);
  const balance = move.reported ?? expected;
  const lifetime =
    move.lifetime ??
    (standing.lifetime === undefined
      ? undefined
      : round(standing.lifetime + (move.event === 'pointsIssued' ? move.points : 0)));
  const drifted =
    expected !== undefined && move.reported !== undefined && Math.abs(move.reported - expected) >= CENT
      ? [
          {
            seenAt: move.id,
            at: move.at,
            after: standing.agreed ?? '',
            expected,
            reported: move.reported,
          },
        ]
      : [];
  const agreed = move.reported === undefined ? standing.agreed : move.id;
  return {
    ...(balance === undefined ? {} : { balance }),
    ...(lifetime === undefined ? {} : { lifetime }),
    lots: lotsAfter(standing.lots, move),
    drifts: drifted.length === 0 ? standing.drifts : [...standing.drifts, ...drifted].slice(-MOST_DRIFTS),
    ...(agreed === undefined ? {} : { agreed }),
  };
}

/**
 * Order of movements: time; in one millisecond the lower count of points ever issued first, since that only grows; then the
 * id, so that every order of arrival ends in the same order.
 */
function compare(a: Move, b: Move): number {
  return a.at - b.at || (a.lifetime ?? 0) - (b.lifetime ?? 0) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/**
 * Puts a movement in its place by time, wherever in the row it arrives. Applying it again changes nothing, and every order
 * of arrival gives the same book, as long as nothing comes later than `MOST_MOVES` newer movements.
 */
export function post(book: PointsBook, move: Move): PointsBook {
  if (move.at <= book.foldedTo || book.moves.some(({ id }) => id === move.id)) return book;
  const moves = [...book.moves];
  let at = moves.length;
  while (at > 0 && compare(moves[at - 1]!, move) > 0) at -= 1;
  moves.splice(at, 0, move);
  if (moves.length <= MOST_MOVES) return { ...book, moves };
  const folded = moves.slice(0, FOLD_AT_ONCE);
  return {
    base: folded.reduce(step, book.base),
    moves: moves.slice(FOLD_AT_ONCE),
    foldedTo: folded.at(-1)!.at,
  };
}

/** Where the points stand after everything in the book, and every drift on the way. */
export function standingOf({ base, moves }: PointsBook): Standing {
  return moves.reduce(step, base);
}

/** Time of the newest movement, epoch milliseconds; 0 when there is none. */
export function newestOf({ moves, foldedTo }: PointsBook): number {
  return moves.at(-1)?.at ?? foldedTo;
}

/** Days from `today` on (`YYYY-MM-DD`) on which points expire, soonest first. */
export function ladderOf({ lots }: Standing, today: string): readonly (readonly [day: string, points: number])[] {
  return Object.entries(lots)
    .filter(([day]) => day >= today)
    .sort(([a], [b]) => (a < b ? -1 : 1));
}
