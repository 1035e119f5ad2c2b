import type { IncomingMessage, ServerResponse } from 'node:http';
import { type InLine, Line } from './line.ts';
import type { Meter } from './meter.ts';

/** Bytes of request bodies in memory: on their way, and complete while their request is answered. */
const MOST_BYTES = 128 << 20;

/** What a piece of a body takes beside its bytes: who sends them one by one takes no more room than others. */
const PIECE_BYTES = 256;

/** What a caller is told to wait whose body had to give way, seconds. */
export const BODY_RETRY_SECONDS = 5;

/** A body had to give way to others. Nothing of its request was kept; it can be sent again. */
export class BodyDropped extends Error {
  override readonly name = 'BodyDropped';
}

/** The client closed the connection while it was sending; nobody is there to be answered. */
export class ClientGone extends Error {
  override readonly name = 'ClientGone';
}

/** The room one body takes, until its answer is out. */
export interface BodyRoom {
  /** A piece more of the body is in memory. May have this body or older ones give way at once. */
  add(bytes: number): void;
  /** All of it came: it gives way no more. */
  complete(): void;
}

class Room implements BodyRoom, InLine<Room> {
  line: Line<Room> | undefined;
  before: Room | undefined;
  after: Room | undefined;
  readonly #changed: (room: Room, bytes: number) => void;
  readonly drop: () => void;
  bytes = 0;
  /** Takes and gives nothing any more. */
  #isOver = false;
  isComplete = false;

  constructor(changed: (room: Room, bytes: number) => void, drop: () => void) {
    this.#changed = changed;
    this.drop = drop;
  }

  add(bytes: number): void {
    if (this.#isOver) return;
    this.bytes += bytes + PIECE_BYTES;
    this.#changed(this, bytes + PIECE_BYTES);
  }

  complete(): void {
    this.isComplete = true;
    this.#changed(this, 0);
  }

  release(): void {
    const { bytes } = this;
    this.#isOver = true;
    this.isComplete = true;
    this.bytes = 0;
    this.#changed(this, -bytes);
  }
}

/**
 * Bodies of requests that are in memory, all doors together, bounded in bytes: whoever opens many connections and sends
 * half of a large body on each takes no more than that. Beyond the bound the body that has been on its way the longest gives
 * way (its caller is answered 503 and may come again), so that who sends in one go does not wait for those who do not.
 */
export class Bodies {
  readonly #mostBytes: number;
  readonly #dropped;
  /** Of bodies that are not complete, the oldest first. */
  readonly #coming = new Line<Room>();
  #bytes = 0;

  /** `mostBytes`: 128 MiB unless given. */
  constructor(meter: Meter, mostBytes = MOST_BYTES) {
    this.#mostBytes = mostBytes;
    meter.gauge('meniscus_request_body_bytes', 'Bytes of request bodies in memory', [], () => this.#bytes);
    this.#dropped = meter.counter(
      'meniscus_request_bodies_dropped_total',
      'Requests answered 503 because too many bytes of bodies were in memory',
    );
  }

  /** Room for a body until `response` is closed. `drop` is called at most once: what came of the body must be let go of then. */
  room(response: ServerResponse, drop: () => void): BodyRoom {
    const room = new Room(this.#changed, drop);
    this.#coming.add(room);
    if (response.destroyed) room.release();
    else response.once('close', () => room.release());
    return room;
  }

  /**
   * The body of a request; undefined as soon as it is known to be larger than `limit` bytes. What is left of such a one, or of
   * one that gives way, is read and not kept. Rejects with `BodyDropped` or `ClientGone`.
   */
  read(request: IncomingMessage, response: ServerResponse, limit: number): Promise<Buffer | undefined> {
    return new Promise((resolve, reject) => {
      if (request.destroyed) return reject(new ClientGone());
      if (Number(request.headers['content-length'] ?? 0) > limit) {
        request.resume();
        return resolve(undefined);
      }
      let chunks: Buffer[] = [];
      let size = 0;
      let isKept = true;
      const letGo = () => {
        isKept = false;
        chunks = [];
      };
      const room = this.room(response, () => {
        letGo();
        reject(new BodyDropped());
      });
      request.on('data', (chunk: Buffer) => {
        if (!isKept) return;
        size += chunk.length;
        if (size > limit) {
          letGo();
          resolve(undefined);
        } else {
          chunks.push(chunk);
          room.add(chunk.length);
        }
      });
      request.on('end', () => {
        room.complete();
        resolve(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks));
      });
      request.on('error', () => reject(new ClientGone()));
      request.on('aborted', () => reject(new ClientGone()));
    });
  }

  readonly #changed = (room: Room, bytes: number): void => {
    if (room.isComplete) this.#coming.remove(room);
    this.#bytes += bytes;
    if (bytes <= 0 || this.#bytes <= this.#mostBytes) return;
    for (const one of this.#coming) {
      if (this.#bytes <= this.#mostBytes) return;
      if (one.bytes === 0) continue;
      one.release();
      one.drop();
      this.#dropped.inc();
    }
  };
}
