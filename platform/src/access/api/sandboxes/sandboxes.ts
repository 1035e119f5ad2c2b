import { Type } from 'typebox';
import { needs, type Route, route } from '../../../kernel/index.ts';
import { noSandbox } from '../../errors.ts';
import type { Organisations, Sandbox } from '../../organisations.ts';

const PATH = '/data/foundation/sandbox-management/sandboxes';
const SERVICE = 'Sandbox Management';
const ACCESS = needs('sandboxes', 'read', 'view-sandboxes', 'manage-sandboxes');
const SANDBOX = Type.Object({
  id: Type.String(),
  name: Type.String(),
  title: Type.String(),
  state: Type.String(),
  type: Type.String(),
  region: Type.String(),
  isDefault: Type.Boolean(),
  eTag: Type.Integer(),
});

/** A sandbox as callers see it: without its storage key. */
function shown({ id, name, title, state, type, isDefault }: Sandbox): Record<string, unknown> {
  return { id, name, title, state, type, region: 'LOCAL', isDefault, eTag: 1 };
}

/** Sandboxes of the organisation, read-only for now (page "Sandbox management endpoint"). */
export function sandboxRoutes(organisations: Organisations): readonly Route[] {
  return [
    route({
      id: 'listSandboxes',
      method: 'GET',
      path: PATH,
      service: SERVICE,
      summary: 'All sandboxes of the organisation.',
      access: ACCESS,
      organisationWide: true,
      responses: { 200: { description: 'The sandboxes.', schema: Type.Object({ sandboxes: Type.Array(SANDBOX) }) } },
      handle: ({ scope }) => {
        const sandboxes = organisations.sandboxes(scope.org).map(({ body }) => shown(body));
        return {
          body: {
            sandboxes,
            _page: { limit: 50, count: sandboxes.length },
            _links: { page: { href: `${PATH}?limit={limit}&offset={offset}`, templated: true } },
          },
        };
      },
    }),
    route({
      id: 'getSandbox',
      method: 'GET',
      path: `${PATH}/:sandboxName`,
      service: SERVICE,
      summary: 'One sandbox by its name.',
      access: ACCESS,
      organisationWide: true,
      responses: { 200: { description: 'The sandbox.', schema: SANDBOX }, 404: { description: 'No such sandbox.' } },
      handle: ({ scope, params }) => {
        const found = organisations.sandboxes(scope.org).find(({ body }) => body.name === params.sandboxName);
        if (found === undefined) throw noSandbox(params.sandboxName!);
        return { body: shown(found.body) };
      },
    }),
  ];
}
