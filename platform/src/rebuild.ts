import { join } from 'node:path';
import type { Logger } from 'pino';
import { readConfiguration } from './configuration.ts';
import { openDataDirectory } from './data-directory.ts';
import { embeddedIn, openEmbedded, openWhatIsThere, stageSettings } from './embedded.ts';
import { type Clock, createCipher, createMeter, systemClock } from './kernel/index.ts';
import { createLogger } from './logger.ts';
import { createPipeline, type Pipeline, type Ports } from './pipeline.ts';
import { type Beside, openBeside, type Rebuilt, rebuild } from './rebuild/index.ts';

export type { Comparison, Difference, Rebuilt } from './rebuild/index.ts';

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

/**
 * Makes lake, graph, profiles and audiences of a data directory from its log, compares them with what is there and, when they
 * are equal, puts them in its place. What was accepted and not worked off yet is worked off first, as a start does. Throws
 * `ConfigurationError` when the directory is in use or a setting cannot be used.
 */
export async function rebuildPlatform(options: RebuildOptions): Promise<RebuildReport> {
  const configuration = readConfiguration(options.env, systemClock());
  const directory = await openDataDirectory(configuration.dataDir);
  try {
    // The standard output is for the report.
    const logger = createLogger(configuration.logLevel === 'info' ? 'warn' : configuration.logLevel, 2);
    const cipher = createCipher(await directory.key(configuration.key, configuration.previousKey));
    const stages = (ports: Ports, workDir: string, clocks: { clock: Clock; rebuildClock?: Clock }) =>
      createPipeline({
        ...ports,
        ...stageSettings(configuration),
        ...clocks,
        cipher,
        meter: createMeter(),
        logger,
        // Nobody calls, so nobody is told an address.
        publicUrl: 'http://127.0.0.1',
        workDir,
      });
    return await rebuildOn(configuration.dataDir, { options, logger, stages });
  } finally {
    await directory.release();
  }
}

interface Means {
  readonly options: RebuildOptions;
  readonly logger: Logger;
  stages(ports: Ports, workDir: string, clocks: { clock: Clock; rebuildClock?: Clock }): Pipeline;
}

async function rebuildOn(dataDir: string, { options, logger, stages }: Means): Promise<RebuildReport> {
  const { log, ports: there } = await openWhatIsThere(embeddedIn(dataDir), logger);
  const open = [log, ...storesOf(there)];
  let beside: Beside | undefined;
  try {
    if (there !== undefined) await stages(there, join(dataDir, 'work'), { clock: systemClock }).catchUp();
    beside = await openBeside(dataDir);
    const fresh = await openEmbedded(beside, logger, false);
    open.push(fresh.log, ...storesOf(fresh));
    const { work } = beside;
    const pipeline = (on: Ports, clock: Clock) => stages(on, work, { clock, rebuildClock: systemClock });
    const rebuilt = await rebuild({ log, there, fresh, pipeline, now: systemClock(), examples: options.examples });
    await closeAll(open);
    const switched = !options.dryRun && (options.adopt || rebuilt.reasons.length === 0);
    await (switched ? beside.takePlace() : beside.drop());
    return { ...rebuilt, switched };
  } catch (error) {
    await closeAll(open);
    await beside?.drop();
    throw error;
  }
}

interface Closing {
  close(): Promise<void>;
}

function storesOf(ports: Ports | undefined): readonly Closing[] {
  return ports === undefined ? [] : [ports.keyed, ports.tables];
}

async function closeAll(open: Closing[]): Promise<void> {
  for (const one of open.splice(0)) await one.close();
}
