import type { DraftRow, DraftSample } from '../mapping/rows.ts';
import { type EnteredSchedule, NEW_SCHEDULE } from '../schedule/entered.ts';

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

/** What of a source of files is read, and how it is written. */
export interface DraftPlace {
  /** Path of the file the sample is of; empty while none is chosen. */
  readonly file: string;
  /** That file alone, or everything in its folder. */
  readonly type: 'file' | 'folder';
  readonly delimiter: string;
  readonly encoding: string;
}

/** Everything a person has entered so far. Nothing of it exists before they finish, but for the account. */
export interface Draft {
  readonly accountId: string;
  /** Of sources of files. */
  readonly place: DraftPlace;
  readonly schedule: EnteredSchedule;
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
  place: { file: '', type: 'file', delimiter: ',', encoding: 'UTF-8' },
  schedule: NEW_SCHEDULE,
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
