import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';

const DEFAULT_PORT = 8080;

/** Where a demo platform runs. */
export interface Place {
  readonly env: NodeJS.ProcessEnv;
  readonly dataDir: string;
  /** Removes the data directory if the demo made it. */
  clear(): void;
}

function isFree(port: number, host: string): Promise<boolean> {
  return new Promise((done) => {
    const server = createServer();
    server.once('error', () => done(false));
    server.listen(port, host, () => server.close(() => done(true)));
  });
}

/** A fresh directory under `./data`, so that every run counts from zero and nothing of an earlier platform is touched. */
function freshDirectory(): string {
  const parent = resolve('data');
  mkdirSync(parent, { recursive: true });
  return mkdtempSync(join(parent, 'demo-'));
}

/**
 * Chooses data directory and port. `MENISCUS_DATA_DIR` is used as it is and kept; otherwise a fresh directory is made and
 * cleared at the end unless `keep`. Without `MENISCUS_PORT` any free port is taken when the usual one is in use.
 */
export async function choosePlace(env: NodeJS.ProcessEnv, keep: boolean): Promise<Place> {
  const given = env.MENISCUS_DATA_DIR || undefined;
  const dataDir = given === undefined ? freshDirectory() : resolve(given);
  const host = env.MENISCUS_HOST ?? '127.0.0.1';
  const port = env.MENISCUS_PORT ?? ((await isFree(DEFAULT_PORT, host)) ? String(DEFAULT_PORT) : '0');
  return {
    env: {
      ...env,
      MENISCUS_DATA_DIR: dataDir,
      MENISCUS_PORT: port,
      MENISCUS_LOG_LEVEL: env.MENISCUS_LOG_LEVEL ?? 'warn',
    },
    dataDir,
    clear: () => {
      if (given === undefined && !keep) rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
