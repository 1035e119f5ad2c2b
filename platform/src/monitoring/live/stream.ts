import { Readable } from 'node:stream';
import type { LiveEvent, LiveHub, LiveStage } from './hub.ts';

/** What a listener wants to see; everything of its sandbox when nothing is named. */
export interface LiveFilter {
  readonly flowId?: string;
  readonly inletId?: string;
  readonly datasetId?: string;
  readonly stages?: ReadonlySet<LiveStage>;
}

export interface LiveOptions {
  readonly scope: string;
  readonly filter: LiveFilter;
  /** Show payloads. The caller has made sure that this listener may see them. */
  readonly payloads: boolean;
  /** Show places of failures, which name fields. The caller has made sure that nothing is hidden from this listener. */
  readonly details: boolean;
  /** Events a second at most. */
  readonly rate: number;
  /** `Last-Event-ID` of the connection before. */
  readonly after?: string;
  /** Asked with each heartbeat: may the listener still listen? */
  readonly allowed: () => Promise<boolean>;
}

/** Events that wait for a slow listener; older ones give way. */
const MOST_WAITING = 1000;
const TURN_MS = 100;
const HEARTBEAT_MS = 15_000;

/**
 * Server-sent events of one listener. A listener that reads slowly, or less than passes, loses events, the oldest first,
 * and is told how many (`event: dropped`); nothing else waits for it.
 */
export class LiveStream extends Readable {
  readonly #hub: LiveHub;
  readonly #options: LiveOptions;
  readonly #leave: () => void;
  readonly #turn: NodeJS.Timeout;
  readonly #heartbeat: NodeJS.Timeout;
  #waiting: LiveEvent[] = [];
  #dropped = 0;
  #wanted = true;

  constructor(hub: LiveHub, options: LiveOptions) {
    super({ highWaterMark: 65_536 });
    this.#hub = hub;
    this.#options = options;
    this.push(`retry: 2000\n: ${hub.boot}\n\n`);
    this.#resume();
    this.#leave = hub.listen({
      scope: options.scope,
      payloads: options.payloads,
      offer: (event) => this.#offer(event),
    });
    this.#turn = setInterval(() => this.#flush(), TURN_MS);
    this.#heartbeat = setInterval(() => void this.#beat(), HEARTBEAT_MS);
  }

  /** Events missed since the last connection, or word that some of them are gone. */
  #resume(): void {
    const [boot, number] = this.#options.after?.split('-') ?? [];
    if (boot === undefined) return;
    const missed = boot === this.#hub.boot ? this.#hub.since(this.#options.scope, Number(number)) : undefined;
    if (missed === undefined) this.push('event: gap\ndata: {}\n\n');
    else for (const event of missed) this.#offer(event);
  }

  #offer(event: LiveEvent): void {
    if (!matches(this.#options.filter, event)) return;
    this.#waiting.push(event);
    if (this.#waiting.length <= MOST_WAITING) return;
    this.#dropped += this.#waiting.length - MOST_WAITING;
    this.#waiting = this.#waiting.slice(-MOST_WAITING);
  }

  #flush(): void {
    if (!this.#wanted || (this.#waiting.length === 0 && this.#dropped === 0)) return;
    const now = this.#waiting.splice(0, Math.max(1, Math.round((this.#options.rate * TURN_MS) / 1000)));
    let text = '';
    if (this.#dropped > 0) {
      text += `event: dropped\ndata: {"count":${this.#dropped}}\n\n`;
      this.#dropped = 0;
    }
    for (const event of now) text += this.#render(event);
    this.#wanted = this.push(text);
  }

  #render({ number, scope: _, payload, reason, detail, phrase, ...event }: LiveEvent): string {
    const { payloads, details } = this.#options;
    const shown = { ...event, ...(details ? { detail, phrase } : {}), ...(payloads ? { reason, payload } : {}) };
    return `id: ${this.#hub.boot}-${number}\nevent: record\ndata: ${JSON.stringify(shown)}\n\n`;
  }

  async #beat(): Promise<void> {
    if (!(await this.#options.allowed().catch(() => false))) {
      this.push('event: end\ndata: {"reason":"the token has expired or the permission was taken away"}\n\n');
      this.push(null);
      return;
    }
    if (this.#wanted && !this.destroyed) this.#wanted = this.push(': heartbeat\n\n');
  }

  override _read(): void {
    this.#wanted = true;
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    clearInterval(this.#turn);
    clearInterval(this.#heartbeat);
    this.#leave();
    this.#waiting = [];
    done(error);
  }
}

function matches({ flowId, inletId, datasetId, stages }: LiveFilter, event: LiveEvent): boolean {
  if (flowId !== undefined && event.flowId !== flowId) return false;
  if (inletId !== undefined && event.inletId !== inletId) return false;
  // At the door the dataset is not known yet.
  if (datasetId !== undefined && event.datasetId !== datasetId) return false;
  return stages === undefined || stages.has(event.stage);
}
