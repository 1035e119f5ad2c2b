import { closeSync, openSync, readSync } from 'node:fs';
import type { ColumnTree } from './columns.ts';
import { type FoundShape, Shape } from './shape.ts';

const PIECE = 1_048_576;
const LINE_FEED = 0x0a;

/** What occurs in the rows of a file of NDJSON, read a piece at a time. */
export function shapeOfFile(path: string, tree: ColumnTree): FoundShape {
  const shape = new Shape(tree);
  const file = openSync(path, 'r');
  try {
    let bytes = Buffer.allocUnsafeSlow(PIECE);
    for (let held = 0; ; ) {
      if (held === bytes.length) bytes = Buffer.concat([bytes], 2 * held);
      const read = readSync(file, bytes, held, bytes.length - held, null);
      if (read === 0) {
        shape.scan(bytes.subarray(0, held));
        return shape.found;
      }
      const end = held + read;
      const whole = bytes.lastIndexOf(LINE_FEED, end - 1) + 1;
      shape.scan(bytes.subarray(0, whole));
      bytes.copyWithin(0, whole, end);
      held = end - whole;
    }
  } finally {
    closeSync(file);
  }
}
