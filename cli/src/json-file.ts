import { readFile } from 'node:fs/promises';
import { UsageError } from './command.ts';

/** The JSON of a file named by `--payload`. Throws `UsageError`. */
export async function payloadFrom(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as unknown;
  } catch (error) {
    throw new UsageError(`--payload ${file} cannot be used: ${(error as Error).message}`);
  }
}
