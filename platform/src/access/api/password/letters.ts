import type { Actor, Clock, Ids, Mail } from '../../../kernel/index.ts';
import { lockedOut } from '../../errors.ts';
import { LockOut, personSubject } from '../../lock-out.ts';
import type { Organisations } from '../../organisations.ts';
import type { PasswordLinks } from '../../password-links.ts';
import type { Member, People } from '../../people.ts';
import { CHOOSE_PATH } from '../sign-in/pages.ts';
import { forgottenMail, invitationMail } from './mails.ts';

const MINUTE_MS = 60_000;
const INVITATION_MS = 7 * 1440 * MINUTE_MS;
const FORGOTTEN_MS = 60 * MINUTE_MS;
/** Mails to one address, whoever asks for them. */
const TO_ONE = { free: 4, windowMs: 60 * MINUTE_MS };
/** Mails an organisation asks for, and those everybody asks for who has forgotten a password. */
const OF_ALL = { free: 120, windowMs: 60 * MINUTE_MS };
const FORGOTTEN = 'forgotten';

interface Deps {
  readonly organisations: Organisations;
  readonly people: People;
  readonly links: PasswordLinks;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly publicUrl: () => string;
  readonly sendMail: ((mail: Mail) => void) | undefined;
}

/** How somebody comes to choose a password: by a mail, or by a link the administrator hands over where there is no mail server. */
export interface Invitation {
  readonly mailedTo?: string;
  readonly link?: string;
  /** Epoch milliseconds. */
  readonly until: number;
}

/** Hands out links to choose a password with. */
export class PasswordLetters {
  readonly #deps: Deps;
  readonly #toOne: LockOut;
  readonly #ofAll: LockOut;

  constructor(deps: Deps) {
    this.#deps = deps;
    this.#toOne = new LockOut(deps.clock, TO_ONE);
    this.#ofAll = new LockOut(deps.clock, OF_ALL);
  }

  get byMail(): boolean {
    return this.#deps.sendMail !== undefined;
  }

  /** Throws the problem when an address was, or an organisation has, written to too often; before anything is done. */
  mayInvite(org: string, email: string): void {
    if (!this.byMail) return;
    const waitSeconds = this.#ofAll.take(org) || this.#toOne.take(personSubject(email));
    if (waitSeconds > 0) throw lockedOut(waitSeconds);
  }

  #link(token: string): string {
    return `${this.#deps.publicUrl()}${CHOOSE_PATH}?token=${token}`;
  }

  /**
   * For a user of an administrator's organisation: the password it leads to opens that one alone, whatever their login opens. Told to the
   * administrator only where there is no mail server. `mayInvite` is asked before.
   */
  async invite({ org, userId, login, email, language }: Member, by: Actor): Promise<Invitation> {
    const { links, people, organisations, ids, sendMail } = this.#deps;
    const { token, until } = await links.make({ login, only: { org, userId } }, INVITATION_MS, by.userId);
    const link = this.#link(token);
    if (sendMail === undefined) return { link, until };
    const inviter = people.get(org, by.userId)?.body;
    const organisation = organisations.organisation(org)!.name;
    const mail = { email, by: inviter?.name, organisation, link, lastsMs: INVITATION_MS, id: ids.uuid() };
    sendMail(invitationMail(mail, language ?? inviter?.language ?? 'en'));
    return { mailedTo: email, until };
  }

  /** Seconds to wait when too many passwords were forgotten, of whatever addresses; else 0. */
  mayForget(): number {
    return this.#ofAll.take(FORGOTTEN);
  }

  /** Writes to an address that is known, with a link for each of its logins. Those who can sign in with it, for the audit log. */
  async forgotten(email: string): Promise<readonly Member[]> {
    const { links, people, organisations, ids, sendMail } = this.#deps;
    const logins = people.byLogin(email);
    if (this.#toOne.take(personSubject(email)) > 0 || logins.size === 0) return [];
    const made: { organisations: readonly string[]; link: string }[] = [];
    for (const [login, users] of logins) {
      const { token } = await links.make({ login }, FORGOTTEN_MS, users[0]!.userId);
      const names = users.map(({ org }) => organisations.organisation(org)!.name);
      made.push({ organisations: names, link: this.#link(token) });
    }
    const users = [...logins.values()].flat();
    const language = users.find((user) => user.language !== undefined)?.language ?? 'en';
    // As it is kept, not as it was typed: what is typed is whoever's.
    const to = users[0]!.email;
    sendMail?.(forgottenMail({ email: to, links: made, lastsMs: FORGOTTEN_MS, id: ids.uuid() }, language));
    return users;
  }
}
