import { Type } from 'typebox';
import { type Call, type Clock, type Route, route, type Upload } from '../../../kernel/index.ts';
import { badRecommendation, RegistryError, toProblem, unreadableTable } from '../../errors.ts';
import { readTable } from '../../recommendation/read-table.ts';
import { catalogueOf, recommendFor } from '../../recommendation/recommender.ts';
import { UnreadableTable } from '../../recommendation/unreadable-table.ts';
import { READ } from '../../registry-route.ts';

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
export function recommendationRoutes(clock: Clock): readonly Route[] {
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
          return { body: await answer(body, `_${scope.tenant}`) };
        } catch (error) {
          const known = error instanceof UnreadableTable ? unreadableTable(error.what, error.message) : error;
          throw known instanceof RegistryError ? toProblem(known, requestId, clock()) : known;
        }
      },
    }),
  ];
}

async function answer({ fields, files }: Upload, tenant: string): Promise<unknown> {
  const file = files.find(({ field }) => field === 'csv-file') ?? files[0];
  if (file === undefined) throw badRecommendation('Send the table as a file in the form field csv-file.');
  const classId = fields['schema-class-id']?.trim() || undefined;
  if (classId !== undefined && catalogueOf(classId) === undefined)
    throw badRecommendation(
      `schema-class-id ${classId} is no class of the standard library. Leave it out to have one recommended.`,
    );
  const { columns, rows, delimiter, encoding, header, entry } = await readTable(file.path);
  return {
    ...recommendFor(columns, tenant, classId),
    file: { rows, delimiter, encoding, header, ...(entry === undefined ? {} : { entry }) },
  };
}
