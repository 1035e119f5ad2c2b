import {
  compileMappingSet,
  type MappingProblem,
  type MappingRow,
  type MappingWarning,
} from '@meniscus/languages/dataprep';
import { renderDiagnostic } from '@meniscus/languages/syntax';
import type { Field } from '@meniscus/languages/xdm';

/** What is wrong with a row or with one value, in the shape of the published API (`TransformErrorInfo`). */
export interface TransformError {
  readonly destination: string;
  readonly exception: string;
  readonly source: string;
  readonly columnName: string;
  readonly sourceType: string;
}

/** Takes any destination: for rows that are tried without a target schema. */
export const ANY_TARGET: Field = { type: 'object', open: true };

type Place = { readonly source: string; readonly destination: string };

function typeOf(rows: readonly MappingRow[], { source, destination }: Place): string {
  const row = rows.find(
    (one) =>
      (one.source ?? one.sourceAttribute) === source && (one.destination ?? one.destinationXdmPath) === destination,
  );
  return row?.sourceType ?? 'ATTRIBUTE';
}

function errorOf(rows: readonly MappingRow[], place: Place, exception: string): TransformError {
  const { source, destination } = place;
  return { destination, exception, source, columnName: source, sourceType: typeOf(rows, place) };
}

function problemText(problem: MappingProblem): string {
  const { line, ...rest } = { line: problem.side === 'source' ? problem.source : problem.destination, ...problem };
  return renderDiagnostic(line, rest);
}

/** One answer per row, in their order (page "Validate a mapping set"). */
export function validateRows(
  rows: readonly MappingRow[],
  target: Field,
): readonly { status: 'SUCCESS' | 'FAILED'; errors: readonly TransformError[] | null }[] {
  const { problems } = compileMappingSet({ mappings: rows, target });
  return rows.map((_, index) => {
    const errors = problems
      .filter(({ row }) => row === index)
      .map((problem) => errorOf(rows, problem, problemText(problem)));
    return errors.length === 0 ? { status: 'SUCCESS' as const, errors: null } : { status: 'FAILED' as const, errors };
  });
}

/** Each record as it would be stored, with what could not be made (page "Preview data for a mapping set"). */
export function previewRows(
  rows: readonly MappingRow[],
  target: Field,
  records: readonly unknown[],
  now: number,
): readonly { data: unknown; errors: readonly TransformError[] | null }[] {
  const { apply, problems } = compileMappingSet({ mappings: rows, target });
  const broken = problems.map((problem) => errorOf(rows, problem, problemText(problem)));
  return records.map((record, index) => {
    const { entity, warnings } = apply(record, { now, seed: String(index) });
    const errors = [...broken, ...warnings.map((warning: MappingWarning) => errorOf(rows, warning, warning.message))];
    return { data: entity, errors: errors.length === 0 ? null : errors };
  });
}
