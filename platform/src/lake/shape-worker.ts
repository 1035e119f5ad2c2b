import { parentPort } from 'node:worker_threads';
import type { ColumnTree } from './columns.ts';
import { shapeOfFile } from './shape-of-file.ts';

/** Finds what occurs in files, one after the other, on a thread of its own; `shape-finder.ts` is the other side. */
const port = parentPort!;
port.on('message', ({ path, tree }: { readonly path: string; readonly tree: ColumnTree }) =>
  port.postMessage(shapeOfFile(path, tree)),
);
