import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pino } from 'pino';
import {
  type Clock,
  Connections,
  createCipher,
  createMeter,
  type Route,
  randomIds,
  steadyClock,
  systemClock,
  systemTimers,
  type Timers,
} from '../../platform/src/kernel/index.ts';
import { createPipeline, type Pipeline } from '../../platform/src/pipeline.ts';
import { createServer } from '../../platform/src/server/index.ts';
import { openDiskObjects, openFileLog, openLmdbStore, openSqliteTables } from '../../platform/src/stores/index.ts';
import { CREDENTIALS, scratchDirectory } from './process.ts';

/** The whole platform in this process, on the embedded stores and behind the real server. */
export interface InProcess {
  readonly url: string;
  readonly dataDir: string;
  readonly pipeline: Pipeline;
  stop(): Promise<void>;
}

/**
 * For tests that need the declarations of the routes beside the answers of the server. `served` may put handlers of its
 * own in the place of the declared ones. With `tables: ':memory:'` nothing waits for the disk, and nothing outlives the process.
 */
export async function startInProcess(
  name: string,
  {
    served = (routes) => routes,
    tables,
    segmentBytes,
    logKeptMs,
    timers = systemTimers,
    clock = systemClock,
  }: {
    served?: (routes: readonly Route[]) => readonly Route[];
    tables?: ':memory:';
    segmentBytes?: number;
    logKeptMs?: number;
    timers?: Timers;
    clock?: Clock;
  } = {},
): Promise<InProcess> {
  const scratch = scratchDirectory(name);
  const dir = (part: string) => join(scratch.path, part);
  await mkdir(dir('keyed'), { recursive: true });
  const ports = {
    log: await openFileLog({ dir: dir('log'), ...(segmentBytes === undefined ? {} : { segmentBytes }) }),
    keyed: await openLmdbStore({ path: dir('keyed') }),
    tables: await openSqliteTables({ path: tables ?? dir('tables.sqlite') }),
    objects: await openDiskObjects({ dir: dir('objects') }),
  };
  const logger = pino({ level: 'silent' });
  const meter = createMeter();
  const pipeline = createPipeline({
    ...ports,
    cipher: createCipher(Buffer.alloc(32, 7)),
    clock,
    ids: randomIds,
    meter,
    logger,
    publicUrl: 'http://in-process.example',
    repeatWindowMs: 0,
    rateLimits: { requestsPerSecond: 1_000, messagesPerSecond: 10_000, enforce: false },
    outgoing: { allow: [] },
    workDir: dir('work'),
    stagingDir: dir('staging'),
    historyDir: dir('history'),
    filesDir: undefined,
    timers,
    logKeptMs,
  });
  const server = await createServer({
    routes: served(pipeline.routes),
    access: pipeline.access,
    fields: pipeline.fields,
    collect: pipeline.collect,
    bodies: pipeline.bodies,
    connections: new Connections(meter, steadyClock, 1000),
    meter,
    logger,
    ids: randomIds,
    ready: () => true,
    version: '0.0.0',
  });
  await pipeline.start(CREDENTIALS);
  const port = await server.listen('127.0.0.1', 0);
  pipeline.goOn();
  return {
    url: `http://127.0.0.1:${port}`,
    dataDir: scratch.path,
    pipeline,
    async stop() {
      await server.close();
      await pipeline.stop();
      await Promise.all([ports.log.close(), ports.keyed.close(), ports.tables.close()]);
      scratch.remove();
    },
  };
}
