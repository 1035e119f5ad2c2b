import type { Clock, Ids } from '../kernel/index.ts';
import type { Document, Tables } from '../stores/index.ts';
import { emailInUse, noUser } from './errors.ts';
import { Register } from './register.ts';
import { hashOf, matchesSecret } from './secrets.ts';

/** A person who signs in. */
export interface Person {
  readonly email: string;
  readonly name: string;
  readonly userId: string;
  readonly passwordHash: string;
  /** False: cannot sign in, and tokens count no more. */
  readonly active: boolean;
}

/** People of all organisations. */
export class People {
  readonly #clock: Clock;
  readonly #ids: Ids;
  readonly #held: Register<Person>;

  constructor(deps: { tables: Tables; clock: Clock; ids: Ids }) {
    this.#clock = deps.clock;
    this.#ids = deps.ids;
    this.#held = new Register(deps.tables, 'person');
  }

  load(): Promise<void> {
    return this.#held.load();
  }

  get(org: string, userId: string): Document<Person> | undefined {
    return this.#held.get(org, userId);
  }

  list(org: string): readonly Document<Person>[] {
    return this.#held.list(org);
  }

  /** An address belongs to one person over all organisations: the login page does not ask for one. */
  byEmail(email: string): (Person & { readonly org: string }) | undefined {
    const wanted = email.toLowerCase();
    const found = this.#held.everywhere().find(({ body }) => body.email.toLowerCase() === wanted);
    return found === undefined ? undefined : { ...found.body, org: found.org };
  }

  /** Makes a person without any role. */
  async add(
    org: string,
    wanted: { readonly email: string; readonly name: string; readonly password: string },
    by: string,
  ): Promise<Document<Person>> {
    const passwordHash = await hashOf(wanted.password);
    if (this.byEmail(wanted.email) !== undefined) throw emailInUse(wanted.email);
    const userId = `${this.#ids.hex(24).toUpperCase()}@AdobeID`;
    const person: Person = { email: wanted.email, name: wanted.name, userId, passwordHash, active: true };
    return this.#held.insert(org, userId, person, { by, at: this.#clock() });
  }

  /** Changes name, password or activity; what is undefined stays. */
  async change(
    org: string,
    userId: string,
    wanted: {
      readonly name?: string | undefined;
      readonly password?: string | undefined;
      readonly active?: boolean | undefined;
    },
    by: string,
  ): Promise<Document<Person>> {
    const passwordHash = wanted.password === undefined ? undefined : await hashOf(wanted.password);
    const changed = await this.#held.change(
      org,
      userId,
      (person) => ({
        ...person,
        name: wanted.name ?? person.name,
        active: wanted.active ?? person.active,
        passwordHash: passwordHash ?? person.passwordHash,
      }),
      { by, at: this.#clock() },
    );
    if (changed === undefined) throw noUser(userId);
    return changed;
  }

  /** False when there was nobody. */
  remove(org: string, userId: string): Promise<boolean> {
    return this.#held.remove(org, userId);
  }

  /** The person whose password this is. Takes the same time for a wrong password and for nobody. */
  async check(email: string, password: string): Promise<(Person & { readonly org: string }) | undefined> {
    const person = this.byEmail(email);
    const hashes = person === undefined || !person.active ? [] : [person.passwordHash];
    return (await matchesSecret(hashes, password, 1)) ? person : undefined;
  }
}
