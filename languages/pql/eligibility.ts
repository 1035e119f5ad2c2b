import type { PqlChoices } from './choices.ts';
import { childrenOf, type Expression, type TimeTest, type TimeUnit } from './expression.ts';

/** By which methods a rule may be evaluated, and what stands against it. */
export interface Eligibility {
  readonly streaming: boolean;
  readonly edge: boolean;
  /** For the person who wrote the rule; empty when it may stream. */
  readonly reasons: readonly string[];
}

const NO_WINDOW = 'it reads events without a window of at most 24 hours';
const EVENT_AND_SEGMENT = 'it combines an event with inSegment';

const HOURS: Readonly<Partial<Record<TimeUnit, number>>> = {
  millisecond: 1 / 3_600_000,
  second: 1 / 3600,
  minute: 1 / 60,
  hour: 1,
  day: 24,
};
const LONGEST = 24;

/**
 * The rules for new definitions since May 2025 (pages "Streaming segmentation", "Edge segmentation"): attributes always;
 * events only within the last 24 hours and not together with inSegment; several events not on edge.
 */
export function eligibilityOf(expression: Expression, choices: PqlChoices): Eligibility {
  const found = { windows: 0, open: 0, segment: false };
  visit(expression, found);
  const reasons = [
    ...(found.open > 0 ? [NO_WINDOW] : []),
    ...(found.segment && found.windows + found.open > 0 && choices['event-with-segment'] === 'batch'
      ? [EVENT_AND_SEGMENT]
      : []),
  ];
  const streaming = reasons.length === 0;
  return { streaming, edge: streaming && found.windows <= 1, reasons };
}

interface Found {
  windows: number;
  open: number;
  segment: boolean;
}

function visit(node: Expression, found: Found): void {
  if (node.kind === 'call' && node.name === 'inSegment') found.segment = true;
  if (node.kind === 'name' && node.name === 'xEvent') found.open += 1;
  const inWindow = windowed(node);
  found.windows += inWindow;
  // The list under a window was counted by the window; what else it holds is looked at all the same.
  for (const child of childrenOf(node)) if (inWindow === 0 || !isEvents(child)) visit(child, found);
}

function isEvents(node: Expression): boolean {
  return node.kind === 'name' && node.name === 'xEvent';
}

/** How many windowed events a node asks for. */
function windowed(node: Expression): number {
  if (node.kind === 'chain' && isEvents(node.source)) {
    return node.steps.every(({ when }) => when !== undefined && withinDay(when)) ? node.steps.length : 0;
  }
  if (node.kind === 'filter' && isEvents(node.source)) return hasWindow(node.condition) ? 1 : 0;
  if (node.kind !== 'quantified' && node.kind !== 'aggregate') return 0;
  const [first] = node.bindings;
  return isEvents(first!.source) && first!.condition !== undefined && hasWindow(first!.condition) ? 1 : 0;
}

/** A window on the time of the event that holds whatever the other clauses say. */
function hasWindow(condition: Expression): boolean {
  if (condition.kind === 'logical' && condition.operator === 'and') return condition.operands.some(hasWindow);
  if (condition.kind !== 'occurs') return false;
  const { subject } = condition;
  return (
    (subject.kind === 'name' || subject.kind === 'field') && subject.name === 'timestamp' && withinDay(condition.test)
  );
}

function withinDay(test: TimeTest): boolean {
  if (test.kind === 'on') {
    const { of } = test;
    if (of.kind === 'interval') return of.which === 'this' && (HOURS[of.unit] ?? Number.POSITIVE_INFINITY) <= LONGEST;
    return of.expression.kind === 'moment' && of.expression.word === 'today';
  }
  if (test.kind !== 'distance' || test.direction !== 'before') return false;
  if (test.comparison !== '<' && test.comparison !== '<=') return false;
  const fromNow =
    test.of.kind === 'moment' && test.of.expression.kind === 'moment' && test.of.expression.word === 'now';
  return fromNow && test.amount * (HOURS[test.unit] ?? Number.POSITIVE_INFINITY) <= LONGEST;
}
