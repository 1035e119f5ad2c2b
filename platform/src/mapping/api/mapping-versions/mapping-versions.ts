import { Type } from 'typebox';
import { type Route, route } from '../../../kernel/index.ts';
import { READ } from '../../access.ts';
import { noMappingSet } from '../../errors.ts';
import { windowOf } from '../../list-query.ts';
import type { MappingSet } from '../../mapping-set.ts';
import type { MappingSets } from '../../mapping-sets.ts';

const VERSION = Type.Object({
  version: Type.Integer(),
  status: Type.String({ description: 'PUBLISHED or DRAFT.' }),
  modifiedDate: Type.Integer({ description: 'When it was written, epoch milliseconds.' }),
  modifiedBy: Type.String(),
  rows: Type.Integer({ description: 'How many it has; GET the set with its version for what they are.' }),
});

/** Versions of a mapping set. Adobe's API reads one version at a time and lists none, so the path is ours. */
export function mappingVersionRoutes(sets: MappingSets): readonly Route[] {
  return [
    route({
      id: 'listMappingSetVersions',
      fields: 'none',
      method: 'GET',
      path: '/meniscus/v1/mapping-sets/:mappingSetId/versions',
      service: 'Meniscus Mapping',
      summary: 'The versions of a mapping set, latest first.',
      access: READ,
      query: Type.Object({ limit: Type.Optional(Type.Integer()), start: Type.Optional(Type.Integer()) }),
      responses: {
        200: {
          description: 'A page of versions; `total` counts all of them.',
          schema: Type.Object({ items: Type.Array(VERSION), total: Type.Integer() }),
        },
      },
      handle: async ({ scope, params, query }) => {
        const id = params.mappingSetId!;
        const { limit, start } = windowOf(query);
        const found = await sets.versions(scope, id, { start, limit });
        if (found === undefined) throw noMappingSet(id);
        return { body: { items: found.versions.map(versionBody), total: found.total } };
      },
    }),
  ];
}

function versionBody({ version, status, modifiedAt, modifiedBy, mappings }: MappingSet) {
  return { version, status, modifiedDate: modifiedAt, modifiedBy, rows: mappings.length };
}
