import type { KeyedStore } from './keyed.ts';

/** A key with its value. */
export type KeyedRow = readonly [key: string, value: Uint8Array];

/** Rows read at once. */
const READ = 256;

/** All rows whose keys begin with a prefix and go on in ASCII, in the order of their keys, some at a time. */
export async function* rowsBelow(store: KeyedStore, prefix: string): AsyncGenerator<KeyedRow> {
  for (let from = prefix; ; ) {
    const rows = await store.range({ from, to: `${prefix}~`, limit: READ });
    yield* rows;
    if (rows.length < READ) return;
    from = `${rows.at(-1)![0]}\0`;
  }
}
