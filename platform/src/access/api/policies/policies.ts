import { Type } from 'typebox';
import { type Call, type Route, route, together } from '../../../kernel/index.ts';
import type { Document } from '../../../stores/index.ts';
import { DELETE, READ, WRITE } from '../../administration.ts';
import { objectOf, optionalText, textOf, textsOf } from '../../body.ts';
import { badBody } from '../../errors.ts';
import { pageOf } from '../../listing.ts';
import { type Step, stepsOf, textAfter } from '../../patch-steps.ts';
import { sayOfAccess } from '../../phrases.ts';
import type { Policies, Policy, Rule } from '../../policies.ts';

const PATH = '/data/foundation/access-control/administration/policies';
const RULE = Type.Object({
  effect: Type.String(),
  resource: Type.String(),
  condition: Type.String(),
  actions: Type.Array(Type.String()),
});
const POLICY = Type.Object({
  id: Type.String(),
  recordType: Type.String(),
  imsOrgId: Type.String(),
  name: Type.String(),
  description: Type.String(),
  status: Type.String(),
  subjectCondition: Type.Union([Type.String(), Type.Null()]),
  rules: Type.Array(RULE),
  createdBy: Type.String(),
  createdAt: Type.Integer(),
  modifiedBy: Type.String(),
  modifiedAt: Type.Integer(),
  isDefault: Type.Boolean(),
  _etag: Type.String(),
});
const BODY = Type.Object({
  name: Type.String(),
  description: Type.Optional(Type.String()),
  status: Type.Optional(Type.String()),
  rules: Type.Array(RULE),
});

function shown(org: string, document: Document<Policy>) {
  const { id, body, version, createdBy, createdAt, updatedBy, updatedAt } = document;
  return {
    id,
    recordType: 'policy',
    imsOrgId: org,
    ...body,
    createdBy,
    createdAt,
    modifiedBy: updatedBy,
    modifiedAt: updatedAt,
    isDefault: body.isDefault === true,
    etag: String(version),
    _etag: String(version),
  };
}

/** The pages show a list of rules; the published description one rule alone. */
function rulesOf(value: unknown, at: string): readonly Rule[] {
  const list = Array.isArray(value) ? value : [value];
  return list.map((one, index) => {
    const rule = objectOf(one);
    return {
      effect: textOf(rule, 'effect'),
      resource: textOf(rule, 'resource'),
      condition: textOf(rule, 'condition'),
      actions: textsOf(rule.actions, `${at}/${index}/actions`),
    };
  });
}

function statusOf(value: unknown): Policy['status'] {
  if (value !== 'active' && value !== 'inactive') throw badBody('/status', sayOfAccess('access-policy-status'));
  return value;
}

/** A whole policy from a body; what is left out is as in `before`. */
function read(body: unknown, before?: Policy): Policy {
  const given = objectOf(body);
  return {
    name: textOf(given, 'name'),
    description: optionalText(given, 'description') ?? before?.description ?? '',
    status: given.status === undefined ? (before?.status ?? 'active') : statusOf(given.status),
    subjectCondition: optionalText(given, 'subjectCondition') ?? before?.subjectCondition ?? null,
    rules: given.rules === undefined ? (before?.rules ?? []) : rulesOf(given.rules, '/rules'),
    ...(before?.isDefault === true ? { isDefault: true } : {}),
  };
}

function patched(policy: Policy, step: Step, index: number): Policy {
  const at = `/${index}/value`;
  switch (step.path) {
    case '/name':
      return { ...policy, name: textAfter(step, index, sayOfAccess('access-policy-name')) };
    case '/description':
      return { ...policy, description: step.op === 'remove' ? '' : textAfter(step, index, sayOfAccess('access-text')) };
    case '/status':
      return { ...policy, status: statusOf(step.value) };
    case '/subjectCondition':
      return {
        ...policy,
        subjectCondition: step.op === 'remove' ? null : textAfter(step, index, sayOfAccess('access-text')),
      };
    case '/rules': {
      const rules = step.op === 'remove' ? [] : rulesOf(step.value, at);
      return { ...policy, rules: step.op === 'add' ? [...policy.rules, ...rules] : rules };
    }
    default:
      throw badBody(
        `/${index}/path`,
        sayOfAccess('access-step-paths', {
          known: together('and', ['/name, /description, /status, /subjectCondition', '/rules']),
        }),
      );
  }
}

/** Attribute-based policies (page "Policies endpoint"). */
export function policyRoutes(policies: Policies): readonly Route[] {
  const common = { service: 'Access Control', organisationWide: true } as const;
  const missing = { 404: { description: 'No such policy.' } };
  const changing = async ({ scope, actor, params }: Call, to: (policy: Policy) => Policy) => ({
    body: shown(scope.org, await policies.change(scope.org, params.policyId!, to, actor.userId)),
  });
  return [
    route({
      ...common,
      id: 'listAccessPolicies',
      method: 'GET',
      path: PATH,
      summary: 'Attribute-based policies of the organisation; limit, start, orderBy, property.',
      access: READ,
      responses: { 200: { description: 'The policies.', schema: Type.Object({ items: Type.Array(POLICY) }) } },
      handle: ({ scope, query }) => ({
        body: pageOf(
          policies.list(scope.org).map((policy) => shown(scope.org, policy)),
          query,
          '/administration/policies',
        ),
      }),
    }),
    route({
      ...common,
      id: 'createAccessPolicy',
      method: 'POST',
      path: PATH,
      summary: 'Makes a policy.',
      access: WRITE,
      body: BODY,
      responses: { 200: { description: 'The policy.', schema: POLICY }, 409: { description: 'The name is in use.' } },
      handle: async ({ scope, actor, body }) => ({
        body: shown(scope.org, await policies.add(scope.org, read(body), actor.userId)),
      }),
    }),
    route({
      ...common,
      id: 'getAccessPolicy',
      method: 'GET',
      path: `${PATH}/:policyId`,
      summary: 'One policy.',
      access: READ,
      responses: { 200: { description: 'The policy.', schema: POLICY }, ...missing },
      handle: ({ scope, params }) => ({ body: shown(scope.org, policies.get(scope.org, params.policyId!)) }),
    }),
    route({
      ...common,
      id: 'replaceAccessPolicy',
      method: 'PUT',
      path: `${PATH}/:policyId`,
      summary: 'Puts another policy in its place; what is left out stays.',
      access: WRITE,
      body: BODY,
      responses: { 200: { description: 'The policy.', schema: POLICY }, ...missing },
      handle: (call) => changing(call, (policy) => read(call.body, policy)),
    }),
    route({
      ...common,
      id: 'updateAccessPolicy',
      method: 'PATCH',
      path: `${PATH}/:policyId`,
      summary: 'Changes a policy by operations on /name, /description, /status, /subjectCondition and /rules.',
      access: WRITE,
      responses: { 200: { description: 'The policy.', schema: POLICY }, ...missing },
      handle(call) {
        const steps = stepsOf(call.body);
        return changing(call, (policy) => {
          let after = policy;
          for (const [index, step] of steps.entries()) after = patched(after, step, index);
          return after;
        });
      },
    }),
    route({
      ...common,
      id: 'deleteAccessPolicy',
      method: 'DELETE',
      path: `${PATH}/:policyId`,
      summary: 'Deletes a policy.',
      access: DELETE,
      responses: { 204: { description: 'Deleted.' }, ...missing },
      async handle({ scope, params }) {
        await policies.remove(scope.org, params.policyId!);
        return { status: 204 };
      },
    }),
  ];
}
