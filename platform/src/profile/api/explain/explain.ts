import { Type } from 'typebox';
import type { Namespaces } from '../../../identity/index.ts';
import { type FieldView, needs, type Route, route } from '../../../kernel/index.ts';
import { badLookup, noProfile } from '../../errors.ts';
import type { Lookup } from '../../lookup.ts';
import { leafPaths } from '../../merge.ts';
import type { MergePolicies } from '../../merge-policies.ts';
import { say } from '../../phrases.ts';
import { provenanceOf, type RecordAt } from '../../provenance.ts';
import { askedEntity, fieldsOf, one } from '../entities/asked-entity.ts';

/** Attributes one call explains; each may read two records of the log. */
const MOST_ATTRIBUTES = 200;

const WRITTEN = {
  value: Type.Unknown(),
  datasetId: Type.String(),
  time: Type.Integer(),
  record: Type.Object({
    position: Type.Integer(),
    index: Type.Integer(),
    xactionId: Type.Optional(Type.String()),
    flowId: Type.Optional(Type.String()),
    mappingSetId: Type.Optional(Type.String()),
    mappings: Type.Optional(Type.Array(Type.Unknown())),
  }),
};

interface Deps {
  readonly lookup: Lookup;
  readonly namespaces: Namespaces;
  readonly policies: MergePolicies;
  readonly recordAt: RecordAt;
}

/** Is nothing at or below the path hidden? Identity maps hold what hidden fields carry, so they are not explained then. */
function isSeen({ anywhere, namespaces }: FieldView, path: string): boolean {
  const names = path.split('.');
  return anywhere.at(names) === 'nothing' && !(namespaces.size > 0 && names[0] === 'identityMap');
}

/** Provenance of the attributes of a profile (promise 4). */
export function explainRoutes(deps: Deps): readonly Route[] {
  return [
    route({
      id: 'explainProfile',
      method: 'GET',
      path: '/meniscus/v1/explain/profile',
      service: 'Meniscus Profile',
      summary: 'Which record, mapping row and dataset wrote an attribute of a profile, when, and what it replaced.',
      access: needs('profiles', 'read', 'view-profiles', 'manage-profiles'),
      fields: 'filtered',
      query: Type.Object({
        entityId: Type.String(),
        entityIdNS: Type.Optional(Type.String()),
        attributes: Type.Optional(Type.String()),
        mergePolicyId: Type.Optional(Type.String()),
      }),
      responses: {
        200: {
          description: 'One entry for each attribute (dotted path); without `attributes` all of them.',
          schema: Type.Object({
            mergePolicyId: Type.String(),
            attributes: Type.Array(
              Type.Object({
                path: Type.String(),
                ...WRITTEN,
                replaced: Type.Optional(Type.Unknown()),
                others: Type.Array(Type.Object(WRITTEN)),
              }),
            ),
            unknown: Type.Array(Type.String()),
          }),
        },
        404: { description: 'No profile has this identity.' },
      },
      handle: async ({ scope, fields, query }) => {
        const asked = askedEntity(deps, scope, {
          id: one(query, 'entityId'),
          code: one(query, 'entityIdNS'),
          mergePolicyId: one(query, 'mergePolicyId'),
        });
        const fragments = await deps.lookup.fragments(scope, asked);
        if (fragments === undefined) throw noProfile();
        const named = fieldsOf(one(query, 'attributes'));
        const written = () =>
          new Set(fragments.flatMap(([, { e }]) => leafPaths(e)).filter((path) => isSeen(fields, path)));
        const paths = named.length > 0 ? named : [...written()].sort();
        if (paths.length > MOST_ATTRIBUTES)
          throw badLookup(say('lookup-attributes', { count: paths.length, most: MOST_ATTRIBUTES }));
        const attributes = [];
        const unknown: string[] = [];
        for (const path of paths) {
          const found = isSeen(fields, path)
            ? await provenanceOf(scope, fragments, path, asked.policy, deps.recordAt)
            : undefined;
          if (found === undefined) unknown.push(path);
          else attributes.push(found);
        }
        return { body: { mergePolicyId: asked.policy.id, attributes, unknown } };
      },
    }),
  ];
}
