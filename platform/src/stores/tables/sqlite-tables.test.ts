import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
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
