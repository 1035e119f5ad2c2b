import type { FileRow } from '@meniscus/languages/dataprep';
import type { Phrase } from '@meniscus/languages/syntax';

/** A row of the mapping as it is edited. */
export interface DraftRow {
  /** Tells rows apart while they are edited. */
  readonly key: string;
  readonly sourceType: 'ATTRIBUTE' | 'EXPRESSION' | 'STATIC';
  readonly source: string;
  readonly destination: string;
  /** Members of an imported row that are not edited here. */
  readonly more: FileRow;
  /** Of a recommended row: 0 to 1, and why. */
  readonly confidence?: number;
  readonly reason?: string;
  /** The reason by its code. */
  readonly phrase?: Phrase;
}

/** Records the dataflow is set up with. */
export interface DraftSample {
  readonly title: string;
  readonly records: readonly unknown[];
  /** Where the platform keeps it; absent while it does not. */
  readonly id?: string;
}

/** A row to be filled in. */
export function newRow(part: Partial<DraftRow> = {}): DraftRow {
  return { key: crypto.randomUUID(), sourceType: 'ATTRIBUTE', source: '', destination: '', more: {}, ...part };
}

/** A row after it was changed by hand: no longer what was recommended. */
export function changedRow(
  { confidence: _, reason: __, phrase: ___, ...row }: DraftRow,
  part: Partial<DraftRow>,
): DraftRow {
  return { ...row, ...part };
}

/** Says enough to be checked. */
export function isComplete({ source, destination }: DraftRow): boolean {
  return source.trim() !== '' && destination.trim() !== '';
}

/** A row as the mapping API and mapping files take it. */
export function plainRowOf({ sourceType, source, destination, more }: DraftRow): FileRow {
  return { ...more, sourceType, source, destination };
}

/** A row of a file or of the API as it is edited. */
export function draftRowOf(row: FileRow): DraftRow {
  const { sourceType = 'ATTRIBUTE', source = '', destination = '', sourceAttribute, destinationXdmPath, ...more } = row;
  return newRow({
    sourceType: sourceType === 'EXPRESSION' || sourceType === 'STATIC' ? sourceType : 'ATTRIBUTE',
    source: sourceAttribute ?? source,
    destination: destinationXdmPath ?? destination,
    more,
  });
}
