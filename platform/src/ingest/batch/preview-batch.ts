import type { ObjectStore } from '../../stores/index.ts';
import { sayOfIngest } from '../phrases.ts';
import type { ParquetRows } from './batch-jobs.ts';
import { textRows } from './batch-jobs.ts';
import type { InputFormat } from './batch-options.ts';
import { badBatchRequest } from './errors.ts';
import { jsonLines } from './rows/json-rows.ts';
import { type Rows, UnreadableFile } from './rows/rows.ts';
import type { UploadedFile, Uploads } from './uploads.ts';

/** Columns and rows as the preview of a batch shows them (Batch Ingestion API reference, `PreviewResponse`). */
export interface BatchPreview {
  readonly columns: readonly { readonly cid: string; readonly name: string }[];
  readonly rows: readonly Readonly<Record<string, string>>[];
}

const MOST_ROWS = 1000;
const DEFAULT_ROWS = 10;

/** Leaves of a row by their path, `person/name/firstName`; arrays and free values as JSON. */
function leaves(value: unknown, path: string, into: Map<string, string>): void {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    for (const [name, child] of Object.entries(value)) leaves(child, path === '' ? name : `${path}/${name}`, into);
  } else if (value !== null && value !== undefined)
    into.set(path, typeof value === 'string' ? value : JSON.stringify(value));
}

/**
 * The first rows of the files sent so far, read as they would be if the batch were complete. `asked` rows, 10 unless given.
 * Rows nobody can parse are left out.
 */
export async function previewBatch(
  parts: { readonly uploads: Uploads; readonly objects: ObjectStore; readonly parquet: ParquetRows },
  files: readonly UploadedFile[],
  format: InputFormat,
  asked: number,
): Promise<BatchPreview> {
  const wanted = Math.min(asked === 0 ? DEFAULT_ROWS : asked, MOST_ROWS);
  const rows: Map<string, string>[] = [];
  try {
    for (const file of files) {
      if (rows.length >= wanted) break;
      for await (const some of await rowsOf(parts, file, format)) {
        for (const { value } of some) {
          const cells = new Map<string, string>();
          leaves(value, '', cells);
          if (cells.size > 0 && rows.length < wanted) rows.push(cells);
        }
        if (rows.length >= wanted) break;
      }
    }
  } catch (error) {
    if (error instanceof UnreadableFile) throw badBatchRequest(sayOfIngest('batch-unreadable', { why: error.said }));
    throw error;
  }
  const names = [...new Set(rows.flatMap((cells) => [...cells.keys()]))];
  const cids = new Map(names.map((name, index) => [name, String(index)]));
  return {
    columns: names.map((name) => ({ cid: cids.get(name)!, name })),
    rows: rows.map((cells) => Object.fromEntries([...cells].map(([name, text]) => [cids.get(name)!, text]))),
  };
}

async function rowsOf(
  { uploads, objects, parquet }: Parameters<typeof previewBatch>[0],
  file: UploadedFile,
  format: InputFormat,
): Promise<Rows> {
  if (format.format !== 'parquet') return textRows(format, uploads.content(file));
  const [only] = file.parts;
  if (file.parts.length !== 1 || only === undefined)
    throw new UnreadableFile('INGEST-FORMAT', sayOfIngest('batch-in-parts', { name: file.name }));
  return jsonLines(parquet(await objects.localFile(only.path)));
}
