import type { SystemField } from './bound.ts';
import { type CompiledPredicate, compilePredicate, compileTree, type Roots } from './compile.ts';
import { type Proposal, proposals } from './explain-change.ts';
import type { Expression } from './expression.ts';
import { parsePql } from './parse.ts';

/** Whom a rule is explained for. `events` in order of time. */
export interface Subject {
  readonly profile: object;
  readonly events: readonly object[];
  /** Epoch milliseconds. */
  readonly now: number;
  readonly inSegment: (id: string) => boolean;
  readonly system: (field: SystemField) => unknown;
}

/** A part of a rule and what it says of the person. */
export interface ExplainedPart {
  /** `all` and `any` of the parts, `not` the one part, or a clause that has no parts. */
  readonly kind: 'all' | 'any' | 'not' | 'clause';
  readonly text: string;
  readonly holds: boolean;
  readonly parts?: readonly ExplainedPart[];
  /** On clauses: the attributes it reads and what they are. */
  readonly reads?: readonly { readonly path: string; readonly value: unknown }[];
  /** On clauses that read events: the one that made it answer as it does, when events are taken in order of time. */
  readonly tippedBy?: object;
  /** When it may answer otherwise by time alone, epoch milliseconds. */
  readonly turnsAt?: number;
  /** It was given up because it looked at too much. */
  readonly tooMuchWork?: boolean;
}

export interface Explanation {
  readonly isMember: boolean;
  readonly rule: ExplainedPart;
  /** The event without which, and those after it, the whole rule answered otherwise. */
  readonly tippedBy?: object;
  /** The first moment the whole rule answers otherwise although nothing happens, epoch milliseconds. */
  readonly turnsAt?: number;
  /** The fewest changes after which it answers otherwise; each was tried. Undefined when none was found. */
  readonly smallestChange?: readonly Proposal[];
}

/** Events tried one by one for the one that tipped a rule. */
const MOST_TRIED = 500;
/** Turns of a rule that are followed for the first at which the whole answers otherwise. */
const MOST_TURNS = 200;

/** Why a rule answers as it does for a person. `text` is `pql/text` that compiles under the roots. */
export function explainRule(text: string, roots: Roots, subject: Subject): Explanation {
  const compiled = compilePredicate(text, roots);
  const { expression } = parsePql(text);
  if (!compiled.ok || expression === undefined) throw new Error('a rule that is explained compiles');
  const { predicate } = compiled;
  const isMember = holds(predicate, subject);
  const body = expression.kind === 'lambda' ? expression.body : expression;
  const wrap = (part: Expression): Expression => (expression.kind === 'lambda' ? { ...expression, body: part } : part);
  const clauses = new Map<Expression, CompiledPredicate>();
  const compileClause = (part: Expression) => {
    const known = clauses.get(part) ?? compileTree(wrap(part), roots);
    clauses.set(part, known);
    return known;
  };
  const rule = explainPart(body, text, compileClause, subject);
  const smallestChange = smallest(
    body,
    compileClause,
    subject,
    !isMember,
    (proposed) => proposed.length > 0 && tried(predicate, subject, proposed) === !isMember,
  );
  const tippedBy = predicate.events ? tipping(predicate, subject) : undefined;
  const turnsAt = predicate.clock ? turnOf(predicate, subject, isMember) : undefined;
  return {
    isMember,
    rule,
    ...(tippedBy === undefined ? {} : { tippedBy }),
    ...(turnsAt === undefined ? {} : { turnsAt }),
    ...(smallestChange === undefined ? {} : { smallestChange }),
  };
}

function holds({ evaluate }: CompiledPredicate, { profile, events, now, inSegment, system }: Subject): boolean {
  return evaluate(profile, events, now, inSegment, system);
}

function explainPart(
  node: Expression,
  text: string,
  compile: (part: Expression) => CompiledPredicate,
  subject: Subject,
): ExplainedPart {
  const own = text.slice(node.span.start, node.span.end);
  if (node.kind === 'logical') {
    const parts = node.operands.map((operand) => explainPart(operand, text, compile, subject));
    const kind = node.operator === 'and' ? 'all' : 'any';
    const is = kind === 'all' ? parts.every((part) => part.holds) : parts.some((part) => part.holds);
    return { kind, text: own, holds: is, parts };
  }
  if (node.kind === 'not') {
    const part = explainPart(node.operand, text, compile, subject);
    return { kind: 'not', text: own, holds: !part.holds, parts: [part] };
  }
  const predicate = compile(node);
  const is = holds(predicate, subject);
  const { nextChange, tooMuchWork } = predicate.last;
  const tippedBy = predicate.events ? tipping(predicate, subject) : undefined;
  return {
    kind: 'clause',
    text: own,
    holds: is,
    reads: predicate.paths.map((path) => ({ path, value: readPath(subject, path) })),
    ...(tippedBy === undefined ? {} : { tippedBy }),
    ...(Number.isFinite(nextChange) ? { turnsAt: nextChange } : {}),
    ...(tooMuchWork ? { tooMuchWork } : {}),
  };
}

function readPath({ profile, system }: Subject, path: string): unknown {
  if (path === 'identityMap' || path === 'segmentMembership') return system(path);
  let value: unknown = profile;
  for (const name of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
    value = (value as Record<string, unknown>)[name];
  }
  return value;
}

/** Takes away the newest events one by one until the answer is another: the last one taken away tipped it. */
function tipping(predicate: CompiledPredicate, subject: Subject): object | undefined {
  const answer = holds(predicate, subject);
  const { events } = subject;
  for (let count = events.length - 1; count >= 0 && events.length - count <= MOST_TRIED; count -= 1)
    if (holds(predicate, { ...subject, events: events.slice(0, count) }) !== answer) return events[count];
  return undefined;
}

/** The first moment the rule answers otherwise; undefined when it does not, or only after very many turns. */
function turnOf(predicate: CompiledPredicate, subject: Subject, answer: boolean): number | undefined {
  let now = subject.now;
  holds(predicate, subject);
  for (let turn = 0; turn < MOST_TURNS; turn += 1) {
    now = predicate.last.nextChange;
    if (!Number.isFinite(now)) return undefined;
    if (holds(predicate, { ...subject, now }) !== answer) return now;
  }
  return undefined;
}

/** The subject after changes. */
export function changed(subject: Subject, proposed: readonly Proposal[]): Subject {
  let { profile, events, now, inSegment } = subject;
  for (const one of proposed) {
    if (one.kind === 'attribute') profile = withValue(profile, one.path.split('.'), one.to);
    else if (one.kind === 'events') events = byTime([...events, ...one.add]);
    else if (one.kind === 'without') events = events.filter((event) => event !== one.event);
    else if (one.kind === 'time') now = Math.max(now, one.at);
    else {
      const before = inSegment;
      inSegment = (id) => (id === one.audience ? one.member : before(id));
    }
  }
  return { ...subject, profile, events, now, inSegment };
}

function byTime(events: readonly object[]): readonly object[] {
  const at = (event: object) => Date.parse(String((event as { timestamp?: unknown }).timestamp));
  return [...events].sort((a, b) => at(a) - at(b));
}

function withValue(profile: object, [name, ...rest]: readonly string[], value: unknown): object {
  const inner = (profile as Record<string, unknown>)[name!];
  if (rest.length > 0) {
    const child = typeof inner === 'object' && inner !== null && !Array.isArray(inner) ? inner : {};
    return { ...profile, [name!]: withValue(child, rest, value) };
  }
  const { [name!]: _, ...others } = profile as Record<string, unknown>;
  return value === undefined ? others : { ...profile, [name!]: value };
}

function tried(predicate: CompiledPredicate, subject: Subject, proposed: readonly Proposal[]): boolean {
  return holds(predicate, changed(subject, proposed));
}

/**
 * The fewest clauses that must answer otherwise, with a change for each that was tried on it; the whole is tried by
 * `works`. Undefined when some clause needs a change that was not found, or the changes get in each other's way.
 */
function smallest(
  body: Expression,
  compile: (part: Expression) => CompiledPredicate,
  subject: Subject,
  wanted: boolean,
  works: (proposed: readonly Proposal[]) => boolean,
): readonly Proposal[] | undefined {
  const ways = waysTo(body, wanted, compile, subject);
  return ways.find(works);
}

/** Ways kept at every part of the rule. */
const MOST_WAYS = 24;

/** Lists of changes that make a part answer as wanted, fewest first; the empty list when it does already. */
function waysTo(
  node: Expression,
  wanted: boolean,
  compile: (part: Expression) => CompiledPredicate,
  subject: Subject,
): readonly (readonly Proposal[])[] {
  if (node.kind === 'not') return waysTo(node.operand, !wanted, compile, subject);
  if (node.kind === 'logical') {
    const each = node.operands.map((operand) => waysTo(operand, wanted, compile, subject));
    const every = (node.operator === 'and') === wanted;
    const ways = every ? combined(each) : each.flat();
    return [...ways].sort((a, b) => a.length - b.length).slice(0, MOST_WAYS);
  }
  const predicate = compile(node);
  if (holds(predicate, subject) === wanted) return [[]];
  const found = proposals(node, predicate, subject).filter((one) => tried(predicate, subject, [one]) === wanted);
  return found.map((one) => [one]);
}

function combined(each: readonly (readonly (readonly Proposal[])[])[]): readonly (readonly Proposal[])[] {
  let ways: readonly (readonly Proposal[])[] = [[]];
  for (const some of each) ways = ways.flatMap((way) => some.map((more) => [...way, ...more])).slice(0, MOST_WAYS);
  return ways;
}
