import { Agenda, type Appointment } from './agenda.ts';
import { DAY_MS, dayOf, duringOpeningHours, hourOf } from './calendar.ts';
import { type Member, newMember, openingMember } from './member.ts';
import { type Random, random, seedName } from './random.ts';
import type { Happening, Step } from './step.ts';
import { keeps, RULES, TIERS, tierBelow, tierFor } from './tiers.ts';
import { visit } from './visit.ts';

/** What to simulate. The same options give the same steps, on every machine. */
export interface ProgrammeOptions {
  readonly seed: string;
  /** People who are members at the end; three quarters are members from the start. */
  readonly members: number;
  /** Steps besides joining: purchases, returns, redemptions, expiries, tier moves and the rest. Exactly as many. */
  readonly events: number;
  /** Days the steps are spread over. */
  readonly days: number;
  /** First day, midnight UTC, epoch milliseconds. */
  readonly from: number;
}

const OPENING_SHARE = 0.75;
/** How much of the trade regulars do: 1 would be evenly spread. */
const LOYALTY_SKEW = 1.7;
const HOURS = { expiry: 2, 'expiry-reminder': 6, 'tier-review': 3, 'tier-reminder': 6 } as const;

/** A loyalty programme that runs from the first day to the last, step by step in the order of time. */
export class Programme {
  /** Prefix of everything this seed numbers. */
  readonly name: string;
  readonly #options: ProgrammeOptions;
  readonly #members: Member[] = [];
  readonly #agenda = new Agenda();
  readonly #random: Random;
  readonly #end: number;
  #number = 0;
  #eventsLeft: number;

  constructor(options: ProgrammeOptions) {
    this.#options = options;
    this.#eventsLeft = options.events;
    this.#end = options.from + options.days * DAY_MS;
    this.#random = random(options.seed);
    this.name = seedName(options.seed);
  }

  /** Everybody who has joined so far, as they stand after the last step taken: the books of the programme. */
  get members(): readonly Member[] {
    return this.#members;
  }

  /** All steps in order of time. Ends after every member has joined and every event has happened. */
  *steps(): Generator<Step> {
    const { members, from } = this.#options;
    const opening = Math.min(members, Math.max(1, Math.round(members * OPENING_SHARE)));
    for (let index = 0; index < opening; index += 1) yield this.#join(from);
    let clock = from;
    while (this.#eventsLeft > 0 && this.#members.length > 0) {
      clock += (this.#end - clock) * (1 - this.#random.unit() ** (1 / this.#eventsLeft));
      const at = duringOpeningHours(clock);
      yield* this.#until(at, opening);
      if (this.#eventsLeft > 0) yield this.#visit(at);
    }
    while (this.#members.length < members) yield this.#join(this.#joiningTime(opening));
  }

  /** What happens by itself up to a moment: people join, points expire, tiers are reviewed. */
  *#until(at: number, opening: number): Generator<Step> {
    while (this.#members.length < this.#options.members && this.#joiningTime(opening) <= at) {
      const joining = this.#joiningTime(opening);
      yield* this.#appointments(joining);
      yield this.#join(joining);
    }
    yield* this.#appointments(at);
  }

  *#appointments(until: number): Generator<Step> {
    while (this.#eventsLeft > 0) {
      const appointment = this.#agenda.take(until);
      if (appointment === undefined) return;
      const member = this.#members[appointment.member]!;
      const happening = this.#keep(appointment, member);
      if (happening !== undefined) yield this.#event(appointment.at, member, happening);
    }
  }

  /** When the next person joins: evenly over the days, in opening hours. */
  #joiningTime(opening: number): number {
    const { members, from, days } = this.#options;
    const nth = this.#members.length - opening + 1;
    return duringOpeningHours(from + (days * DAY_MS * nth) / (members - opening + 1));
  }

  #join(at: number): Step {
    const index = this.#members.length;
    const opening = at === this.#options.from;
    const own = this.#random.fork(`member ${index}`);
    const member = opening ? openingMember(own, index, at) : newMember(own, index, at);
    this.#members.push(member);
    for (const { day } of member.account.schedule(3)) this.#planExpiry(member, day);
    if (member.tierReview !== undefined) this.#planReview(member, member.tierReview);
    return this.#step(at, member, { kind: 'join', opening });
  }

  #visit(at: number): Step {
    const index = Math.floor(this.#members.length * this.#random.unit() ** LOYALTY_SKEW);
    const member = this.#members[index]!;
    const happening = visit(member, this.#random, at, `${this.name}-${this.#number}`);
    if (happening.kind === 'purchase') this.#planExpiry(member, happening.pointsExpire);
    if (happening.kind === 'expiry-extension')
      for (const { day } of member.account.schedule(9)) this.#planExpiry(member, day);
    if (TIERS.indexOf(tierFor(member.qualifying)) > TIERS.indexOf(member.tier))
      this.#plan({ at: at + 1000, member: index, kind: 'tier-upgrade' });
    return this.#event(at, member, happening);
  }

  /** What an appointment turns out to be, now that it has come; undefined when the reason for it is gone. */
  #keep({ kind, at }: Appointment, member: Member): Happening | undefined {
    const today = dayOf(at);
    const { account } = member;
    switch (kind) {
      case 'expiry': {
        const points = account.expire(today);
        return points === 0 ? undefined : { kind, points };
      }
      case 'expiry-reminder': {
        const day = today + RULES.reminderDays;
        const points = account.schedule(99).find((due) => due.day === day)?.points;
        if (points === undefined || points < RULES.smallestReminder || member.remindedOf >= day) return undefined;
        member.remindedOf = day;
        return { kind, points, day };
      }
      case 'tier-reminder': {
        const day = today + RULES.reminderDays;
        return member.tierReview !== day || keeps(member.tier, member.qualifying) ? undefined : { kind, day };
      }
      case 'tier-review':
        return member.tierReview === today ? this.#review(member, today) : undefined;
      case 'tier-upgrade':
        return this.#upgrade(member, today);
    }
  }

  #review(member: Member, today: number): Happening {
    const from = member.tier;
    const renewed = keeps(from, member.qualifying);
    if (!renewed) member.tier = tierBelow(from);
    member.qualifying = 0;
    this.#startPeriod(member, today);
    return renewed ? { kind: 'tier-renewal' } : { kind: 'tier-downgrade', from };
  }

  #upgrade(member: Member, today: number): Happening | undefined {
    const from = member.tier;
    const to = tierFor(member.qualifying);
    if (TIERS.indexOf(to) <= TIERS.indexOf(from)) return undefined;
    member.tier = to;
    this.#startPeriod(member, today);
    return { kind: 'tier-upgrade', from };
  }

  #startPeriod(member: Member, today: number): void {
    member.tierReview = member.tier === 'bronze' ? undefined : today + RULES.tierDays;
    if (member.tierReview !== undefined) this.#planReview(member, member.tierReview);
  }

  #planExpiry({ index }: Member, day: number): void {
    this.#plan({ at: hourOf(day, HOURS.expiry), member: index, kind: 'expiry' });
    this.#plan({
      at: hourOf(day - RULES.reminderDays, HOURS['expiry-reminder']),
      member: index,
      kind: 'expiry-reminder',
    });
  }

  #planReview({ index }: Member, day: number): void {
    this.#plan({ at: hourOf(day, HOURS['tier-review']), member: index, kind: 'tier-review' });
    this.#plan({ at: hourOf(day - RULES.reminderDays, HOURS['tier-reminder']), member: index, kind: 'tier-reminder' });
  }

  /** Nothing is planned behind the last day or before the first. */
  #plan(appointment: Appointment): void {
    if (appointment.at >= this.#options.from && appointment.at < this.#end) this.#agenda.add(appointment);
  }

  #event(at: number, member: Member, happening: Happening): Step {
    this.#eventsLeft -= 1;
    return this.#step(at, member, happening);
  }

  #step(at: number, member: Member, happening: Happening): Step {
    const number = this.#number;
    this.#number += 1;
    return { ...happening, number, at, member };
  }
}
