import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Logger } from 'pino';
import type { Configuration } from './configuration.ts';
import { VALIDATED_REMEDY, VALIDATED_TOPIC } from './ingest/index.ts';
import { type Meter, randomIds, systemTimers } from './kernel/index.ts';
import type { Ports } from './pipeline.ts';
import {
  type Damage,
  type FileLogOptions,
  inspectTopic,
  type Log,
  LogDamagedError,
  openDiskObjects,
  openFileLog,
  openLmdbStore,
  openSqliteTables,
  warmLmdb,
} from './stores/index.ts';

/** Where the embedded stores lie. */
export interface EmbeddedPlaces {
  readonly log: string;
  readonly keyed: string;
  readonly tables: string;
  readonly objects: string;
}

/** Memory for the newest records of each topic: readers that keep up find them there, whoever is behind reads the disk. */
const TAIL_BYTES = 16 << 20;

/** Where they lie in a data directory. */
export function embeddedIn(dataDir: string): EmbeddedPlaces {
  return {
    log: join(dataDir, 'log'),
    keyed: join(dataDir, 'keyed'),
    tables: join(dataDir, 'tables.sqlite'),
    objects: join(dataDir, 'objects'),
  };
}

/**
 * Opens the embedded stores. With the forwarder's, the only place that names an adapter. `verifyAll`: a damaged file may have
 * been what ended the process before, so it is read whole now, however large it is.
 */
export async function openEmbedded(
  places: EmbeddedPlaces,
  logger: Logger,
  verifyAll: boolean,
  meter: Meter,
): Promise<Ports> {
  await mkdir(places.keyed, { recursive: true });
  const seconds = meter.histogram('meniscus_log_sync_seconds', 'Time of one fdatasync of the log', ['topic']);
  const log = await openLog(places.log, logger, { onSync: (topic, took) => seconds.observe({ topic }, took) });
  try {
    return await openRest(places, log, verifyAll);
  } catch (error) {
    await log.close();
    throw error;
  }
}

/** Has the system bring into its memory what is read all over: once the platform takes traffic, and until it is through or `stopped`. */
export async function warmEmbedded({ keyed }: EmbeddedPlaces, logger: Logger, stopped: AbortSignal): Promise<void> {
  try {
    await warmLmdb(keyed, stopped);
  } catch (err) {
    logger.warn({ err }, 'the keyed store could not be read into memory; its pages are read when they are needed');
  }
}

/**
 * Opens the log, and the other stores if what was made of it is there and can be opened. Topic `validated` was made of the log
 * too: where it is damaged it is left alone (`isWhole` false), and nothing can be worked off into it.
 */
export async function openWhatIsThere(
  places: EmbeddedPlaces,
  logger: Logger,
): Promise<{ readonly log: Log; readonly ports: Ports | undefined; readonly isWhole: boolean }> {
  const [damage] = await damageOf(join(places.log, VALIDATED_TOPIC));
  const isWhole = damage === undefined;
  if (!isWhole) logger.warn(damage, 'a file of the log is damaged that can be made again');
  const log = await openLog(places.log, logger, { except: isWhole ? [] : [VALIDATED_TOPIC] });
  if (!existsSync(places.keyed)) return { log, ports: undefined, isWhole };
  try {
    return { log, ports: await openRest(places, log, true), isWhole };
  } catch (err) {
    logger.warn({ err, path: places.keyed }, 'what was made of the log cannot be opened');
    return { log, ports: undefined, isWhole };
  }
}

async function openRest(places: EmbeddedPlaces, log: Log, verifyAll: boolean): Promise<Ports> {
  return {
    log,
    keyed: await openLmdbStore({ path: places.keyed, verifyAll }),
    tables: await openSqliteTables({ path: places.tables }),
    objects: await openDiskObjects({ dir: places.objects }),
  };
}

/** Opens empty stores beside those that are there. Of no use after a crash, so nothing is made durable before they are closed. */
export async function openFresh({ log, keyed, tables, objects }: EmbeddedPlaces): Promise<Ports> {
  return {
    log: await openFileLog({ dir: log, tailBytes: TAIL_BYTES, sync: () => Promise.resolve() }),
    keyed: await openLmdbStore({ path: keyed, durable: false }),
    tables: await openSqliteTables({ path: tables }),
    objects: await openDiskObjects({ dir: objects }),
  };
}

async function damageOf(topic: string): Promise<readonly Damage[]> {
  return existsSync(topic) ? (await inspectTopic(topic, VALIDATED_TOPIC)).damage : [];
}

async function openLog(dir: string, logger: Logger, options: Pick<FileLogOptions, 'onSync' | 'except'>): Promise<Log> {
  try {
    return await openFileLog({
      dir,
      ...options,
      tailBytes: TAIL_BYTES,
      onRepair: ({ file, cutBytes }) => logger.warn({ file, cutBytes }, 'a torn last write was cut off'),
    });
  } catch (error) {
    if (error instanceof LogDamagedError && dirname(error.file) === join(dir, VALIDATED_TOPIC))
      error.message += `; or ${VALIDATED_REMEDY}`;
    throw error;
  }
}

/** What of the configuration the stages are told. */
export function stageSettings(configuration: Configuration) {
  const { tokensSince, rateLimits, outgoing, repeatWindowMs, logKeptMs, pqlChoices, filesDir, dataDir } = configuration;
  return {
    ...{ tokensSince, rateLimits, outgoing, repeatWindowMs, logKeptMs, pqlChoices, filesDir },
    stagingDir: join(dataDir, 'staging'),
    historyDir: join(dataDir, 'history'),
    ids: randomIds,
    timers: systemTimers,
  };
}
