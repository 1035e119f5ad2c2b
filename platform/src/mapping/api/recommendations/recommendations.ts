import { recommendMapping } from '@meniscus/languages/recommendation';
import { Type } from 'typebox';
import { type Call, type Route, route, type Upload } from '../../../kernel/index.ts';
import { loadModel } from '../../../schemas/index.ts';
import { READ, SERVICE } from '../../access.ts';
import { unknownOutputSchema, unreadableSample } from '../../errors.ts';
import type { SchemaQuestion } from '../../mapping-sets.ts';
import { say } from '../../phrases.ts';
import { readSample } from '../../read-sample.ts';
import { visibleTarget } from '../../visible-set.ts';

/** Largest sample, in bytes: 100 MB. */
const LARGEST = 100 * 1024 * 1024;

/** Recommended rows for a mapping set (the page "Data Prep UI guide" calls them recommended mappings). */
export function recommendationRoutes(schema: SchemaQuestion): readonly Route[] {
  return [
    route({
      id: 'recommendMapping',
      fields: 'filtered',
      method: 'POST',
      path: '/meniscus/v1/mapping-recommendations',
      service: SERVICE,
      summary: 'Recommends rows that take a source sample, JSON or CSV, to a schema, each with confidence and reason.',
      access: READ,
      consumes: 'upload',
      maxBody: LARGEST,
      responses: {
        200: {
          description: 'Rows as a mapping set takes them, and the source fields no place was found for.',
          schema: Type.Object({
            mappings: Type.Array(
              Type.Object({
                sourceType: Type.Literal('ATTRIBUTE'),
                source: Type.String(),
                destination: Type.String(),
                confidence: Type.Number({ minimum: 0, maximum: 1 }),
                reason: Type.String(),
                phrase: Type.Unknown({ description: 'The reason by its code, for other languages.' }),
              }),
            ),
            unmapped: Type.Array(Type.String()),
          }),
        },
      },
      handle: async ({ scope, fields: view, body: { fields, files } }: Call<Upload>) => {
        const file = files.find(({ field }) => field === 'sample-file') ?? files[0];
        const schemaId = fields['schema-id'];
        if (file === undefined) throw unreadableSample(say('mapping-send-sample'));
        if (schemaId === undefined) throw unreadableSample(say('mapping-name-schema'));
        const target = await schema(scope, schemaId);
        if (target === undefined) throw unknownOutputSchema(schemaId);
        const root = visibleTarget(target.root, schemaId, view);
        return { body: recommendMapping(await readSample(file), root, loadModel()) };
      },
    }),
  ];
}
