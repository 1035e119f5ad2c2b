import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { readMappingFile } from '@meniscus/languages/dataprep';
import type { Logger } from 'pino';
import { ConfigurationError, readMaxConnections } from './configuration.ts';
import { type DataDirectory, openDataDirectory } from './data-directory.ts';
import { createCipher, createMeter, randomIds, steadyClock, systemClock, systemTimers } from './kernel/index.ts';
import { createLogger } from './logger.ts';
import { boundedConnections } from './open-files.ts';
import {
  createForwarder,
  type ForwarderSettings,
  type ForwarderStatus,
  httpWire,
  TargetAway,
  TargetError,
  TokenError,
} from './sources/index.ts';
import { openFileLog, openLmdbStore } from './stores/index.ts';

/** What a forwarder is started with; secrets come by environment or file only. */
export interface ForwardOptions {
  /** Origin of the target's APIs. */
  readonly to: string;
  /** Origin of its identity service; undefined: Adobe's for Adobe's APIs, else the target itself. */
  readonly ims: string | undefined;
  readonly profileFlow: string | undefined;
  readonly eventFlow: string | undefined;
  /** Files with mapping rows in place of the ready-made ones. */
  readonly profileMapping: string | undefined;
  readonly eventMapping: string | undefined;
  readonly dataDir: string;
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  readonly env: NodeJS.ProcessEnv;
}

/** A forwarder that takes webhooks. */
export interface RunningForwarder {
  readonly url: string;
  readonly webhookUrl: string;
  readonly webhookHeaders: Readonly<Record<string, string>>;
  /** File with URL and headers, readable by the owner only. */
  readonly file: string;
  status(): ForwarderStatus;
  /** Takes no new webhooks, waits for requests under way; what is not sent stays in the queue. */
  stop(): Promise<void>;
}

const ADOBE_IMS = 'https://ims-na1.adobelogin.com';
const SCOPES = 'openid,AdobeID,read_organizations,additional_info.projectedProductContext,session';
const REQUEST_MS = 30_000;
/** Memory for the newest records of each topic; what waits longer is read from disk. */
const TAIL_BYTES = 4 << 20;
const CLOSE_MS = 5000;

function origin(name: string, value: string): string {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol))
    throw new ConfigurationError(`${name} is ${value}; it must be an origin such as https://platform.adobe.io`);
  // Token and customers' data would be readable on the way.
  const isHere = ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
  if (url.protocol === 'http:' && !isHere)
    throw new ConfigurationError(`${name} is ${value}; only a target on this machine may be without TLS`);
  return url.origin;
}

function needed(env: NodeJS.ProcessEnv, name: string, what: string): string {
  const value = env[name]?.trim();
  if (value === undefined || value === '') throw new ConfigurationError(`${name} is not set: ${what}`);
  return value;
}

/** The secret itself, or the file it is in, which is read again for each token. */
function secretOf(env: NodeJS.ProcessEnv): () => string {
  const file = env.AEP_CLIENT_SECRET_FILE;
  if (file === undefined || file === '') {
    const secret = needed(
      env,
      'AEP_CLIENT_SECRET',
      'secret of the credential; or name its file in AEP_CLIENT_SECRET_FILE',
    );
    return () => secret;
  }
  const read = () => readFileSync(file, 'utf8').trim();
  try {
    if (read() === '') throw new Error('it is empty');
  } catch (error) {
    throw new ConfigurationError(`AEP_CLIENT_SECRET_FILE ${file} cannot be read: ${(error as Error).message}`);
  }
  return read;
}

function rowsOf(file: string | undefined) {
  if (file === undefined) return undefined;
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new ConfigurationError(`${file} cannot be read: ${(error as Error).message}`);
  }
  const { rows, problems } = readMappingFile(text, file.endsWith('.json') ? 'json' : 'csv');
  if (rows === undefined) throw new ConfigurationError(`${file}: ${problems.map(({ message }) => message).join('; ')}`);
  return rows;
}

/** Everything but the two secrets callers are known by, which depend on the data directory. */
type Settings = Omit<ForwarderSettings, 'webhookHeader' | 'adminHeader'>;

function settingsOf(options: ForwardOptions): Settings {
  const { env, profileFlow, eventFlow } = options;
  if (profileFlow === undefined && eventFlow === undefined)
    throw new ConfigurationError('name the dataflow of profile records, of event records, or both');
  const apiUrl = origin('the target', options.to);
  const ims = options.ims ?? (new URL(apiUrl).hostname.endsWith('.adobe.io') ? ADOBE_IMS : apiUrl);
  const clientId = needed(env, 'AEP_CLIENT_ID', 'client id of the credential at the target');
  const [profile, event] = [rowsOf(options.profileMapping), rowsOf(options.eventMapping)];
  return {
    target: {
      apiUrl,
      clientId,
      org: needed(env, 'AEP_ORG_ID', 'organisation at the target, …@AdobeOrg'),
      sandbox: env.AEP_SANDBOX?.trim() || 'prod',
      flows: {
        ...(profileFlow === undefined ? {} : { profile: profileFlow }),
        ...(eventFlow === undefined ? {} : { event: eventFlow }),
      },
    },
    token: {
      imsUrl: origin('the identity service', ims),
      clientId,
      clientSecret: secretOf(env),
      scope: env.AEP_SCOPES?.trim() || SCOPES,
    },
    rows: { ...(profile === undefined ? {} : { profile }), ...(event === undefined ? {} : { event }) },
  };
}

/**
 * Starts the Capillary connector in front of another platform, on the queue in its data directory. Throws
 * `ConfigurationError` for what cannot be used, also when the target says so.
 */
export async function startForwarder(options: ForwardOptions): Promise<RunningForwarder> {
  const settings = settingsOf(options);
  const directory = await openDataDirectory(options.dataDir);
  try {
    return await startOn(settings, options, directory);
  } catch (error) {
    await directory.release();
    if (error instanceof TargetError || error instanceof TargetAway || error instanceof TokenError)
      throw new ConfigurationError(error.message);
    throw error;
  }
}

async function openStores({ path, diedStarting }: DataDirectory, logger: Logger) {
  const keyed = join(path, 'keyed');
  await mkdir(keyed, { recursive: true });
  const onRepair = ({ file, cutBytes }: { file: string; cutBytes: number }) =>
    logger.warn({ file, cutBytes }, 'a torn last write was cut off');
  return {
    log: await openFileLog({ dir: join(path, 'log'), tailBytes: TAIL_BYTES, onRepair }),
    keyed: await openLmdbStore({ path: keyed, verifyAll: diedStarting }),
  };
}

async function startOn(given: Settings, options: ForwardOptions, directory: DataDirectory): Promise<RunningForwarder> {
  const { env, host } = options;
  const cipher = createCipher(await directory.key(env.MENISCUS_KEY, env.MENISCUS_KEY_PREVIOUS));
  const settings: ForwarderSettings = {
    ...given,
    webhookHeader: `Bearer ${env.FORWARD_WEBHOOK_SECRET?.trim() || cipher.derive('forward/webhook')}`,
    adminHeader: `Bearer ${cipher.derive('forward/admin')}`,
  };
  const maxConnections = readMaxConnections(env);
  const logger = createLogger(env.MENISCUS_LOG_LEVEL?.trim() || 'info');
  const meter = createMeter();
  meter.observeProcess();
  const stores = await openStores(directory, logger);
  const closeStores = () => Promise.all([stores.log.close(), stores.keyed.close()]);
  const forwarder = createForwarder(settings, {
    ...stores,
    wire: httpWire(REQUEST_MS),
    clock: systemClock,
    steady: steadyClock,
    timers: systemTimers,
    random: Math.random,
    ids: randomIds,
    meter,
    logger,
  });
  const connections = await boundedConnections(meter, maxConnections);
  const server = createServer((request, response) => {
    connections.asked(request, response);
    forwarder.handle(request, response);
  });
  server.on('connection', (socket) => connections.opened(socket));
  try {
    await forwarder.start();
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(options.port, host, resolve);
    });
  } catch (error) {
    await forwarder.stop();
    await closeStores();
    throw error;
  }
  const { port } = server.address() as AddressInfo;
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  const webhookHeaders = { authorization: settings.webhookHeader, 'content-type': 'application/json' };
  const told = {
    url,
    webhookUrl: `${url}/webhook`,
    webhookHeaders,
    adminHeaders: { authorization: settings.adminHeader },
  };
  const file = await directory.writePrivate('forwarder.json', `${JSON.stringify(told, null, 2)}\n`);
  await directory.started();
  logger.info({ url, target: settings.target.apiUrl, dataDir: directory.path }, 'forwarding');
  return {
    url,
    webhookUrl: told.webhookUrl,
    webhookHeaders,
    file,
    status: forwarder.status,
    async stop() {
      const force = setTimeout(() => server.closeAllConnections(), CLOSE_MS);
      connections.close();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      clearTimeout(force);
      await forwarder.stop();
      await closeStores();
      await directory.release();
    },
  };
}
