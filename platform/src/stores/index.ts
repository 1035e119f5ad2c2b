export type { Damage } from './damage.ts';
export { forgetScope } from './forget-scope.ts';
export { inspectLmdb, type KeyedInspection } from './keyed/inspect-lmdb.ts';
export {
  KeyedDamagedError,
  type KeyedStore,
  type KeyRange,
  type ReaderPosition,
  type WriteBatch,
} from './keyed/keyed.ts';
export { openLmdbStore } from './keyed/lmdb-store.ts';
export { openMemoryKeyedStore } from './keyed/memory-keyed.ts';
export { Residents } from './keyed/residents.ts';
export { type KeyedRow, rowsBelow } from './keyed/rows-below.ts';
export { scopedKey } from './keyed/scoped-key.ts';
export { warmLmdb } from './keyed/warm-lmdb.ts';
export { adoptCache, jsonCodec, type ObjectCodec, type PendingWrites, WriteBehind } from './keyed/write-behind.ts';
export { type FileLogOptions, openFileLog, type Repair } from './log/file-log.ts';
export { inspectFileLog, inspectTopic, type TopicInspection } from './log/inspect-log.ts';
export {
  type Log,
  LogDamagedError,
  type LogEntry,
  LogFullError,
  type LogRecord,
  LogShortError,
} from './log/log.ts';
export { openMemoryLog } from './log/memory-log.ts';
export { openDiskObjects } from './objects/disk-objects.ts';
export { differingByte, fileSums } from './objects/file-sums.ts';
export { inspectDiskObjects, type StoredFile } from './objects/inspect-objects.ts';
export type { ObjectInfo, ObjectStore, StoredObject } from './objects/objects.ts';
export { damagedSeal, ObjectDamagedError, type SealedObjects, sealedObjects } from './objects/sealed-objects.ts';
export { type Change, type Collection, type Document, DocumentConflict } from './tables/documents.ts';
export { createCollection, documentsMigration } from './tables/documents-collection.ts';
export { inspectSqlite, type TablesInspection } from './tables/inspect-sqlite.ts';
export { openSqliteTables } from './tables/sqlite-tables.ts';
export { type Migration, type Tables, TablesDamagedError } from './tables/tables.ts';
