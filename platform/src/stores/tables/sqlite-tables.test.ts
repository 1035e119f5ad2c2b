import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { openSqliteTables } from './sqlite-tables.ts';
import { tablesContract } from './tables.contract.ts';

const made: string[] = [];
afterEach(() => {
  for (const path of made.splice(0)) rmSync(path, { recursive: true, force: true });
});

tablesContract('SQLite tables in memory', async () => ({ tables: await openSqliteTables({ path: ':memory:' }) }));

tablesContract('SQLite tables in a file', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'sqlite-tables-'));
  made.push(directory);
  const path = join(directory, 'tables.sqlite');
  const tables = await openSqliteTables({ path });
  return {
    tables,
    reopen: async () => {
      await tables.close();
      return openSqliteTables({ path });
    },
  };
});

/** Two files of the same tables: one of a process that stopped, one of a process that was killed. */
async function leftBehind(): Promise<{ readonly stopped: string; readonly killed: string }> {
  const directory = mkdtempSync(join(tmpdir(), 'sqlite-damaged-'));
  made.push(directory);
  const [stopped, killed] = [join(directory, 'stopped.sqlite'), join(directory, 'killed.sqlite')];
  const tables = await openSqliteTables({ path: stopped });
  const rows = tables.of<{ some: { id: number; text: string } }>();
  await rows.schema
    .createTable('some')
    .addColumn('id', 'integer', (c) => c.primaryKey())
    .addColumn('text', 'text')
    .execute();
  for (let id = 0; id < 30; id += 1)
    await rows
      .insertInto('some')
      .values({ id, text: 'x'.repeat(500) })
      .execute();
  for (const ending of ['', '-wal']) copyFileSync(stopped + ending, killed + ending);
  await tables.close();
  return { stopped, killed };
}

function changed(file: string, change: (bytes: Buffer) => void): void {
  const bytes = readFileSync(file);
  change(bytes);
  writeFileSync(file, bytes);
}

it('is not opened when its pages are damaged, or when it is no database', async () => {
  const { stopped } = await leftBehind();
  changed(stopped, (bytes) => bytes.fill(0x55, 4096 * 3, 4096 * 3 + 200));
  await expect(openSqliteTables({ path: stopped })).rejects.toThrow(/stopped\.sqlite is damaged: /);
  changed(stopped, (bytes) => bytes.fill(0x55, 0, 100));
  await expect(openSqliteTables({ path: stopped })).rejects.toThrow('is damaged: file is not a database');
});

it('is not opened when commits of its write-ahead log would be lost, and cuts off one that was torn', async () => {
  const { killed } = await leftBehind();
  const whole = readFileSync(`${killed}-wal`);
  const frame = 24 + whole.readUInt32BE(8);
  changed(`${killed}-wal`, (bytes) => bytes.fill(1, 32 + 5 * frame + 30, 32 + 5 * frame + 31));
  await expect(openSqliteTables({ path: killed })).rejects.toThrow(
    `killed.sqlite-wal at byte ${32 + 5 * frame} is damaged`,
  );
  writeFileSync(`${killed}-wal`, Buffer.from(whole).fill(9, 12, 13));
  await expect(openSqliteTables({ path: killed })).rejects.toThrow('killed.sqlite-wal at byte 0 is damaged');
  writeFileSync(`${killed}-wal`, whole.subarray(0, whole.length - 50));
  const tables = await openSqliteTables({ path: killed });
  expect(await tables.of<{ some: { id: number } }>().selectFrom('some').select('id').execute()).toHaveLength(29);
  await tables.close();
});
