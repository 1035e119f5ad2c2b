import type { TableRecommendations } from '@meniscus/languages/recommendation';
import { type ColumnDeclaration, exportArrayFromColumns, lookupsIn } from '@meniscus/languages/xdm';
import { Type } from 'typebox';
import { type Call, type Clock, type Ids, type Route, route, type Scope, type Upload } from '../../../kernel/index.ts';
import type { NamespaceExists } from '../../check-descriptor.ts';
import { ownGroups } from '../../csv-schema.ts';
import { badRecommendation, RegistryError, toProblem, unreadableTable } from '../../errors.ts';
import { readTable } from '../../recommendation/read-table.ts';
import { declarationsOf } from '../../recommendation/recommended-declarations.ts';
import { catalogueOf, recommendFor } from '../../recommendation/recommender.ts';
import { UnreadableTable } from '../../recommendation/unreadable-table.ts';
import type { Registry } from '../../registry.ts';
import { READ } from '../../registry-route.ts';
import { namespaceOf } from '../../resource.ts';

/** Largest upload, in bytes: 100 MB. */
const LARGEST = 100 * 1024 * 1024;

const RECOMMENDATION = Type.Object({
  path: Type.String({ description: 'Wire path; own fields stand under the tenant.' }),
  type: Type.String(),
  format: Type.Optional(Type.String()),
  identityNamespace: Type.Optional(Type.String()),
  primaryIdentity: Type.Optional(Type.Boolean()),
  fieldGroup: Type.String({ description: 'Title of the field group or class that has the field.' }),
  fieldGroupId: Type.Optional(Type.String()),
  displayName: Type.String(),
  enum: Type.Optional(Type.Array(Type.String())),
  confidence: Type.Number({ minimum: 0, maximum: 1 }),
  reason: Type.String(),
});

/** Recommended XDM fields for the columns of an uploaded table (what the page "ML-assisted schema creation" does in the UI). */
interface Parts {
  readonly registry: Registry;
  readonly namespaceExists: NamespaceExists;
  readonly clock: Clock;
  readonly ids: Ids;
}

export function recommendationRoutes(parts: Parts): readonly Route[] {
  return [
    route({
      id: 'recommendSchema',
      method: 'POST',
      path: '/meniscus/v1/schema-recommendations',
      service: 'Schema Registry',
      summary:
        'Recommends a class and, for each column of an uploaded CSV, XDM fields with type, identity and the reason.',
      access: READ,
      consumes: 'upload',
      maxBody: LARGEST,
      responses: {
        200: {
          description: 'The class, and per column recommendations, best first.',
          schema: Type.Object({
            class: Type.Object({ id: Type.String(), confidence: Type.Number() }),
            columns: Type.Array(Type.Object({ name: Type.String(), recommendations: Type.Array(RECOMMENDATION) })),
            missingNamespaces: Type.Optional(Type.Array(Type.String())),
            import: Type.Optional(Type.Array(Type.Object({}, { additionalProperties: true }))),
            file: Type.Object({
              rows: Type.Integer(),
              delimiter: Type.String(),
              encoding: Type.String(),
              header: Type.Boolean(),
            }),
          }),
        },
      },
      handle: async ({ scope, body, requestId }: Call<Upload>) => {
        try {
          return { body: await answer(body, scope, parts) };
        } catch (error) {
          const known = error instanceof UnreadableTable ? unreadableTable(error.what, error.message) : error;
          throw known instanceof RegistryError ? toProblem(known, requestId, parts.clock()) : known;
        }
      },
    }),
  ];
}

async function answer({ fields, files }: Upload, scope: Scope, parts: Parts): Promise<unknown> {
  const tenant = namespaceOf(scope);
  const file = files.find(({ field }) => field === 'csv-file') ?? files[0];
  if (file === undefined) throw badRecommendation('Send the table as a file in the form field csv-file.');
  const classId = fields['schema-class-id']?.trim() || undefined;
  if (classId !== undefined && catalogueOf(classId) === undefined)
    throw badRecommendation(
      `schema-class-id ${classId} is no class of the standard library. Leave it out to have one recommended.`,
    );
  const { columns, rows, delimiter, encoding, header, entry } = await readTable(file.path);
  const recommended = recommendFor(columns, tenant, classId);
  return {
    ...recommended,
    ...(await asImport(recommended, fields, scope, parts)),
    file: { rows, delimiter, encoding, header, ...(entry === undefined ? {} : { entry }) },
  };
}

/**
 * The best recommendations as the array an import takes, when the caller has named the schema. Identities of namespaces that
 * do not exist yet are left out and named, because an import with them would be refused.
 */
async function asImport(
  recommended: TableRecommendations,
  fields: Upload['fields'],
  scope: Scope,
  { registry, namespaceExists, ids }: Parts,
): Promise<{ readonly import?: readonly unknown[]; readonly missingNamespaces?: readonly string[] }> {
  const title = fields['schema-name']?.trim();
  if (title === undefined || title === '') return {};
  const missing = new Set<string>();
  const declarations: ColumnDeclaration[] = [];
  for (const declaration of declarationsOf(recommended, namespaceOf(scope))) {
    const { identityNamespace, ...rest } = declaration;
    const known = identityNamespace === undefined || (await namespaceExists(scope, identityNamespace));
    if (!known) missing.add(identityNamespace);
    declarations.push(known ? declaration : { ...rest, isIdentity: false, isPrimaryIdentity: false });
  }
  const view = await registry.view(scope);
  const { documents, problems } = exportArrayFromColumns(declarations, {
    classId: recommended.class.id,
    name: title,
    description: fields['schema-description'] ?? '',
    lookups: lookupsIn(view.library, ownGroups(view)),
    tenant: scope.tenant,
    newId: () => ids.hex(48),
  });
  if (problems.length > 0)
    throw badRecommendation(
      problems.map(({ index, message }) => `${declarations[index]?.fieldPath}: ${message}`).join('; '),
    );
  return { import: documents, ...(missing.size === 0 ? {} : { missingNamespaces: [...missing] }) };
}
