import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Clock } from './clock.ts';
import { type InLine, Line } from './line.ts';
import type { Meter } from './meter.ts';

/** A body that has been on its way for so long is one of a slow sender; shorter than the time for a head, it would be no other. */
const SLOW_BODY_MS = 15_000;

/** A connection, in the line of those that are as it is. */
class Connection implements InLine<Connection> {
  readonly socket: Socket;
  line: Line<Connection> | undefined;
  before: Connection | undefined;
  after: Connection | undefined;
  /** Of its newest request that is not answered yet. */
  response: ServerResponse | undefined;
  /** When that came, by the steady clock. */
  since = 0;

  constructor(socket: Socket) {
    this.socket = socket;
  }
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
  readonly #all = new WeakMap<Socket, Connection>();
  /** Nothing was asked on them yet, the oldest first. */
  readonly #fresh = new Line<Connection>();
  /** By their newest request, the longest asking first. */
  readonly #asking = new Line<Connection>();
  /** Answered, the longest idle first. */
  readonly #idle = new Line<Connection>();
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
    if (this.#size() >= this.#most) {
      this.#dropped.inc();
      const oldest = this.#toDrop();
      if (oldest === undefined) return void socket.destroy();
      oldest.line?.remove(oldest);
      oldest.socket.destroy();
    }
    this.#enter(socket);
  }

  /** A caller of TLS has shaken hands: from now on `socket` is what `opened` was told of as `carrier`. */
  secured(carrier: Socket, socket: Socket): void {
    const connection = this.#all.get(carrier);
    if (connection?.line !== this.#fresh) return;
    this.#fresh.remove(connection);
    this.#enter(socket);
  }

  #enter(socket: Socket): void {
    const connection = new Connection(socket);
    this.#all.set(socket, connection);
    this.#fresh.add(connection);
    socket.once('close', () => connection.line?.remove(connection));
  }

  /** A request came on one of them. While `close` lasts its answer is the last of its connection. */
  asked({ socket }: IncomingMessage, response: ServerResponse): void {
    const connection = this.#all.get(socket);
    if (this.#isClosing) response.shouldKeepAlive = false;
    if (connection === undefined) return;
    connection.response = response;
    connection.since = this.#steady();
    this.#asking.add(connection);
    response.once('close', () => {
      // Another request may have come behind it meanwhile.
      if (connection.response !== response) return;
      connection.response = undefined;
      this.#asking.remove(connection);
      if (this.#isClosing) socket.destroySoon();
      else if (!socket.destroyed) this.#idle.add(connection);
    });
  }

  /** Closes what waits for nothing, and everything else with the answer it waits for. */
  close(): void {
    this.#isClosing = true;
    for (const { response } of this.#asking) if (response !== undefined) response.shouldKeepAlive = false;
    for (const line of [this.#fresh, this.#idle]) for (const { socket } of line) socket.destroy();
  }

  #size(): number {
    return this.#fresh.size + this.#asking.size + this.#idle.size;
  }

  #toDrop(): Connection | undefined {
    return this.#fresh.first ?? this.#slowSender() ?? this.#idle.first;
  }

  #slowSender(): Connection | undefined {
    const latest = this.#steady() - SLOW_BODY_MS;
    for (const connection of this.#asking) {
      if (connection.since > latest) return undefined;
      if (connection.response?.req.complete === false) return connection;
    }
    return undefined;
  }
}
