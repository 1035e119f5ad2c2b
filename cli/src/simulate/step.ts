import type { Line } from './catalogue.ts';
import type { Bill, Member, Promotion } from './member.ts';
import type { Store } from './stores.ts';
import type { Tier } from './tiers.ts';

/** What happened. Days are day numbers, points whole numbers, money cents. */
export type Happening =
  | { readonly kind: 'join'; readonly opening: boolean }
  | {
      readonly kind: 'purchase';
      readonly bill: Bill;
      readonly discountCents: number;
      readonly points: number;
      /** Included in `points`. */
      readonly promotion: Promotion | undefined;
      readonly pointsExpire: number;
    }
  | {
      readonly kind: 'return';
      readonly bill: string;
      readonly of: Bill;
      readonly lines: readonly Line[];
      readonly cents: number;
      readonly points: number;
    }
  | { readonly kind: 'redemption'; readonly points: number; readonly reward: string; readonly store: Store }
  | { readonly kind: 'expiry'; readonly points: number }
  | { readonly kind: 'expiry-reminder'; readonly points: number; readonly day: number }
  | { readonly kind: 'expiry-extension'; readonly points: number; readonly oldDay: number; readonly newDay: number }
  | { readonly kind: 'tier-upgrade'; readonly from: Tier }
  | { readonly kind: 'tier-downgrade'; readonly from: Tier }
  | { readonly kind: 'tier-renewal' }
  | { readonly kind: 'tier-reminder'; readonly day: number }
  | { readonly kind: 'contact-update'; readonly before: string; readonly after: string }
  | { readonly kind: 'delivery'; readonly bill: Bill }
  | { readonly kind: 'promotion'; readonly promotion: Promotion };

/**
 * One step of the programme: what happened to whom and when. `member` is the live state right after the step; make
 * payloads from it before asking for the next step.
 */
export type Step = Happening & {
  /** Counts from 0; unique in a run. */
  readonly number: number;
  /** Epoch milliseconds; never falls from step to step. */
  readonly at: number;
  readonly member: Member;
};

/** True when the step changes what a profile record says. */
export function changesProfile({ kind }: Step): boolean {
  return kind !== 'expiry-reminder' && kind !== 'tier-reminder' && kind !== 'delivery' && kind !== 'promotion';
}
