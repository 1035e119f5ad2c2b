import type { Said } from '@meniscus/languages/syntax';
import type { Logger } from 'pino';
import type { DatasetFile } from '../catalog/index.ts';
import { differingByte, fileSums, type ObjectStore } from '../stores/index.ts';
import { say } from './phrases.ts';

/** Files remembered as whole; when there are more, all are looked at again. */
const MOST_REMEMBERED = 50_000;

/** A file of a batch is not as it was written. The message is for everybody: it has no path of this machine. */
export class FileDamaged extends Error {
  override readonly name = 'FileDamaged';
  readonly said: Said;

  constructor(said: Said) {
    super(said.message);
    this.said = said;
  }
}

/**
 * Compares files with the sums they were written with, each once as long as the process lives, before anybody reads it: no
 * row comes out of a damaged file. Files of before there were sums pass.
 */
export class WholeFiles {
  readonly #objects: Pick<ObjectStore, 'localFile'>;
  readonly #logger: Logger;
  readonly #whole = new Set<string>();

  constructor(deps: { readonly objects: Pick<ObjectStore, 'localFile'>; readonly logger: Logger }) {
    this.#objects = deps.objects;
    this.#logger = deps.logger;
  }

  /** Throws `FileDamaged` for the first file that is not whole, or not there. */
  async check(files: readonly DatasetFile[]): Promise<void> {
    for (const file of files)
      if (file.sums !== undefined && !this.#whole.has(file.path)) await this.#look(file, file.sums);
  }

  async #look({ path, name, batch }: DatasetFile, sums: string): Promise<void> {
    const local = await this.#objects.localFile(path);
    const found = await fileSums(local).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return '';
      throw error;
    });
    const byte = differingByte(sums, found);
    if (byte !== undefined) {
      this.#logger.error(
        { file: local, byte },
        'a file of the lake is not as it was written; meniscus doctor looks for more',
      );
      throw new FileDamaged(say('lake-file-damaged', { name, batch, byte }));
    }
    if (this.#whole.size >= MOST_REMEMBERED) this.#whole.clear();
    this.#whole.add(path);
  }
}
