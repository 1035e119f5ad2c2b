import type { Route } from '../../platform/src/kernel/index.ts';
import { openApi } from '../../platform/src/server/index.ts';
import { schemaType } from './schema-type.ts';

const BANNER = 'Generated from the route declarations by `npm run generate`. Do not edit.';

function sorted(routes: readonly Route[]): readonly Route[] {
  return [...routes].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function answerType(route: Route): string {
  const success = Object.entries(route.responses).find(([status]) => status.startsWith('2'));
  return schemaType(success?.[1].schema as Readonly<Record<string, unknown>> | undefined);
}

function operationsFile(routes: readonly Route[]): string {
  const types = sorted(routes).map((route) => {
    const body = schemaType(route.body as Readonly<Record<string, unknown>> | undefined);
    return `  /** ${route.summary} */\n  ${route.id}: { body: ${body}; answer: ${answerType(route)} };`;
  });
  const table = sorted(routes).map(({ id, method, path }) => `  ${id}: { method: '${method}', path: '${path}' },`);
  return [
    `// ${BANNER}`,
    '',
    '/** Body and answer of each operation. */',
    'export interface Operations {',
    ...types,
    '}',
    '',
    '/** Method and path of each operation. */',
    'export const OPERATIONS: { readonly [Id in keyof Operations]: { readonly method: string; readonly path: string } } = {',
    ...table,
    '};',
    '',
  ].join('\n');
}

function accessCell({ access }: Route): string {
  return access.kind === 'permission' ? access.permissions.map((slug) => `\`${slug}\``).join(' or ') : access.kind;
}

function endpointsFile(routes: readonly Route[]): string {
  const services = [...new Set(routes.map(({ service }) => service))].sort();
  const parts = services.flatMap((service) => [
    `## ${service}`,
    '',
    '| call | permission | what it does |',
    '|---|---|---|',
    ...routes
      .filter((route) => route.service === service)
      .sort((a, b) => (a.path + a.method < b.path + b.method ? -1 : 1))
      .map(
        (route) =>
          `| \`${route.method} ${route.path}\` | ${accessCell(route)} | ${route.summary.replaceAll('|', '\\|')} |`,
      ),
    '',
  ]);
  return ['# Endpoints', '', `<!-- ${BANNER} -->`, '', ...parts].join('\n');
}

/** The files made from the routes: path to content. Deterministic, so that a difference is a change of the API. */
export function apiFiles(routes: readonly Route[], version: string): Readonly<Record<string, string>> {
  return {
    'docs/reference/openapi.json': `${JSON.stringify(openApi(routes, version), null, 1)}\n`,
    'docs/reference/endpoints.md': endpointsFile(routes),
    'client/src/operations.generated.ts': operationsFile(routes),
  };
}
