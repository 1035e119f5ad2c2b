import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import type { Damage } from '../damage.ts';
import { PageWalk } from './lmdb-pages.ts';
import { unsealed } from './value-seal.ts';

const MOST_SHOWN = 20;
/** A file up to this size is read from its beginning to its end first, since the system can hold it in memory then. */
const IN_ORDER_BYTES = 256 << 20;
const STRETCH_BYTES = 1 << 20;

/** What is in a keyed store that nobody has open. */
export interface KeyedInspection {
  readonly file: string;
  readonly entries: number;
  readonly bytes: number;
  readonly damage: readonly Damage[];
  /** Stored positions by reader and topic: `process/received`. */
  readonly positions: ReadonlyMap<string, number>;
}

/** Said of a store whose values are sealed and which does not say so. */
export const NO_FORMAT = 'the mark of how values are kept is missing';

/** The databases of a keyed store. */
export const DATABASES = ['values', 'positions'] as const;

/** Begins the key of every reader's position. */
export const POSITION_PREFIX = 'position/';

/**
 * Reads every page and entry of the keyed store below a folder; nothing is changed. Undefined when there is none, or its file is
 * larger than `mostBytes`. While a process writes to it, pages change under the reader and look damaged.
 */
export function inspectLmdb(path: string, mostBytes = Number.POSITIVE_INFINITY): KeyedInspection | undefined {
  const file = join(path, 'data.mdb');
  const descriptor = openToRead(file);
  if (descriptor === undefined) return undefined;
  try {
    const bytes = fstatSync(descriptor).size;
    if (bytes > mostBytes) return undefined;
    if (bytes <= IN_ORDER_BYTES) readInOrder(descriptor, bytes);
    return inspected(file, descriptor, bytes);
  } finally {
    closeSync(descriptor);
  }
}

/** The walk goes to and fro in the file: page by page a disk takes twice as long for that as for all of it in order. */
function readInOrder(descriptor: number, bytes: number): void {
  const stretch = Buffer.allocUnsafe(STRETCH_BYTES);
  for (let at = 0; at < bytes; at += STRETCH_BYTES) readSync(descriptor, stretch, 0, STRETCH_BYTES, at);
}

function inspected(file: string, descriptor: number, bytes: number): KeyedInspection {
  const positions = new Map<string, number>();
  const unsealedAt: Damage[] = [];
  let entries = 0;
  let isMarked = false;
  let matching = 0;
  const walk = new PageWalk(file, descriptor, bytes, DATABASES, (database, key, stored, byte) => {
    const name = key.toString();
    const value = unsealed(name, stored);
    if (database === 'values') entries += 1;
    else if (name === 'format') isMarked = true;
    else positions.set(name.slice(POSITION_PREFIX.length), Number(value?.toString()));
    if (value !== undefined) matching += 1;
    else if (unsealedAt.length < MOST_SHOWN)
      unsealedAt.push({ file, byte, what: `the entry ${name} does not match its sum` });
  });
  const damage = walk.walk();
  // Of a store from before there were sums none matches; the next open makes them.
  const isSealed = isMarked || matching > 0;
  const mark = isMarked || !isSealed ? [] : [{ file, byte: 0, what: NO_FORMAT }];
  return {
    file,
    entries,
    bytes,
    damage: isSealed ? [...damage, ...unsealedAt, ...mark] : damage,
    positions: isSealed ? positions : new Map(),
  };
}

function openToRead(file: string): number | undefined {
  try {
    return openSync(file, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
