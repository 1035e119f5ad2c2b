import { type CounterExample, checkRows, type MappingRow, type RowFinding } from '@meniscus/languages/dataprep';
import type { Phrase } from '@meniscus/languages/syntax';
import type { Field } from '@meniscus/languages/xdm';
import { badParts } from './errors.ts';
import { say } from './phrases.ts';

/** What is wrong with a row or with one value, in the shape of the published API (`TransformErrorInfo`). */
export interface TransformError {
  readonly destination: string;
  readonly exception: string;
  readonly source: string;
  readonly columnName: string;
  readonly sourceType: string;
  /** Stable code beside the published members. */
  readonly code: string;
  /** `exception` for other languages (decision 0110). */
  readonly phrase: Phrase;
  /** The smallest source record found for which the row fails. */
  readonly counterExample?: CounterExample;
}

/** What a check says of one row (`ValidationResponse`); `warnings` is there when the row may fail. */
export interface RowAnswer {
  readonly status: 'SUCCESS' | 'FAILED';
  readonly errors: readonly TransformError[] | null;
  readonly warnings?: readonly TransformError[];
}

/** Takes any destination: for rows that are tried without a target schema. */
export const ANY_TARGET: Field = { type: 'object', open: true };

/** A remark on a row in the published shape. */
export function transformError(
  row: MappingRow | undefined,
  { code, message, phrase, counterExample }: Pick<RowFinding, 'code' | 'message' | 'phrase' | 'counterExample'>,
): TransformError {
  const source = textOf(row?.source ?? row?.sourceAttribute);
  return {
    destination: textOf(row?.destination ?? row?.destinationXdmPath),
    exception: message,
    source,
    columnName: source,
    sourceType: textOf(row?.sourceType ?? 'ATTRIBUTE'),
    code,
    phrase,
    ...(counterExample === undefined ? {} : { counterExample }),
  };
}

/** Rows that are tried may hold anything. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** One answer per row, in their order (page "Validate a mapping set"). `source` is the schema of the records, where known. */
export function rowAnswers(
  rows: readonly MappingRow[],
  target: Field,
  source: Field | undefined,
): readonly RowAnswer[] {
  const found = new Map<number, RowFinding[]>();
  for (const finding of checkRows({ mappings: rows, target, source }))
    found.set(finding.row, [...(found.get(finding.row) ?? []), finding]);
  return rows.map((row, index) => {
    const of = (level: RowFinding['level']) =>
      (found.get(index) ?? []).filter((one) => one.level === level).map((one) => transformError(row, one));
    const [errors, warnings] = [of('error'), of('warning')];
    return {
      status: errors.length === 0 ? 'SUCCESS' : 'FAILED',
      errors: errors.length === 0 ? null : errors,
      ...(warnings.length === 0 ? {} : { warnings }),
    };
  });
}

/**
 * Refuses a set that is to run with rows that can never give a valid value, all of them at once. A destination the schema
 * does not have is let through: the published rows serve two schemas. Drafts may hold anything that can be read.
 */
export function refuseBrokenRows(answers: readonly RowAnswer[]): void {
  const wrong = answers.flatMap(({ errors }, index) =>
    (errors ?? [])
      .filter(({ code }) => code !== 'MAPPING-UNKNOWN-DESTINATION')
      .map(({ exception, phrase, source, destination }) =>
        say('mapping-row-broken', {
          place: `mappings[${index}]`,
          what: { message: exception, phrase },
          source,
          destination,
        }),
      ),
  );
  if (wrong.length > 0) throw badParts(wrong, { validationResponse: answers });
}

/** What a create or update says beside its documented answer: nothing when nothing is wrong with any row. */
export function remarksOf(answers: readonly RowAnswer[]): { readonly validationResponse?: readonly RowAnswer[] } {
  const silent = answers.every(({ errors, warnings }) => errors === null && warnings === undefined);
  return silent ? {} : { validationResponse: answers };
}
