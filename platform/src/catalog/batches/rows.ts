import type { Kysely, Selectable } from 'kysely';
import type { Batch, BatchStatus, DatasetFile, FileKind, FileLayout } from '../batch.ts';
import type { DatasetState } from '../dataset.ts';
import type { CatalogRows } from '../migrations.ts';

export type BatchRow = Selectable<CatalogRows['catalog_batch']>;
type FileRow = Selectable<CatalogRows['catalog_file']>;
type StateRow = Selectable<CatalogRows['catalog_dataset_state']>;

/** The row of a batch as a transaction sees it; the batch must be there. */
export function batchRow(tx: unknown, scope: string, id: string): Promise<BatchRow> {
  return (tx as Kysely<CatalogRows>)
    .selectFrom('catalog_batch')
    .selectAll()
    .where('scope', '=', scope)
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
}

export function toBatch(row: BatchRow): Batch {
  return {
    id: row.id,
    dataset: row.dataset,
    status: row.status as BatchStatus,
    created: Number(row.created),
    updated: Number(row.updated),
    started: row.started === null ? undefined : Number(row.started),
    completed: row.completed === null ? undefined : Number(row.completed),
    createdBy: row.created_by,
    createdClient: row.created_client,
    updatedBy: row.updated_by,
    version: Number(row.version),
    externalId: row.external_id ?? undefined,
    metrics: {
      inputRecordCount: Number(row.input_rows),
      outputRecordCount: Number(row.output_rows),
      failedRecordCount: Number(row.failed_rows),
      inputByteSize: Number(row.input_bytes),
      outputByteSize: Number(row.output_bytes),
      inputFileCount: Number(row.input_files),
      partitionCount: Number(row.files),
    },
    errors: JSON.parse(row.errors),
    availableDates:
      row.available_from === null
        ? undefined
        : { startDate: Number(row.available_from), endDate: Number(row.available_to) },
    inputFormat: JSON.parse(row.input_format),
    tags: JSON.parse(row.tags),
    replay: row.replay === null ? undefined : JSON.parse(row.replay),
    joinedInto: row.joined_into ?? undefined,
  };
}

export function toFile(row: FileRow): DatasetFile {
  return {
    id: row.id,
    batch: row.batch,
    dataset: row.dataset,
    name: row.name,
    path: row.path,
    bytes: Number(row.bytes),
    rows: Number(row.row_count),
    kind: row.kind as FileKind,
    layout: row.layout as FileLayout,
    created: Number(row.created),
    createdBy: row.created_by,
    createdClient: row.created_client,
    ...(row.sums === null ? {} : { sums: row.sums }),
  };
}

export function toState(row: StateRow): DatasetState {
  return {
    rows: Number(row.row_count),
    failedRows: Number(row.failed_rows),
    bytes: Number(row.bytes),
    ...(row.last_batch === null ? {} : { lastBatch: row.last_batch }),
    ...(row.last_status === null ? {} : { lastStatus: row.last_status }),
    ...(row.last_success === null ? {} : { lastSuccess: row.last_success }),
    ...(row.last_failed === null ? {} : { lastFailed: row.last_failed }),
  };
}
