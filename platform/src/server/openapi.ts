import { holdsFields } from '../access/index.ts';
import type { Route } from '../kernel/index.ts';

const GATEWAY_HEADERS = [
  { name: 'x-api-key', description: 'Client id the token was issued to.', required: true },
  { name: 'x-gw-ims-org-id', description: 'Organisation.', required: true },
  { name: 'x-sandbox-name', description: 'Sandbox; the default one when absent.', required: false },
];

/** What labels do to the answers of a route. */
function labelText({ access, fields }: Route): string {
  if (fields === 'filtered') return ' Fields and audiences whose labels hide them from the caller are left out.';
  const isClosed = fields === undefined && holdsFields(access);
  return isClosed ? ' Closed to callers from whom labels hide something in the sandbox.' : '';
}

function accessText(route: Route): string {
  const { access } = route;
  if (access.kind === 'public') return `Public: ${access.why}.`;
  if (access.kind === 'member') return `Any member of the organisation: ${access.why}.`;
  return `Needs ${access.permissions.join(' or ')} (${access.resource}, ${access.action}).${labelText(route)}`;
}

function parameters(route: Route): unknown[] {
  const path = [...route.path.matchAll(/:([A-Za-z]+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  const rest = route.path.endsWith('/*')
    ? [{ name: 'rest', in: 'path', required: true, schema: { type: 'string' } }]
    : [];
  const { properties = {}, required = [] } = (route.query ?? {}) as {
    properties?: Record<string, unknown>;
    required?: readonly string[];
  };
  const query = Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }));
  const headers =
    route.access.kind === 'public'
      ? []
      : GATEWAY_HEADERS.map((header) => ({ ...header, in: 'header', schema: { type: 'string' } }));
  return [...path, ...rest, ...query, ...headers];
}

const REQUEST_TYPES = {
  json: ['application/json'],
  form: ['application/x-www-form-urlencoded'],
  bytes: ['application/octet-stream'],
  stream: ['application/octet-stream'],
  upload: ['multipart/form-data'],
  file: ['application/octet-stream', 'multipart/form-data'],
  none: [],
} as const;

function requestBody(route: Route): Record<string, unknown> {
  if (route.method === 'GET' || route.method === 'HEAD' || route.method === 'DELETE') return {};
  const types = REQUEST_TYPES[route.consumes ?? 'json'];
  if (types.length === 0) return {};
  return { requestBody: { content: Object.fromEntries(types.map((type) => [type, { schema: route.body ?? {} }])) } };
}

function responses(route: Route): Record<string, unknown> {
  const declared = Object.entries(route.responses).map(([status, { description, schema, contentType }]) => [
    status,
    {
      description,
      ...(schema === undefined && contentType === undefined
        ? {}
        : { content: { [contentType ?? 'application/json']: { schema: schema ?? {} } } }),
    },
  ]);
  return { ...Object.fromEntries(declared), default: { $ref: '#/components/responses/Problem' } };
}

/** The API as OpenAPI 3.1, made from the route declarations and nothing else. */
export function openApi(routes: readonly Route[], version: string): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of [...routes].sort((a, b) =>
    a.path === b.path ? a.method.localeCompare(b.method) : a.path < b.path ? -1 : 1,
  )) {
    const path = route.path.replace(/:([A-Za-z]+)/g, '{$1}').replace(/\/\*$/, '/{rest}');
    paths[path] ??= {};
    paths[path][route.method.toLowerCase()] = {
      operationId: route.id,
      tags: [route.service],
      summary: route.summary,
      description: accessText(route),
      parameters: parameters(route),
      ...requestBody(route),
      responses: responses(route),
      ...(route.access.kind === 'public' ? { security: [] } : {}),
    };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Meniscus',
      version,
      summary: 'An open experience platform for loyalty programmes, wire-compatible with Adobe Experience Platform.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    security: [{ bearer: [] }],
    paths,
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      responses: {
        Problem: {
          description: 'What is wrong, and where.',
          content: { 'application/json': { schema: { type: 'object' } } },
        },
      },
    },
  };
}
