import { join } from 'node:path';
import type { Logger } from 'pino';
import { rowsByDataset } from './catalog/index.ts';
import { readConfiguration } from './configuration.ts';
import { openDataDirectory } from './data-directory.ts';
import { embeddedIn, openFresh, openWhatIsThere, stageSettings } from './embedded.ts';
import { VALIDATED_TOPIC } from './ingest/index.ts';
import { type Clock, createCipher, createMeter, systemClock } from './kernel/index.ts';
import { createLogger } from './logger.ts';
import { createPipeline, type Pipeline, type Ports } from './pipeline.ts';
import {
  type Beside,
  openBeside,
  type Rebuilt,
  type Replayed,
  rebuild,
  replay,
  type There,
  UnusableChange,
} from './rebuild/index.ts';
import { type KeyedStore, type Log, LogShortError } from './stores/index.ts';

export type { Comparison, Difference, Rebuilt, Replayed } from './rebuild/index.ts';

/** How a rebuild is asked for. */
export interface RebuildOptions {
  readonly env: NodeJS.ProcessEnv;
  /** Takes the place of what is there also where it is not equal to it, or that cannot be told. */
  readonly adopt: boolean;
  /** Takes the place of nothing. */
  readonly dryRun: boolean;
  /** Differences of each part that are told one by one. */
  readonly examples: number;
}

/** What a rebuild made, and whether it took the place of what was there. */
export interface RebuildReport extends Rebuilt {
  readonly switched: boolean;
}

/** How a replay is asked for. */
export interface ReplayOptions {
  readonly env: NodeJS.ProcessEnv;
  /** Name of the sandbox whose log is worked off. */
  readonly sandbox: string;
  /** Its organisation; needed when several have a sandbox of this name. */
  readonly org: string | undefined;
  /** Declared objects as the API answers them, changed. */
  readonly objects: readonly unknown[];
  readonly examples: number;
}

/**
 * Makes lake, graph, profiles and audiences of a data directory from its log, compares them with what is there and, when they
 * are equal, puts them in its place. What was accepted and not worked off yet is worked off first, as a start does. Throws
 * `ConfigurationError` when the directory is in use or a setting cannot be used.
 */
export function rebuildPlatform(options: RebuildOptions): Promise<RebuildReport> {
  const { env, adopt, dryRun, examples } = options;
  return besideWhatIsThere(env, async ({ beside, closed, running: _, ...parts }) => {
    const rebuilt = await rebuild({ ...parts, examples });
    const switched = !dryRun && (adopt || rebuilt.reasons.length === 0);
    await closed();
    if (switched) await beside.takePlace();
    return { ...rebuilt, switched };
  });
}

/**
 * Works the log of one sandbox off under changed declarations and compares the result with what is there. Nothing of it takes any
 * place. Throws as `rebuildPlatform` does, and `UnusableChange` for objects or a sandbox that cannot be used.
 */
export function replayPlatform({ env, sandbox, org, objects, examples }: ReplayOptions): Promise<Replayed> {
  return besideWhatIsThere(env, async ({ beside: _, closed: __, running, there, ...parts }) => {
    if (running === undefined || there === undefined)
      throw new UnusableChange(
        'the keyed store or topic validated cannot be read, so there is nothing to compare with; rebuild them first',
      );
    const named = running.access.scopes().filter((one) => one.sandbox === sandbox && (org ?? one.org) === one.org);
    const [scope] = named;
    if (scope === undefined) throw new UnusableChange(`there is no sandbox ${sandbox}`);
    if (named.length > 1)
      throw new UnusableChange(
        `several organisations have a sandbox ${sandbox}: ${named.map((one) => one.org).join(', ')}`,
      );
    return replay({ ...parts, there, examples }, scope, objects);
  });
}

/** What both work with: stores that are there and fresh ones beside, and the stages on either. */
interface Means {
  readonly log: Log;
  readonly there: There | undefined;
  readonly kept: KeyedStore | undefined;
  /** The stages on what is there, caught up with the log. */
  readonly running: Pipeline | undefined;
  readonly fresh: Ports;
  pipeline(ports: Ports, clock: Clock): Pipeline;
  readonly now: number;
  readonly beside: Beside;
  /** Closes all stores. */
  closed(): Promise<void>;
}

/** The stages once they are; undefined when topic `validated` ends too early to bring what was made of the log to its end. */
async function caughtUp(stages: Pipeline, logger: Logger): Promise<Pipeline | undefined> {
  try {
    await stages.catchUp();
    return stages;
  } catch (err) {
    if (!(err instanceof LogShortError) || err.topic !== VALIDATED_TOPIC) throw err;
    logger.warn({ err }, 'what was made of the log cannot be brought to its end');
    return undefined;
  }
}

async function besideWhatIsThere<T>(env: NodeJS.ProcessEnv, work: (means: Means) => Promise<T>): Promise<T> {
  const configuration = readConfiguration(env, systemClock());
  const { dataDir } = configuration;
  const directory = await openDataDirectory(dataDir);
  const open: { close(): Promise<void> }[] = [];
  const closed = async () => {
    for (const one of open.splice(0)) await one.close();
  };
  let beside: Beside | undefined;
  try {
    // The standard output is for the report.
    const logger = createLogger(configuration.logLevel === 'info' ? 'warn' : configuration.logLevel, 2);
    const cipher = createCipher(await directory.key(configuration.key, configuration.previousKey));
    // Nobody calls, so nobody is told an address.
    const settings = { ...stageSettings(configuration), cipher, logger, publicUrl: 'http://127.0.0.1' };
    const { log, ports, isWhole } = await openWhatIsThere(embeddedIn(dataDir), logger);
    open.push(log);
    if (ports !== undefined) open.push(ports.keyed);
    const stages = (ports: Ports) =>
      createPipeline({
        ...ports,
        ...settings,
        clock: systemClock,
        meter: createMeter(),
        workDir: join(dataDir, 'work'),
      });
    const running = isWhole && ports !== undefined ? await caughtUp(stages(ports), logger) : undefined;
    const there = ports && running && { keyed: ports.keyed, rows: await rowsByDataset(ports.tables) };
    // They are copied, so nobody may have them open.
    await ports?.tables.close();
    beside = await openBeside(dataDir);
    const { work: workDir } = beside;
    const fresh = await openFresh(beside);
    open.push(fresh.log, fresh.keyed, fresh.tables);
    const pipeline = (ports: Ports, clock: Clock) =>
      createPipeline({ ...ports, ...settings, clock, rebuildClock: systemClock, meter: createMeter(), workDir });
    return await work({ log, there, kept: ports?.keyed, running, fresh, pipeline, now: systemClock(), beside, closed });
  } finally {
    await closed();
    await beside?.drop();
    await directory.release();
  }
}
