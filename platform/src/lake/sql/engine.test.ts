import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from './engine.ts';

const limits = { rows: 10, bytes: 10_000, timeMs: 5000, memory: '256MB', threads: 1 };
let dir: string;
let allowed: string;
let forbidden: string;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'engine-'));
  allowed = join(dir, 'allowed.parquet');
  forbidden = join(dir, 'forbidden.parquet');
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  for (const path of [allowed, forbidden]) await connection.run(`COPY (SELECT 1 AS a) TO '${path}' (FORMAT parquet)`);
  connection.closeSync();
  await writeFile(join(dir, 'plain.csv'), 'a\n1\n');
});
afterAll(() => rm(dir, { recursive: true }));

/** The engine alone, as if the check in front of it had let everything through. */
const alone = (sql: string) =>
  run({ sql, views: [`CREATE VIEW t AS SELECT * FROM read_parquet(['${allowed}'])`], paths: [allowed], limits });

describe('the engine alone', () => {
  it('reads the files it was given', async () => {
    expect((await alone('select * from t')).rows).toEqual([[1]]);
  });

  it.each([
    () => `select * from read_parquet('${forbidden}')`,
    () => `select * from '${forbidden}'`,
    () => `select * from read_csv('${join(dir, 'plain.csv')}')`,
    () => "select * from read_text('/etc/passwd')",
    () => "select * from read_blob('/proc/self/environ')",
    () => `select * from glob('${dir}/*')`,
    () => "select * from query('select * from read_text(''/etc/passwd'')')",
    () => "select getenv('PATH')",
  ])('refuses to read anything else (%#)', async (sql) => {
    await expect(alone(sql())).rejects.toThrow();
  });

  it.each([
    () => `copy (select 1) to '${join(dir, 'new.csv')}'`,
    () => `copy (select 1) to '${allowed}' (format parquet)`,
    () => `attach '${join(dir, 'new.db')}'`,
    () => 'set threads = 8',
    () => 'set allowed_paths = []',
    () => 'install httpfs',
    () => 'load httpfs',
    () => 'create table x as select 1',
    () => 'drop view t',
    () => 'select 1; select 2',
    () => `export database '${dir}'`,
  ])('refuses to run anything that does not read (%#)', async (sql) => {
    await expect(alone(sql())).rejects.toThrow();
    expect((await readdir(dir)).sort()).toEqual(['allowed.parquet', 'forbidden.parquet', 'plain.csv']);
    expect((await alone('select * from t')).rows).toEqual([[1]]);
  });
});
