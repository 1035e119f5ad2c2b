import { Type } from 'typebox';
import { type Call, needs, type Route, route, type Scope } from '../../../kernel/index.ts';
import type { Document } from '../../../stores/index.ts';
import { objectOf, optionalText, textOf } from '../../body.ts';
import { badBody, noLabel } from '../../errors.ts';
import { CORE_LABELS, type CustomLabel, type Label, type Labels } from '../../labels.ts';
import { sayOfAccess } from '../../phrases.ts';

const PATH = '/data/foundation/dulepolicy/labels';
/** Where the labels every organisation has begin. */
const SINCE = 0;
const LABEL = Type.Object({
  name: Type.String(),
  category: Type.String(),
  friendlyName: Type.String(),
  description: Type.String(),
  imsOrg: Type.String(),
  sandboxName: Type.String(),
  created: Type.Integer(),
  createdClient: Type.String(),
  createdUser: Type.String(),
  updated: Type.Integer(),
  updatedClient: Type.String(),
  updatedUser: Type.String(),
  _links: Type.Unknown(),
});
const BODY = Type.Object({
  name: Type.Optional(Type.String()),
  category: Type.Optional(Type.String()),
  friendlyName: Type.String(),
  description: Type.Optional(Type.String()),
});
const LIST = Type.Object({
  _page: Type.Object({ count: Type.Integer() }),
  _links: Type.Unknown(),
  children: Type.Array(LABEL),
});

function self(kind: 'core' | 'custom', name: string) {
  return { _links: { self: { href: `${PATH}/${kind}/${encodeURIComponent(name)}` } } };
}

function shownCore({ org, sandbox }: Scope, label: Label) {
  return {
    ...label,
    imsOrg: org,
    sandboxName: sandbox,
    created: SINCE,
    createdClient: '',
    createdUser: 'system',
    updated: SINCE,
    updatedClient: '',
    updatedUser: 'system',
    ...self('core', label.name),
  };
}

function shownCustom({ org, sandbox }: Scope, { body, ...document }: Document<CustomLabel>) {
  const { createdClient, updatedClient, ...label } = body;
  return {
    ...label,
    imsOrg: org,
    sandboxName: sandbox,
    created: document.createdAt,
    createdClient,
    createdUser: document.createdBy,
    updated: document.updatedAt,
    updatedClient,
    updatedUser: document.updatedBy,
    ...self('custom', label.name),
  };
}

/** All of them in one answer, as the page shows it; there are few. */
function listed(kind: 'core' | 'custom', children: readonly object[]) {
  return {
    _page: { count: children.length },
    _links: { page: { href: `${PATH}/${kind}`, templated: false } },
    children,
  };
}

function read({ params, body }: Call): Label {
  const given = objectOf(body);
  const name = params.name!;
  if ((optionalText(given, 'name') ?? name) !== name)
    throw badBody('/name', sayOfAccess('access-label-of-address', { name }));
  return {
    name,
    category: optionalText(given, 'category') ?? 'Custom',
    friendlyName: textOf(given, 'friendlyName'),
    description: optionalText(given, 'description') ?? '',
  };
}

/** Data usage labels: those every organisation has, and its own (page "Labels endpoint" of the Policy Service). */
export function labelRoutes(labels: Labels): readonly Route[] {
  const common = { service: 'Policy Service', organisationWide: true } as const;
  const reading = {
    ...common,
    method: 'GET',
    access: {
      kind: 'member',
      why: 'a name on a field says what is asked of those who see it, and nothing of the field',
    },
  } as const;
  const missing = { 404: { description: 'No such label.' } };
  const one = { 200: { description: 'The label.', schema: LABEL } };
  return [
    route({
      ...reading,
      id: 'listCoreLabels',
      path: `${PATH}/core`,
      summary: 'Data usage labels every organisation has.',
      responses: { 200: { description: 'The labels.', schema: LIST } },
      handle: ({ scope }) => ({
        body: listed(
          'core',
          CORE_LABELS.map((label) => shownCore(scope, label)),
        ),
      }),
    }),
    route({
      ...reading,
      id: 'getCoreLabel',
      path: `${PATH}/core/:name`,
      summary: 'One data usage label every organisation has.',
      responses: { ...one, ...missing },
      handle({ scope, params }) {
        const found = CORE_LABELS.find(({ name }) => name === params.name);
        if (found === undefined) throw noLabel(params.name!);
        return { body: shownCore(scope, found) };
      },
    }),
    route({
      ...reading,
      id: 'listCustomLabels',
      path: `${PATH}/custom`,
      summary: 'Data usage labels of the organisation’s own.',
      responses: { 200: { description: 'The labels.', schema: LIST } },
      handle: ({ scope }) => ({
        body: listed(
          'custom',
          labels.list(scope.org).map((label) => shownCustom(scope, label)),
        ),
      }),
    }),
    route({
      ...reading,
      id: 'getCustomLabel',
      path: `${PATH}/custom/:name`,
      summary: 'One data usage label of the organisation’s own.',
      responses: { ...one, ...missing },
      handle: ({ scope, params }) => ({ body: shownCustom(scope, labels.get(scope.org, params.name!)) }),
    }),
    route({
      ...common,
      id: 'replaceCustomLabel',
      method: 'PUT',
      path: `${PATH}/custom/:name`,
      summary: 'Makes a data usage label, or changes the one of this name.',
      access: needs('dule-labels', 'write', 'apply-data-usage-labels'),
      fields: 'none',
      body: BODY,
      responses: { ...one, 201: { description: 'The label is new.', schema: LABEL } },
      async handle(call) {
        const { label, isNew } = await labels.put(call.actor, read(call));
        return { status: isNew ? 201 : 200, body: shownCustom(call.scope, label) };
      },
    }),
  ];
}
