/** Points issued together that expire together. */
interface Lot {
  points: number;
  /** Day number on which they expire. */
  expires: number;
  /** Bill that earned them; empty for opening balances. */
  readonly bill: string;
}

/**
 * A member's points, kept as lots so that expiry and returns take the right ones.
 *
 * The books of every account, at any moment: `balance = issued − redeemed − expired − reversed`, and never below zero.
 */
export class Account {
  issued = 0;
  redeemed = 0;
  expired = 0;
  reversed = 0;
  #lots: Lot[] = [];

  get balance(): number {
    return this.issued - this.redeemed - this.expired - this.reversed;
  }

  issue(points: number, expires: number, bill: string): void {
    if (points <= 0) return;
    this.issued += points;
    this.#lots.push({ points, expires, bill });
  }

  /** Takes the points that expire first. Throws when there are not enough: the caller decides what is affordable. */
  redeem(points: number): void {
    if (points > this.balance) throw new Error(`cannot redeem ${points} of ${this.balance} points`);
    this.redeemed += points;
    this.#take(points);
  }

  /** What a return takes back: first from the lot of its bill, then from the rest, never more than there is. */
  reverse(points: number, bill: string): number {
    const taken = Math.min(points, this.balance);
    this.reversed += taken;
    const own = this.#lots.find((lot) => lot.bill === bill);
    const fromOwn = Math.min(own?.points ?? 0, taken);
    if (own !== undefined) own.points -= fromOwn;
    this.#take(taken - fromOwn);
    return taken;
  }

  /** Lets everything expire that is due on the day; how much that was. */
  expire(day: number): number {
    const due = this.expiring(day);
    this.#lots = this.#lots.filter((lot) => lot.expires > day && lot.points > 0);
    this.expired += due;
    return due;
  }

  /** Points that expire on the day or before. */
  expiring(day: number): number {
    return this.#lots.reduce((sum, lot) => (lot.expires <= day ? sum + lot.points : sum), 0);
  }

  /** Gives points that would expire by `day` more time; how many got it. */
  extend(day: number, days: number): number {
    let points = 0;
    for (const lot of this.#lots) {
      if (lot.expires > day || lot.points === 0) continue;
      lot.expires += days;
      points += lot.points;
    }
    return points;
  }

  /** Next expiry days with their points, soonest first. */
  schedule(most: number): readonly { readonly day: number; readonly points: number }[] {
    const byDay = new Map<number, number>();
    for (const lot of this.#lots)
      if (lot.points > 0) byDay.set(lot.expires, (byDay.get(lot.expires) ?? 0) + lot.points);
    return [...byDay]
      .sort(([a], [b]) => a - b)
      .slice(0, most)
      .map(([day, points]) => ({ day, points }));
  }

  #take(points: number): void {
    let left = points;
    this.#lots.sort((a, b) => a.expires - b.expires);
    for (const lot of this.#lots) {
      if (left === 0) break;
      const part = Math.min(lot.points, left);
      lot.points -= part;
      left -= part;
    }
    this.#lots = this.#lots.filter((lot) => lot.points > 0);
  }
}
