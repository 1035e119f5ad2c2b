import { hash } from 'node:crypto';
import { parseJson } from '@meniscus/languages/syntax';
import { scopedKey } from '../../stores/index.ts';
import type { Entity } from '../merge.ts';

/** An experience event as it is kept with its person. */
export interface StoredEvent {
  /** `_id` of the event. */
  readonly id: string;
  /** Event time, epoch milliseconds. */
  readonly timestamp: number;
  readonly entity: Entity;
  readonly dataset: string;
  /** Transaction id of the record that brought it. */
  readonly record: string;
  /** Receipt of that record, epoch milliseconds. */
  readonly receivedAt: number;
}

/*
 * An entry is one event of one person as bytes, numbers little-endian:
 *
 *   0 length of the entry   4 hash of the node   8 order of its record   16 time of the event
 *   24 bytes of the node    26 bytes of the id   28 node, id, a line about the event, a line with it
 *
 * Entries stand in the order of hash, node, time and id. Of two with one node, time and id the one of the later record counts.
 */
const HASH = 4;
const ORDER = 8;
const TIME = 16;
const NODE_BYTES = 24;
const ID_BYTES = 26;
const HEAD = 28;
/** Of an `_id` so many characters tell events of one moment apart. */
const ID_CHARACTERS = 400;
const LINE_FEED = 10;

/** Where an entry stands among bytes. */
export interface EntryAt {
  readonly bytes: Buffer;
  readonly at: number;
}

/** What an entry is made of. */
export interface NewEntry {
  readonly node: string;
  /** That of the node (`hashOf`). */
  readonly hash: number;
  /** What of the event's `_id` is part of its place (`shortId`). */
  readonly id: string;
  /** Epoch milliseconds, not negative. */
  readonly timestamp: number;
  /** Place of the record in the log. */
  readonly order: number;
  /** The line about the event. */
  readonly head: string;
  /** The text of the entity. */
  readonly json: string;
}

/**
 * An event of a node, with its hash, as an entry is made of it; `json` is the text of its entity, `order` the place of its record in the
 * log.
 */
export function newEntry(node: string, hash: number, event: StoredEvent, json: string, order: number): NewEntry {
  const { dataset, record, receivedAt } = event;
  return {
    node,
    hash,
    id: shortId(event.id),
    timestamp: Math.max(0, event.timestamp),
    order,
    head: JSON.stringify([dataset, record, receivedAt]),
    json,
  };
}

/**
 * A number of 32 bits by which the events of a node are found. Made with the sandbox's key, which nobody who sends events is told: who
 * could choose identities of one number would have all their pages read for each of them.
 */
export function hashOf(scope: string, node: string): number {
  const bytes = hash('sha256', scopedKey(scope, node), 'binary');
  return (
    (bytes.charCodeAt(0) | (bytes.charCodeAt(1) << 8) | (bytes.charCodeAt(2) << 16) | (bytes.charCodeAt(3) << 24)) >>> 0
  );
}

/** What of its `_id` is part of an event's place. */
function shortId(id: string): string {
  return id.length > ID_CHARACTERS ? id.slice(0, ID_CHARACTERS) : id;
}

/** Bytes an entry may take at most: no character of a text takes more than three. */
export function mostBytesOf({ node, id, head, json }: NewEntry): number {
  return HEAD + 3 * (node.length + id.length + head.length + 1 + json.length);
}

/** Writes an entry and returns where it ends. */
export function writeEntry(target: Buffer, at: number, entry: NewEntry): number {
  const nodeBytes = target.write(entry.node, at + HEAD);
  const idBytes = target.write(entry.id, at + HEAD + nodeBytes);
  let end = at + HEAD + nodeBytes + idBytes;
  end += target.write(entry.head, end);
  target[end] = LINE_FEED;
  end += 1;
  end += target.write(entry.json, end);
  target.writeUInt32LE(end - at, at);
  target.writeUInt32LE(entry.hash, at + HASH);
  target.writeDoubleLE(entry.order, at + ORDER);
  target.writeDoubleLE(entry.timestamp, at + TIME);
  target.writeUInt16LE(nodeBytes, at + NODE_BYTES);
  target.writeUInt16LE(idBytes, at + ID_BYTES);
  return end;
}

export function lengthAt(bytes: Buffer, at: number): number {
  return bytes.readUInt32LE(at);
}

export function hashAt(bytes: Buffer, at: number): number {
  return bytes.readUInt32LE(at + HASH);
}

export function orderAt(bytes: Buffer, at: number): number {
  return bytes.readDoubleLE(at + ORDER);
}

/** Time of the event, epoch milliseconds; never negative. */
export function timeAt(bytes: Buffer, at: number): number {
  return bytes.readDoubleLE(at + TIME);
}

export function nodeAt(bytes: Buffer, at: number): string {
  return bytes.toString('utf8', at + HEAD, at + HEAD + bytes.readUInt16LE(at + NODE_BYTES));
}

/** The part of the `_id` that counts. */
export function idAt(bytes: Buffer, at: number): string {
  const from = at + HEAD + bytes.readUInt16LE(at + NODE_BYTES);
  return bytes.toString('utf8', from, from + bytes.readUInt16LE(at + ID_BYTES));
}

/** Is the entry one of a node, given as bytes? */
export function isOf(node: Buffer, bytes: Buffer, at: number): boolean {
  const length = bytes.readUInt16LE(at + NODE_BYTES);
  return length === node.length && bytes.compare(node, 0, length, at + HEAD, at + HEAD + length) === 0;
}

function linesFrom(bytes: Buffer, at: number): number {
  return at + HEAD + bytes.readUInt16LE(at + NODE_BYTES) + bytes.readUInt16LE(at + ID_BYTES);
}

/** The line about the event and the line with it, a view. */
export function linesAt(bytes: Buffer, at: number): Buffer {
  return bytes.subarray(linesFrom(bytes, at), at + lengthAt(bytes, at));
}

/** Whether two entries say the same about their event and with it. */
export function sameLines(a: Buffer, atA: number, b: Buffer, atB: number): boolean {
  return a.compare(b, linesFrom(b, atB), atB + lengthAt(b, atB), linesFrom(a, atA), atA + lengthAt(a, atA)) === 0;
}

export function decodeEntry(bytes: Buffer, at: number): StoredEvent {
  const text = linesAt(bytes, at).toString();
  const end = text.indexOf('\n');
  const [dataset, record, receivedAt] = parseJson(text.slice(0, end)) as [string, string, number];
  const entity = parseJson(text.slice(end + 1)) as Entity;
  return { id: String(entity._id ?? ''), timestamp: timeAt(bytes, at), entity, dataset, record, receivedAt };
}

/** By time, then by `_id`, whosever they are. */
export function compareMoments(a: EntryAt, b: EntryAt): number {
  const times = timeAt(a.bytes, a.at) - timeAt(b.bytes, b.at);
  if (times !== 0) return times;
  const [idA, idB] = [idAt(a.bytes, a.at), idAt(b.bytes, b.at)];
  return idA === idB ? 0 : idA < idB ? -1 : 1;
}

/** Order of two entries; 0 when they are of one node, time and id. */
export function compareEntries(a: Buffer, atA: number, b: Buffer, atB: number): number {
  const hashes = hashAt(a, atA) - hashAt(b, atB);
  if (hashes !== 0) return hashes;
  const nodeA = a.readUInt16LE(atA + NODE_BYTES);
  const nodeB = b.readUInt16LE(atB + NODE_BYTES);
  const nodes = compareBytes(a, atA + HEAD, nodeA, b, atB + HEAD, nodeB);
  if (nodes !== 0) return nodes;
  const times = compareTimes(a, atA + TIME, b, atB + TIME);
  if (times !== 0) return times;
  const [idA, idB] = [a.readUInt16LE(atA + ID_BYTES), b.readUInt16LE(atB + ID_BYTES)];
  return compareBytes(a, atA + HEAD + nodeA, idA, b, atB + HEAD + nodeB, idB);
}

/** As `Buffer.compare` does it, which takes longer to call than so few bytes to go through. */
function compareBytes(a: Buffer, fromA: number, lengthA: number, b: Buffer, fromB: number, lengthB: number): number {
  const both = Math.min(lengthA, lengthB);
  for (let at = 0; at < both; at += 1) {
    const difference = a[fromA + at]! - b[fromB + at]!;
    if (difference !== 0) return difference;
  }
  return lengthA - lengthB;
}

/** Numbers that are not negative stand in the order of their bits, the later half first. */
function compareTimes(a: Buffer, atA: number, b: Buffer, atB: number): number {
  const later = a.readUInt32LE(atA + 4) - b.readUInt32LE(atB + 4);
  return later === 0 ? a.readUInt32LE(atA) - b.readUInt32LE(atB) : later;
}
