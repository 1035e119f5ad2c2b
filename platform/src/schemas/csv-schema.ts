import type { Said } from '@meniscus/languages/syntax';
import {
  altIdOf,
  COLUMN_NAMES,
  type CsvProblem,
  columnNumber,
  exportArrayFromColumns,
  lookupsIn,
  type OwnGroup,
  readColumnTable,
  type SchemaNode,
} from '@meniscus/languages/xdm';
import type { Ids, Scope } from '../kernel/index.ts';
import { badCsv, invalid } from './errors.ts';
import { say } from './phrases.ts';
import type { View } from './view.ts';

/** Findings named one by one in an answer. */
const SHOWN = 2000;
const MAX_TITLE = 255;

/** Fields of the multipart form; a file field holds bytes. */
export type CsvForm = Readonly<Record<string, string | Uint8Array | undefined>>;

/**
 * `/rpc/csv2schema`: the import-ready array for a filled-in template (page "CSV to schema conversion endpoint"). Makes
 * nothing. Throws the coded problem with every rule of the template that is not kept, by row and column.
 */
export function schemaFromCsv(form: CsvForm, view: View, scope: Scope, ids: Ids): readonly SchemaNode[] {
  const { file, classId, name, description } = readForm(form, view);
  const table = readColumnTable(textOf(file));
  const { documents, problems } = exportArrayFromColumns(table.columns, {
    classId,
    name,
    description,
    lookups: lookupsIn(view.library, ownGroups(view)),
    tenant: scope.tenant,
    newId: () => ids.hex(48),
  });
  const places = new Set(table.problems.map(({ row, column }) => `${row} ${column}`));
  const found = problems
    .map(({ index, column, ...said }) => ({ ...said, row: table.rows[index] ?? 1, column: columnNumber(column) }))
    .filter(({ row, column }) => !places.has(`${row} ${column}`));
  const all = [...table.problems, ...found].sort((a, b) => a.row - b.row || a.column - b.column);
  // Nothing to make is no finding beside the reason that nothing could be read.
  if (table.stopped !== undefined)
    throw badCsv(messagesOf([table.stopped, ...(table.columns.length > 0 ? all : table.problems)]));
  if (all.length > 0) throw badCsv(messagesOf(all));
  return documents;
}

function readForm(form: CsvForm, view: View) {
  const text = (field: string) => (typeof form[field] === 'string' ? form[field].trim() : '');
  const [classId, name, description] = ['schema-class-id', 'schema-name', 'schema-description'].map(text) as [
    string,
    string,
    string,
  ];
  const file = form['csv-file'];
  const problems: Said[] = [];
  if (file === undefined || file.length === 0)
    problems.push(say('schemas-required-such', { name: 'csv-file', what: say('schemas-template') }));
  if (classId === '')
    problems.push(say('schemas-required-such', { name: 'schema-class-id', what: say('schemas-class-id') }));
  else if (view.kindOf(classId) !== 'classes') problems.push(say('schemas-no-class', { id: classId }));
  if (name === '' || name.length > MAX_TITLE) problems.push(say('schemas-name-required', { most: MAX_TITLE }));
  if (problems.length > 0) throw invalid(...problems);
  return { file: file as string | Uint8Array, classId: view.idOf(classId), name, description };
}

function textOf(file: string | Uint8Array): string {
  if (typeof file === 'string') return file;
  if (file[0] === 0x50 && file[1] === 0x4b && file[2] !== undefined && file[2] < 9)
    throw badCsv([say('schemas-csv-zip')]);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(file);
  } catch {
    throw badCsv([say('schemas-csv-encoding')]);
  }
}

/** The tenant's own resources as declarations of columns can name them. */
export function ownGroups(view: View): readonly OwnGroup[] {
  return view.resources.map(({ body: { $id, kind, content } }) => ({
    id: $id,
    altId: altIdOf($id),
    kind: kind === 'classes' ? 'class' : kind === 'fieldgroups' ? 'fieldgroup' : 'other',
    document: { $id, ...content },
  }));
}

function messagesOf(problems: readonly CsvProblem[]): readonly Said[] {
  const said = problems
    .slice(0, SHOWN)
    .map(({ row, column, ...what }) =>
      say('schemas-csv-place', { row, column, name: COLUMN_NAMES[column - 1] ?? '', what }),
    );
  const more = problems.length - SHOWN;
  return more > 0 ? [...said, say('schemas-csv-more', { count: more })] : said;
}
