import {
  type FunctionSpec,
  functions,
  OPERATORS,
  type Parameter,
  prepareExpression,
  type ValueType,
} from '@meniscus/languages/dataprep';
import { sayDiagnostics } from '@meniscus/languages/syntax';
import { Type } from 'typebox';
import { type Call, type Clock, type Route, route, sayOfRequest } from '../../../kernel/index.ts';
import { type Base, READ, SERVICE } from '../../access.ts';
import { badExpression, noMappingSet } from '../../errors.ts';
import type { MappingSets } from '../../mapping-sets.ts';
import { tryExpression } from '../../try-expression.ts';

interface Parts {
  readonly sets: MappingSets;
  readonly clock: Clock;
}

/** Java classes, because the published answer names types by them. */
const JAVA: Readonly<Record<ValueType, string>> = {
  any: 'java.lang.Object',
  string: 'java.lang.String',
  number: 'java.lang.Double',
  integer: 'java.lang.Integer',
  boolean: 'java.lang.Boolean',
  date: 'java.time.ZonedDateTime',
  array: 'java.util.List',
  object: 'java.util.Map',
  map: 'java.util.Map',
  lambda: 'java.util.function.Function',
};

function simpleName(type: ValueType): string {
  return JAVA[type].slice(JAVA[type].lastIndexOf('.') + 1);
}

function parameterBody({ name, prose, type, repeats }: Parameter, index: number) {
  return {
    name,
    description: prose,
    type: type === 'any' ? 'object' : type,
    dataType: repeats === true ? `[L${JAVA[type]};` : JAVA[type],
    position: index + 1,
  };
}

/** A function as the published answer shows it, once for each of its names. */
function functionBodies(spec: FunctionSpec): readonly Record<string, unknown>[] {
  const [example] = spec.examples;
  const types = spec.parameters.map(({ type, repeats }) => `${simpleName(type)}${repeats === true ? '...' : ''}`);
  return [spec.name, ...(spec.aliases ?? [])].map((name) => ({
    category: spec.category,
    function: name,
    description: spec.prose,
    syntax: `${simpleName(spec.returns.type)} ${name}(${types.join(', ')})`,
    returns: spec.returns.prose,
    returnType: JAVA[spec.returns.type],
    example: example?.expression ?? '',
    result: example === undefined ? '' : JSON.stringify(example.result),
    params: spec.parameters.map(parameterBody),
    since: 1,
  }));
}

const FUNCTIONS = functions.flatMap(functionBodies);

/** Both forms a body comes in: `{expression: "…"}` and the API description's `{expression: {expression: "…"}}`. */
function expressionIn(body: unknown): string {
  const { expression } = (body ?? {}) as { expression?: unknown };
  if (typeof expression === 'string') return expression;
  const inner = (expression as { expression?: unknown } | null | undefined)?.expression;
  if (typeof inner === 'string') return inner;
  throw badExpression(sayOfRequest('request-text', { name: '`expression`' }), []);
}

/** The set whose name comes along must be there: the expression is meant for it. */
async function checkSetOf(sets: MappingSets, { scope, body }: Call<unknown>): Promise<void> {
  const { mappingSetId } = (body ?? {}) as { mappingSetId?: unknown };
  if (mappingSetId === undefined || mappingSetId === null) return;
  if (typeof mappingSetId !== 'string')
    throw badExpression(sayOfRequest('request-text', { name: '`mappingSetId`' }), []);
  if ((await sets.get(scope, mappingSetId)) === undefined) throw noMappingSet(mappingSetId);
}

async function validate(parts: Parts, call: Call<unknown>) {
  const { body } = call;
  const source = expressionIn(body);
  const prepared = prepareExpression(source);
  if (!prepared.ok) throw badExpression(sayDiagnostics(source, prepared.diagnostics), prepared.diagnostics);
  await checkSetOf(parts.sets, call);
  const { sampleData } = (body ?? {}) as { sampleData?: unknown };
  const results =
    sampleData === undefined || sampleData === null
      ? {}
      : { results: tryExpression(prepared.run, body, parts.clock()) };
  return { body: { validationStatus: 'succeeded', error: 'none', ...results } };
}

/** The mapping language itself: what it offers, and whether an expression is right (Data Prep API, `/languages/el`). */
export function languageRoutes({ path, suffix }: Base, parts: Parts): readonly Route[] {
  const root = `${path}/languages/el`;
  return [
    route({
      id: `listMappingFunctions${suffix}`,
      fields: 'none',
      method: 'GET',
      path: `${root}/functions`,
      service: SERVICE,
      summary: 'Every mapping function, with its parameters and an example.',
      access: READ,
      responses: { 200: { description: 'The functions.', schema: Type.Array(Type.Unknown()) } },
      handle: () => ({ body: FUNCTIONS }),
    }),
    route({
      id: `listMappingOperators${suffix}`,
      fields: 'none',
      method: 'GET',
      path: `${root}/operators`,
      service: SERVICE,
      summary: 'Every operator of mapping expressions.',
      access: READ,
      responses: { 200: { description: 'The operators.', schema: Type.Array(Type.Unknown()) } },
      handle: () => ({ body: OPERATORS }),
    }),
    route({
      id: `validateExpression${suffix}`,
      fields: 'none',
      method: 'POST',
      path: `${root}/validate`,
      service: SERVICE,
      summary: 'Says whether an expression can be read, and if not what is wrong where.',
      access: READ,
      body: Type.Object({
        expression: Type.Unknown(),
        mappingSetId: Type.Optional(Type.String()),
        sampleData: Type.Optional(Type.Unknown({ description: 'Records to try it with, as JSON or its text.' })),
        sampleDataType: Type.Optional(Type.String()),
      }),
      responses: {
        200: {
          description: 'It is right.',
          schema: Type.Object({
            validationStatus: Type.String(),
            error: Type.String(),
            results: Type.Optional(Type.Array(Type.Unknown())),
          }),
        },
        400: { description: 'It is not; `diagnostics` holds code, message, place and hint of each mistake.' },
      },
      handle: (call) => validate(parts, call),
    }),
  ];
}
