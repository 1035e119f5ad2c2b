import { type MappingFileFormat, readMappingFile, writeMappingFile } from '@meniscus/languages/dataprep';
import { Type } from 'typebox';
import { type Call, type Route, route, type SentFile } from '../../../kernel/index.ts';
import { READ, WRITE } from '../../access.ts';
import { badMappingFile, badParameter } from '../../errors.ts';
import { type KnownBy, known } from '../../known.ts';
import { one } from '../../list-query.ts';
import type { MappingSets } from '../../mapping-sets.ts';
import { say } from '../../phrases.ts';
import { mappingSetBody, STORED, SUMMARY, storedSet, summaryOf } from '../../present.ts';
import { remarksOf } from '../../row-answers.ts';

const ROOT = '/meniscus/v1/mapping-sets';
const TYPES: Readonly<Record<MappingFileFormat, string>> = { csv: 'text/csv; charset=utf-8', json: 'application/json' };
const LARGEST = 4 * 1024 * 1024;
const STATUS = Type.Optional(Type.String({ description: 'PUBLISHED or DRAFT, as in the body of a mapping set.' }));
const FORMAT = Type.Optional(Type.String({ description: 'csv (default) or json.' }));

interface Parts extends KnownBy {
  readonly sets: MappingSets;
}

/**
 * Rows of a set as a file and back, for spreadsheets and for repositories. Adobe offers both in its user interface only, so
 * the paths are ours. What was exported and is imported again gives the same rows.
 */
export function mappingFileRoutes(parts: Parts): readonly Route[] {
  const { sets } = parts;
  const common = { service: 'Meniscus Mapping' };
  return [
    route({
      ...common,
      id: 'exportMappings',
      fields: 'filtered',
      method: 'GET',
      path: `${ROOT}/:mappingSetId/file`,
      summary: 'The rows of a mapping set as a CSV or JSON file; no cell of it is run as a formula.',
      access: READ,
      query: Type.Object({ format: FORMAT, version: Type.Optional(Type.Integer()) }),
      responses: { 200: { description: 'The file.', contentType: 'text/csv', schema: Type.String() } },
      handle: async (call) => {
        const { id, set } = await storedSet(sets, call);
        const format = formatAsked(one(call.query, 'format')) ?? 'csv';
        return {
          headers: {
            'content-type': TYPES[format],
            'content-disposition': `attachment; filename="mapping-${id}-v${set.version}.${format}"`,
          },
          body: writeMappingFile(set.mappings, format),
        };
      },
    }),
    route<SentFile>({
      ...common,
      id: 'importMappings',
      method: 'PUT',
      path: `${ROOT}/:mappingSetId/file`,
      summary:
        'Writes the next version of a mapping set with the rows of the file in the body, sent as it is or as multipart/form-data.',
      access: WRITE,
      consumes: 'file',
      maxBody: LARGEST,
      query: Type.Object({ format: FORMAT, status: STATUS }),
      responses: { 200: { description: 'The set in its new version.', schema: STORED } },
      handle: async (call) => {
        const { scope, actor } = call;
        const { id, set } = await storedSet(sets, call);
        const { name, inputSchema, tags, xdmVersion } = set;
        const saved = await sets.update(scope, id, { name, inputSchema, tags, xdmVersion, ...declared(call) }, actor);
        return {
          body: { ...mappingSetBody(saved), ...remarksOf(saved.answers) },
          ...(await known(parts, scope, saved)),
        };
      },
    }),
    route<SentFile>({
      ...common,
      id: 'createMappingSetFromFile',
      method: 'POST',
      path: `${ROOT}/file`,
      summary:
        'Creates a mapping set for the schema of the query from the file in the body, sent as it is or as multipart/form-data.',
      access: WRITE,
      consumes: 'file',
      maxBody: LARGEST,
      query: Type.Object({
        schemaId: Type.Optional(
          Type.String({ description: 'The target schema; a field of the form may say it, too.' }),
        ),
        name: Type.Optional(Type.String()),
        format: FORMAT,
        status: STATUS,
      }),
      responses: { 200: { description: 'Id and version of the new set.', schema: SUMMARY } },
      handle: async (call) => {
        const { scope, actor } = call;
        const schemaId = said(call, 'schemaId');
        if (schemaId === undefined) throw badParameter(say('mapping-schema-id'));
        const body = { name: said(call, 'name'), xdmSchema: schemaId, ...declared(call) };
        const saved = await sets.create(scope, body, actor);
        return { body: { ...summaryOf(saved), ...remarksOf(saved.answers) }, ...(await known(parts, scope, saved)) };
      },
    }),
  ];
}

type Sent = Call<SentFile>;

/** What the query says, or else a field of the form. */
function said({ query, body }: Sent, name: string): string | undefined {
  const field = Object.hasOwn(body.fields, name) ? body.fields[name] : undefined;
  return one(query, name) ?? (field === '' ? undefined : field);
}

/** The format that is asked for, else that of the file by its content type or name, else CSV. */
function formatOf(call: Sent): MappingFileFormat {
  const { type, name } = call.body;
  return formatAsked(said(call, 'format')) ?? (type.includes('json') || /\.json$/i.test(name) ? 'json' : 'csv');
}

function formatAsked(asked: string | undefined): MappingFileFormat | undefined {
  if (asked === undefined || asked === 'csv' || asked === 'json') return asked;
  throw badParameter(say('mapping-parameter', { name: 'format', value: asked, wanted: say('mapping-csv-or-json') }));
}

/** What the file and the query say of the set. */
function declared(call: Sent): { readonly mappings: readonly unknown[]; readonly status?: string } {
  const { rows, problems } = readMappingFile(call.body.text, formatOf(call));
  if (rows === undefined) throw badMappingFile(problems);
  const status = said(call, 'status');
  return { mappings: rows, ...(status === undefined ? {} : { status }) };
}
