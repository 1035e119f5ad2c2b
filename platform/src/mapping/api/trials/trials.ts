import type { MappingRow } from '@meniscus/languages/dataprep';
import type { Field } from '@meniscus/languages/xdm';
import { Type } from 'typebox';
import { type Call, type Clock, type Route, route } from '../../../kernel/index.ts';
import { type Base, READ, SERVICE } from '../../access.ts';
import { badMappingSet, noMappingSet } from '../../errors.ts';
import type { MappingSets, SourceQuestion } from '../../mapping-sets.ts';
import { refuseDeep } from '../../nesting.ts';
import { say } from '../../phrases.ts';
import { SET } from '../../present.ts';
import { isTooMuch, MOST_PREVIEW_RECORDS, previewRows } from '../../preview.ts';
import { outputSchemaIn, rowsIn } from '../../read-mapping-set.ts';
import { ANY_TARGET, rowAnswers } from '../../row-answers.ts';
import { visibleSet, visibleTarget } from '../../visible-set.ts';

interface Parts {
  readonly sets: MappingSets;
  readonly source: SourceQuestion;
  readonly clock: Clock;
}

const ERRORS = Type.Union([Type.Null(), Type.Array(Type.Unknown())]);

/** Trying a set out before it is saved: validate and preview (Data Prep API, `/mappingSets`). */
export function trialRoutes({ path, suffix }: Base, parts: Parts): readonly Route[] {
  const root = `${path}/mappingSets`;
  const common = { service: SERVICE, access: READ };
  return [
    route({
      ...common,
      id: `validateMappingSet${suffix}`,
      fields: 'filtered',
      method: 'POST',
      path: `${root}/validate`,
      summary:
        'Says for each row whether it can run, leads to a field of the output schema, and can give a valid value.',
      body: SET,
      responses: {
        200: {
          description:
            'One answer per row; warnings say when a row may fail, with a smallest record for which it does.',
          schema: Type.Object({
            validationResponse: Type.Array(
              Type.Object({
                status: Type.String(),
                errors: ERRORS,
                warnings: Type.Optional(Type.Array(Type.Unknown())),
              }),
            ),
          }),
        },
      },
      handle: async (call: Call<unknown>) => {
        const { scope, body } = call;
        const { inputSchema } = (body ?? {}) as { inputSchema?: unknown };
        refuseDeep(inputSchema);
        const rows = rowsIn(body);
        const target = await targetOf(parts.sets, call, body);
        const source = await parts.source(scope, inputSchema);
        return { body: { validationResponse: rowAnswers(rows, target, source) } };
      },
    }),
    route<{ data?: unknown; mappingSet?: unknown }>({
      ...common,
      id: `previewMappingSet${suffix}`,
      fields: 'filtered',
      method: 'POST',
      path: `${root}/preview`,
      summary:
        'Maps sample records: what they become, where each value comes from, and what could not be made of them.',
      body: Type.Object({ data: Type.Unknown(), mappingSet: Type.Unknown() }),
      responses: {
        200: {
          description: 'One answer per record; `values` names the row of each value.',
          schema: Type.Array(Type.Object({ data: Type.Unknown(), errors: ERRORS, values: Type.Array(Type.Unknown()) })),
        },
      },
      handle: async (call) => {
        const { data, mappingSet } = call.body ?? {};
        if (data === undefined || data === null) throw badMappingSet(say('mapping-be-data'));
        refuseDeep(data);
        const records: readonly unknown[] = Array.isArray(data) ? data : [data];
        const { rows, target } = await previewed(parts, call, mappingSet);
        refuseTooMuch(rows, records.length);
        return { body: previewRows(rows, target, records, parts.clock()) };
      },
    }),
  ];
}

function refuseTooMuch(rows: readonly MappingRow[], records: number): void {
  if (records > MOST_PREVIEW_RECORDS)
    throw badMappingSet(say('mapping-preview-records', { count: records, most: MOST_PREVIEW_RECORDS }));
  if (isTooMuch(rows, records)) throw badMappingSet(say('mapping-preview-rows', { records, rows: rows.length }));
}

/** Who tries it, and what they see. */
type Trying = Pick<Call<unknown>, 'scope' | 'fields'>;

/** The schema a body names, as the caller sees it; anything goes when it names none. */
async function targetOf(sets: MappingSets, { scope, fields }: Trying, body: unknown): Promise<Field> {
  const ref = outputSchemaIn(body);
  return ref === undefined ? ANY_TARGET : visibleTarget(await sets.target(scope, ref), ref.id, fields);
}

/** The set to preview: written out in the body, or a stored one, drafts too, by its id. */
async function previewed(
  { sets }: Parts,
  by: Trying,
  given: unknown,
): Promise<{ rows: readonly MappingRow[]; target: Field }> {
  const { id, mappings, version } = (given ?? {}) as { id?: unknown; mappings?: unknown; version?: unknown };
  if (typeof id !== 'string' || mappings !== undefined)
    return { rows: rowsIn(given), target: await targetOf(sets, by, given) };
  const set = await sets.get(by.scope, id, typeof version === 'number' ? version : undefined);
  if (set === undefined) throw noMappingSet(id);
  return { rows: visibleSet(set, by.fields).mappings, target: await targetOf(sets, by, set) };
}
