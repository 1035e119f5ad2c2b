import type { FileRow } from '@meniscus/languages/dataprep';

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
}

/** Records the dataflow is set up with. */
export interface DraftSample {
  readonly title: string;
  readonly records: readonly unknown[];
}

export interface DraftDataset {
  readonly kind: 'existing' | 'new';
  /** Of an existing one. */
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** `$id` of the schema, of both kinds. */
  readonly schemaId: string;
  /** Is to send what arrives to profiles. */
  readonly profile: boolean;
  /** Of an existing one: it does so already. */
  readonly enabled: boolean;
}

/** Everything a person has entered so far. Nothing of it exists before they finish, but for the account. */
export interface Draft {
  readonly accountId: string;
  readonly sample: DraftSample | undefined;
  readonly dataset: DraftDataset;
  readonly name: string;
  readonly description: string;
  readonly errorDiagnostics: boolean;
  readonly partialIngestion: boolean;
  /** Percent of records that may fail, with partial ingestion. */
  readonly threshold: number;
  /** Ids of alert rules to subscribe to. */
  readonly alerts: readonly string[];
  readonly rows: readonly DraftRow[];
}

/** What changes of it. */
export type Change = (part: Partial<Draft>) => void;

/** What a step works on. */
export interface StepProps {
  readonly draft: Draft;
  readonly change: Change;
}

/** Default of the page "Partial batch ingestion". */
const THRESHOLD = 5;

export const EMPTY: Draft = {
  accountId: '',
  sample: undefined,
  dataset: { kind: 'existing', id: '', name: '', description: '', schemaId: '', profile: true, enabled: false },
  name: '',
  description: '',
  errorDiagnostics: true,
  partialIngestion: true,
  threshold: THRESHOLD,
  alerts: [],
  rows: [],
};

/** A row to be filled in. */
export function newRow(part: Partial<DraftRow> = {}): DraftRow {
  return { key: crypto.randomUUID(), sourceType: 'ATTRIBUTE', source: '', destination: '', more: {}, ...part };
}

/** A row after it was changed by hand: no longer what was recommended. */
export function changedRow({ confidence: _, reason: __, ...row }: DraftRow, part: Partial<DraftRow>): DraftRow {
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
