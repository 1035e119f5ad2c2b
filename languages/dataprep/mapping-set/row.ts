/** How a row gets its value: a source field, an expression, or a fixed text. */
export type SourceType = 'ATTRIBUTE' | 'EXPRESSION' | 'STATIC';

/**
 * A row as callers write it: the new style (`sourceType`, `source`, `destination`), the style older sets come back in
 * (`sourceType: 'text/x.schema-path'`), or the old style (`sourceAttribute`, `destinationXdmPath`).
 */
export interface MappingRow {
  readonly sourceType?: string;
  readonly source?: string;
  readonly destination?: string;
  readonly sourceAttribute?: string;
  readonly destinationXdmPath?: string;
}

/** A row in the one form the compiler reads. */
export interface PlainRow {
  readonly sourceType: SourceType;
  readonly source: string;
  readonly destination: string;
}

const SOURCE_TYPES: ReadonlyMap<string, SourceType> = new Map([
  ['ATTRIBUTE', 'ATTRIBUTE'],
  ['EXPRESSION', 'EXPRESSION'],
  ['STATIC', 'STATIC'],
  ['TEXT/X.SCHEMA-PATH', 'ATTRIBUTE'],
  ['TEXT/X.AEP-XL', 'EXPRESSION'],
]);

/** The row in plain form; undefined when its source type is unknown or a side of it is missing. Without a type it is an attribute. */
export function plainRow(row: MappingRow): PlainRow | undefined {
  const source = row.source ?? row.sourceAttribute;
  const destination = row.destination ?? row.destinationXdmPath;
  const sourceType = SOURCE_TYPES.get((row.sourceType ?? 'ATTRIBUTE').toUpperCase());
  if (typeof source !== 'string' || typeof destination !== 'string' || destination === '' || sourceType === undefined)
    return undefined;
  return source === '' && sourceType !== 'STATIC' ? undefined : { sourceType, source, destination };
}
