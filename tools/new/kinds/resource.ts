import { camel, type Kind, pascal } from '../kind.ts';

/** An API resource of a stage: a route with its permission, and a test that calls it. */
export const kind: Kind = {
  kind: 'resource',
  summary: 'an API resource of a stage; add its routes to the stage’s index.ts',
  form: '<stage>/<name>',
  parts: 2,
  files([stage, name]) {
    const folder = `platform/src/${stage}/api/${name}`;
    const maker = `${camel(name!)}Routes`;
    return {
      [`${folder}/${name}.ts`]: `import { Type } from 'typebox';
import { needs, type Route, route } from '../../../kernel/index.ts';

/** What is known of ${name!.replaceAll('-', ' ')}, by scope key. */
export type ${pascal(name!)}Of = (scope: string) => Promise<readonly string[]>;

/** ${pascal(name!)} of a sandbox. */
export function ${maker}(of: ${pascal(name!)}Of): readonly Route[] {
  return [
    route({
      id: 'list${pascal(name!)}',
      method: 'GET',
      path: '/meniscus/v1/${name}',
      service: 'Meniscus',
      summary: 'Lists ${name!.replaceAll('-', ' ')}.',
      access: needs('datasets', 'read', 'view-datasets', 'manage-datasets'),
      fields: 'none',
      responses: { 200: { description: 'The names.', schema: Type.Object({ items: Type.Array(Type.String()) }) } },
      handle: async ({ scope }) => ({ body: { items: await of(scope.key) } }),
    }),
  ];
}
`,
      [`${folder}/${name}.test.ts`]: `import { expect, it } from 'vitest';
import type { Call } from '../../../kernel/index.ts';
import { ${maker} } from './${name}.ts';

it('lists what the sandbox of the call has', async () => {
  const [list] = ${maker}((scope) => Promise.resolve(scope === 'k1' ? ['one'] : []));
  const answer = await list!.handle({ scope: { key: 'k1' } } as Call<never>);
  expect(answer.body).toEqual({ items: ['one'] });
});
`,
    };
  },
};
