import { parseJson, type Said } from '@meniscus/languages/syntax';
import { COLUMN_NAMES, type ColumnDeclaration, type ColumnName } from './column-declaration.ts';
import { typeNamed } from './column-node.ts';
import { sayOfColumn } from './column-phrases.ts';
import { CsvError, type CsvRow, csvRows } from './csv-rows.ts';
import type { SchemaNode } from './schema-node.ts';

/** A finding in the template, by the numbers a spreadsheet shows: both count from 1, the header is row 1. */
export interface CsvProblem extends Said {
  readonly row: number;
  readonly column: number;
}

export interface ColumnTable {
  readonly columns: readonly ColumnDeclaration[];
  /** Row of each of `columns`. */
  readonly rows: readonly number[];
  readonly problems: readonly CsvProblem[];
  /** Why reading stopped before the end, when it did. */
  readonly stopped?: CsvProblem;
}

const LIMITS = { rows: 5000, cells: COLUMN_NAMES.length, cell: 65_536 };
const TEXTS = ['fieldGroupId', 'fieldGroupName', 'displayName', 'fieldDescription', 'dataType', 'identityNamespace'];
const PLAIN = [...TEXTS, 'stringPattern', 'format', '$ref', 'comment'];
const FLAGS = ['isIgnored', 'isCustom', 'isRequired', 'isArray', 'isIdentity', 'isPrimaryIdentity'];
const NUMBERS = ['minimum', 'maximum'];
const LENGTHS = ['minLength', 'maxLength'];
/** Shown to people, in spreadsheets too: a value there must not run as a formula. */
const SHOWN = ['fieldGroupName', 'displayName', 'fieldDescription'];
const FORMULA = /^[=+\-@\t\r]/;

/**
 * Reads the filled-in template of `/rpc/csv2schema`: a header with the 23 names in their order, then one row a column. All
 * findings are reported; only when the text is not CSV any more does reading stop. A row with a finding is still in
 * `columns`, without the cells that could not be read.
 */
export function readColumnTable(text: string): ColumnTable {
  const table = { columns: [] as ColumnDeclaration[], rows: [] as number[], problems: [] as CsvProblem[] };
  try {
    let header = true;
    for (const row of csvRows(text.replace(/^\uFEFF/, ''), LIMITS)) {
      if (header) checkHeader(row, table.problems);
      else takeRow(row, table);
      header = false;
    }
    if (header) table.problems.push({ row: 1, column: 1, ...sayOfColumn('column-file-empty') });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return {
      ...table,
      stopped: { row: error.row, column: error.column, ...error.said },
    };
  }
  return table;
}

/** Number of a column in the template. */
export function columnNumber(name: ColumnName): number {
  return COLUMN_NAMES.indexOf(name) + 1;
}

function checkHeader({ row, cells }: CsvRow, problems: CsvProblem[]): void {
  for (const [at, name] of COLUMN_NAMES.entries()) {
    const found = cells[at]?.trim();
    if (found !== name)
      problems.push({
        row,
        column: at + 1,
        ...(found === undefined
          ? sayOfColumn('column-header', { name })
          : sayOfColumn('column-header-other', { name, found: JSON.stringify(found.slice(0, 60)) })),
      });
  }
}

function takeRow(
  { row, cells }: CsvRow,
  { columns, rows, problems }: { columns: ColumnDeclaration[]; rows: number[]; problems: CsvProblem[] },
): void {
  const values: Record<string, unknown> = { fieldPath: '' };
  const ignored = cells[0]?.trim().toLowerCase() === 'true';
  for (const [at, name] of COLUMN_NAMES.entries()) {
    const cell = cells[at]?.trim() ?? '';
    if (cell === '' || (ignored && name !== 'isIgnored' && name !== 'comment')) continue;
    const read = readCell(name, cell, cells[7] ?? '');
    if ('problem' in read) problems.push({ row, column: at + 1, ...read.problem });
    else values[name] = read.value;
  }
  for (const name of ['isCustom', 'fieldPath'] as const)
    if (!ignored && (cells[columnNumber(name) - 1]?.trim() ?? '') === '')
      problems.push({ row, column: columnNumber(name), ...sayOfColumn('column-required') });
  columns.push({ isCustom: true, ...values } as unknown as ColumnDeclaration);
  rows.push(row);
}

type Read = { readonly value: unknown } | { readonly problem: Said };

function readCell(name: ColumnName, cell: string, dataType: string): Read {
  if (SHOWN.includes(name) && FORMULA.test(cell)) return { problem: sayOfColumn('column-formula') };
  if (name === 'fieldPath' || PLAIN.includes(name)) return { value: cell };
  if (FLAGS.includes(name)) return readFlag(cell);
  if (NUMBERS.includes(name))
    return readNumber(cell, /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/, sayOfColumn('column-be-number'));
  if (LENGTHS.includes(name)) return readNumber(cell, /^\d{1,9}$/, sayOfColumn('column-be-whole'));
  return name === 'enum' ? readEnum(cell, dataType) : readProperties(cell);
}

function readFlag(cell: string): Read {
  const flag = cell.toLowerCase();
  return flag === 'true' || flag === 'false' ? { value: flag === 'true' } : { problem: sayOfColumn('column-be-flag') };
}

function readNumber(cell: string, form: RegExp, problem: Said): Read {
  return form.test(cell) && Number.isFinite(Number(cell)) ? { value: Number(cell) } : { problem };
}

/** `[gold,silver]`; numbers when the data type is numeric. */
function readEnum(cell: string, dataType: string): Read {
  if (!cell.startsWith('[') || !cell.endsWith(']')) return { problem: sayOfColumn('column-be-list') };
  const texts = cell
    .slice(1, -1)
    .split(',')
    .map((text) => text.trim())
    .map((text) => (text.length > 1 && text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1) : text));
  if (texts.includes('')) return { problem: sayOfColumn('column-empty-value') };
  const type = typeNamed(dataType)?.type;
  if (type !== 'number' && type !== 'integer') return { value: texts };
  return texts.some((text) => Number.isNaN(Number(text)))
    ? { problem: sayOfColumn('column-hold-numbers') }
    : { value: texts.map(Number) };
}

function readProperties(cell: string): Read {
  try {
    const value = parseJson(cell) as Readonly<Record<string, SchemaNode>> | null;
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { value };
  } catch (error) {
    return { problem: sayOfColumn('column-no-json', { why: (error as Error).message.slice(0, 120) }) };
  }
  return { problem: sayOfColumn('column-be-properties') };
}
