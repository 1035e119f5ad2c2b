import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer as createNetServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Canary } from './canary/index.ts';
import { type Configuration, ConfigurationError, readConfiguration } from './configuration.ts';
import { type DataDirectory, openDataDirectory, type StoredCredentials } from './data-directory.ts';
import { embeddedIn, openEmbedded, stageSettings, warmEmbedded } from './embedded.ts';
import { createCipher, createMeter, randomIds, steadyClock, systemClock, systemTimers } from './kernel/index.ts';
import { createLogger } from './logger.ts';
import { boundedConnections } from './open-files.ts';
import { createPipeline } from './pipeline.ts';
import { createServer } from './server/index.ts';

/** How to reach the platform. Secrets are there on the first start only, to be shown once. */
export type PlatformCredentials = Pick<StoredCredentials, 'orgId' | 'sandbox' | 'clientId'> &
  Partial<StoredCredentials>;

/** A platform that takes traffic. */
export interface Platform {
  /** Origin it is reached under. */
  readonly url: string;
  readonly credentials: PlatformCredentials;
  /** True when this start made the first organisation. */
  readonly isFirstStart: boolean;
  /** Stops taking requests, lets those under way finish, leaves everything accepted safe on disk. */
  stop(): Promise<void>;
}

const VERSION = '0.1.0';
const CONSOLE_DIR = fileURLToPath(new URL('../../console/dist', import.meta.url));
/** A free port, for `MENISCUS_PORT=0`: inlet URLs hold the port, so it must be known before anything is declared. */
function freePort(host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createNetServer();
    probe.once('error', reject);
    probe.listen(0, host, () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === 'object' && address !== null ? resolve(address.port) : reject(new Error('no free port')),
      );
    });
  });
}

/**
 * Starts the platform on what is in its data directory. Throws `ConfigurationError` for settings that cannot be used, and the
 * reason of `stop` when that is aborted before the platform is up: what was opened is closed by then.
 */
export async function startPlatform({
  env,
  stop,
}: {
  readonly env: NodeJS.ProcessEnv;
  readonly stop?: AbortSignal;
}): Promise<Platform> {
  stop?.throwIfAborted();
  const configuration = readConfiguration(env, systemClock());
  const directory = await openDataDirectory(configuration.dataDir);
  try {
    stop?.throwIfAborted();
    return await startOn(configuration, directory, stop);
  } catch (error) {
    await directory.release();
    throw error;
  }
}

/** The organisation of the canary: an id no other one has, since those begin with random digits. */
const CANARY_ORG = '00000000000000000000CA4A@AdobeOrg';

/** How this process reaches itself where it listens. */
function ownHost(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}

async function readTlsFiles({ certFile, keyFile }: NonNullable<Configuration['tls']>) {
  const read = (file: string) =>
    readFile(file, 'utf8').catch((error: unknown) => {
      throw new ConfigurationError(`${file} cannot be read: ${(error as Error).message}`);
    });
  return { cert: await read(certFile), key: await read(keyFile) };
}

async function startOn(
  configuration: Configuration,
  directory: DataDirectory,
  stopping: AbortSignal | undefined,
): Promise<Platform> {
  const { host, dataDir, first } = configuration;
  const port = configuration.port === 0 ? await freePort(host) : configuration.port;
  const scheme = configuration.tls === undefined ? 'http' : 'https';
  const url = configuration.publicUrl ?? `${scheme}://${host.includes(':') ? `[${host}]` : host}:${port}`;
  const logger = createLogger(configuration.logLevel);
  const meter = createMeter();
  meter.observeProcess();
  const places = embeddedIn(dataDir);
  const ports = await openEmbedded(places, logger, directory.diedStarting, meter);
  const pipeline = createPipeline({
    ...ports,
    cipher: createCipher(await directory.key(configuration.key, configuration.previousKey)),
    ...stageSettings(configuration),
    clock: systemClock,
    meter,
    logger,
    publicUrl: url,
    workDir: join(dataDir, 'work'),
  });
  let ready = false;
  let canary: Canary | undefined;
  const server = await createServer({
    routes: pipeline.routes,
    access: pipeline.access,
    fields: pipeline.fields,
    collect: pipeline.collect,
    bodies: pipeline.bodies,
    connections: await boundedConnections(meter, configuration.maxConnections),
    ...(configuration.tls === undefined ? {} : { tls: await readTlsFiles(configuration.tls) }),
    ...(existsSync(join(CONSOLE_DIR, 'index.html')) ? { consoleDir: CONSOLE_DIR } : {}),
    meter,
    logger,
    ids: randomIds,
    ready: () => ready,
    health: () => {
      const standing = pipeline.standing();
      return {
        ...(standing.length === 0 ? {} : { standing }),
        ...(canary?.shown === undefined ? {} : { canary: canary.shown }),
      };
    },
    version: VERSION,
  });
  const warming = new AbortController();
  const stop = async () => {
    ready = false;
    warming.abort();
    await canary?.stop();
    await server.close();
    await pipeline.stop();
    await Promise.all([ports.log.close(), ports.keyed.close(), ports.tables.close()]);
    await directory.release();
  };
  let made: Awaited<ReturnType<typeof pipeline.start>>;
  let known: Awaited<ReturnType<typeof directory.readCredentials>>;
  try {
    stopping?.throwIfAborted();
    made = await pipeline.start(first);
    // Never between these two: the secrets of a first start are told only here.
    if (made !== undefined) await directory.writeCredentials({ url, ...made });
    stopping?.throwIfAborted();
    known = await directory.readCredentials();
    await server.listen(host, port);
    if (configuration.canary) {
      const { scope, actor } = await pipeline.access.hiddenOrganisation(CANARY_ORG, 'Canary');
      const origin = `${scheme}://${ownHost(host)}:${port}`;
      const call = pipeline.inside(scope, actor);
      canary = new Canary({
        call,
        org: CANARY_ORG,
        origin,
        clock: systemClock,
        steady: steadyClock,
        timers: systemTimers,
        meter,
        logger,
      });
    }
  } catch (error) {
    // Loops may run already; left alone they would keep a process alive that nobody can reach.
    await stop().catch((err: unknown) => logger.error({ err }, 'what was started could not be stopped'));
    throw error;
  }
  const credentials: PlatformCredentials = made ?? {
    orgId: known?.orgId ?? first.orgId ?? '',
    sandbox: known?.sandbox ?? 'prod',
    clientId: known?.clientId ?? first.clientId ?? '',
    ...(known === undefined ? {} : { adminEmail: known.adminEmail }),
  };
  await directory.started();
  ready = true;
  // Not before: what was accepted and waits may be minutes of work, and requests are answered by the same thread.
  pipeline.goOn();
  void warmEmbedded(places, logger, warming.signal);
  canary?.start();
  logger.info({ url, dataDir }, 'ready');
  return { url, credentials, isFirstStart: made !== undefined, stop };
}
