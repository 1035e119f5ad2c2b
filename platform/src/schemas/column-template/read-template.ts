import type { SampledTable } from '../recommendation/read-table.ts';
import { type ColumnDeclaration, DATA_TYPES } from './column-declaration.ts';

/** Names of the template's columns, in its order (page "CSV template to schema conversion"). */
export const TEMPLATE_COLUMNS = [
  'isIgnored',
  'isCustom',
  'fieldGroupId',
  'fieldGroupName',
  'fieldPath',
  'displayName',
  'fieldDescription',
  'dataType',
  'isRequired',
  'isArray',
  'isIdentity',
  'identityNamespace',
  'isPrimaryIdentity',
  'minimum',
  'maximum',
  'enum',
  'stringPattern',
  'format',
  'minLength',
  'maxLength',
  'properties',
  '$ref',
  'comment',
] as const;
type TemplateColumn = (typeof TEMPLATE_COLUMNS)[number];

/** Findings of one row, in words that name row and column. */
class Row {
  readonly problems: string[] = [];
  readonly #number: number;
  readonly #cells: ReadonlyMap<string, string>;

  constructor(number: number, cells: ReadonlyMap<string, string>) {
    this.#number = number;
    this.#cells = cells;
  }

  complain(column: TemplateColumn, text: string): void {
    this.problems.push(`row ${this.#number}, column ${column}: ${text}`);
  }

  text(column: TemplateColumn): string | undefined {
    const cell = this.#cells.get(column)?.trim();
    return cell === undefined || cell === '' ? undefined : cell;
  }

  flag(column: TemplateColumn): boolean {
    const cell = this.text(column)?.toLowerCase();
    if (cell !== undefined && cell !== 'true' && cell !== 'false')
      this.complain(column, `must be true or false, it is ${cell}`);
    return cell === 'true';
  }

  number(column: TemplateColumn, whole = false): number | undefined {
    const cell = this.text(column);
    if (cell === undefined) return undefined;
    const value = Number(cell);
    if (Number.isFinite(value) && !(whole && (!Number.isInteger(value) || value < 0))) return value;
    this.complain(column, `must be a ${whole ? 'whole number, 0 or more' : 'number'}, it is ${cell}`);
    return undefined;
  }

  /** `[a,b,c]`, with or without quotation marks. */
  list(column: TemplateColumn): readonly string[] | undefined {
    const cell = this.text(column);
    if (cell === undefined) return undefined;
    const inner = /^\[(.*)\]$/s.exec(cell)?.[1];
    const items = (inner ?? '').split(',').map((item) => item.trim().replace(/^"(.*)"$/s, '$1'));
    if (inner !== undefined && items.every((item) => item !== '')) return items;
    this.complain(column, 'must be a list in brackets, for example [gold,silver]');
    return undefined;
  }

  members(column: TemplateColumn): Readonly<Record<string, unknown>> | undefined {
    const cell = this.text(column);
    if (cell === undefined) return undefined;
    try {
      const value = JSON.parse(cell) as unknown;
      if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
    } catch {
      // Told below, as for JSON that is no object.
    }
    this.complain(column, 'must be a JSON object that names the fields of the object');
    return undefined;
  }
}

/** The declarations of a template, and everything that is wrong with it. */
export interface Template {
  readonly declarations: readonly ColumnDeclaration[];
  readonly problems: readonly string[];
}

/** Reads the table of a template. Ignored rows are left out; all problems are found, each with its row and column. */
export function readTemplate({ columns, rows, header }: SampledTable): Template {
  const names = new Map(columns.map(({ name }, at) => [name, at]));
  const problems = headerProblems([...names.keys()], header);
  if (problems.length > 0) return { declarations: [], problems };
  const declarations: ColumnDeclaration[] = [];
  for (let at = 0; at < rows; at += 1) {
    const row = new Row(at + 2, new Map(columns.map(({ name, cells }) => [name, cells[at] ?? ''])));
    if (!row.flag('isIgnored')) declarations.push(readRow(row));
    problems.push(...row.problems);
  }
  if (declarations.length === 0 && problems.length === 0) problems.push('the template has no row that is not ignored');
  return { declarations, problems };
}

function headerProblems(names: readonly string[], header: boolean): string[] {
  const known = new Set<string>(TEMPLATE_COLUMNS);
  const needed = ['isCustom', 'fieldPath'].filter((name) => !names.includes(name));
  return [
    ...(header ? [] : ['the first row must hold the names of the columns']),
    ...needed.map((name) => `the column ${name} is missing; the template has ${TEMPLATE_COLUMNS.join(', ')}`),
    ...names.filter((name) => !known.has(name)).map((name) => `the column ${name} is not one of the template`),
  ];
}

/** Names between dots: letters, digits, dashes and underscores; the tenant's root begins with an underscore. */
const PATH = /^_?[a-zA-Z0-9][\w-]*(?:\._?[a-zA-Z0-9][\w-]*)*$/;

function readRow(row: Row): ColumnDeclaration {
  const isCustom = row.flag('isCustom');
  if (row.text('isCustom') === undefined)
    row.complain('isCustom', 'is required: true for an own field, false for a standard one');
  const fieldPath = row.text('fieldPath') ?? '';
  const whole = fieldPath === 'ALL' && !isCustom;
  if (fieldPath === '') row.complain('fieldPath', 'is required: a path with dots, or ALL for a whole field group');
  else if (!whole && !(PATH.test(fieldPath) || fieldPath === '_id'))
    row.complain('fieldPath', `is no path of field names: ${fieldPath}`);
  const dataType = row.text('dataType')?.toLowerCase();
  if (dataType !== undefined && !Object.hasOwn(DATA_TYPES, dataType))
    row.complain('dataType', `must be one of ${Object.keys(DATA_TYPES).join(', ')}, it is ${dataType}`);
  if (isCustom && dataType === undefined) row.complain('dataType', 'is required for an own field');
  const properties = row.members('properties');
  const reference = row.text('$ref');
  if (isCustom && dataType === 'object' && (properties === undefined) === (reference === undefined))
    row.complain('properties', 'an object needs either properties or $ref, and not both');
  const isIdentity = row.flag('isIdentity');
  const identityNamespace = row.text('identityNamespace');
  if (isIdentity && identityNamespace === undefined) row.complain('identityNamespace', 'is required for an identity');
  return defined({
    isCustom,
    fieldGroupId: row.text('fieldGroupId'),
    fieldGroupName: row.text('fieldGroupName'),
    fieldPath,
    displayName: row.text('displayName'),
    fieldDescription: row.text('fieldDescription'),
    dataType,
    isRequired: row.flag('isRequired'),
    isArray: row.flag('isArray'),
    isIdentity,
    identityNamespace,
    isPrimaryIdentity: row.flag('isPrimaryIdentity'),
    minimum: row.number('minimum'),
    maximum: row.number('maximum'),
    enum: row.list('enum'),
    stringPattern: row.text('stringPattern'),
    format: row.text('format'),
    minLength: row.number('minLength', true),
    maxLength: row.number('maxLength', true),
    properties,
    reference,
  }) as unknown as ColumnDeclaration;
}

/** Without the members that are undefined. */
export function defined(members: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
