import { parseJson, type Said } from '@meniscus/languages/syntax';
import type { MappingRow } from '../mapping-set/row.ts';
import { type CsvLine, readCsv, writeCsv } from './csv.ts';
import { say } from './phrases.ts';

/** A row as files hold it: what the API takes, and nothing the platform gives it. */
export interface FileRow extends MappingRow {
  readonly name?: string;
  readonly description?: string;
  readonly identity?: boolean;
  readonly primaryIdentity?: boolean;
  readonly identityGroup?: string;
  readonly namespaceCode?: string;
}

export type MappingFileFormat = 'csv' | 'json';

/** Why a file cannot be read: says where, and what to do. */
export interface MappingFileProblem extends Said {
  readonly code: 'MAPPING-FILE-SIZE' | 'MAPPING-FILE-FORMAT' | 'MAPPING-FILE-HEADER' | 'MAPPING-FILE-ROW';
}

/** Limits of a mapping file and of a mapping set: characters, and rows. */
export const MAX_MAPPING_FILE = 4 * 1024 * 1024;
export const MAX_MAPPING_ROWS = 2_000;

const TEXTS = ['sourceType', 'source', 'destination', 'name', 'description', 'identityGroup', 'namespaceCode'] as const;
const FLAGS = ['identity', 'primaryIdentity'] as const;
type Column = (typeof TEXTS)[number] | (typeof FLAGS)[number];
const COLUMNS: readonly Column[] = [...TEXTS, ...FLAGS];

/** Headings people write, in small letters without blanks, and the column they mean. */
const HEADINGS: ReadonlyMap<string, Column> = new Map<string, Column>([
  ...COLUMNS.map((column) => [column.toLowerCase(), column] as const),
  ['sourceattribute', 'source'],
  ['sourcefield', 'source'],
  ['destinationxdmpath', 'destination'],
  ['target', 'destination'],
  ['targetfield', 'destination'],
  ['type', 'sourceType'],
]);

type Read =
  | { readonly rows: readonly FileRow[]; readonly problems?: undefined }
  | { readonly rows?: undefined; readonly problems: readonly MappingFileProblem[] };

function refused(code: MappingFileProblem['code'], said: Said): Read {
  return { problems: [{ code, ...said }] };
}

/**
 * Reads the rows of a mapping file. CSV has a heading line with at least `source` and `destination`; JSON is an array of rows,
 * or an object with `mappings` (a mapping set as the API shows it). Rows are not compiled here: `compileMappingSet` says what
 * is wrong with each.
 */
export function readMappingFile(text: string, format: MappingFileFormat): Read {
  if (text.length > MAX_MAPPING_FILE)
    return refused('MAPPING-FILE-SIZE', say('file-characters', { count: text.length, most: MAX_MAPPING_FILE }));
  const read = format === 'csv' ? fromCsv(text) : fromJson(text);
  const count = read.rows?.length ?? 0;
  return count > MAX_MAPPING_ROWS
    ? refused('MAPPING-FILE-SIZE', say('file-rows', { count, most: MAX_MAPPING_ROWS }))
    : read;
}

function fromCsv(text: string): Read {
  const { lines, problem } = readCsv(text);
  if (problem !== undefined)
    return refused('MAPPING-FILE-FORMAT', say('file-line', { line: problem.line, what: problem }));
  const [head, ...body] = lines;
  const columns = (head?.cells ?? []).map((cell) => HEADINGS.get(cell.toLowerCase().replaceAll(/[\s_-]/g, '')));
  if (!columns.includes('source') || !columns.includes('destination'))
    return refused('MAPPING-FILE-HEADER', say('file-header', { columns: COLUMNS.slice(0, 3).join(',') }));
  const problems: MappingFileProblem[] = [];
  const rows = body.map((line) => csvRow(line, columns, problems));
  return problems.length > 0 ? { problems } : { rows };
}

function csvRow(
  { line, cells }: CsvLine,
  columns: readonly (Column | undefined)[],
  problems: MappingFileProblem[],
): FileRow {
  if (cells.length > columns.length) {
    const what = say('file-cells', { cells: cells.length, headings: columns.length });
    problems.push({ code: 'MAPPING-FILE-ROW', ...say('file-line', { line, what }) });
  }
  const row: Record<string, string | boolean> = {};
  for (const [index, column] of columns.entries()) {
    const cell = cells[index] ?? '';
    // An empty fixed text is a value; an empty cell elsewhere is no statement.
    if (column === undefined || (cell === '' && column !== 'source')) continue;
    row[column] = isFlag(column) ? cell.toLowerCase() === 'true' : cell;
  }
  return row;
}

function isFlag(column: Column): boolean {
  return FLAGS.some((flag) => flag === column);
}

function fromJson(text: string): Read {
  let value: unknown;
  try {
    value = parseJson(text);
  } catch (error) {
    return refused('MAPPING-FILE-FORMAT', say('file-no-json', { why: (error as Error).message }));
  }
  const list = Array.isArray(value) ? value : (value as { mappings?: unknown } | null)?.mappings;
  if (!Array.isArray(list)) return refused('MAPPING-FILE-FORMAT', say('file-no-rows'));
  const problems = list.flatMap((row: unknown, index) =>
    typeof row === 'object' && row !== null && !Array.isArray(row)
      ? []
      : [{ code: 'MAPPING-FILE-ROW' as const, ...say('file-row', { row: index, what: say('file-be-object') }) }],
  );
  return problems.length > 0 ? { problems } : { rows: list.map((row) => fileRow(row as FileRow)) };
}

/** A row without what the platform gave it: ids, dates, versions, and the older names beside the newer ones. */
function fileRow(given: FileRow): FileRow {
  const row: Record<string, unknown> = {};
  const named = {
    ...given,
    source: given.source ?? given.sourceAttribute,
    destination: given.destination ?? given.destinationXdmPath,
  };
  for (const column of COLUMNS) {
    const value = named[column];
    if (isFlag(column) ? value === true : typeof value === 'string') row[column] = value;
  }
  return row;
}

/** Rows as a file. Read again they give the same rows; a spreadsheet runs none of their texts as a formula. */
export function writeMappingFile(given: readonly FileRow[], format: MappingFileFormat): string {
  const rows = given.map(fileRow);
  if (format === 'json') return `${JSON.stringify(rows, null, 2)}\n`;
  const columns = COLUMNS.filter(
    (column, index) => index < 3 || rows.some((row) => row[column] !== undefined && row[column] !== ''),
  );
  return writeCsv([columns, ...rows.map((row) => columns.map((column) => String(row[column] ?? '')))]);
}
