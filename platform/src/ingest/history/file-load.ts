import { createHash, hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { HelperLost, Scope } from '../../kernel/index.ts';
import { csvFormatOf, type FileStore, readRows, type SourceFile, textsOf } from '../../sources/index.ts';
import type { KeyedStore } from '../../stores/index.ts';
import type { LoadDoor } from '../loads.ts';

interface Parts {
  readonly loads: Pick<LoadDoor, 'open' | 'progress'>;
  readonly keyed: KeyedStore;
  readonly helperLost: HelperLost;
  /** Folder for files that are brought here. */
  readonly dir: string;
}

/** A file on its way in. */
export interface FileJob {
  readonly scope: Scope;
  readonly flowId: string;
  readonly file: SourceFile;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** Size and time of a file that was read, with the load its rows entered by. */
interface Known {
  readonly size: number;
  readonly modifiedAt: number;
  readonly load: string;
}

/**
 * Brings files in, each by a load that is named by dataflow, path and content. So a file that was read is not read again: not
 * in the next run, not when its time changes and its content does not, and after a crash it goes on behind the last row that
 * entered.
 */
export class FileLoads {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Removes the copies of an earlier process: what happened to them on the disk since is not known. */
  async forgetCopies(): Promise<void> {
    await rm(this.#parts.dir, { recursive: true, force: true });
  }

  /** The load that has all of this file, told by its size and time alone; undefined when it must be looked at. */
  async finished({ scope, flowId, file }: FileJob): Promise<string | undefined> {
    const known = await this.#known(scope, flowId, file);
    if (known === undefined || known.size !== file.size || known.modifiedAt !== file.modifiedAt) return undefined;
    const { ended } = await this.#parts.loads.progress(scope.key, known.load);
    return ended ? known.load : undefined;
  }

  /** The file on this machine, the load its rows enter by, and whether it was read before under another time. */
  async bring(
    store: FileStore,
    { scope, flowId, file }: FileJob,
  ): Promise<{ readonly path: string; readonly load: string; readonly isKnown: boolean }> {
    const path = await this.#fetched(store, scope, flowId, file);
    const load = `${loadsOf(flowId)}${await contentOf(path, file.path)}`;
    return { path, load, isKnown: (await this.#known(scope, flowId, file))?.load === load };
  }

  /** Notes that all of the file is in, and lets the copy go. */
  async finish({ scope, flowId, file }: FileJob, load: string): Promise<void> {
    const known: Known = { size: file.size, modifiedAt: file.modifiedAt, load };
    const puts = [[keyOf(scope, flowId, file), Buffer.from(JSON.stringify(known))] as const];
    await this.#parts.keyed.write({ puts, deletes: [], positions: [] });
    await this.drop(scope, flowId, file);
  }

  /** Removes the copy of a file, if there is one. */
  async drop(scope: Scope, flowId: string, file: SourceFile): Promise<void> {
    await rm(this.#copyOf(scope, flowId, file), { force: true });
  }

  /**
   * Enters the rows that are not in yet. `told` hears how much of the file was read. Stops between two pages when the signal
   * is aborted; what entered stays. Throws `UnreadableFile` for a file that is no CSV, or breaks off.
   */
  async enter(
    { scope, flowId, file, properties }: FileJob,
    path: string,
    id: string,
    told: (done: number, total: number) => Promise<void>,
    signal: AbortSignal,
  ): Promise<void> {
    const load = await this.#parts.loads.open({ scope, id, to: { flow: flowId } });
    try {
      if (load.ended) return;
      const format = csvFormatOf(properties);
      const lost = (why: string) => this.#parts.helperLost('file-reader', why, { flowId, file: file.path });
      for await (const page of readRows({ path, name: file.path, format, skip: load.next }, lost)) {
        if (signal.aborted) return;
        await load.write(textsOf(page));
        await told(page.done, page.total);
      }
      await load.end();
    } finally {
      load.close();
    }
  }

  async #known(scope: Scope, flowId: string, file: SourceFile): Promise<Known | undefined> {
    const [bytes] = await this.#parts.keyed.getMany([keyOf(scope, flowId, file)]);
    return bytes === undefined ? undefined : (JSON.parse(Buffer.from(bytes).toString()) as Known);
  }

  #copyOf(scope: Scope, flowId: string, { path, size, modifiedAt }: SourceFile): string {
    return join(this.#parts.dir, hash('sha256', JSON.stringify([scope.key, flowId, path, size, modifiedAt]), 'hex'));
  }

  /** A copy appears under its name when it is whole, so what a run that broke off brought need not be fetched again. */
  async #fetched(store: FileStore, scope: Scope, flowId: string, file: SourceFile): Promise<string> {
    const copy = this.#copyOf(scope, flowId, file);
    await mkdir(this.#parts.dir, { recursive: true, mode: 0o700 });
    if ((await stat(copy).catch(() => undefined)) !== undefined) return copy;
    const path = await store.fetch(file, `${copy}.part`);
    if (path !== `${copy}.part`) return path;
    await rename(path, copy);
    return copy;
  }
}

/** Loads of a dataflow's files begin with this. */
export function loadsOf(flowId: string): string {
  return `file-${flowId}-`;
}

function keyOf(scope: Scope, flowId: string, { path }: SourceFile): string {
  return `history/${scope.key}/${flowId}/${hash('sha256', path, 'hex').slice(0, 32)}`;
}

async function contentOf(path: string, name: string): Promise<string> {
  const digest = createHash('sha256').update(`${name}\u0000`);
  await pipeline(createReadStream(path), digest);
  return digest.digest('hex').slice(0, 32);
}
