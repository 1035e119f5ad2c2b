import type { Said } from '../syntax/index.ts';
import { BROKEN, bind, bindOpen, bindTest, constant } from './bind.ts';
import { type Binder, type Bound, type Env, type Run, type Scope, spend, withImplicit, withVariable } from './bound.ts';
import { noteUnit } from './clock-change.ts';
import { readEvents } from './event-tests.ts';
import type { Call, Expression } from './expression.ts';
import type { CallSite, Kind, Parameter, PqlFunction } from './function.ts';
import { catalogue } from './functions/catalogue.generated.ts';
import { eitherOf, say } from './phrases.ts';
import type { ValueTest } from './reads.ts';
import { BOOLEAN, listOf, TEXT, typeName, UNKNOWN, type ValueType } from './value-type.ts';

const METHODS = new Map(
  catalogue.filter(({ form }) => form === 'method').map((declaration) => [declaration.name, declaration]),
);
const PREFIX = new Map(
  catalogue.filter(({ form }) => form === 'prefix').map((declaration) => [declaration.name, declaration]),
);

/** What a call with only literals is worked out on. */
const NO_DATA: Env = {
  profile: {},
  events: [],
  now: 0,
  inSegment: () => false,
  system: () => undefined,
  next: Number.POSITIVE_INFINITY,
  work: Number.POSITIVE_INFINITY,
  slots: [],
};

export function bindCall(binder: Binder, call: Call, scope: Scope): Bound {
  const known = call.receiver === undefined ? PREFIX : METHODS;
  const declaration = known.get(call.name);
  const receiver = call.receiver === undefined ? undefined : bindReceiver(binder, call, declaration, scope);
  if (declaration === undefined) {
    binder.unknownName(
      'PQL-UNKNOWN-FUNCTION',
      call.nameSpan,
      say('pql-no-function', { name: call.name }),
      call.name,
      known.keys(),
    );
    return BROKEN;
  }
  if (!checkCount(binder, call, declaration) || receiver === BROKEN) return BROKEN;
  return receiver === undefined
    ? bindSite(binder, call, declaration, BROKEN, scope)
    : bindMethod(binder, call, declaration, receiver, scope);
}

/**
 * The receiver of a method. Three are read less than whole: events that a condition chooses among, an attribute that is
 * only compared with literals, and a moment such as `now` of which a part of its date is taken.
 */
function bindReceiver(binder: Binder, call: Call, declaration: PqlFunction | undefined, scope: Scope): Bound {
  const receiver = bindOpen(binder, call.receiver!, scope);
  if (receiver.allEvents === true && call.name === 'filter' && call.args[0] !== undefined) {
    const [condition] = call.args;
    if (condition.kind === 'lambda') readEvents(binder, condition.body, condition.parameters[0], scope);
    else readEvents(binder, condition, undefined, scope);
    return receiver;
  }
  if (receiver.clock !== undefined && declaration?.receiver?.includes('timestamp') === true) {
    const { run } = receiver;
    return {
      type: receiver.type,
      run: (env) => {
        noteUnit(env, 'day');
        return run(env);
      },
    };
  }
  if (isLiteralTest(receiver, call)) binder.reads.test(literalTest(receiver.path!, call));
  else binder.use(receiver, call.receiver!.span);
  return receiver;
}

/** `path.equals("a", "b")` with literals, case counting. */
function isLiteralTest({ path, type }: Bound, { name, args }: Call): boolean {
  const scalar = type.kind === 'text' || type.kind === 'number' || type.kind === 'boolean';
  const known = args.length > 0 && args.every(({ kind }) => kind === 'literal');
  const last = args.at(-1);
  const flag = args.length > 1 && last?.kind === 'literal' && typeof last.value === 'boolean';
  return name === 'equals' && path !== undefined && path !== '' && scalar && known && !flag;
}

function literalTest(path: string, { args }: Call): ValueTest {
  const values = args.map((arg) => (arg.kind === 'literal' ? arg.value : undefined));
  return { kind: 'values', path, key: `in ${JSON.stringify(values)}`, values };
}

function checkCount(binder: Binder, { args, name, nameSpan }: Call, { parameters, syntax }: PqlFunction): boolean {
  const least = parameters.filter(({ optional }) => optional !== true).length;
  const most = parameters.at(-1)?.repeated === true ? Number.POSITIVE_INFINITY : parameters.length;
  if (args.length >= least && args.length <= most) return true;
  binder.problem('PQL-ARGUMENTS', nameSpan, takes(name, least, most, args.length), say('pql-write', { syntax }));
  return false;
}

function takes(name: string, least: number, most: number, got: number): Said {
  if (most === Number.POSITIVE_INFINITY) return say('pql-takes-at-least', { name, least, got });
  return least === most
    ? say('pql-takes', { name, count: least, got })
    : say('pql-takes-from-to', { name, least, most, got });
}

function anyOf(kinds: readonly Kind[]): Said {
  return eitherOf(kinds.map((kind) => say(`pql-${kind}`)));
}

function bindMethod(binder: Binder, call: Call, declaration: PqlFunction, receiver: Bound, scope: Scope): Bound {
  const { receiver: kinds } = declaration;
  if (fits(receiver.type, kinds)) {
    return receiver.type.kind === 'unknown' && isScalar(kinds)
      ? lift(binder, call, declaration, receiver, scope)
      : bindSite(binder, call, declaration, receiver, scope);
  }
  if (receiver.type.kind === 'list' && isScalar(kinds) && fits(receiver.type.item, kinds))
    return lift(binder, call, declaration, receiver, scope);
  binder.problem(
    'PQL-TYPE',
    call.receiver!.span,
    say('pql-works-on', { name: call.name, wanted: anyOf(kinds!), type: typeName(receiver.type) }),
  );
  return BROKEN;
}

function fits({ kind }: ValueType, kinds: readonly Kind[] | undefined): boolean {
  return kinds === undefined || kind === 'unknown' || kinds.includes(kind);
}

function isScalar(kinds: readonly Kind[] | undefined): boolean {
  return kinds !== undefined && !kinds.includes('list');
}

/** A scalar method on a list: a test holds when it holds for some item, anything else gives the list of results. */
function lift(binder: Binder, call: Call, declaration: PqlFunction, receiver: Bound, scope: Scope): Bound {
  const item = receiver.type.kind === 'list' ? receiver.type.item : UNKNOWN;
  const { index, bound } = binder.slot(item);
  const one = bindSite(binder, call, declaration, bound, scope);
  const { run } = receiver;
  const apply = (env: Env, value: unknown) => {
    env.slots[index] = value;
    return one.run(env);
  };
  const isTest = one.type.kind === 'boolean';
  const each: Run = (env) => {
    const value = run(env);
    if (!Array.isArray(value)) return apply(env, value);
    spend(env, value.length);
    return isTest ? value.some((part) => apply(env, part) === true) : value.map((part) => apply(env, part));
  };
  return isTest ? { type: BOOLEAN, run: each, strict: true } : { type: listOf(one.type), run: each };
}

function bindSite(binder: Binder, call: Call, declaration: PqlFunction, receiver: Bound, scope: Scope): Bound {
  const site = bindArguments(binder, call, declaration, receiver, scope);
  note(binder, call, declaration, site);
  const compiled = declaration.compile(site);
  if (typeof compiled !== 'function') {
    binder.problem('PQL-ARGUMENTS', call.span, compiled.refused);
    return BROKEN;
  }
  const type = declaration.result(site);
  if (declaration.foldable === true && site.args.every((arg) => arg.constant !== undefined)) {
    return constant(compiled(NO_DATA), type);
  }
  return { type, run: compiled };
}

/** What the predicate as a whole depends on through this call. */
function note(binder: Binder, call: Call, { reads }: PqlFunction, { args }: CallSite): void {
  if (reads === 'clock') binder.clock = true;
  if (reads !== 'membership') return;
  const id = args[0]?.constant?.value;
  if (typeof id === 'string') binder.segments.add(id);
  else binder.problem('PQL-LITERAL', call.span, say('pql-audience-literal', { name: call.name }));
}

const NO_ITEMS = [-1, -1] as const;

function bindArguments(
  binder: Binder,
  call: Call,
  { parameters }: PqlFunction,
  receiver: Bound,
  scope: Scope,
): CallSite {
  if (parameters.every(({ role = 'value' }) => role === 'value')) {
    const args = call.args.map((arg, index) =>
      bindValue(binder, call, parameters[Math.min(index, parameters.length - 1)]!, arg, scope),
    );
    return { receiver, args, item: -1, pair: NO_ITEMS, choices: binder.choices };
  }
  const item = binder.slot(itemOf(receiver.type));
  const key = binder.slot(TEXT);
  const group = binder.slot(receiver.type.kind === 'groups' ? listOf(receiver.type.item) : UNKNOWN);
  const args = call.args.map((arg, index) => {
    const parameter = parameters[Math.min(index, parameters.length - 1)]!;
    if (parameter.role === undefined || parameter.role === 'value')
      return bindValue(binder, call, parameter, arg, scope);
    return bindForItem(binder, parameter, arg, { item: item.bound, key: key.bound, group: group.bound }, scope);
  });
  return { receiver, args, item: item.index, pair: [key.index, group.index], choices: binder.choices };
}

function itemOf(type: ValueType): ValueType {
  return type.kind === 'list' || type.kind === 'groups' ? type.item : UNKNOWN;
}

function bindValue(binder: Binder, { name }: Call, parameter: Parameter, arg: Expression, scope: Scope): Bound {
  const bound = bind(binder, arg, scope);
  const { kinds } = parameter;
  if (fits(bound.type, kinds)) return bound;
  const wanted = anyOf(kinds!);
  const what = say('pql-argument-is', { parameter: parameter.name, name, wanted, type: typeName(bound.type) });
  binder.problem('PQL-TYPE', arg.span, what);
  return BROKEN;
}

interface Around {
  readonly item: Bound;
  readonly key: Bound;
  readonly group: Bound;
}

/** An argument that is worked out per item: bare fields of the item, or a lambda that names it. */
function bindForItem(binder: Binder, { role, kinds }: Parameter, arg: Expression, around: Around, scope: Scope): Bound {
  const [body, inner] = scopeForItem(binder, arg, around, scope);
  if (role === 'condition') return { type: BOOLEAN, run: bindTest(binder, body, inner), strict: true };
  const bound = bind(binder, body, inner);
  if (!fits(bound.type, kinds)) {
    const what = say('pql-item-must-give', { wanted: anyOf(kinds!), type: typeName(bound.type) });
    binder.problem('PQL-TYPE', arg.span, what);
  }
  return bound;
}

function scopeForItem(
  binder: Binder,
  arg: Expression,
  { item, key, group }: Around,
  scope: Scope,
): readonly [Expression, Scope] {
  if (arg.kind !== 'lambda') return [arg, withImplicit(scope, item)];
  const [first, second] = arg.parameters as [string, string | undefined];
  if (arg.parameters.length > 2) binder.problem('PQL-LAMBDA', arg.span, say('pql-lambda-parameters'));
  if (second === undefined) return [arg.body, withVariable(scope, first, item)];
  return [arg.body, withVariable(withVariable(scope, first, key), second, group)];
}
