import { type Actor, type Clock, type Ids, type Language, Turns } from '../kernel/index.ts';
import type { Document, Tables } from '../stores/index.ts';
import { emailInUse, noUser } from './errors.ts';
import { Logins } from './logins.ts';
import type { Organisation, Organisations } from './organisations.ts';
import { Register } from './register.ts';

/** Somebody who signs in, as one organisation knows them. Another organisation has a user of its own for them. */
export interface Person {
  readonly email: string;
  readonly name: string;
  /** Made for this organisation: users of two are not known by their ids to be one person. */
  readonly userId: string;
  /** Id of the login that opens this organisation for them. One that others name too belongs to the person alone. */
  readonly login: string;
  /** False: cannot sign in here, and tokens count no more. */
  readonly active: boolean;
  /** In which they are written to: the one they chose, at first that of the browser they signed in with. */
  readonly language?: Language;
}

/** A person in one of their organisations. */
export interface Member extends Person {
  readonly org: string;
}

/**
 * People of all organisations. What an administrator does to a user stays in their organisation, a new password too: only
 * who knows both passwords makes one of them.
 */
export class People {
  readonly #clock: Clock;
  readonly #ids: Ids;
  readonly #held: Register<Person>;
  readonly #logins: Logins;
  /** Changes of logins happen one after another: one is removed when the last that named it names another. */
  readonly #turns = new Turns();

  constructor(deps: { tables: Tables; clock: Clock; ids: Ids; organisations: () => number }) {
    this.#clock = deps.clock;
    this.#ids = deps.ids;
    this.#held = new Register(deps.tables, 'person');
    this.#logins = new Logins(deps);
  }

  async load(): Promise<void> {
    await this.#held.load();
    await this.#logins.load(new Set(this.#held.everywhere().map(({ body }) => body.login)));
  }

  get(org: string, userId: string): Document<Person> | undefined {
    return this.#held.get(org, userId);
  }

  list(org: string): readonly Document<Person>[] {
    return this.#held.list(org);
  }

  #members(): readonly Member[] {
    return this.#held.everywhere().map(({ org, body }) => ({ ...body, org }));
  }

  #where(fits: (person: Person) => boolean): readonly Member[] {
    return this.#members().filter(fits);
  }

  async #release(login: string): Promise<void> {
    if (this.#where((person) => person.login === login).length === 0) await this.#logins.remove(login);
  }

  /**
   * Makes a user without any role; without a password they cannot sign in until they chose one by a link. Whether the address is known in other organisations changes nothing: the password opens
   * this one only.
   */
  add(
    org: string,
    {
      email,
      name,
      password,
    }: { readonly email: string; readonly name: string; readonly password?: string | undefined },
    by: string,
  ): Promise<Document<Person>> {
    return this.#turns.take('login', async () => {
      const wanted = email.toLowerCase();
      if (this.list(org).some(({ body }) => body.email.toLowerCase() === wanted)) throw emailInUse(email);
      const change = { by, at: this.#clock() };
      // A login nothing is kept of is opened by nothing.
      const login = password === undefined ? this.#ids.uuid() : await this.#logins.add(password, change);
      const userId = `${this.#ids.hex(24).toUpperCase()}@AdobeID`;
      return this.#held.insert(org, userId, { email, name, userId, login, active: true }, change);
    });
  }

  /** Changes name, password or activity in this organisation; what is undefined stays. */
  change(
    org: string,
    userId: string,
    {
      name,
      password,
      active,
    }: {
      readonly name?: string | undefined;
      readonly password?: string | undefined;
      readonly active?: boolean | undefined;
    },
    by: string,
  ): Promise<Document<Person>> {
    return this.#turns.take('login', async () => {
      const before = this.get(org, userId)?.body;
      if (before === undefined) throw noUser(userId);
      const change = { by, at: this.#clock() };
      const login = password === undefined ? before.login : await this.#logins.add(password, change);
      const after = { ...before, name: name ?? before.name, active: active ?? before.active, login };
      const changed = await this.#held.change(org, userId, () => after, change);
      await this.#release(before.login);
      return changed!;
    });
  }

  /** False when there was nobody. */
  remove(org: string, userId: string): Promise<boolean> {
    return this.#turns.take('login', async () => {
      const before = this.get(org, userId)?.body;
      const removed = await this.#held.remove(org, userId);
      if (before !== undefined) await this.#release(before.login);
      return removed;
    });
  }

  /** Keeps the language of a person in these organisations; `at first`: only where none is known. */
  async speaks(members: readonly Member[], language: Language, when: 'at first' | 'from now on'): Promise<void> {
    for (const { org, userId, language: known } of members) {
      if (known === language || (known !== undefined && when === 'at first')) continue;
      const change = { by: userId, at: this.#clock() };
      await this.#held.change(org, userId, (person) => ({ ...person, language }), change);
    }
  }

  /** The language of whom an organisation knows by this address; undefined when it is not known, or they are not. */
  languageAt(org: string, address: string): Language | undefined {
    const wanted = address.toLowerCase();
    return this.list(org).find(({ body }) => body.email.toLowerCase() === wanted)?.body.language;
  }

  #ofAddress(email: string): readonly Member[] {
    const wanted = email.toLowerCase();
    return this.#where((person) => person.active && person.email.toLowerCase() === wanted);
  }

  #loginsWith(members: readonly Member[], password: string): Promise<readonly string[]> {
    return this.#logins.opened([...new Set(members.map(({ login }) => login))], password);
  }

  /**
   * Where the password leads to for an address, oldest organisation first. Takes the same time for a wrong one and for nobody.
   * Of logins with the same password only the newest is opened: an administrator who sets a guess for their own organisation would
   * see, without a wrong attempt, whether it is the password in another.
   */
  async opened(email: string, password: string): Promise<readonly Member[]> {
    const members = this.#ofAddress(email);
    const newest = (await this.#loginsWith(members, password)).at(-1);
    return members.filter(({ login }) => login === newest);
  }

  /** A person in every organisation their login opens and does not shut them out of, oldest first; nothing when they are not here. */
  together(org: string, userId: string): readonly Member[] {
    const own = this.get(org, userId)?.body.login;
    return this.#where(({ login, active }) => active && login === own);
  }

  /**
   * The logins a person proves to be theirs: their own by its password, and those another password opens for their address.
   * Undefined when one of the passwords is wrong.
   */
  async proven(
    { email, login: own }: Person,
    password: string,
    otherPassword: string | undefined,
  ): Promise<ReadonlySet<string> | undefined> {
    const members = this.#ofAddress(email);
    if (!(await this.#loginsWith(members, password)).includes(own)) return undefined;
    if (otherPassword === undefined) return new Set([own]);
    const others = (await this.#loginsWith(members, otherPassword)).filter((login) => login !== own);
    return others.length === 0 ? undefined : new Set([own, ...others]);
  }

  /** One login with a password the person chose takes the place of those they proved to be theirs. The person, wherever it opens; nowhere when those
   * were replaced meanwhile. */
  choosePassword(proven: ReadonlySet<string>, password: string): Promise<readonly Member[]> {
    return this.#replace(({ login }) => proven.has(login), password);
  }

  /** The same with a link: a login takes the place of the one of these users, where they name it still. */
  renewPassword(users: readonly Member[], password: string): Promise<readonly Member[]> {
    const named = new Map(users.map(({ org, userId, login }) => [`${org} ${userId}`, login]));
    return this.#replace(({ org, userId, login }) => named.get(`${org} ${userId}`) === login, password);
  }

  #replace(fits: (member: Member) => boolean, password: string): Promise<readonly Member[]> {
    return this.#turns.take('login', async () => {
      const members = this.#members().filter(fits);
      if (members.length === 0) return [];
      const at = this.#clock();
      const login = await this.#logins.add(password, { by: members[0]!.userId, at });
      // To each organisation it is its own user who chose a password: who that is elsewhere is not its business.
      for (const { org, userId } of members)
        await this.#held.change(org, userId, (person) => ({ ...person, login }), { by: userId, at });
      for (const one of new Set([...members.map((member) => member.login), login])) await this.#release(one);
      return members;
    });
  }

  /** The users that name a login; those who are shut out as well. */
  ofLogin(login: string): readonly Member[] {
    return this.#where((person) => person.login === login);
  }

  /** The users of an address that can sign in, by their logins. */
  byLogin(email: string): ReadonlyMap<string, readonly Member[]> {
    return Map.groupBy(this.#ofAddress(email), ({ login }) => login);
  }
}

/** The organisations a caller can go to: of a person those their login opens, of a credential its own. */
export function organisationsOf(
  { organisations, people }: { readonly organisations: Organisations; readonly people: People },
  { org, userId, kind }: Actor,
): readonly Organisation[] {
  const reached = kind === 'person' ? people.together(org, userId) : [{ org }];
  return reached.flatMap((one) => organisations.organisation(one.org) ?? []);
}
