import { existsSync, readFileSync } from 'node:fs';
import type { Damage } from '../damage.ts';

const HEAD = 32;
const FRAME_HEAD = 24;
const MAGIC = 0x377f0682;

type Sums = readonly [number, number];

/** The checksum of SQLite's write-ahead log over whole pairs of words, going on from another. */
function sum(bytes: Buffer, from: number, to: number, bigEndian: boolean, [a, b]: Sums): Sums {
  let [first, second] = [a, b];
  for (let at = from; at < to; at += 8) {
    first = (first + (bigEndian ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at)) + second) >>> 0;
    second = (second + (bigEndian ? bytes.readUInt32BE(at + 4) : bytes.readUInt32LE(at + 4)) + first) >>> 0;
  }
  return [first, second];
}

const sumsAt = (bytes: Buffer, at: number): Sums => [bytes.readUInt32BE(at), bytes.readUInt32BE(at + 4)];
const same = (a: Sums, b: Sums) => a[0] === b[0] && a[1] === b[1];

function read(database: string): { readonly file: string; readonly bytes: Buffer } {
  const file = `${database}-wal`;
  return { file, bytes: existsSync(file) ? readFileSync(file) : Buffer.alloc(0) };
}

/** Numbers of the pages of a SQLite file that its write-ahead log has a newer one of. */
export function pagesInWriteAhead(database: string): ReadonlySet<number> {
  const { bytes } = read(database);
  const pages = new Set<number>();
  if (bytes.length < HEAD) return pages;
  const frame = FRAME_HEAD + bytes.readUInt32BE(8);
  for (let at = HEAD; at + frame <= bytes.length; at += frame)
    if (same(sumsAt(bytes, at + 8), sumsAt(bytes, 16))) pages.add(bytes.readUInt32BE(at));
  return pages;
}

/**
 * Where the write-ahead log of a SQLite file is damaged before its end; undefined where it is not, or there is none. SQLite
 * takes the first frame that does not match its checksum for the end, and what was committed behind it for never written.
 * The last commit alone may be a write that was torn: it was not acknowledged then.
 */
export function writeAheadDamage(database: string): Damage | undefined {
  const { file, bytes } = read(database);
  if (bytes.length < HEAD + FRAME_HEAD) return undefined;
  const bigEndian = (bytes.readUInt32BE(0) & 1) === 1;
  const frame = FRAME_HEAD + bytes.readUInt32BE(8);
  const head = sum(bytes, 0, 24, bigEndian, [0, 0]);
  if ((bytes.readUInt32BE(0) & ~1) >>> 0 !== MAGIC || !same(head, sumsAt(bytes, 24)))
    return {
      file,
      byte: 0,
      what: 'its head does not match its checksum, so all it holds would be taken for never written',
    };
  const bad = firstBadFrame(bytes, frame, bigEndian, head);
  if (bad === undefined || commitsFrom(bytes, bad, frame) < 2) return undefined;
  return {
    file,
    byte: bad,
    what: 'a frame does not match its checksum, and commits follow that would be taken for never written',
  };
}

function firstBadFrame(bytes: Buffer, frame: number, bigEndian: boolean, head: Sums): number | undefined {
  let sums = head;
  for (let at = HEAD; at + frame <= bytes.length; at += frame) {
    sums = sum(bytes, at, at + 8, bigEndian, sums);
    sums = sum(bytes, at + FRAME_HEAD, at + frame, bigEndian, sums);
    if (!same(sumsAt(bytes, 8 + at), sumsAt(bytes, 16)) || !same(sums, sumsAt(bytes, at + 16))) return at;
  }
  return undefined;
}

/** Frames of this log from an offset on that end a transaction. Frames of an older log have another salt. */
function commitsFrom(bytes: Buffer, from: number, frame: number): number {
  let commits = 0;
  for (let at = from; at + frame <= bytes.length; at += frame)
    if (same(sumsAt(bytes, at + 8), sumsAt(bytes, 16)) && bytes.readUInt32BE(at + 4) !== 0) commits += 1;
  return commits;
}
