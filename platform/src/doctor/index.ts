import { readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type Configuration, ConfigurationError, readConfiguration } from '../configuration.ts';
import type { StoredCredentials } from '../data-directory.ts';
import type { Cipher } from '../kernel/index.ts';
import { storedLakePosition } from '../lake/index.ts';
import type { KeyedInspection, TablesInspection, TopicInspection } from '../stores/index.ts';
import { lock, rights } from './directory.ts';
import { sentFiles } from './files.ts';
import { type Finding, type Observation, ok, wrong } from './finding.ts';
import { lakeFiles } from './lake.ts';
import { checkpoints, logTopics } from './log.ts';
import { fileHandles, freeSpace, nodeVersion } from './machine.ts';
import { runningPlatform } from './running.ts';
import { certificates, credentials, dataKey, signingKeys } from './secrets.ts';
import { keyedFile, tablesFile } from './stores.ts';

export type { Finding, Severity } from './finding.ts';

/** Everything the doctor saw, in the order it looked. */
export interface Examination {
  readonly dataDir: string;
  /** The process that runs on the directory. */
  readonly holder: number | undefined;
  readonly findings: readonly Finding[];
}

type Seen = Observation | readonly Observation[];

/** Collects what checks see. A check that fails is a finding too: none keeps the others from being made. */
class Notes {
  readonly findings: Finding[] = [];

  async check<T extends object>(
    name: string,
    look: () => T | Promise<T>,
    seenOf: (found: T) => Seen,
  ): Promise<T | undefined> {
    try {
      const found = await look();
      for (const one of [seenOf(found)].flat()) this.findings.push({ check: name, ...one });
      return found;
    } catch (error) {
      const what = `this could not be checked: ${(error as Error).message}`;
      this.findings.push({
        check: name,
        ...wrong(name, what, 'see the findings before this one, and the rights of this user'),
      });
      return undefined;
    }
  }

  see(name: string, look: () => Seen | Promise<Seen>): Promise<Seen | undefined> {
    return this.check<Seen>(name, look, (seen) => seen);
  }
}

/**
 * Looks an installation over, with the settings of an environment, at a moment (epoch milliseconds). Nothing is changed,
 * whatever is found; never rejects for what is wrong with the installation. While a platform runs on the directory, what it
 * writes to is left to what it says of itself.
 */
export async function examine({
  env,
  now,
}: {
  readonly env: NodeJS.ProcessEnv;
  readonly now: number;
}): Promise<Examination> {
  const notes = new Notes();
  const configuration = await settings(notes, env, now);
  const dataDir = configuration?.dataDir ?? resolve(env.MENISCUS_DATA_DIR || './data');
  await notes.see('node', () => nodeVersion(process.version));
  if (!(await isDirectory(dataDir))) {
    const now = 'set MENISCUS_DATA_DIR to the directory of the platform, or make one with meniscus start';
    notes.findings.push({ check: 'directory', ...wrong(dataDir, 'there is no such directory', now) });
    return { dataDir, holder: undefined, findings: notes.findings };
  }
  await notes.see('directory', () => rights(dataDir));
  await notes.see('disk', () => freeSpace(dataDir));
  const holder = (
    await notes.check(
      'lock',
      () => lock(dataDir),
      ({ seen }) => seen,
    )
  )?.holder;
  const key = await notes.check(
    'key',
    () => dataKey(dataDir, configuration?.key),
    ({ seen }) => seen,
  );
  await notes.see('credentials', () => credentials(dataDir));
  await notes.see('certificate', () => certificates(configuration?.tls, now));
  const topics = await stores({ notes, dataDir, running: holder !== undefined, now, cipher: key?.cipher });
  await notes.see('handles', () =>
    fileHandles(
      holder,
      topics.reduce((sum, { files }) => sum + files, 0),
    ),
  );
  if (holder !== undefined) {
    const url = await addressOf(env, dataDir, configuration);
    await notes.see('platform', () => runningPlatform(url, configuration?.canary ?? true, now));
  }
  return { dataDir, holder, findings: notes.findings };
}

async function settings(notes: Notes, env: NodeJS.ProcessEnv, now: number): Promise<Configuration | undefined> {
  try {
    const configuration = readConfiguration(env, now);
    notes.findings.push({ check: 'settings', ...ok('environment', 'every setting can be used') });
    return configuration;
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    notes.findings.push({
      check: 'settings',
      ...wrong('environment', error.message, 'a start refuses until it is put right'),
    });
    return undefined;
  }
}

interface Stores {
  readonly notes: Notes;
  readonly dataDir: string;
  readonly running: boolean;
  readonly now: number;
  readonly cipher: Cipher | undefined;
}

/** The four stores, each for itself and against each other. Gives the topics of the log. */
async function stores({ notes, dataDir, running, now, cipher }: Stores): Promise<readonly TopicInspection[]> {
  const log = await notes.check(
    'log',
    () => logTopics(dataDir, running, now),
    ({ seen }) => seen,
  );
  const keyed = await notes.check(
    'keyed',
    () => keyedFile(dataDir, running),
    ({ seen }) => seen,
  );
  const tables = (
    await notes.check(
      'tables',
      () => tablesFile(dataDir, running),
      ({ seen }) => seen,
    )
  )?.inspection;
  try {
    const topics = log?.topics ?? [];
    // Of a running platform both move on while they are read; it compared them itself when it started.
    if (log !== undefined && !running)
      await notes.see('checkpoints', async () => checkpoints(topics, await passed(keyed?.inspection, tables)));
    if (tables !== undefined) {
      await notes.see('lake', () => lakeFiles(dataDir, tables.tables, running));
      await notes.see('files', () => sentFiles(dataDir, tables.tables));
      if (cipher !== undefined) await notes.see('signing', () => signingKeys(tables.tables, cipher, now));
    }
    return topics;
  } finally {
    await tables?.close();
  }
}

async function passed(
  keyed: KeyedInspection | undefined,
  tables: TablesInspection | undefined,
): Promise<ReadonlyMap<string, number>> {
  const positions = new Map(keyed?.positions);
  if (tables !== undefined) positions.set('lake/validated', await storedLakePosition(tables.tables));
  return positions;
}

async function isDirectory(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

/** Where the platform on a directory is reached: as the environment says, else as its first start noted it. */
async function addressOf(
  env: NodeJS.ProcessEnv,
  dataDir: string,
  configuration: Configuration | undefined,
): Promise<string> {
  if (env.MENISCUS_URL) return env.MENISCUS_URL;
  const configured = `http://${configuration?.host ?? '127.0.0.1'}:${configuration?.port ?? 8080}`;
  if (env.MENISCUS_PORT) return configuration?.publicUrl ?? configured;
  return readUrl(await readFile(join(dataDir, 'credentials.json'), 'utf8').catch(() => '{}')) ?? configured;
}

function readUrl(text: string): string | undefined {
  try {
    return (JSON.parse(text) as Partial<StoredCredentials>).url;
  } catch {
    return undefined;
  }
}
