import { copyFile, link, mkdir, open, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Everything a rebuild makes lies in this folder of the data directory until it takes the place of what is there. */
const FOLDER = 'rebuild';
/** There: what was made is whole, and takes the place of what was, whatever happens meanwhile. */
const WHOLE = 'whole';
const NEW = 'new';
const OLD = 'old';
const TABLES = 'tables.sqlite';
const REPLACED = [TABLES, 'keyed', 'objects', 'log/validated'];
/** Beside the tables: write-ahead log, sums of pages. They are of no other tables. */
const OF_TABLES = /^tables\.sqlite-/;
/** Of no use to anybody but the process that has the tables open. */
const SHARED_MEMORY = 'tables.sqlite-shm';

/** Where the stores of a rebuild lie. */
export interface Beside {
  readonly keyed: string;
  readonly tables: string;
  readonly objects: string;
  /** Folder of the log; topic `received` is not in it. */
  readonly log: string;
  /** Folder for files on their way. */
  readonly work: string;
  /** All of it is whole and closed: from here on it takes the place of what is there. */
  takePlace(): Promise<void>;
  /** Makes an end of it. */
  drop(): Promise<void>;
}

type Move = (from: string, to: string) => Promise<void>;

function isAbsent(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}

async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r');
  await handle.sync().finally(() => handle.close());
}

/**
 * Begins anew beside what is there, over what an earlier attempt left: tables as they are, objects as links to the same files,
 * everything else empty. The caller holds the data directory, and its tables are closed.
 */
export async function openBeside(dataDir: string): Promise<Beside> {
  const folder = join(dataDir, FOLDER);
  await rm(folder, { recursive: true, force: true });
  const at = (name: string) => join(folder, NEW, name);
  for (const name of ['keyed', 'objects', 'log/validated', 'work']) await mkdir(at(name), { recursive: true });
  for (const name of await withCompanions(dataDir, TABLES))
    if (name !== SHARED_MEMORY) await copyFile(join(dataDir, name), at(name));
  await linkAll(join(dataDir, 'objects'), at('objects'));
  return {
    keyed: at('keyed'),
    tables: at('tables.sqlite'),
    objects: at('objects'),
    log: at('log'),
    work: at('work'),
    async takePlace() {
      for (const name of ['keyed', 'log/validated']) await syncFiles(at(name));
      await syncTree(join(folder, NEW));
      await writeFile(join(folder, WHOLE), '');
      await syncFolder(folder);
      await finishSwitch(dataDir);
    },
    drop: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Files are never changed once they are there, so a link is as good as a copy. */
async function linkAll(from: string, to: string): Promise<void> {
  const entries = await readdir(from, { withFileTypes: true }).catch((error: unknown) => {
    if (isAbsent(error)) return [];
    throw error;
  });
  for (const entry of entries) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (!entry.isDirectory()) await link(source, target);
    else {
      await mkdir(target);
      await linkAll(source, target);
    }
  }
}

async function syncFiles(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const handle = await open(join(folder, name), 'r+');
    await handle.sync().finally(() => handle.close());
  }
}

/** Makes the names of all folders durable; tables and objects have seen to their files. */
async function syncTree(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true }))
    if (entry.isDirectory()) await syncTree(join(folder, entry.name));
  await syncFolder(folder);
}

/**
 * Puts what a rebuild made in the place of what is there, if it is whole; removes what is not. Each step is a rename that is
 * done or not, so after a crash in the middle the next call goes on. The caller holds the data directory; no store is open.
 * `move`: `rename`, but in a test of just that.
 */
export async function finishSwitch(dataDir: string, move: Move = rename): Promise<void> {
  const folder = join(dataDir, FOLDER);
  const names = await readdir(folder).catch((error: unknown): string[] => {
    if (isAbsent(error)) return [];
    throw error;
  });
  if (names.includes(WHOLE)) {
    for (const name of REPLACED) await replace(dataDir, folder, name, move);
    for (const name of ['', 'log', FOLDER, join(FOLDER, NEW)]) await syncFolder(join(dataDir, name));
    await rm(join(folder, WHOLE));
    await syncFolder(folder);
  }
  await rm(folder, { recursive: true, force: true });
}

/**
 * What was there moves away first, what goes with it before it does; what is new then takes its name, and its own companions have
 * theirs by then. So a crash never leaves companions of one beside the other that the next call would take for its own.
 */
async function replace(dataDir: string, folder: string, name: string, move: Move): Promise<void> {
  const [made, away] = [join(folder, NEW), join(folder, OLD)];
  if (!(await exists(join(made, name)))) return;
  await mkdir(dirname(join(away, name)), { recursive: true });
  if (!(await exists(join(away, name))))
    for (const one of await withCompanions(dataDir, name)) await moveIfThere(join(dataDir, one), join(away, one), move);
  for (const one of await withCompanions(made, name)) await moveIfThere(join(made, one), join(dataDir, one), move);
}

/** A name, behind those of the files of a folder that go with it. */
async function withCompanions(folder: string, name: string): Promise<readonly string[]> {
  return name === TABLES ? [...(await readdir(folder)).filter((one) => OF_TABLES.test(one)), name] : [name];
}

async function exists(path: string): Promise<boolean> {
  const handle = await open(path, 'r').catch((error: unknown) => {
    if (isAbsent(error)) return undefined;
    throw error;
  });
  await handle?.close();
  return handle !== undefined;
}

async function moveIfThere(from: string, to: string, move: Move): Promise<void> {
  await move(from, to).catch((error: unknown) => {
    if (!isAbsent(error)) throw error;
  });
}
