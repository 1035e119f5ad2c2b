import { shift } from './calendar.ts';
import type { CompiledPredicate } from './compile.ts';
import type { Subject } from './explain.ts';
import { childrenOf, type Expression, type TimeTest, type TimeUnit } from './expression.ts';

/** One change of a person, their events, the time, or another membership. */
export type Proposal =
  | { readonly kind: 'attribute'; readonly path: string; readonly from: unknown; readonly to: unknown }
  | { readonly kind: 'events'; readonly add: readonly object[] }
  | { readonly kind: 'without'; readonly event: object }
  | { readonly kind: 'time'; readonly at: number }
  | { readonly kind: 'audience'; readonly audience: string; readonly member: boolean };

const MOST_EVENTS = 12;
/** Newest events that are tried to be left out. */
const MOST_LEFT_OUT = 100;

/**
 * Changes that might make one clause answer otherwise, likeliest and smallest first. They come from what the clause itself
 * says: its literals, its windows, the audiences it asks about. Whether they do is for the caller to try.
 */
export function proposals(node: Expression, predicate: CompiledPredicate, subject: Subject): readonly Proposal[] {
  const literals = literalsIn(node);
  const attributes = predicate.paths
    .filter((path) => path !== 'identityMap' && path !== 'segmentMembership')
    .flatMap((path) => attributeProposals(path, literals, node, subject));
  const events = predicate.events ? eventProposals(node, literals, subject) : [];
  const others = predicate.segments.map((audience) => ({
    kind: 'audience' as const,
    audience,
    member: !subject.inSegment(audience),
  }));
  const time = Number.isFinite(predicate.last.nextChange)
    ? [{ kind: 'time' as const, at: predicate.last.nextChange }]
    : [];
  return [...attributes, ...events, ...others, ...time];
}

type Scalar = string | number | boolean;

function walk(node: Expression, visit: (node: Expression) => void): void {
  visit(node);
  for (const child of childrenOf(node)) walk(child, visit);
}

function literalsIn(node: Expression): readonly Scalar[] {
  const found = new Set<Scalar>();
  walk(node, (one) => {
    if (one.kind === 'literal') found.add(one.value);
  });
  return [...found];
}

function attributeProposals(
  path: string,
  literals: readonly Scalar[],
  node: Expression,
  { profile, now }: Subject,
): readonly Proposal[] {
  let from: unknown = profile;
  for (const name of path.split('.')) from = (from as Record<string, unknown> | null | undefined)?.[name];
  const near = literals.flatMap<Scalar>((value) =>
    typeof value === 'number' ? [value, value + 1, value - 1] : [value],
  );
  const dates = distancesIn(node).flatMap(({ amount, unit }) =>
    [-1, 1].flatMap((sign) => [shift(now, sign * amount, unit), shift(now, sign * (amount + 1), unit)]),
  );
  const moments = hasTime(node) ? [now, now - 60_000, now + 60_000, ...dates] : [];
  const iso = moments.map((at) => new Date(at).toISOString());
  // A list is worth trying only where the attribute is one, or may be one; any other text where it is a text.
  const lists = from === undefined || Array.isArray(from) ? near.map((value) => [value]) : [];
  const others = typeof from === 'string' ? near.map((value) => `not ${value}`) : [];
  const tried: unknown[] = [...near, ...iso, ...lists, ...others, undefined];
  return tried.filter((to) => to !== from).map((to) => ({ kind: 'attribute', path, from, to }));
}

/** Distances of the windows in a clause. */
function distancesIn(node: Expression): readonly { amount: number; unit: TimeUnit }[] {
  const found: { amount: number; unit: TimeUnit }[] = [];
  const note = (test: TimeTest | undefined) => {
    if (test?.kind === 'distance') found.push({ amount: test.amount, unit: test.unit });
  };
  walk(node, (one) => {
    if (one.kind === 'occurs') note(one.test);
    if (one.kind === 'chain') for (const { when } of one.steps) note(when);
  });
  return found;
}

function hasTime(node: Expression): boolean {
  let found = false;
  walk(node, (one) => {
    found ||= one.kind === 'occurs' || one.kind === 'moment' || (one.kind === 'call' && one.name === 'date');
  });
  return found;
}

/** Events the conditions of a clause would take, one to a dozen of them; and each of the newest events left out. */
function eventProposals(node: Expression, literals: readonly Scalar[], { events, now }: Subject): readonly Proposal[] {
  const made = samples(node).map((fields, index, all) => eventOf(fields, now - (all.length - index) * 1000, index));
  const numbers = literals.filter((value) => typeof value === 'number' && Number.isInteger(value)) as number[];
  const counts = [...new Set([1, ...numbers, ...numbers.map((value) => value + 1)])];
  const added = counts
    .filter((count) => count >= 1 && count <= MOST_EVENTS)
    .sort((a, b) => a - b)
    .flatMap((count) => made.map((event) => copies(event, count)));
  const sequence = made.length > 1 ? [made] : [];
  const left = [...events].slice(-MOST_LEFT_OUT).reverse();
  return [
    ...[...added, ...sequence].map((add) => ({ kind: 'events' as const, add })),
    ...left.map((event) => ({ kind: 'without' as const, event })),
  ];
}

function copies(event: object, count: number): readonly object[] {
  return Array.from({ length: count }, (_, at) => ({ ...event, _id: `example-${at + 1}` }));
}

function eventOf(fields: ReadonlyMap<string, unknown>, at: number, index: number): object {
  const event: Record<string, unknown> = { _id: `example-${index + 1}`, timestamp: new Date(at).toISOString() };
  for (const [path, value] of fields) {
    const names = path.split('.');
    let inner = event;
    for (const name of names.slice(0, -1)) {
      inner[name] = { ...(inner[name] as object | undefined) };
      inner = inner[name] as Record<string, unknown>;
    }
    inner[names.at(-1)!] = value;
  }
  return event;
}

/** One event for every condition that events are chosen by: fields with values that satisfy its comparisons. */
function samples(node: Expression): readonly ReadonlyMap<string, unknown>[] {
  const found: Map<string, unknown>[] = [];
  walk(node, (one) => {
    if (one.kind === 'filter' && isEvents(one.source)) found.push(fieldsOf(one.condition, undefined));
    if (one.kind === 'chain' && isEvents(one.source))
      for (const { what } of one.steps) found.push(fieldsOf(what, undefined));
    if (one.kind === 'quantified' || one.kind === 'aggregate') {
      for (const { variable, source, condition } of one.bindings)
        if (isEvents(source)) found.push(condition === undefined ? new Map() : fieldsOf(condition, variable));
    }
  });
  return found.length > 0 ? found : [new Map()];
}

function isEvents(node: Expression): boolean {
  return node.kind === 'name' && node.name === 'xEvent';
}

function fieldsOf(condition: Expression, variable: string | undefined): Map<string, unknown> {
  const fields = new Map<string, unknown>();
  const visit = (node: Expression): void => {
    if (node.kind === 'logical') {
      for (const operand of node.operator === 'and' ? node.operands : node.operands.slice(0, 1)) visit(operand);
      return;
    }
    if (node.kind === 'binary' && node.right.kind === 'literal')
      set(node.left, satisfying(node.operator, node.right.value));
    else if (node.kind === 'binary' && node.operator === 'in' && node.right.kind === 'list') {
      const [first] = node.right.items;
      if (first?.kind === 'literal') set(node.left, first.value);
    } else if (node.kind === 'call' && node.receiver !== undefined && node.args[0]?.kind === 'literal')
      set(node.receiver, node.args[0].value);
  };
  const set = (subject: Expression, value: unknown) => {
    const path = pathOf(subject, variable);
    if (path !== undefined && path !== 'timestamp' && value !== undefined) fields.set(path, value);
  };
  visit(condition);
  return fields;
}

function satisfying(operator: string, value: Scalar): unknown {
  if (operator === '=' || operator === '>=' || operator === '<=') return value;
  if (typeof value !== 'number') return operator === '!=' ? 'another' : undefined;
  return operator === '<' ? value - 1 : value + 1;
}

function pathOf(node: Expression, variable: string | undefined): string | undefined {
  if (node.kind === 'name') return variable === undefined ? node.name : node.name === variable ? '' : undefined;
  if (node.kind !== 'field') return undefined;
  const object = pathOf(node.object, variable);
  return object === undefined ? undefined : object === '' ? node.name : `${object}.${node.name}`;
}
