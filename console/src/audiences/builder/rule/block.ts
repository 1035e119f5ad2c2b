/** A value a field is compared with. */
export type Scalar = string | number | boolean;

export type Comparison = '=' | '!=' | '>' | '>=' | '<' | '<=';
/** Comparisons of a distance in time: at most, less than, more than, at least. */
export type Distance = '<=' | '<' | '>' | '>=';
export type Unit = 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year';
export type CalendarUnit = 'day' | 'week' | 'month' | 'year';

export const TEXT_OPERATORS = [
  'contains',
  'doesNotContain',
  'startsWith',
  'doesNotStartWith',
  'endsWith',
  'doesNotEndWith',
] as const;

/** What is asked of one field. */
export type Test =
  | { readonly kind: 'compare'; readonly operator: Comparison; readonly value: Scalar }
  | { readonly kind: 'list'; readonly operator: 'in' | 'notIn'; readonly values: readonly Scalar[] }
  | { readonly kind: 'text'; readonly operator: (typeof TEXT_OPERATORS)[number]; readonly value: string }
  | { readonly kind: 'presence'; readonly operator: 'isNull' | 'isNotNull' }
  | WindowTest
  /** `day`: as `2026-03-01`. */
  | { readonly kind: 'day'; readonly operator: 'on' | 'before' | 'after'; readonly day: string };

/** Where a time lies seen from now: within or beyond a distance, or in a stretch of the calendar. */
export type WindowTest =
  | {
      readonly kind: 'distance';
      readonly operator: Distance;
      readonly amount: number;
      readonly unit: Unit;
      readonly direction: 'before' | 'after';
    }
  | { readonly kind: 'calendar'; readonly which: 'this' | 'last' | 'next'; readonly unit: CalendarUnit };

/** A field and what is asked of it. The path is that of a rule: `loyalty.tier`. */
export interface FieldBlock {
  readonly kind: 'field';
  readonly path: string;
  readonly test: Test;
}

/**
 * How many items of a list answer to conditions: events (`source` is `xEvent`), or the items of a list of the profile such as
 * the steps of an expiry ladder. Paths of the conditions begin at the item.
 */
export interface ItemsBlock {
  readonly kind: 'items';
  readonly source: string;
  readonly join: Join;
  readonly conditions: readonly FieldBlock[];
  /** Events only: when they happened; any time without it. */
  readonly window?: WindowTest;
  readonly count: { readonly operator: Comparison; readonly amount: number };
}

/** Whether the person is a member of another audience. */
export interface AudienceBlock {
  readonly kind: 'audience';
  readonly audienceId: string;
  readonly isMember: boolean;
}

export type Join = 'and' | 'or';

/** Blocks of which all, or any, must hold; negated: of which that must not be so. */
export interface Group {
  readonly kind: 'group';
  readonly join: Join;
  readonly negated: boolean;
  readonly blocks: readonly Block[];
}

export type Block = FieldBlock | ItemsBlock | AudienceBlock | Group;

/** The list of experience events of a person. */
export const EVENTS = 'xEvent';
/** When an event happened. */
export const TIMESTAMP = 'timestamp';

export const EMPTY: Group = { kind: 'group', join: 'and', negated: false, blocks: [] };

/** Is something still to be filled in? A rule with a gap says something, but hardly what is meant. */
export function hasGap(block: Block): boolean {
  if (block.kind === 'group') return block.blocks.length === 0 || block.blocks.some(hasGap);
  if (block.kind === 'items') return block.conditions.some(hasGap);
  return block.kind === 'audience' ? block.audienceId === '' : isGap(block.test);
}

function isGap(test: Test): boolean {
  if (test.kind === 'list') return test.values.length === 0;
  return (test.kind === 'compare' || test.kind === 'text') && test.value === '';
}
