import { COLUMN_NAMES, type ColumnDeclaration, type ColumnName } from '@meniscus/languages/xdm';
import type { SampledTable } from '../recommendation/read-table.ts';

/** Findings of one row, in words that name row and column. */
class Row {
  readonly problems: string[] = [];
  readonly #number: number;
  readonly #cells: ReadonlyMap<string, string>;

  constructor(number: number, cells: ReadonlyMap<string, string>) {
    this.#number = number;
    this.#cells = cells;
  }

  complain(column: ColumnName, text: string): void {
    this.problems.push(`row ${this.#number}, column ${column}: ${text}`);
  }

  text(column: ColumnName): string | undefined {
    const cell = this.#cells.get(column)?.trim();
    return cell === undefined || cell === '' ? undefined : cell;
  }

  flag(column: ColumnName): boolean {
    const cell = this.text(column)?.toLowerCase();
    if (cell !== undefined && cell !== 'true' && cell !== 'false')
      this.complain(column, `must be true or false, it is ${cell}`);
    return cell === 'true';
  }

  number(column: ColumnName, whole = false): number | undefined {
    const cell = this.text(column);
    if (cell === undefined) return undefined;
    const value = Number(cell);
    if (Number.isFinite(value) && !(whole && (!Number.isInteger(value) || value < 0))) return value;
    this.complain(column, `must be a ${whole ? 'whole number, 0 or more' : 'number'}, it is ${cell}`);
    return undefined;
  }

  /** `[a,b,c]`, with or without quotation marks. */
  list(column: ColumnName): readonly string[] | undefined {
    const cell = this.text(column);
    if (cell === undefined) return undefined;
    const inner = /^\[(.*)\]$/s.exec(cell)?.[1];
    const items = (inner ?? '').split(',').map((item) => item.trim().replace(/^"(.*)"$/s, '$1'));
    if (inner !== undefined && items.every((item) => item !== '')) return items;
    this.complain(column, 'must be a list in brackets, for example [gold,silver]');
    return undefined;
  }

  members(column: ColumnName): ColumnDeclaration['properties'] {
    const cell = this.text(column);
    if (cell === undefined) return undefined;
    try {
      const value = JSON.parse(cell) as unknown;
      if (typeof value === 'object' && value !== null && !Array.isArray(value))
        return value as ColumnDeclaration['properties'];
    } catch {
      // Told below, as for JSON that is no object.
    }
    this.complain(column, 'must be a JSON object that names the fields of the object');
    return undefined;
  }
}

/** The declarations of a template, one for each row below the header, and what of it could not be read. */
export interface Template {
  readonly declarations: readonly ColumnDeclaration[];
  readonly problems: readonly string[];
}

/** Reads the table of a template; whether the declarations keep the rules is asked later. Every problem names row and column. */
export function readTemplate({ columns, rows, header }: SampledTable): Template {
  const names = new Map(columns.map(({ name }, at) => [name, at]));
  const problems = headerProblems([...names.keys()], header);
  if (problems.length > 0) return { declarations: [], problems };
  const declarations: ColumnDeclaration[] = [];
  for (let at = 0; at < rows; at += 1) {
    const row = new Row(at + FIRST_ROW, new Map(columns.map(({ name, cells }) => [name, cells[at] ?? ''])));
    declarations.push(readRow(row));
    problems.push(...row.problems);
  }
  return { declarations, problems };
}

function headerProblems(names: readonly string[], header: boolean): string[] {
  const known = new Set<string>(COLUMN_NAMES);
  const needed = ['isCustom', 'fieldPath'].filter((name) => !names.includes(name));
  return [
    ...(header ? [] : ['the first row must hold the names of the columns']),
    ...needed.map((name) => `the column ${name} is missing; the template has ${COLUMN_NAMES.join(', ')}`),
    ...names.filter((name) => !known.has(name)).map((name) => `the column ${name} is not one of the template`),
  ];
}

/** Number of the row below the header, as spreadsheets count. */
export const FIRST_ROW = 2;

function readRow(row: Row): ColumnDeclaration {
  const isIgnored = row.flag('isIgnored');
  const isCustom = row.flag('isCustom');
  if (!isIgnored && row.text('isCustom') === undefined)
    row.complain('isCustom', 'is required: true for an own field, false for a standard one');
  return defined({
    isIgnored,
    isCustom,
    fieldGroupId: row.text('fieldGroupId'),
    fieldGroupName: row.text('fieldGroupName'),
    fieldPath: row.text('fieldPath') ?? '',
    displayName: row.text('displayName'),
    fieldDescription: row.text('fieldDescription'),
    dataType: row.text('dataType'),
    isRequired: row.flag('isRequired'),
    isArray: row.flag('isArray'),
    isIdentity: row.flag('isIdentity'),
    identityNamespace: row.text('identityNamespace'),
    isPrimaryIdentity: row.flag('isPrimaryIdentity'),
    minimum: row.number('minimum'),
    maximum: row.number('maximum'),
    enum: row.list('enum'),
    stringPattern: row.text('stringPattern'),
    format: row.text('format'),
    minLength: row.number('minLength', true),
    maxLength: row.number('maxLength', true),
    properties: row.members('properties'),
    $ref: row.text('$ref'),
    comment: row.text('comment'),
  }) as unknown as ColumnDeclaration;
}

/** Without the members that are undefined. */
function defined(members: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
