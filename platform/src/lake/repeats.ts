import { decodeValidated, laneOf, VALIDATED_TOPIC, type ValidatedMeta } from '../ingest/index.ts';
import type { Log } from '../stores/index.ts';
import { linesOf } from './store-rows.ts';

const START = Buffer.from('{"_acp_system_metadata":{"xactionId":"');
const QUOTE = 0x22;
const STRIDE = 200;
const STRIDE_BYTES = 16_777_216;

/** Transaction id of a row; undefined when it does not begin as rows of the pipeline do. */
function transactionOf(line: Uint8Array): string | undefined {
  const bytes = Buffer.from(line.buffer, line.byteOffset, line.length);
  if (bytes.compare(START, 0, START.length, 0, START.length) !== 0) return undefined;
  return bytes.toString('latin1', START.length, bytes.indexOf(QUOTE, START.length));
}

/**
 * Rows of a record that repeats a part of what was written before it (its writer failed and began again with a longer
 * run): only those that no earlier record of the lane holds, each by itself. The earlier records are read back from the log.
 */
export async function withoutRepeats(
  log: Log,
  position: number,
  meta: ValidatedMeta,
  lines: Uint8Array,
): Promise<readonly Uint8Array[]> {
  const known = new Set<string>();
  for (let end = position; end > log.begin(VALIDATED_TOPIC); ) {
    const start = Math.max(log.begin(VALIDATED_TOPIC), end - STRIDE);
    let older = false;
    for (let at = start; at < end; ) {
      const records = await log.read(VALIDATED_TOPIC, at, end - at, STRIDE_BYTES);
      if (records.length === 0) break;
      for (const record of records) {
        if (record.erased === true) continue;
        const earlier = decodeValidated(record.value);
        if (record.position >= end || earlier.meta.scope !== meta.scope || laneOf(earlier.meta) !== laneOf(meta))
          continue;
        if (earlier.meta.to < meta.from) older = true;
        else for (const line of linesOf([earlier.lines])) known.add(transactionOf(line) ?? '');
      }
      at = records.at(-1)!.position + 1;
    }
    if (older) break;
    end = start;
  }
  known.delete('');
  return linesOf([lines]).filter((line) => !known.has(transactionOf(line) ?? ''));
}
