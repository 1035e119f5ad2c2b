import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigurationError, keyBytes } from './configuration.ts';
import { createCipher } from './kernel/index.ts';
import { finishSwitch } from './rebuild/index.ts';

const PRIVATE_FILE = 0o600;
const PRIVATE_FOLDER = 0o700;
const LOCK = 'meniscus.lock';

/** What the first start generated or was given; kept so that CLI and demo find it, readable by the owner only. */
export interface StoredCredentials {
  readonly url?: string;
  readonly orgId: string;
  readonly sandbox: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly adminEmail: string;
  readonly adminPassword: string;
}

/** The data directory of one running platform: held by a lock file, with the key and the first credentials. */
export interface DataDirectory {
  readonly path: string;
  /** The process before ended while it started, without having said why. */
  readonly diedStarting: boolean;
  /**
   * Key for secrets at rest. It is kept in the directory, sealed by the configured key, else by that of a file made on the
   * first start; so the configured key can be changed: start once with the new one and the previous one.
   */
  key(configured: string | undefined, previous: string | undefined): Promise<Uint8Array>;
  readCredentials(): Promise<StoredCredentials | undefined>;
  writeCredentials(credentials: StoredCredentials): Promise<void>;
  /** Writes a file only the owner can read; returns its path. */
  writePrivate(name: string, text: string): Promise<string>;
  /** The start went well. */
  started(): Promise<void>;
  release(): Promise<void>;
}

/**
 * Opens (and makes) the data directory, with a rebuild that was cut short while it took its place brought to its end. Throws
 * `ConfigurationError` when another live process holds it.
 */
export async function openDataDirectory(path: string): Promise<DataDirectory> {
  await mkdir(path, { recursive: true, mode: PRIVATE_FOLDER });
  const lock = join(path, LOCK);
  await takeLock(lock, path);
  await finishSwitch(path);
  const credentialsFile = join(path, 'credentials.json');
  const starting = join(path, 'starting');
  const diedStarting = (await readIfThere(starting)) !== undefined;
  await writePrivate(starting, '');
  const started = () => rm(starting, { force: true });
  return {
    path,
    diedStarting,
    started,
    key: (configured, previous) => dataKey(path, configured, previous),
    async readCredentials() {
      const text = await readIfThere(credentialsFile);
      return text === undefined ? undefined : credentialsIn(credentialsFile, text);
    },
    writeCredentials: (credentials) => writePrivate(credentialsFile, `${JSON.stringify(credentials, null, 2)}\n`),
    async writePrivate(name, text) {
      await writePrivate(join(path, name), text);
      return join(path, name);
    },
    async release() {
      await started();
      await rm(lock, { force: true });
    },
  };
}

function credentialsIn(file: string, text: string): StoredCredentials {
  try {
    return JSON.parse(text) as StoredCredentials;
  } catch {
    // What the parser says quotes the text, which holds a secret.
    throw new ConfigurationError(
      `${file} is damaged: it is not JSON; bring it back from a copy, or remove it and make a new credential in the console`,
    );
  }
}

/** The live process that holds a data directory; undefined when none does. Nothing is changed. */
export async function holderOf(path: string): Promise<number | undefined> {
  const holder = Number(await readIfThere(join(path, LOCK)));
  return holder > 0 && holder !== process.pid && isAlive(holder) ? holder : undefined;
}

/**
 * The key of a data directory as it is kept there, without making or changing any; undefined when it has none yet. Throws
 * `ConfigurationError` when the configured key does not open it.
 */
export async function keptKey(path: string, configured: string | undefined): Promise<Uint8Array | undefined> {
  const outer = configured ?? (await readIfThere(join(path, 'key')))?.trim();
  const sealed = await readIfThere(join(path, 'data-key'));
  if (outer === undefined) {
    if (sealed === undefined) return undefined;
    throw new ConfigurationError(
      'the key of this data directory is sealed, and neither MENISCUS_KEY nor a file key is there',
    );
  }
  if (sealed === undefined) return keyBytes(outer);
  const opened = opens(keyBytes(outer), sealed);
  if (opened === undefined) throw new ConfigurationError('MENISCUS_KEY is not the key of this data directory');
  return opened;
}

const KEY_CONTEXT = 'data key';

function keyIn(file: string, text: string): Uint8Array {
  try {
    return keyBytes(text.trim());
  } catch {
    throw new ConfigurationError(`${file} holds no key; bring it back from a copy, nothing was changed`);
  }
}

/** The key of the file `key`, made on the first start. */
async function keyOfFile(path: string): Promise<Uint8Array> {
  const file = join(path, 'key');
  const known = await readIfThere(file);
  if (known !== undefined) return keyIn(file, known);
  const made = randomBytes(32).toString('hex');
  await writePrivate(file, `${made}\n`);
  return keyBytes(made);
}

/**
 * The key secrets are sealed with: the same for the life of the directory, in the file `data-key`, sealed itself. A
 * directory from before that file goes on with the key it was made with.
 */
async function dataKey(
  path: string,
  configured: string | undefined,
  previous: string | undefined,
): Promise<Uint8Array> {
  const file = join(path, 'data-key');
  const outer = configured === undefined ? await keyOfFile(path) : keyBytes(configured);
  const before = previous === undefined ? undefined : keyBytes(previous);
  const sealed = await readIfThere(file);
  const seal = async (key: Uint8Array) => {
    await writePrivate(file, `${createCipher(outer).seal(Buffer.from(key).toString('hex'), KEY_CONTEXT)}\n`);
    return key;
  };
  if (sealed === undefined) return seal(before ?? outer);
  const opened = opens(outer, sealed);
  if (opened !== undefined) return opened;
  const old = before === undefined ? undefined : opens(before, sealed);
  if (old === undefined)
    throw new ConfigurationError(
      configured === undefined
        ? `${join(path, 'key')} does not open ${file}: one of them is damaged or of another directory. Bring it back from a copy; nothing was changed`
        : `MENISCUS_KEY is not the key of this data directory, or ${file} is damaged; to change the key give the one before as MENISCUS_KEY_PREVIOUS once`,
    );
  return seal(old);
}

function opens(outer: Uint8Array, sealed: string): Uint8Array | undefined {
  try {
    return keyBytes(createCipher(outer).open(sealed.trim(), KEY_CONTEXT));
  } catch {
    return undefined;
  }
}

/** A lock left by a process that was killed is taken over: its pid is gone, or has come to belong to this very process. */
async function takeLock(lock: string, path: string): Promise<void> {
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      const handle = await open(lock, 'wx', PRIVATE_FILE);
      await handle.writeFile(String(process.pid));
      await handle.close();
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const holder = Number(await readIfThere(lock));
      if (holder > 0 && holder !== process.pid && isAlive(holder)) {
        throw new ConfigurationError(
          `the data directory ${path} is used by process ${holder} (${lock}); stop it or set MENISCUS_DATA_DIR to another directory`,
        );
      }
      await rm(lock, { force: true });
    }
  }
  throw new ConfigurationError(`the data directory ${path} could not be locked`);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Whole or not at all, and never readable by others, not even for a moment. */
async function writePrivate(file: string, text: string): Promise<void> {
  const temporary = `${file}.new`;
  await writeFile(temporary, text, { mode: PRIVATE_FILE });
  const handle = await open(temporary, 'r');
  await handle.sync();
  await handle.close();
  await rename(temporary, file);
}
