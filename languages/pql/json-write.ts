import type { Binding, Expression, Lambda, Time, TimeTest } from './expression.ts';
import { catalogue } from './functions/catalogue.generated.ts';
import { attempt, type Converted, FORMS, type InScope, type JsonExpression, type Of, Stop } from './json-form.ts';
import { say } from './phrases.ts';

/** Writes the JSON form of an expression over the profile. Any expression has one. */
export function toJson(expression: Expression): Converted<'json', JsonExpression> {
  return attempt('json', () =>
    expression.kind === 'lambda'
      ? write(expression.body, [{}], expression.parameters[0])
      : write(expression, [{}], undefined),
  );
}

type Scope = readonly InScope[];

/** `profile` is the name a lambda around the whole gives the profile. */
function write(node: Expression, scope: Scope, profile: string | undefined): JsonExpression {
  const inside = (part: Expression, more: readonly InScope[] = []) => write(part, [...scope, ...more], profile);
  switch (node.kind) {
    case 'literal':
      return literal(node.value);
    case 'list':
      return { nodeType: 'literal', literalType: 'List', value: node.items.map((item) => inside(item)) };
    case 'parameter':
      return reference(node.position);
    case 'name':
      return writeName(node.name, scope, profile);
    case 'up':
      return reference(implicitAt(scope, node.levels, node));
    case 'field':
      return lookup(node.name, inside(node.object));
    case 'moment':
      return apply(node.word, []);
    case 'logical':
      return apply(
        node.operator,
        node.operands.map((operand) => inside(operand)),
      );
    case 'not':
      return apply('not', [inside(node.operand)]);
    case 'binary':
      return apply(node.operator, [inside(node.left), inside(node.right)]);
    case 'object':
      return apply(
        FORMS.object,
        node.entries.flatMap(({ key, value }) => [literal(key), inside(value)]),
      );
    case 'filter':
      return apply(FORMS.filter, [inside(node.source), inside(node.condition, [{}])]);
    case 'call':
      return writeCall(node, scope, profile);
    case 'lambda':
      return writeLambda(node, scope, profile);
    case 'quantified': {
      const { params } = writeBindings(node.bindings, scope, profile);
      return apply(node.quantifier, params);
    }
    case 'aggregate': {
      const { params, inner } = writeBindings(node.bindings, scope, profile);
      return apply(FORMS.over, [literal(node.name), ...params, write(node.value, inner, profile)]);
    }
    case 'let':
      return apply(FORMS.let, [
        literal(node.variable),
        inside(node.value),
        inside(node.body, [{ variable: node.variable }]),
      ]);
    case 'occurs':
      return apply(FORMS.occurs, [inside(node.subject), ...writeTest(node.test, scope, profile)]);
    case 'chain':
      return writeChain(node, scope, profile);
  }
}

function literal(value: string | number | boolean): JsonExpression {
  if (typeof value === 'string') return { nodeType: 'literal', literalType: 'String', value };
  if (typeof value === 'boolean') return { nodeType: 'literal', literalType: 'Boolean', value };
  return { nodeType: 'literal', literalType: Number.isInteger(value) ? 'Integer' : 'Double', value };
}

function reference(position: number): JsonExpression {
  return { nodeType: 'parameterReference', position };
}

function lookup(fieldName: string, object: JsonExpression): JsonExpression {
  return { nodeType: 'fieldLookup', fieldName, object };
}

function apply(fnName: string, params: readonly JsonExpression[]): JsonExpression {
  return { nodeType: 'fnApply', fnName, params };
}

/** Position of the scope whose fields are named bare, that many levels further out. */
function implicitAt(scope: Scope, levels: number, node: Expression): number {
  const bare = scope.flatMap(({ variable }, index) => (variable === undefined ? [index + 1] : []));
  const found = bare.at(-1 - levels);
  if (found === undefined) throw new Stop('PQL-UP', say('pql-scopes-around', { depth: bare.length - 1 }), node.span);
  return found;
}

function writeName(name: string, scope: Scope, profile: string | undefined): JsonExpression {
  const variable = scope.findLastIndex((one) => one.variable === name);
  if (variable >= 0) return reference(variable + 1);
  if (name === profile) return reference(1);
  if (name === 'xEvent') return lookup(name, reference(1));
  return lookup(name, reference(scope.findLastIndex((one) => one.variable === undefined) + 1));
}

function writeCall({ name, receiver, args }: Of<'call'>, scope: Scope, profile: string | undefined): JsonExpression {
  const parameters = catalogue.find((one) => one.name === name)?.parameters ?? [];
  const written = args.map((arg, index) => {
    const role = parameters[Math.min(index, parameters.length - 1)]?.role ?? 'value';
    return write(arg, role === 'value' || arg.kind === 'lambda' ? scope : [...scope, {}], profile);
  });
  return apply(name, receiver === undefined ? written : [write(receiver, scope, profile), ...written]);
}

function writeLambda({ parameters, body }: Lambda, scope: Scope, profile: string | undefined): JsonExpression {
  const inner = [...scope, ...parameters.map((variable) => ({ variable }))];
  return apply(FORMS.lambda, [...parameters.map(literal), write(body, inner, profile)]);
}

function writeBindings(bindings: readonly Binding[], outer: Scope, profile: string | undefined) {
  let inner = outer;
  const params: JsonExpression[] = [];
  for (const { variable, source, condition } of bindings) {
    params.push(literal(variable), write(source, inner, profile));
    inner = [...inner, { variable }];
    params.push(condition === undefined ? literal(true) : write(condition, inner, profile));
  }
  return { params, inner };
}

function writeTest(test: TimeTest, scope: Scope, profile: string | undefined): readonly JsonExpression[] {
  const time = (one: Time) =>
    one.kind === 'interval'
      ? apply(FORMS.interval, [literal(one.which), literal(one.unit)])
      : write(one.expression, scope, profile);
  if (test.kind === 'between') return [literal('between'), time(test.from), time(test.to)];
  if (test.kind === 'on') return [literal('on'), time(test.of)];
  if (test.kind === 'direction') return [literal(test.direction), time(test.of)];
  const { comparison, amount, unit, direction } = test;
  return [literal(comparison), literal(amount), literal(unit), literal(direction), time(test.of)];
}

function writeChain({ source, order, steps }: Of<'chain'>, scope: Scope, profile: string | undefined): JsonExpression {
  const inner = [...scope, {}];
  const written = steps.map(({ label, what, when }) =>
    apply(FORMS.step, [
      literal(label),
      write(what, inner, profile),
      ...(when === undefined ? [] : writeTest(when, inner, profile)),
    ]),
  );
  return apply(FORMS.chain, [write(source, scope, profile), write(order, inner, profile), ...written]);
}
