import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Clock } from './clock.ts';
import type { Meter } from './meter.ts';

/** A body that has been on its way for so long is one of a slow sender; shorter than the time for a head, it would be no other. */
const SLOW_BODY_MS = 15_000;

/** A request that is not answered yet. */
interface Asking {
  readonly response: ServerResponse;
  readonly since: number;
}

/**
 * The connections of a listener, bounded in number: each takes a file handle and memory, and whoever opens many and asks
 * nothing must not keep others out. When one more than the bound comes, one is closed: the oldest that has not asked anything
 * yet, else the oldest whose body has been on its way for 15 s, else the one that has been idle the longest, else the new one.
 * Who keeps a connection and uses it keeps it.
 */
export class Connections {
  readonly #most: number;
  readonly #steady: Clock;
  readonly #dropped;
  /** Nothing was asked on them yet, the oldest first. */
  readonly #fresh = new Set<Socket>();
  /** By their newest request, the longest asking first. */
  readonly #asking = new Map<Socket, Asking>();
  /** Answered, the longest idle first. */
  readonly #idle = new Set<Socket>();
  #isClosing = false;

  /** At most `most` connections; `steady` is a clock that is never set. */
  constructor(meter: Meter, steady: Clock, most: number) {
    this.#most = most;
    this.#steady = steady;
    meter.gauge('meniscus_connections', 'Connections of callers', [], () => this.#size());
    meter.gauge('meniscus_connections_most', 'Most connections of callers, MENISCUS_MAX_CONNECTIONS').set(most);
    this.#dropped = meter.counter(
      'meniscus_connections_dropped_total',
      'Connections closed because there were too many, those that waited first',
    );
  }

  /** One more came; the bound holds when this returns. */
  opened(socket: Socket): void {
    if (this.#isClosing) return void socket.destroy();
    const oldest = this.#size() < this.#most ? undefined : (this.#toDrop() ?? socket);
    if (oldest !== undefined) {
      this.#dropped.inc();
      this.#forget(oldest);
      oldest.destroy();
      if (oldest === socket) return;
    }
    this.#fresh.add(socket);
    socket.once('close', () => this.#forget(socket));
  }

  /** A caller of TLS has shaken hands: from now on `socket` is what `opened` was told of as `carrier`. */
  secured(carrier: Socket, socket: Socket): void {
    if (!this.#fresh.delete(carrier)) return;
    this.#fresh.add(socket);
    socket.once('close', () => this.#forget(socket));
  }

  /** A request came on one of them. While `close` lasts its answer is the last of its connection. */
  asked(request: IncomingMessage, response: ServerResponse): void {
    const { socket } = request;
    const asking: Asking = { response, since: this.#steady() };
    this.#forget(socket);
    this.#asking.set(socket, asking);
    if (this.#isClosing) response.shouldKeepAlive = false;
    response.once('close', () => {
      // Another request may have come behind it meanwhile.
      if (this.#asking.get(socket) !== asking) return;
      this.#asking.delete(socket);
      if (this.#isClosing) socket.destroySoon();
      else if (!socket.destroyed) this.#idle.add(socket);
    });
  }

  /** Closes what waits for nothing, and everything else with the answer it waits for. */
  close(): void {
    this.#isClosing = true;
    for (const { response } of this.#asking.values()) response.shouldKeepAlive = false;
    for (const socket of [...this.#fresh, ...this.#idle]) socket.destroy();
  }

  #size(): number {
    return this.#fresh.size + this.#asking.size + this.#idle.size;
  }

  #forget(socket: Socket): void {
    this.#fresh.delete(socket);
    this.#asking.delete(socket);
    this.#idle.delete(socket);
  }

  #toDrop(): Socket | undefined {
    return first(this.#fresh) ?? this.#slowSender() ?? first(this.#idle);
  }

  #slowSender(): Socket | undefined {
    const latest = this.#steady() - SLOW_BODY_MS;
    for (const [socket, { response, since }] of this.#asking) {
      if (since > latest) return undefined;
      if (!response.req.complete) return socket;
    }
    return undefined;
  }
}

function first<T>(values: Iterable<T>): T | undefined {
  for (const value of values) return value;
  return undefined;
}
