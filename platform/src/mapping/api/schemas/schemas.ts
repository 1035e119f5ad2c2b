import { parseJson } from '@meniscus/languages/syntax';
import { Type } from 'typebox';
import { type Call, type Route, route, type SentFile } from '../../../kernel/index.ts';
import type { Document } from '../../../stores/index.ts';
import { type Base, READ, SERVICE, WRITE } from '../../access.ts';
import { badMappingSet } from '../../errors.ts';
import { say } from '../../phrases.ts';
import { PAGE_QUERY, pageBody } from '../../present.ts';
import { type SourceSchema, sourceSchemaIn } from '../../source-schema.ts';
import { representation, type StoredInputs } from '../../stored-inputs.ts';

const SCHEMA = Type.Object({
  jsonSchema: Type.Optional(Type.Unknown({ description: 'The schema written out.' })),
  schemaRef: Type.Optional(Type.Object({ id: Type.String(), contentType: Type.Optional(Type.String()) })),
});
const ANSWER = { 200: { description: 'The schema.', schema: Type.Unknown() } };

/**
 * Schemas of sources (Data Prep API, `/schemas`; its pages are empty, decision 0022). A mapping set whose
 * `inputSchema.id` is one of them is checked against its types.
 */
export function sourceSchemaRoutes({ path, suffix }: Base, schemas: StoredInputs<SourceSchema>): readonly Route[] {
  const root = `${path}/schemas`;
  const common = { service: SERVICE };
  return [
    route({
      ...common,
      id: `listSourceSchemas${suffix}`,
      method: 'GET',
      path: root,
      summary: 'Schemas of sources, oldest first.',
      access: READ,
      query: PAGE_QUERY,
      responses: { 200: { description: 'A page of schemas.', schema: Type.Unknown() } },
      handle: async ({ scope, query }) => ({ body: pageBody(await schemas.page(scope, query), schemaBody) }),
    }),
    route({
      ...common,
      id: `createSourceSchema${suffix}`,
      method: 'POST',
      path: root,
      summary: 'Keeps the schema of a source.',
      access: WRITE,
      body: SCHEMA,
      responses: ANSWER,
      handle: async ({ scope, body, actor }: Call<unknown>) => ({
        body: schemaBody(await schemas.create(scope, sourceSchemaIn(body), actor)),
      }),
    }),
    route<SentFile>({
      ...common,
      id: `uploadSourceSchema${suffix}`,
      method: 'POST',
      path: `${root}/upload`,
      summary: 'Keeps the JSON Schema in the body, sent as it is or as multipart/form-data, as the schema of a source.',
      access: WRITE,
      consumes: 'file',
      responses: ANSWER,
      handle: async ({ scope, body, actor }) => {
        const jsonSchema = parsed(body.text);
        return { body: schemaBody(await schemas.create(scope, sourceSchemaIn({ jsonSchema }), actor)) };
      },
    }),
    route({
      ...common,
      id: `getSourceSchema${suffix}`,
      method: 'GET',
      path: `${root}/:schemaId`,
      summary: 'One schema of a source.',
      access: READ,
      responses: ANSWER,
      handle: async ({ scope, params }) => ({ body: schemaBody(await schemas.get(scope, params.schemaId!)) }),
    }),
  ];
}

function parsed(text: string): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    throw badMappingSet(say('mapping-file-no-json', { why: (error as Error).message }));
  }
}

function schemaBody(document: Document<SourceSchema>): Record<string, unknown> {
  return { ...representation(document), ...document.body };
}
