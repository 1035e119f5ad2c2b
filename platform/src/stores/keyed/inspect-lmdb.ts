import { closeSync, fstatSync, openSync } from 'node:fs';
import { join } from 'node:path';
import type { Damage } from '../damage.ts';
import { PageWalk } from './lmdb-pages.ts';
import { POSITION_PREFIX } from './lmdb-store.ts';

/** What is in a keyed store that nobody has open. */
export interface KeyedInspection {
  readonly file: string;
  readonly entries: number;
  readonly bytes: number;
  readonly damage: readonly Damage[];
  /** Stored positions by reader and topic: `process/received`. */
  readonly positions: ReadonlyMap<string, number>;
}

/**
 * Reads every page and entry of the keyed store below a folder; nothing is changed. Undefined when there is none. While a
 * process writes to it, pages change under the reader and look damaged.
 */
export function inspectLmdb(path: string): KeyedInspection | undefined {
  const file = join(path, 'data.mdb');
  const descriptor = openToRead(file);
  if (descriptor === undefined) return undefined;
  try {
    const bytes = fstatSync(descriptor).size;
    const positions = new Map<string, number>();
    let entries = 0;
    const walk = new PageWalk(file, descriptor, bytes, (database, key, value) => {
      if (database !== 'positions') {
        entries += 1;
        return undefined;
      }
      const position = Number(value.toString());
      positions.set(key.toString().slice(POSITION_PREFIX.length), position);
      return Number.isSafeInteger(position) ? undefined : 'a stored position is no number';
    });
    const damage = walk.walk();
    return { file, entries, bytes, damage, positions };
  } finally {
    closeSync(descriptor);
  }
}

function openToRead(file: string): number | undefined {
  try {
    return openSync(file, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
