import { existsSync } from 'node:fs';
import files from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Loaded into a platform before anything else (`--import`): as long as there is a file `SLOW_LAKE_FILE`, no Parquet file takes its
 * place in the object store, as on a disk that does not answer.
 */
const held = process.env.SLOW_LAKE_FILE!;
const rename = files.rename;
files.rename = async (from, to) => {
  while (String(to).includes('.parquet') && existsSync(held)) await sleep(20);
  return rename(from, to);
};
syncBuiltinESMExports();
