import type { Actor, Cipher, Ids, Scope } from '../../kernel/index.ts';
import { type Collection, createCollection, type Document, DocumentConflict, type Tables } from '../../stores/index.ts';
import { badBody, noSubscription, subscriptionChanged } from '../errors.ts';
import { sayOfMonitoring } from '../phrases.ts';
import type { Subscribed } from './alerts.ts';
import { opened, readSubscription, type Sending, type SubscriptionBody, sealed } from './subscription.ts';

interface Parts {
  readonly tables: Tables;
  readonly ids: Ids;
  readonly clock: () => number;
  readonly cipher: Cipher;
  readonly sending: Sending;
  readonly scopeByKey: (key: string) => Scope | undefined;
}

/** Subscriptions of a sandbox: each is looked at every ten seconds. */
const MOST = 200;

/** Subscriptions, all of them in memory: they are asked for with every evaluation. */
export class Subscriptions {
  readonly #parts: Parts;
  readonly #documents: Collection<SubscriptionBody>;
  readonly #all = new Map<string, Document<SubscriptionBody>>();

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#documents = createCollection<SubscriptionBody>(parts.tables, 'monitoring.subscriptions');
  }

  async load(): Promise<void> {
    for (const { scope, ...document } of await this.#documents.everywhere())
      this.#all.set(`${scope}/${document.id}`, document);
  }

  /** Those that are enabled, of all sandboxes that exist. */
  get enabled(): readonly Subscribed[] {
    return [...this.#all].flatMap(([key, { id, body }]) => {
      const scope = this.#parts.scopeByKey(key.slice(0, key.indexOf('/')));
      return scope !== undefined && body.enabled ? [{ scope, id, body }] : [];
    });
  }

  /** Drops those of a dead scope from memory. */
  forget(scope: string): void {
    for (const key of this.#all.keys()) if (key.startsWith(`${scope}/`)) this.#all.delete(key);
  }

  /** Oldest first. */
  list(scope: Scope): readonly Document<SubscriptionBody>[] {
    return [...this.#all]
      .filter(([key]) => key.startsWith(`${scope.key}/`))
      .map(([, document]) => document)
      .sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
  }

  find(scopeKey: string, id: string): SubscriptionBody | undefined {
    return this.#all.get(`${scopeKey}/${id}`)?.body;
  }

  /** Throws the problem when there is none. */
  get(scope: Scope, id: string): Document<SubscriptionBody> {
    const document = this.#all.get(`${scope.key}/${id}`);
    if (document === undefined) throw noSubscription(id);
    return document;
  }

  /** Makes one; the secret of a webhook is handed out here and never again. */
  async create(scope: Scope, actor: Actor, input: unknown) {
    const { ids, cipher, clock, sending } = this.#parts;
    if (this.list(scope).length >= MOST)
      throw badBody(sayOfMonitoring('monitoring-most-subscriptions', { most: MOST }));
    const body = readSubscription(input, sending, ids.hex(64));
    const id = ids.uuid();
    const change = { by: actor.userId, at: clock() };
    const document = await this.#documents.insert(scope.key, id, sealed(cipher, scope.key, id, body), change);
    this.#all.set(`${scope.key}/${id}`, document);
    return { document, ...(body.channel.type === 'webhook' ? { secret: body.channel.secret } : {}) };
  }

  /** Changes the members that are sent; a webhook keeps its secret unless a new one is sent. */
  async change(scope: Scope, actor: Actor, id: string, input: object, version: number | undefined) {
    const { cipher, clock, sending } = this.#parts;
    const before = this.get(scope, id);
    if (version !== undefined && version !== before.version)
      throw subscriptionChanged(String(version), String(before.version));
    const { channel } = before.body;
    const kept = channel.type === 'webhook' ? opened(cipher, scope.key, id, channel.secret) : '';
    const bare = channel.type === 'webhook' ? { type: channel.type, url: channel.url } : channel;
    const body = readSubscription(
      { ...before.body, channel: bare, ...input },
      sending,
      kept || this.#parts.ids.hex(64),
    );
    try {
      const whole = sealed(cipher, scope.key, id, body);
      const change = { by: actor.userId, at: clock() };
      const document = await this.#documents.update(scope.key, id, before.version, whole, change);
      this.#all.set(`${scope.key}/${id}`, document);
      return document;
    } catch (error) {
      if (!(error instanceof DocumentConflict)) throw error;
      throw subscriptionChanged(String(before.version), 'another one by now');
    }
  }

  async remove(scope: Scope, id: string): Promise<void> {
    this.get(scope, id);
    await this.#documents.remove(scope.key, id);
    this.#all.delete(`${scope.key}/${id}`);
  }
}
