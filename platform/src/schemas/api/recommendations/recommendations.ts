import { placeField, type Recommendation, type TableRecommendations } from '@meniscus/languages/recommendation';
import { type Static, Type } from 'typebox';
import {
  type Call,
  type Clock,
  type Route,
  route,
  type Scope,
  saidOfShape,
  shapeErrors,
  type Upload,
} from '../../../kernel/index.ts';
import { badRecommendation, RegistryError, toProblem, unreadableTable } from '../../errors.ts';
import { say } from '../../phrases.ts';
import { readTable } from '../../recommendation/read-table.ts';
import type { ChosenField } from '../../recommendation/recommended-declarations.ts';
import {
  type ChosenSchema,
  type ImportParts,
  importOf,
  type RecommendedImport,
} from '../../recommendation/recommended-import.ts';
import { catalogueOf, recommendFor } from '../../recommendation/recommender.ts';
import { UnreadableTable } from '../../recommendation/unreadable-table.ts';
import { READ } from '../../registry-route.ts';
import { namespaceOf } from '../../resource.ts';

/** Largest upload, in bytes: 100 MB. */
const LARGEST = 100 * 1024 * 1024;

/** Most columns of a table. */
const MOST_COLUMNS = 2000;
const LONGEST = 2000;
const TEXT = { maxLength: LONGEST };

/** What a caller says of a field; what is said beyond it, as confidence and reason, is not read. */
const FIELD = {
  path: Type.String({ ...TEXT, description: 'Wire path; own fields stand under the tenant.' }),
  type: Type.String(TEXT),
  format: Type.Optional(Type.String(TEXT)),
  identityNamespace: Type.Optional(Type.String(TEXT)),
  primaryIdentity: Type.Optional(Type.Boolean()),
  fieldGroupId: Type.Optional(Type.String(TEXT)),
  displayName: Type.String(TEXT),
  enum: Type.Optional(Type.Array(Type.String(TEXT), { maxItems: 1000 })),
};

const RECOMMENDATION = Type.Object({
  ...FIELD,
  fieldGroup: Type.String({ description: 'Title of the field group or class that has the field.' }),
  confidence: Type.Number({ minimum: 0, maximum: 1 }),
  reason: Type.String(),
  phrase: Type.Unknown({ description: 'The reason by its code, for other languages.' }),
});

const CHOSEN = Type.Object({
  class: Type.String({ ...TEXT, description: '$id of a class of the standard library.' }),
  name: Type.String(TEXT),
  description: Type.Optional(Type.String(TEXT)),
  columns: Type.Array(Type.Object(FIELD), { maxItems: MOST_COLUMNS }),
});

const PLACE = Type.Object({
  path: Type.String({ description: 'Wire path.' }),
  type: Type.String(),
  format: Type.Optional(Type.String()),
  displayName: Type.String(),
  fieldGroupId: Type.String({ description: '$id of the field group, or class, the field is taken from.' }),
});

const IMPORT = Type.Array(Type.Object({}, { additionalProperties: true }));

interface Parts extends ImportParts {
  readonly clock: Clock;
}

/**
 * Recommended XDM fields for the columns of an uploaded table, and the schema that comes of them when a person has looked
 * them over (what the page "ML-assisted schema creation" does in the UI).
 */
export function recommendationRoutes(parts: Parts): readonly Route[] {
  return [
    route({
      id: 'listRecommendationPlaces',
      // Of the standard library: the sandbox's own fields are not looked at.
      fields: 'none',
      method: 'GET',
      path: '/meniscus/v1/schema-recommendations/places',
      service: 'Schema Registry',
      summary: 'Lists the fields of the standard library a column can become in a schema of a class.',
      access: READ,
      query: Type.Object({ class: Type.String({ ...TEXT, description: '$id of a class of the standard library.' }) }),
      responses: { 200: { description: 'The fields, as a choice takes them.', schema: Type.Array(PLACE) } },
      handle: async ({ query, requestId }: Call) => {
        try {
          const catalogue = catalogueOf(knownClass(String(query.class)))!;
          return { body: [...catalogue.places.values()].map((place) => placeField(place, catalogue)) };
        } catch (error) {
          throw error instanceof RegistryError ? toProblem(error, requestId, parts.clock()) : error;
        }
      },
    }),
    route({
      id: 'chooseRecommendations',
      // Of the standard library, and what the caller sent: the sandbox's own fields are not looked at.
      fields: 'none',
      method: 'POST',
      path: '/meniscus/v1/schema-recommendations/import',
      service: 'Schema Registry',
      summary: 'Turns recommendations, as they were or changed, into an array for import; makes nothing.',
      access: READ,
      maxBody: 4 * 1024 * 1024,
      body: CHOSEN,
      responses: {
        200: {
          description: 'Field groups, schema and descriptors, and namespaces that do not exist, left out.',
          schema: Type.Object({ import: IMPORT, missingNamespaces: Type.Optional(Type.Array(Type.String())) }),
        },
      },
      handle: async ({ scope, body, requestId }: Call) => {
        try {
          return { body: await importOf(await chosenSchema(body), scope, parts) };
        } catch (error) {
          throw error instanceof RegistryError ? toProblem(error, requestId, parts.clock()) : error;
        }
      },
    }),
    route({
      id: 'recommendSchema',
      fields: 'none',
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
            import: Type.Optional(IMPORT),
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
          const known = error instanceof UnreadableTable ? unreadableTable(error.what, error.said) : error;
          throw known instanceof RegistryError ? toProblem(known, requestId, parts.clock()) : known;
        }
      },
    }),
  ];
}

async function answer({ fields, files }: Upload, scope: Scope, parts: Parts): Promise<unknown> {
  const tenant = namespaceOf(scope);
  const file = files.find(({ field }) => field === 'csv-file') ?? files[0];
  if (file === undefined) throw badRecommendation(say('schemas-send-table'));
  const classId = fields['schema-class-id']?.trim() || undefined;
  if (classId !== undefined) knownClass(classId);
  const { columns, rows, delimiter, encoding, header, entry } = await readTable(file.path);
  const recommended = recommendFor(columns, tenant, classId);
  return {
    ...recommended,
    ...(await asImport(recommended, fields, scope, parts)),
    file: { rows, delimiter, encoding, header, ...(entry === undefined ? {} : { entry }) },
  };
}

/** The best recommendations as the array an import takes, when the caller has named the schema. */
async function asImport(
  { class: { id: classId }, columns }: TableRecommendations,
  fields: Upload['fields'],
  scope: Scope,
  parts: Parts,
): Promise<Partial<RecommendedImport>> {
  const name = fields['schema-name']?.trim() ?? '';
  if (name === '') return {};
  const best = columns.flatMap(({ recommendations: [first] }) => (first === undefined ? [] : [identifiable(first)]));
  return importOf({ classId, name, description: fields['schema-description'] ?? '', columns: best }, scope, parts);
}

/** An identity cannot lie in a list; a column of ids that goes to one is recommended all the same. */
function identifiable(field: Recommendation): ChosenField {
  if (field.type !== 'array') return field;
  const { identityNamespace: _namespace, primaryIdentity: _primary, ...rest } = field;
  return rest;
}

/** What a caller makes of the recommendations. */
async function chosenSchema(body: unknown): Promise<ChosenSchema> {
  const [wrong] = await shapeErrors(CHOSEN, body);
  if (wrong !== undefined) {
    const place = wrong.instancePath === '' ? say('schemas-body-first') : wrong.instancePath;
    throw badRecommendation(say('schemas-sentence', { what: saidOfShape(wrong, place) }));
  }
  const { class: classId, name, description = '', columns } = body as Static<typeof CHOSEN>;
  if (name.trim() === '') throw badRecommendation(say('schemas-name-empty'));
  return { classId: knownClass(classId), name: name.trim(), description, columns: columns as readonly ChosenField[] };
}

function knownClass(classId: string): string {
  if (catalogueOf(classId) !== undefined) return classId;
  throw badRecommendation(say('schemas-no-standard-class', { id: classId }));
}
