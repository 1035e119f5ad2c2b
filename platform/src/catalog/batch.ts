import type { Phrase, Said } from '@meniscus/languages/syntax';
import { sayOfCatalog } from './phrases.ts';

/** States a batch can have (Catalog API reference, `batchStatus`). */
export type BatchStatus =
  | 'loading'
  | 'loaded'
  | 'staging'
  | 'staged'
  | 'processing'
  | 'queued'
  | 'retrying'
  | 'stalled'
  | 'active'
  | 'success'
  | 'failed'
  | 'aborted'
  | 'abandoned'
  | 'inactive'
  | 'deleted';

/** States of a batch that is being filled. */
export const AT_WORK: readonly BatchStatus[] = ['loading', 'loaded', 'staging', 'staged', 'processing'];

/** Something that went wrong with rows of a batch; shown as it stands in `errors`. */
export interface BatchError {
  readonly code: string;
  readonly description: string;
  /** The description, for other languages; absent on what was kept before descriptions had one. */
  readonly phrase?: Phrase;
  /** Rows concerned. */
  readonly recordCount?: number;
}

/** An error as batches keep it; `recordCount` are the rows concerned. */
export function batchError(code: string, { message, phrase }: Said, recordCount?: number): BatchError {
  return { code, description: message, phrase, ...(recordCount === undefined ? {} : { recordCount }) };
}

/** Counts and bytes of a finished batch, by their documented names. */
export interface BatchMetrics {
  readonly inputRecordCount: number;
  readonly outputRecordCount: number;
  readonly failedRecordCount: number;
  readonly inputByteSize: number;
  readonly outputByteSize: number;
}

/** A batch to open. */
export interface NewBatch {
  readonly id: string;
  readonly dataset: string;
  readonly status: BatchStatus;
  readonly by: string;
  readonly client: string;
  /** Epoch milliseconds. */
  readonly at: number;
  /** First and last position of topic `received` its rows came from, when it was streamed. */
  readonly source?: { readonly from: number; readonly to: number };
  readonly externalId?: string;
  readonly inputFormat?: Readonly<Record<string, unknown>>;
  readonly tags?: BatchTags;
  readonly replay?: Replay;
}

/** Tags of a batch; those the platform sets itself hold a value instead of a list (page "Partial batch ingestion"). */
export type BatchTags = Readonly<Record<string, readonly string[] | boolean | number>>;

/** Which batches a batch takes the place of (page "Replay a batch"). */
export interface Replay {
  readonly predecessors: readonly string[];
  readonly predecessorsByExternalId?: readonly string[];
  readonly reason?: string;
}

/** What a batch holds before it is processed: counted while it was staged. */
export interface StagedInput {
  readonly rows: number;
  readonly failed: number;
  readonly bytes: number;
  readonly files: number;
  readonly errors: readonly BatchError[];
}

/** Rows that became files of a batch which is not whole yet. */
export interface BatchGrowth {
  readonly at: number;
  /** Rows in data files, and rows kept in failed files because the lake could not store them. */
  readonly rows: number;
  readonly failed: number;
  readonly bytes: number;
  readonly errors: readonly BatchError[];
  readonly availableDates?: { readonly startDate: number; readonly endDate: number };
}

/** How a batch ended. */
export interface BatchOutcome {
  readonly status: BatchStatus;
  readonly started: number;
  readonly at: number;
  readonly metrics: BatchMetrics;
  readonly errors: readonly BatchError[];
  /** The rows were counted elsewhere: the totals of the dataset stay as they are. */
  readonly counted?: true;
  /** Epoch seconds of the oldest and newest row, where the data has a time. */
  readonly availableDates?: { readonly startDate: number; readonly endDate: number };
}

/**
 * How a file holds its rows: `typed` columns of the schema, `json` text per top-level column (rows that did not fit the
 * types), `raw` lines as they came (rows no reader could parse).
 */
export type FileLayout = 'typed' | 'json' | 'raw';

/**
 * What a file is: rows of the dataset (`data`); rows of a batch that is not whole yet (`staged`) or no longer counts
 * (`inactive`), which no query sees; rows that were refused (`failed`); what is known of a batch (`meta`).
 */
export type FileKind = 'data' | 'staged' | 'inactive' | 'failed' | 'meta';

/** A file to add to a batch. Only `data` files are listed as files of the dataset. */
export interface NewFile {
  readonly name: string;
  /** Path in the object store. */
  readonly path: string;
  readonly bytes: number;
  readonly rows: number;
  readonly kind: FileKind;
  readonly layout: FileLayout;
  /** Sums it was written with (`StoredObject`); absent for files of before there were any. */
  readonly sums?: string;
}

/** A file of a dataset. */
export interface DatasetFile extends NewFile {
  /** `<batch>-<n>`, the `dataSetFileId`. */
  readonly id: string;
  readonly batch: string;
  readonly dataset: string;
  /** Epoch milliseconds. */
  readonly created: number;
  readonly createdBy: string;
  readonly createdClient: string;
}

/** A batch as it is stored. */
export interface Batch {
  readonly id: string;
  readonly dataset: string;
  readonly status: BatchStatus;
  readonly created: number;
  readonly updated: number;
  readonly started: number | undefined;
  readonly completed: number | undefined;
  readonly createdBy: string;
  readonly createdClient: string;
  readonly updatedBy: string;
  readonly version: number;
  readonly externalId: string | undefined;
  readonly metrics: BatchMetrics & { readonly inputFileCount: number; readonly partitionCount: number };
  readonly errors: readonly BatchError[];
  readonly availableDates: { readonly startDate: number; readonly endDate: number } | undefined;
  readonly inputFormat: Readonly<Record<string, unknown>>;
  readonly tags: BatchTags;
  readonly replay: Replay | undefined;
  /** The batch that holds its rows now, when small batches were joined. */
  readonly joinedInto: string | undefined;
}

/** A batch that takes the place of small ones of the same dataset, with all of their rows in one file. */
export interface JoinedBatch {
  readonly id: string;
  readonly dataset: string;
  /** Oldest first. */
  readonly predecessors: readonly Batch[];
  readonly file: NewFile;
  readonly by: string;
  readonly client: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

function known(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** Tag of a batch whose rows stand in another one now. */
const JOINED_INTO = 'meniscus/joined-into';

/** What stands in the place of a sentence that may name a hidden field, or hold a value of it. */
const UNTOLD = sayOfCatalog('catalog-untold');

/** The errors of a batch for somebody from whom `whole` says nothing is hidden, or something is: then by code and number alone. */
function errorsTold({ errors }: Batch, whole: boolean): readonly BatchError[] {
  return whole ? errors : errors.map(({ code, recordCount }) => batchError(code, UNTOLD, recordCount));
}

/**
 * The batch as Catalog answers it (Catalog API reference, `batchResponse`). The dataset is the first related object. `whole`:
 * nothing in the sandbox is hidden from the caller.
 */
export function batchAnswer(org: string, batch: Batch, whole: boolean): Record<string, unknown> {
  return known({
    imsOrg: org,
    created: batch.created,
    createdClient: batch.createdClient,
    createdUser: batch.createdBy,
    updatedUser: batch.updatedBy,
    updated: batch.updated,
    externalId: batch.externalId,
    status: batch.status,
    errors: errorsTold(batch, whole),
    version: `1.0.${batch.version}`,
    availableDates: batch.availableDates ?? {},
    relatedObjects: [{ type: 'dataSet', id: batch.dataset }],
    metrics: batch.metrics,
    recordCount: batch.metrics.outputRecordCount,
    failedRecordCount: batch.metrics.failedRecordCount,
    size: batch.metrics.outputByteSize,
    started: batch.started,
    completed: batch.completed,
    replay: batch.replay,
    tags: batch.joinedInto === undefined ? batch.tags : { ...batch.tags, [JOINED_INTO]: [batch.joinedInto] },
    inputFormat: batch.inputFormat,
  });
}

/** The file as Catalog answers it (page "View interrelated objects"). */
export function fileAnswer(org: string, viewId: string, file: DatasetFile): Record<string, unknown> {
  return {
    id: file.id,
    batchId: file.batch,
    dataSetId: file.dataset,
    dataSetViewId: viewId,
    imsOrg: org,
    name: file.name,
    recordCount: file.rows,
    size: file.bytes,
    createdUser: file.createdBy,
    createdClient: file.createdClient,
    updatedUser: file.createdBy,
    version: '1.0.0',
    created: file.created,
    updated: file.created,
  };
}
