import type { Logger } from 'pino';
import {
  type AllowedRanges,
  byLanguage,
  type Cipher,
  ForbiddenAddress,
  type Language,
  type Meter,
} from '../../kernel/index.ts';
import { type Collection, createCollection, type Document, type Tables } from '../../stores/index.ts';
import type { DeliveryBody } from './alert.ts';
import { alertMail } from './alert-mail.ts';
import type { SendMail } from './email.ts';
import { opened, type SubscriptionBody } from './subscription.ts';
import { callWebhook } from './webhook.ts';

interface Parts {
  readonly tables: Tables;
  readonly cipher: Cipher;
  readonly clock: () => number;
  /** 0 to 1: spreads retries. */
  readonly random: () => number;
  readonly logger: Logger;
  readonly meter: Meter;
  readonly allowed: AllowedRanges;
  readonly sendMail?: SendMail;
  /** Who reads mails of a scope in which language, and where in the console it begins: `https://…/@t0123abcd/sname:prod`. */
  readonly readers: (scope: string) => {
    readonly languageAt: (address: string) => Language | undefined;
    readonly place: string;
  };
  /** The subscription as it is now; undefined when it is gone. */
  readonly subscription: (scope: string, id: string) => SubscriptionBody | undefined;
}

const FIRST_RETRY_MS = 5000;
const LONGEST_RETRY_MS = 3_600_000;
/** With the waits doubling from 5 s to an hour, a receiver may be away for more than seven hours. */
const MOST_ATTEMPTS = 17;
const AT_ONCE = 8;
const WRITER = 'meniscus_monitoring@AdobeID';

/** Wait before the next attempt: doubled each time, up to an hour, spread by up to a fifth. */
export function retryWait(attempts: number, random: number): number {
  const wait = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** (attempts - 1));
  return Math.round(wait * (0.9 + random * 0.2));
}

/** A wait longer than there ever is one: the clock was set back meanwhile. */
function isDue(at: number, now: number): boolean {
  return at <= now || at - now > 2 * LONGEST_RETRY_MS;
}

/**
 * Notifications, kept until they are delivered or given up. A notification is written in the transaction of what it is
 * about, so it is neither lost nor made twice; it may be sent twice when the process dies between sending and noting it,
 * which its id tells the receiver.
 */
export class Deliveries {
  readonly #parts: Parts;
  readonly #documents: Collection<DeliveryBody>;
  /** Waiting ones by `<scope>/<id>`. */
  readonly #waiting = new Map<string, { scope: string; document: Document<DeliveryBody> }>();
  readonly #counter;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#documents = createCollection<DeliveryBody>(parts.tables, 'monitoring.deliveries');
    this.#counter = parts.meter.counter('meniscus_alert_deliveries_total', 'Attempts to deliver alerts', ['outcome']);
  }

  async load(): Promise<void> {
    for (const { scope, ...document } of await this.#documents.everywhere())
      if (document.body.state === 'waiting') this.#waiting.set(`${scope}/${document.id}`, { scope, document });
  }

  /** Writes a notification in the caller's transaction; `begin` it once that is durable. */
  async write(tx: unknown, scope: string, id: string, body: Omit<DeliveryBody, 'state' | 'attempts' | 'nextAt'>) {
    const at = this.#parts.clock();
    const whole: DeliveryBody = { ...body, state: 'waiting', attempts: 0, nextAt: at };
    return this.#documents.in(tx).insert(scope, id, whole, { by: WRITER, at });
  }

  begin(scope: string, document: Document<DeliveryBody>): void {
    this.#waiting.set(`${scope}/${document.id}`, { scope, document });
  }

  /** Drops those of a dead scope from memory: they are not sent any more. */
  forget(scope: string): void {
    for (const key of this.#waiting.keys()) if (key.startsWith(`${scope}/`)) this.#waiting.delete(key);
  }

  /** Of one alert, oldest first. */
  async of(scope: string, alertId: string): Promise<readonly Document<DeliveryBody>[]> {
    return (await this.#documents.list(scope)).filter(({ body }) => body.alertId === alertId);
  }

  /** Sends what is due, a few at a time. */
  async run(): Promise<void> {
    const now = this.#parts.clock();
    const due = [...this.#waiting.values()]
      .filter(({ document }) => isDue(document.body.nextAt, now))
      .sort((a, b) => a.document.body.nextAt - b.document.body.nextAt)
      .slice(0, AT_ONCE);
    await Promise.all(due.map(({ scope, document }) => this.#attempt(scope, document)));
  }

  async #attempt(scope: string, document: Document<DeliveryBody>): Promise<void> {
    const attempts = document.body.attempts + 1;
    const { clock, random, logger } = this.#parts;
    try {
      const sent = await this.#send(scope, document);
      await this.#note(scope, document, { ...document.body, attempts, state: sent ? 'delivered' : 'given-up' });
      this.#counter.inc({ outcome: sent ? 'delivered' : 'given-up' });
    } catch (error) {
      const lastError = (error as Error).message;
      const over = attempts >= MOST_ATTEMPTS || error instanceof ForbiddenAddress;
      const nextAt = clock() + retryWait(attempts, random());
      await this.#note(scope, document, {
        ...document.body,
        attempts,
        lastError,
        ...(over ? { state: 'given-up' as const } : { nextAt }),
      });
      this.#counter.inc({ outcome: over ? 'given-up' : 'failed' });
      logger.warn(
        { alert: document.body.alertId, attempts, error: lastError, over },
        'an alert could not be delivered',
      );
    }
  }

  /** False when nobody is there any more to be told. */
  async #send(scope: string, { id, body }: Document<DeliveryBody>): Promise<boolean> {
    const { cipher, clock, allowed, sendMail } = this.#parts;
    const channel = this.#parts.subscription(scope, body.subscriptionId)?.channel;
    if (channel === undefined || channel.type === 'in-app') return false;
    if (channel.type === 'webhook') {
      const secret = opened(cipher, scope, body.subscriptionId, channel.secret);
      const text = JSON.stringify({ id, ...body.notification });
      await callWebhook({ url: channel.url, secret, id, body: text, at: clock() }, allowed);
      return true;
    }
    if (sendMail === undefined) throw new Error('no mail server is configured (MENISCUS_SMTP_URL)');
    const { languageAt, place } = this.#parts.readers(scope);
    // When the second cannot be sent, the first is sent again with it: its id is the same.
    for (const { language, to } of byLanguage(channel.to, languageAt))
      await sendMail({ id: `${id}-${language}`, to, ...alertMail(body, { language, place }) });
    return true;
  }

  async #note(scope: string, document: Document<DeliveryBody>, body: DeliveryBody): Promise<void> {
    const key = `${scope}/${document.id}`;
    const next = await this.#documents.update(scope, document.id, undefined, body, {
      by: WRITER,
      at: this.#parts.clock(),
    });
    if (body.state === 'waiting') this.#waiting.set(key, { scope, document: next });
    else this.#waiting.delete(key);
  }

  /** Removes what has come to its end before that moment. */
  async prune(before: number): Promise<void> {
    for (const { scope, ...document } of await this.#documents.everywhere())
      if (document.body.state !== 'waiting' && document.updatedAt < before)
        await this.#documents.remove(scope, document.id);
  }
}
