import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Kysely } from 'kysely';
import { expect, it } from 'vitest';
import {
  createCollection,
  documentsMigration,
  forgetScope,
  jsonCodec,
  type Migration,
  openDiskObjects,
  openFileLog,
  openLmdbStore,
  openSqliteTables,
  WriteBehind,
} from './index.ts';

const GONE = 'k1dead';
const KEPT = 'k1deadlike';
const SECRET = 'kept-for-nobody';

const rows: Migration = {
  id: 'rows-001',
  up: (db) =>
    (db as unknown as Kysely<unknown>).schema
      .createTable('of_some_stage')
      .addColumn('scope', 'text')
      .addColumn('note', 'text')
      .execute(),
};

/** Files below a folder whose bytes hold the text. */
function filesWith(dir: string, text: string): readonly string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => readFileSync(file).includes(text));
}

it('leaves no byte of a scope in any store, and all of the others', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'forget-scope-'));
  mkdirSync(join(dir, 'keyed'));
  try {
    const tables = await openSqliteTables({ path: join(dir, 'tables.sqlite') });
    const keyed = await openLmdbStore({ path: join(dir, 'keyed') });
    const objects = await openDiskObjects({ dir: join(dir, 'objects') });
    const log = await openFileLog({ dir: join(dir, 'log') });
    await tables.migrate([documentsMigration, rows]);
    const things = createCollection<string>(tables, 'thing');
    const cache = new WriteBehind<string>({ store: keyed, prefix: 'deep/er/', codec: jsonCodec(), residents: 10 });
    type Rows = { of_some_stage: { scope: string; note: string } };
    for (const scope of [GONE, KEPT]) {
      const said = scope === GONE ? SECRET : 'said';
      for (let n = 0; n < 50; n += 1) {
        await things.insert(scope, `thing ${n}`, said.repeat(40), { by: 'x', at: 1 });
        await tables.of<Rows>().insertInto('of_some_stage').values({ scope, note: said }).execute();
        await objects.put(`lake/${scope}/set/${n}`, Buffer.from(said));
      }
      const puts = Array.from(
        { length: 3000 },
        (_, n) => [`node/${scope}/${n}`, Buffer.from(said.repeat(20))] as const,
      );
      await keyed.write({ puts: [...puts, [`counts/${scope}`, Buffer.from(said)]], deletes: [], positions: [] });
      cache.set(`${scope}/written`, said);
      await log.append('received', [{ key: scope, value: Buffer.from(`${scope}:${said}`), time: 1 }]);
    }
    const pending = { puts: [], deletes: [] };
    const taken = cache.take(pending);
    await keyed.write({ ...pending, positions: [] });
    taken.settle();
    cache.set(`${GONE}/not written yet`, SECRET);

    await log.erase('received', (value) => Buffer.from(value).toString().startsWith(`${GONE}:`));
    await forgetScope({ tables, keyed, objects }, GONE);
    await tables.scrub();
    await keyed.scrub();

    expect(cache.dirtyCount).toBe(0);
    expect((await things.list(KEPT)).length).toBe(50);
    expect((await keyed.range({ from: '', to: '~', limit: 10_000 })).length).toBe(3002);
    expect((await objects.list('')).length).toBe(50);
    expect(await tables.of<Rows>().selectFrom('of_some_stage').select('scope').execute()).toHaveLength(50);
    expect(filesWith(dir, SECRET)).toEqual([]);
    expect(filesWith(dir, `${GONE}/`)).toEqual([]);
    expect(readdirSync(join(dir, 'objects', 'lake'))).toEqual([KEPT]);
    await Promise.all([tables.close(), keyed.close(), log.close()]);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
});
