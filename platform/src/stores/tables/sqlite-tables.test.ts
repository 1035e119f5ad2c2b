import { copyFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { afterEach, expect, it } from 'vitest';
import { PageSums } from './page-sums.ts';
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

/**
 * Two files of the same tables: one of a process that stopped, one of a process that was killed. Without the sums of pages
 * beside them, as they were before there were any.
 */
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
  rmSync(`${stopped}-sums`);
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

interface Noted {
  readonly note: { id: number; text: string };
}

/** Notes numbered from 0 on, half of them in the file and half in its write-ahead log; gives the folder. */
async function noted(close: boolean): Promise<string> {
  const directory = mkdtempSync(join(tmpdir(), 'sqlite-sums-'));
  made.push(directory, `${directory}-copy`);
  const path = join(directory, 'tables.sqlite');
  const tables = await openSqliteTables({ path });
  const notes = tables.of<Noted>();
  await notes.schema
    .createTable('note')
    .addColumn('id', 'integer', (c) => c.primaryKey())
    .addColumn('text', 'text')
    .execute();
  for (let id = 0; id < 60; id += 1) {
    await notes
      .insertInto('note')
      .values({ id, text: `note ${id} ${'x'.repeat(300)}` })
      .execute();
    if (id === 30) await tables.scrub();
  }
  if (close) await tables.close();
  const copy = `${directory}-copy`;
  cpSync(directory, copy, { recursive: true });
  if (!close) await tables.close();
  return copy;
}

async function notesIn(path: string): Promise<readonly string[]> {
  const tables = await openSqliteTables({ path });
  const rows = await tables.of<Noted>().selectFrom('note').select('text').orderBy('id').execute();
  await tables.close();
  return rows.map(({ text }) => text);
}

it.each([
  ['stopped', true],
  ['was killed', false],
])('finds every flipped bit in the file of a process that %s, or reads as before', async (_, close) => {
  const directory = await noted(close);
  const copy = `${directory}-flipped`;
  made.push(copy);
  const path = join(copy, 'tables.sqlite');
  const bytes = readFileSync(join(directory, 'tables.sqlite'));
  let found = 0;
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: bytes.length - 1 }), fc.nat({ max: 7 }), async (byte, bit) => {
      rmSync(copy, { recursive: true, force: true });
      cpSync(directory, copy, { recursive: true });
      changed(path, (content) => {
        content[byte]! ^= 1 << bit;
      });
      const read = await notesIn(path).catch((error: Error) => error);
      if (read instanceof Error) {
        found += 1;
        expect(read.message).toContain(`tables.sqlite at byte ${byte - (byte % 4096)} is damaged: page`);
      } else expect(read).toHaveLength(60);
    }),
    { numRuns: 40 },
  );
  // What a killed process had in its write-ahead log is read from there, whatever the file says.
  expect(found).toBeGreaterThan(close ? 39 : 0);
});

it('takes no page for damaged that a checkpoint was at when the process ended', async () => {
  const directory = await noted(false);
  const path = join(directory, 'tables.sqlite');
  const ends: string[] = [];
  const end = () => {
    const copy = `${directory}-${ends.length}`;
    cpSync(directory, copy, { recursive: true });
    ends.push(copy);
    made.push(copy);
  };
  const database = new DatabaseSync(path);
  await new PageSums(path, 4096).checkpoint(async () => {
    end();
    database.exec('pragma wal_checkpoint(truncate)');
    end();
  });
  end();
  database.close();
  for (const copy of ends) expect(await notesIn(join(copy, 'tables.sqlite'))).toHaveLength(60);
});

it('refuses a file that is shorter, and sums that are damaged themselves; goes on without sums that could not be written', async () => {
  const directory = await noted(true);
  const path = join(directory, 'tables.sqlite');
  const whole = readFileSync(path);
  writeFileSync(path, whole.subarray(0, whole.length - 4096));
  await expect(openSqliteTables({ path })).rejects.toThrow(`tables.sqlite at byte ${whole.length - 4096} is damaged`);
  writeFileSync(path, whole);
  const sums = readFileSync(`${path}-sums`);
  writeFileSync(`${path}-sums`, Buffer.from(sums).fill('0', 60, 61).fill('1', 61, 62));
  await expect(openSqliteTables({ path })).rejects.toThrow('tables.sqlite-sums at byte 0 is damaged');
  writeFileSync(`${path}-sums`, sums);
  const tables = await openSqliteTables({ path });
  mkdirSync(`${path}-sums.new`);
  await tables.of<Noted>().insertInto('note').values({ id: 60, text: 'one more' }).execute();
  await tables.close();
  rmSync(`${path}-sums.new`, { recursive: true });
  expect(await notesIn(path)).toHaveLength(61);
  expect(await notesIn(path)).toHaveLength(61);
});

it('answers what writes when it is durable and not before, one after another, and what reads at once', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'sqlite-durable-'));
  made.push(directory);
  const waiting: (() => void)[] = [];
  let holds = false;
  const sync = () => new Promise<void>((resolve) => (holds ? waiting.push(resolve) : resolve()));
  const tables = await openSqliteTables({ path: join(directory, 'tables.sqlite'), sync });
  const notes = tables.of<Noted>();
  await notes.schema.createTable('note').addColumn('id', 'integer').addColumn('text', 'text').execute();
  holds = true;
  expect(await notes.selectFrom('note').selectAll().execute()).toEqual([]);
  const insert = (id: number) => ({ id, text: `note ${id}` });
  const done: string[] = [];
  const all = [
    notes.insertInto('note').values(insert(1)).execute(),
    notes.insertInto('note').values(insert(2)).returning('id').execute(),
    tables.transaction<Noted, void>(async (tx) => {
      await tx.insertInto('note').values(insert(3)).execute();
      await tx.insertInto('note').values(insert(4)).execute();
    }),
  ].map((one, index) => one.then(() => done.push(String(index))));
  for (let answered = 0; answered < 3; answered += 1) {
    await expect.poll(() => waiting.length).toBe(1);
    expect(done).toHaveLength(answered);
    waiting.pop()!();
    await all[answered];
  }
  expect(waiting).toEqual([]);
  expect(await notes.selectFrom('note').select('id').execute()).toHaveLength(4);
  await tables.close();
});

it('answers nothing any more after a commit could not be made durable', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'sqlite-durable-'));
  made.push(directory);
  const path = join(directory, 'tables.sqlite');
  let fails = false;
  const sync = async () => {
    if (fails) throw new Error('EIO');
  };
  const tables = await openSqliteTables({ path, sync });
  const notes = tables.of<Noted>();
  await notes.schema.createTable('note').addColumn('id', 'integer').addColumn('text', 'text').execute();
  fails = true;
  const lost = tables.transaction<Noted, void>(async (tx) => {
    await tx.insertInto('note').values({ id: 1, text: '' }).execute();
  });
  await expect(lost).rejects.toThrow('could not be made durable');
  fails = false;
  await expect(notes.selectFrom('note').selectAll().execute()).rejects.toThrow('could not be made durable');
  await tables.close();
  const again = await openSqliteTables({ path });
  await again.of<Noted>().insertInto('note').values({ id: 2, text: 'after' }).execute();
  await again.close();
  expect(await notesIn(path)).toContain('after');
});

it('brings its write-ahead log in as it grows, between transactions', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'sqlite-grows-'));
  made.push(directory);
  const path = join(directory, 'tables.sqlite');
  const tables = await openSqliteTables({ path });
  const notes = tables.of<Noted>();
  await notes.schema
    .createTable('note')
    .addColumn('id', 'integer', (c) => c.primaryKey())
    .addColumn('text', 'text')
    .execute();
  await tables.transaction<Noted, void>(async (tx) => {
    for (let id = 0; id < 600; id += 1)
      await tx
        .insertInto('note')
        .values({ id, text: 'x'.repeat(10_000) })
        .execute();
  });
  await expect.poll(() => statSync(`${path}-wal`).size).toBe(0);
  expect(statSync(path).size).toBeGreaterThan(6_000_000);
  await tables.close();
  expect(await notesIn(path)).toHaveLength(600);
});
