import type { Values } from '../values.ts';
import type { Language } from '../vocabulary/words.ts';

/** Kinds of table a column can stand in; `archetypes.ts` says what each is made of. */
export type Kind =
  | 'customer'
  | 'member'
  | 'card'
  | 'consent'
  | 'contact'
  | 'order'
  | 'line'
  | 'return'
  | 'tierchange'
  | 'ledger'
  | 'coupon'
  | 'web'
  | 'mail'
  | 'survey'
  | 'support'
  | 'stay'
  | 'product'
  | 'store'
  | 'promotion'
  | 'game'
  | 'campaign'
  | 'account'
  | 'property'
  | 'flight'
  | 'dining'
  | 'rental'
  | 'webaccount'
  | 'subscription'
  | 'referral';

/** What an own field holds; decides its type where values alone do not. */
export type Own = 'flag' | 'amount' | 'count' | 'id' | 'category' | 'text' | 'date';

/**
 * Something a column can mean. One declaration serves the training generator (names, values, tables) and, through the
 * trained model's catalogue, the recommendation itself (title, paths, identity).
 */
export interface Concept {
  /** Title Case, shown to people and used as display name. */
  readonly title: string;
  /** Wire paths of the standard library, best first; those the class does not have are passed over. None: an own field. */
  readonly paths?: readonly string[];
  /** What an own field of this meaning holds. */
  readonly own?: Own;
  /** Identity namespace of the values. */
  readonly namespace?: string;
  readonly values: Values;
  /** Tables it occurs in, separated by blanks; `kind*2` weighs it. */
  readonly in: string;
  /** Names by language, separated by `|`, in lower case words. */
  readonly names: Readonly<Partial<Record<Language, string>>>;
}

/** Keeps the keys literal; checks the rest. */
export const concepts = <T extends Readonly<Record<string, Concept>>>(all: T): T => all;
