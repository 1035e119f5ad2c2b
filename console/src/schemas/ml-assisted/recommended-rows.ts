import type { Operations } from '@meniscus/client';

/** What the platform recommends for a file. */
export type Answer = Operations['recommendSchema']['answer'];

/** One proposal of the platform for a column. */
export type Recommendation = Answer['columns'][number]['recommendations'][number];

/** A field of the library a column can become. */
export type Place = Operations['listRecommendationPlaces']['answer'][number];

/** What a column is to become. */
export type Field = Operations['chooseRecommendations']['body']['columns'][number];

/** A column of the file with what was recommended for it and what the person made of that. */
export interface RecommendedRow {
  /** Place in the file, from 0. */
  readonly at: number;
  /** Heading in the file; empty for a field the file has no column for. */
  readonly column: string;
  /** Best first. */
  readonly recommendations: readonly Recommendation[];
  readonly field: Field;
  /** Left out of the schema otherwise. */
  readonly included: boolean;
}

/** Types an own field can be given, by their names on the page. */
export const FIELD_TYPES = {
  string: { type: 'string' },
  int: { type: 'integer' },
  number: { type: 'number' },
  boolean: { type: 'boolean' },
  date: { type: 'string', format: 'date' },
  'date-time': { type: 'string', format: 'date-time' },
} as const satisfies Readonly<Record<string, Pick<Field, 'type' | 'format'>>>;

export type FieldType = keyof typeof FIELD_TYPES;

/** The type of a field by its name on the page; a list of values has none of these. */
export function typeOf({ type, format }: Field): FieldType | 'array' {
  if (type === 'array') return 'array';
  if (format === 'date' || format === 'date-time') return format;
  const found = (Object.keys(FIELD_TYPES) as FieldType[]).find((name) => FIELD_TYPES[name].type === type);
  return found ?? 'string';
}

/** The type of a field as trees and tables name it. */
export function xdmTypeOf({ type, format }: Pick<Field, 'type' | 'format'>): string {
  if (format === 'date' || format === 'date-time') return format;
  return type === 'integer' ? 'int' : type;
}

/** The rows as the platform recommends them. A list holds no identity. */
export function rowsOf({ columns }: Answer): readonly RecommendedRow[] {
  return columns.flatMap(({ name, recommendations }, at) => {
    const [best] = recommendations;
    return best === undefined ? [] : [{ at, column: name, recommendations, field: fieldOf(best), included: true }];
  });
}

function fieldOf({
  fieldGroup: _group,
  confidence: _confidence,
  reason: _reason,
  phrase: _phrase,
  ...field
}: Recommendation): Field {
  return field.type === 'array' ? withoutIdentity(field) : field;
}

function withoutIdentity({ identityNamespace: _namespace, primaryIdentity: _primary, ...rest }: Field): Field {
  return rest;
}

/** The recommendation a row follows; none when the person named another place. */
export function followed({ field, recommendations }: RecommendedRow): Recommendation | undefined {
  return recommendations.find(({ path }) => path === field.path);
}

/** Whether a place is an own field of the tenant. */
export function isOwn(path: string, tenant: string): boolean {
  return path.startsWith(`_${tenant}.`);
}

/** The row with another place: one of those recommended with all that is said of it, or any other. */
export function retargeted(row: RecommendedRow, path: string): RecommendedRow {
  const recommended = row.recommendations.find((one) => one.path === path);
  if (recommended !== undefined) return { ...row, field: fieldOf(recommended) };
  const { fieldGroupId: _group, enum: _values, ...rest } = row.field;
  return { ...row, field: { ...rest, path } };
}

/**
 * The row with a field of the library: as it was recommended where it was, else as the library has it. An identity that was said
 * stays where the field can be one.
 */
export function placedAt(row: RecommendedRow, place: Place): RecommendedRow {
  if (row.recommendations.some(({ path }) => path === place.path)) return retargeted(row, place.path);
  const { identityNamespace, primaryIdentity = false } = row.field;
  const field = { ...place };
  return { ...row, field: place.type === 'string' ? identified(field, identityNamespace, primaryIdentity) : field };
}

/** A row for a field that no column of the file has: a text of the tenant's own until the person says otherwise. */
export function newRow(rows: readonly RecommendedRow[], tenant: string): RecommendedRow {
  const at = Math.max(-1, ...rows.map((row) => row.at)) + 1;
  const field = { path: `_${tenant}.`, type: 'string', displayName: '' };
  return { at, column: '', recommendations: [], field, included: true };
}

/** The rows with one changed, or added in front, where it is seen; at most one primary identity is left, the last chosen. */
export function changed(rows: readonly RecommendedRow[], row: RecommendedRow): readonly RecommendedRow[] {
  const all = rows.some(({ at }) => at === row.at) ? rows : [row, ...rows];
  return all.map((one) => {
    if (one.at === row.at) return row;
    if (row.field.primaryIdentity !== true || one.field.primaryIdentity !== true) return one;
    const { primaryIdentity: _primary, ...field } = one.field;
    return { ...one, field };
  });
}

/** The field with an identity in a namespace, or without one. */
export function identified(field: Field, namespace: string | undefined, primary: boolean): Field {
  const rest = withoutIdentity(field);
  if (namespace === undefined) return rest;
  return { ...rest, identityNamespace: namespace, ...(primary ? { primaryIdentity: true } : {}) };
}

/** Columns that cannot be taken as they are: without a place, or with that of another column. */
export function faultsOf(rows: readonly RecommendedRow[]): {
  readonly unplaced: readonly string[];
  readonly twice: readonly string[];
} {
  const included = rows.filter((row) => row.included);
  const taken = new Set<string>();
  const twice: string[] = [];
  for (const { column, field } of included) {
    if (taken.has(field.path)) twice.push(column === '' ? field.path : column);
    taken.add(field.path);
  }
  const unplaced = included.filter(({ field }) => field.path === '' || field.path.endsWith('.'));
  return { unplaced: unplaced.map(({ column, field }) => (column === '' ? field.displayName : column)), twice };
}

/** What the platform is to make a schema of. An identity whose namespace was not said is none. */
export function chosenOf(rows: readonly RecommendedRow[]): readonly Field[] {
  const included = rows.filter((row) => row.included).map(({ field }) => field);
  return included.map((field) => (field.identityNamespace === '' ? withoutIdentity(field) : field));
}
