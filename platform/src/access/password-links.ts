import { createHash, timingSafeEqual } from 'node:crypto';
import type { Clock, Ids } from '../kernel/index.ts';
import type { Tables } from '../stores/index.ts';
import type { Member, People } from './people.ts';
import { Register } from './register.ts';

/**
 * What a link leads to: a password for one user of an organisation, which an administrator asked for, or for everything a login
 * opens, which its person asked for.
 */
export type LinkTo = Pick<Member, 'login'> & { readonly only?: Pick<Member, 'org' | 'userId'> };

/** A link as it is kept: its secret is not. */
type Link = LinkTo & {
  /** SHA-256 of the secret. */
  readonly hash: string;
  /** Epoch milliseconds. */
  readonly until: number;
};

/** A link that was made: what its address carries, and when its time is over, epoch milliseconds. */
export interface MadeLink {
  readonly token: string;
  readonly until: number;
}

/** Like logins, they belong to the installation. */
const INSTALLATION = 'installation';

function hashed(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

function isSame({ only, login }: LinkTo, other: LinkTo): boolean {
  if (only === undefined || other.only === undefined) return only === other.only && login === other.login;
  return only.org === other.only.org && only.userId === other.only.userId;
}

/**
 * Links by which people choose a password without giving one: used once, for so long, ended by the next of its kind and by any other
 * password, with which the login they were made for is gone. Whoever is shut out everywhere it leads to has none.
 */
export class PasswordLinks {
  readonly #clock: Clock;
  readonly #ids: Ids;
  readonly #people: People;
  readonly #held: Register<Link>;

  constructor(deps: { tables: Tables; clock: Clock; ids: Ids; people: People }) {
    this.#clock = deps.clock;
    this.#ids = deps.ids;
    this.#people = deps.people;
    this.#held = new Register(deps.tables, 'password-link');
  }

  /** Reads all, once at start. */
  load(): Promise<void> {
    return this.#held.load();
  }

  /** Makes a link. Those before it that lead to the same, and all whose time is over, end. */
  async make(to: LinkTo, lifetimeMs: number, by: string): Promise<MadeLink> {
    const at = this.#clock();
    for (const { id, body } of this.#held.list(INSTALLATION))
      if (isSame(body, to) || body.until <= at) await this.#held.remove(INSTALLATION, id);
    const [id, secret, until] = [this.#ids.uuid(), this.#ids.hex(64), at + lifetimeMs];
    await this.#held.insert(INSTALLATION, id, { ...to, hash: hashed(secret), until }, { by, at });
    return { token: `${id}.${secret}`, until };
  }

  /** The users whose password the link is for; nobody when it does not count, or no more. */
  usersOf(token: string): readonly Member[] {
    return this.#find(token)?.users ?? [];
  }

  #find(token: string): { readonly id: string; readonly users: readonly Member[] } | undefined {
    const [, id, secret] = /^([0-9a-f-]{1,64})\.([0-9a-f]{64})$/.exec(token) ?? [];
    const link = id === undefined ? undefined : this.#held.get(INSTALLATION, id)?.body;
    if (id === undefined || secret === undefined || link === undefined || link.until <= this.#clock()) return undefined;
    if (!timingSafeEqual(Buffer.from(link.hash), Buffer.from(hashed(secret)))) return undefined;
    const { login, only } = link;
    const users = this.#people
      .ofLogin(login)
      .filter(({ org, userId }) => only === undefined || (only.org === org && only.userId === userId));
    return users.some(({ active }) => active) ? { id, users } : undefined;
  }

  /** Sets the password and ends the link. Those whose it is now; nobody when it does not count: of two uses at once, one does. */
  async use(token: string, password: string): Promise<readonly Member[]> {
    const found = this.#find(token);
    if (found === undefined || !(await this.#held.remove(INSTALLATION, found.id))) return [];
    return this.#people.renewPassword(found.users, password);
  }
}
