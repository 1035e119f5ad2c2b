import type { Logger } from 'pino';
import type { Timers } from '../../../kernel/index.ts';
import type { KeyedStore, Log } from '../../../stores/index.ts';
import { Progress } from './progress.ts';
import { outboxTopic, WEBHOOKS_TOPIC } from './queue.ts';
import type { Kind } from './target.ts';

interface Parts {
  readonly kind: Kind;
  readonly log: Log;
  readonly keyed: KeyedStore;
  readonly timers: Timers;
  readonly logger: Logger;
}

const RETRY_MS = 1000;

/** What of an outbox is done, and what of it failed: written together, after the answers. */
export class Books {
  readonly #parts: Parts;
  readonly #topic: string;
  readonly #reader: string;
  #progress = new Progress(0);
  #failures: (readonly [string, Uint8Array])[] = [];
  #changed = false;
  #committing: Promise<void> | undefined;
  /** Where the webhook of the newest record read from the outbox stands; grows. */
  readFrom = 0;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#topic = outboxTopic(parts.kind);
    this.#reader = `forward-${parts.kind}`;
  }

  async load(): Promise<void> {
    const { keyed, log } = this.#parts;
    const positions = await keyed.positions(this.#reader);
    const [bytes] = await keyed.getMany([this.#reader]);
    const above = bytes === undefined ? [] : (JSON.parse(Buffer.from(bytes).toString()) as [number, number][]);
    this.#progress = new Progress(Math.max(positions[this.#topic] ?? 0, log.begin(this.#topic)), above);
    this.readFrom = positions[WEBHOOKS_TOPIC] ?? 0;
  }

  get progress(): Pick<Progress, 'low' | 'ahead' | 'has'> {
    return this.#progress;
  }

  /** The record needs no more; with what is kept of it if it failed. */
  done(position: number, failure?: readonly [string, Uint8Array]): void {
    this.#progress.add(position);
    if (failure !== undefined) this.#failures.push(failure);
    this.#changed = true;
  }

  /** Resolves when everything done before the call is written. What comes meanwhile goes along with the next write. */
  commit(signal: AbortSignal): Promise<void> {
    this.#committing ??= this.#write(signal).finally(() => {
      this.#committing = undefined;
    });
    return this.#committing;
  }

  async #write(signal: AbortSignal): Promise<void> {
    const { keyed, logger, timers } = this.#parts;
    while (this.#changed) {
      this.#changed = false;
      const failures = this.#failures;
      this.#failures = [];
      const ahead = [this.#reader, Buffer.from(JSON.stringify(this.#progress.ranges()))] as const;
      const positions = [
        { reader: this.#reader, topic: this.#topic, position: this.#progress.low },
        { reader: this.#reader, topic: WEBHOOKS_TOPIC, position: this.readFrom },
      ];
      try {
        await keyed.write({ puts: [...failures, ahead], deletes: [], positions });
      } catch (error) {
        logger.error({ err: error }, 'what the target took could not be noted; trying again');
        this.#failures = [...failures, ...this.#failures];
        this.#changed = true;
        if (signal.aborted) throw error;
        await timers.sleep(RETRY_MS, signal);
      }
    }
  }
}
