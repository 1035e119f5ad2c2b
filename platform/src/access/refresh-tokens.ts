import { createHash, timingSafeEqual } from 'node:crypto';
import type { Clock, Ids } from '../kernel/index.ts';
import type { Document, Tables } from '../stores/index.ts';
import { Register } from './register.ts';
import type { Caller } from './tokens.ts';

/** A person's stay with a public client: one refresh token at a time leads on, and each is used once. */
interface Session {
  readonly userId: string;
  /** See `Caller`. */
  readonly login?: string;
  readonly clientId: string;
  readonly scope: string;
  /** SHA-256 of the secret of the one token that counts. */
  readonly hash: string;
  /** Epoch milliseconds after which the session is over, used or not. */
  readonly until: number;
  /** Epoch milliseconds after which it is over unless it is used. */
  readonly idleUntil: number;
}

/** A token that leads on, and whom for. */
export interface Refreshed extends Caller {
  readonly scope: string;
  readonly session: string;
  readonly refreshToken: string;
}

const DAY_MS = 86_400_000;
const IDLE_MS = 14 * DAY_MS;
const LONGEST_MS = 90 * DAY_MS;
const MOST_SESSIONS = 20;

function hashed(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

function isSame(hash: string, secret: string): boolean {
  return timingSafeEqual(Buffer.from(hash), Buffer.from(hashed(secret)));
}

/** The session a refresh token names, and its secret; undefined for what is none. */
function partsOf(token: string): { readonly session: string; readonly secret: string } | undefined {
  const [, session, secret] = /^([0-9a-f-]{1,64})\.([0-9a-f]{64})$/.exec(token) ?? [];
  return session === undefined || secret === undefined ? undefined : { session, secret };
}

/**
 * Refresh tokens of people (RFC 6749 6, RFC 9700 4.14): bound to the client that got the first one, used once, 14 days
 * unused and 90 days in all. A token that comes a second time was stolen, or its thief came first: the session ends, with
 * everything that was issued in it. Only hashes are kept.
 */
export class RefreshTokens {
  readonly #clock: Clock;
  readonly #ids: Ids;
  readonly #held: Register<Session>;

  constructor(deps: { tables: Tables; clock: Clock; ids: Ids }) {
    this.#clock = deps.clock;
    this.#ids = deps.ids;
    this.#held = new Register(deps.tables, 'refresh-session');
  }

  /** Reads all sessions and removes those that are over. Once at start. */
  async load(): Promise<void> {
    await this.#held.load();
    for (const { org, id, body } of this.#held.everywhere()) if (!this.#lives(body)) await this.#held.remove(org, id);
  }

  #lives({ until, idleUntil }: Session): boolean {
    return Math.min(until, idleUntil) > this.#clock();
  }

  /** Does the session go on? Asked by every call with a token that was issued in one. */
  goesOn(org: string, session: string): boolean {
    const found = this.#held.get(org, session);
    return found !== undefined && this.#lives(found.body);
  }

  /** Begins a session; of one person at most twenty go on, the oldest ends. */
  async begin({ actor, login }: Caller, scope: string): Promise<Pick<Refreshed, 'session' | 'refreshToken'>> {
    const { org, userId, clientId } = actor;
    const [at, session, secret] = [this.#clock(), this.#ids.uuid(), this.#ids.hex(64)];
    const times = { until: at + LONGEST_MS, idleUntil: at + IDLE_MS };
    await this.#held.insert(
      org,
      session,
      { userId, clientId, scope, hash: hashed(secret), ...times, ...(login === undefined ? {} : { login }) },
      { by: userId, at },
    );
    const mine = this.#of(org, userId);
    for (const { id } of mine.slice(0, -MOST_SESSIONS)) await this.#held.remove(org, id);
    return { session, refreshToken: `${session}.${secret}` };
  }

  #of(org: string, userId: string): readonly Document<Session>[] {
    return this.#held.list(org).filter(({ body }) => body.userId === userId);
  }

  #find(session: string): (Document<Session> & { readonly org: string }) | undefined {
    return this.#held.everywhere().find(({ id }) => id === session);
  }

  /** The next token for one that counts, undefined for any other. Of two uses at once one comes second, and ends the session. */
  async use(token: string, clientId: string): Promise<Refreshed | undefined> {
    const parts = partsOf(token);
    const found = parts && this.#find(parts.session);
    if (found === undefined || found.body.clientId !== clientId || !this.#lives(found.body)) return undefined;
    const { org, id } = found;
    const [at, secret] = [this.#clock(), this.#ids.hex(64)];
    let isSecondUse = false;
    const next = (session: Session): Session => {
      isSecondUse = !isSame(session.hash, parts!.secret);
      return isSecondUse ? session : { ...session, hash: hashed(secret), idleUntil: at + IDLE_MS };
    };
    const changed = await this.#held.change(org, id, next, { by: found.body.userId, at });
    if (isSecondUse) await this.#held.remove(org, id);
    if (isSecondUse || changed === undefined) return undefined;
    const { userId, scope, login } = found.body;
    const caller: Caller = {
      actor: { org, userId, clientId, kind: 'person' },
      ...(login === undefined ? {} : { login }),
    };
    return { ...caller, scope, session: id, refreshToken: `${id}.${secret}` };
  }

  /** Ends the session of a token that belongs to the client, used or not. False when it is no such token. */
  async end(token: string, clientId: string): Promise<boolean> {
    const parts = partsOf(token);
    const found = parts && this.#find(parts.session);
    return found !== undefined && found.body.clientId === clientId && (await this.#held.remove(found.org, found.id));
  }

  /** Ends all sessions of a person: another password, or the person is shut out. */
  async endAll(org: string, userId: string): Promise<void> {
    for (const { id } of this.#of(org, userId)) await this.#held.remove(org, id);
  }
}
