import { parentPort, workerData } from 'node:worker_threads';
import { type FileRowsOptions, fileRows } from './file-rows.ts';
import { UnreadableFile } from './unreadable-file.ts';

/** Reads a file on a thread of its own; `row-reader.ts` is the other side. Sends a page only when it was asked for one. */
const port = parentPort!;
const pages = fileRows(workerData as FileRowsOptions);

port.on('message', () => {
  pages.next().then(
    ({ value, done }) => {
      if (done === true) port.postMessage({ end: true });
      else port.postMessage({ page: value }, [value.bytes.buffer as ArrayBuffer]);
    },
    (error: unknown) => {
      if (error instanceof UnreadableFile) port.postMessage({ unreadable: error.said });
      else port.postMessage({ error: error instanceof Error ? error.message : String(error) });
    },
  );
});
