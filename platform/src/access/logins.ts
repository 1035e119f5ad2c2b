import type { Ids } from '../kernel/index.ts';
import type { Change, Tables } from '../stores/index.ts';
import { Register } from './register.ts';
import { hashOf, matchesEach } from './secrets.ts';

/** What a password opens names it. Never changed: another password is another login. */
interface Login {
  readonly passwordHash: string;
}

/** Logins belong to the installation, not to an organisation: nobody is ever shown one. */
const INSTALLATION = 'installation';
/** An address that can be tried with more passwords than this at once shows it by the time it takes. */
const MOST_COMPARISONS = 8;

/** The passwords of people. */
export class Logins {
  readonly #ids: Ids;
  readonly #organisations: () => number;
  readonly #held: Register<Login>;

  /** `organisations`: how many there are, which is the most logins one address can have. */
  constructor(deps: { tables: Tables; ids: Ids; organisations: () => number }) {
    this.#ids = deps.ids;
    this.#organisations = deps.organisations;
    this.#held = new Register(deps.tables, 'login');
  }

  /** Reads all, and removes those nothing names: what a change that broke off left. Once at start. */
  async load(named: ReadonlySet<string>): Promise<void> {
    await this.#held.load();
    for (const { id } of this.#held.list(INSTALLATION)) if (!named.has(id)) await this.remove(id);
  }

  /** The id of a new login with this password. */
  async add(password: string, change: Change): Promise<string> {
    const passwordHash = await hashOf(password);
    const id = this.#ids.uuid();
    await this.#held.insert(INSTALLATION, id, { passwordHash }, change);
    return id;
  }

  async remove(id: string): Promise<void> {
    await this.#held.remove(INSTALLATION, id);
  }

  /**
   * Those of the logins whose password this is, oldest first. As many comparisons are made as one address can have logins, up to eight: the
   * time tells neither whether there are any nor how many.
   */
  async opened(ids: readonly string[], password: string): Promise<readonly string[]> {
    const known = ids.flatMap((id) => this.#held.get(INSTALLATION, id) ?? []).sort((a, b) => a.createdAt - b.createdAt);
    const places = Math.min(Math.max(1, this.#organisations()), MOST_COMPARISONS);
    const hashes = known.map(({ body }) => body.passwordHash);
    const matches = await matchesEach(hashes, password, places);
    return known.filter((_, at) => matches[at]).map(({ id }) => id);
  }
}
