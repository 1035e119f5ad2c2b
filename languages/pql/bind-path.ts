import { BROKEN, bindOpen, bindTest } from './bind.ts';
import {
  type Binder,
  type Bound,
  type Env,
  type Run,
  type Scope,
  type SystemField,
  spend,
  withImplicit,
} from './bound.ts';
import { readEvents } from './event-tests.ts';
import type { Expression, FieldStep } from './expression.ts';
import { say } from './phrases.ts';
import { listOf, stepNames, stepType, typeName, UNKNOWN, type ValueType } from './value-type.ts';
import { isAbsent } from './values.ts';

type Of<Kind extends Expression['kind']> = Extract<Expression, { kind: Kind }>;
type Reader = Record<string, unknown> | null | undefined;

/** Reserved word: the events of the profile (page "PQL overview"). */
const EVENTS = 'xEvent';

/** A bare name: a variable, the events, or a field of the innermost scope. */
export function bindName(binder: Binder, { name, span }: Of<'name'>, scope: Scope): Bound {
  const variable = scope.variables.get(name);
  if (variable !== undefined) return variable;
  if (name === EVENTS) return events(binder);
  const inner = scope.implicit.at(-1)!;
  if (stepType(inner.type, name) !== undefined) return step(binder, inner, name, span);
  const outer = scope.implicit.findLastIndex((bound) => stepType(bound.type, name) !== undefined);
  if (outer >= 0) {
    const carets = '^'.repeat(scope.implicit.length - 1 - outer);
    binder.problem(
      'PQL-UNKNOWN-FIELD',
      span,
      say('pql-not-of-items', { name }),
      say('pql-reach', { path: `${carets}.${name}` }),
    );
    return BROKEN;
  }
  const known = [...stepNames(inner.type), ...scope.variables.keys(), EVENTS];
  binder.unknownName('PQL-UNKNOWN-FIELD', span, say('pql-no-field', { name }), name, known);
  return BROKEN;
}

function events(binder: Binder): Bound {
  return { type: listOf(binder.eventType), run: (env) => env.events, allEvents: true };
}

export function bindParameter(binder: Binder, { position, span }: Of<'parameter'>, scope: Scope): Bound {
  if (position === 1) return scope.implicit[0]!;
  binder.problem('PQL-PARAMETER', span, say('pql-no-parameter', { parameter: `$${position}` }));
  return BROKEN;
}

/** `^`: how far out to look from the current filter. */
export function bindUp(binder: Binder, { levels, span }: Of<'up'>, scope: Scope): Bound {
  const bound = scope.implicit.at(-1 - levels);
  if (bound !== undefined) return bound;
  const depth = scope.implicit.length - 1;
  binder.problem('PQL-UP', span, say('pql-too-far-out', { carets: '^'.repeat(levels), levels, depth }));
  return BROKEN;
}

export function bindField(binder: Binder, { object, name, nameSpan }: FieldStep, scope: Scope): Bound {
  const from = bindOpen(binder, object, scope);
  if (from === BROKEN) return BROKEN;
  if (from.path === '' && name === EVENTS) return events(binder);
  if (stepType(from.type, name) !== undefined) return step(binder, from, name, nameSpan);
  const names = stepNames(from.type);
  const what = names.length === 0 ? say('pql-no-fields', { type: typeName(from.type) }) : say('pql-no-field', { name });
  binder.unknownName('PQL-UNKNOWN-FIELD', nameSpan, what, name, names);
  return BROKEN;
}

const SYSTEM_FIELDS: ReadonlySet<string> = new Set<SystemField>(['identityMap', 'segmentMembership']);

/** One step further from a value whose type has it. */
function step(binder: Binder, from: Bound, name: string, span: Of<'name'>['span']): Bound {
  const type = stepType(from.type, name)!;
  const path = pathAfter(from, name);
  const base = path === undefined ? { type } : { type, path };
  if (from.path === '' && SYSTEM_FIELDS.has(name)) {
    const run: Run = (env) => env.system(name as SystemField);
    return { ...base, run, access: { root: run, steps: [] } };
  }
  if (from.type.kind === 'list' && binder.choices['array-paths'] === 'refused') {
    binder.problem('PQL-ARRAY-PATH', span, say('pql-array-path', { name }), say('pql-use-select'));
    return BROKEN;
  }
  if (from.type.kind === 'object') {
    const { root, steps } = from.access ?? { root: rootOf(from), steps: [] };
    const access = { root, steps: [...steps, name] };
    return { ...base, access, run: reader(access.root, access.steps) };
  }
  const { run } = from;
  return {
    ...base,
    run: (env) => {
      const value = run(env);
      if (Array.isArray(value)) spend(env, value.length);
      return readAny(value, name);
    },
  };
}

/** The profile is read without a call; anything else through its own run. */
function rootOf(from: Bound): Run | undefined {
  return from.path === '' ? undefined : from.run;
}

/** Lists and maps are one leaf for the change of a profile, so paths end there. */
function pathAfter({ path, type }: Bound, name: string): string | undefined {
  if (path === undefined || type.kind === 'list' || type.kind === 'map') return path;
  return path === '' ? name : `${path}.${name}`;
}

/** A function that walks fields of plain objects. Spelled out for the usual depths: this is the hottest code of all. */
function reader(root: Run | undefined, steps: readonly string[]): Run {
  if (steps.some((name) => name in Object.prototype)) return carefulReader(root ?? profileOf, steps);
  const [a, b, c] = steps as [string, string, string];
  if (root === undefined && steps.length === 1) return (env) => (env.profile as Record<string, unknown>)[a];
  if (root === undefined && steps.length === 2)
    return (env) => ((env.profile as Record<string, unknown>)[a] as Reader)?.[b];
  if (root === undefined && steps.length === 3) {
    return (env) => (((env.profile as Record<string, unknown>)[a] as Reader)?.[b] as Reader)?.[c];
  }
  const from = root ?? profileOf;
  if (steps.length === 1) return (env) => (from(env) as Reader)?.[a];
  if (steps.length === 2) return (env) => ((from(env) as Reader)?.[a] as Reader)?.[b];
  return (env) => {
    let value = from(env);
    for (let index = 0; index < steps.length && !isAbsent(value); index += 1)
      value = (value as Record<string, unknown>)[steps[index]!];
    return value;
  };
}

function profileOf(env: Env): unknown {
  return env.profile;
}

/** For names every object inherits (`constructor`): only what the data itself holds counts. */
function carefulReader(from: Run, steps: readonly string[]): Run {
  return (env) => steps.reduce<unknown>((value, name) => ownField(value, name), from(env));
}

function ownField(value: unknown, name: string): unknown {
  if (value instanceof Map) return value.get(name);
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Record<string, unknown>)[name];
}

/** A field of anything; of a list, the list of that field over its items, laid out flat and without absent ones. */
function readAny(value: unknown, name: string): unknown {
  if (!Array.isArray(value)) return ownField(value, name);
  const found: unknown[] = [];
  for (const item of value) {
    const field = readAny(item, name);
    if (Array.isArray(field)) found.push(...field);
    else if (!isAbsent(field)) found.push(field);
  }
  return found;
}

/** `ARRAY[CONDITION]`: the items that satisfy it; their fields are in scope bare. */
export function bindFilter(binder: Binder, { source, condition, span }: Of<'filter'>, scope: Scope): Bound {
  const from = bindOpen(binder, source, scope);
  if (from.allEvents === true) readEvents(binder, condition, undefined, scope);
  else binder.use(from, source.span);
  const item = itemType(binder, from, span);
  const { index, bound } = binder.slot(item);
  const test = bindTest(binder, condition, withImplicit(scope, bound));
  const { run } = from;
  return {
    type: listOf(item),
    run: (env) => {
      const items = run(env);
      if (!Array.isArray(items)) return undefined;
      spend(env, items.length);
      const found: unknown[] = [];
      for (const candidate of items) {
        env.slots[index] = candidate;
        if (test(env)) found.push(candidate);
      }
      return found;
    },
  };
}

/** Type of the items of something that must be a list. */
export function itemType(binder: Binder, { type }: Bound, span: Of<'filter'>['span']): ValueType {
  if (type.kind === 'list') return type.item;
  if (type.kind !== 'unknown')
    binder.problem('PQL-NOT-A-LIST', span, say('pql-must-be-list', { type: typeName(type) }));
  return UNKNOWN;
}
