import { openLmdbStore } from './lmdb-store.ts';

/**
 * For the crash test of the LMDB store: writes batches of as many linked values as it is told for ever and says after each which number is
 * durable. Killed from outside.
 */
const [, , path, linked] = process.argv;
const store = await openLmdbStore({ path: path! });
let number = (await store.positions('crash')).batches ?? 0;
for (;;) {
  number += 1;
  const value = Buffer.from(String(number));
  const puts = Array.from({ length: Number(linked) }, (_, index) => [`linked/${index}`, value] as const);
  await store.write({ puts, deletes: [], positions: [{ reader: 'crash', topic: 'batches', position: number }] });
  process.stdout.write(`${number}\n`);
}
