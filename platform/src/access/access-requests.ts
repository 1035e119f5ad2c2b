import { type Clock, type Ids, Turns } from '../kernel/index.ts';
import type { Document, Tables } from '../stores/index.ts';
import { accessRequestConflict, noAccessRequest, tooManyAccessRequests } from './errors.ts';
import { sayOfAccess } from './phrases.ts';
import { Register } from './register.ts';

/** What somebody asks for: a permission in a sandbox, through whatever role. Stored under an id of its own. */
export interface AccessRequest {
  readonly userId: string;
  /** Slug of the permission. */
  readonly permission: string;
  /** Name of the sandbox. */
  readonly sandbox: string;
  /** Where in the console it was missing. */
  readonly page?: string;
  /** What the person says about it. */
  readonly note?: string;
  readonly state: 'open' | 'granted' | 'declined';
  /** User id of who decided. */
  readonly decidedBy?: string;
  /** Epoch milliseconds. */
  readonly decidedAt?: number;
  /** The role that was given. */
  readonly roleId?: string;
  /** What the administrator says about it. */
  readonly answer?: string;
}

/** How a request ends. */
export type Decision =
  | { readonly state: 'granted'; readonly roleId: string; readonly answer?: string }
  | { readonly state: 'declined'; readonly answer?: string };

const DAY_MS = 86_400_000;
/** Requests of one person in 24 hours. */
const MOST_A_DAY = 20;
/** Decided requests an organisation keeps; the audit log keeps all decisions. */
const MOST_DECIDED = 1_000;

/**
 * Requests for permissions of all organisations. One is open at most for a person, a permission and a sandbox; a person
 * asks at most twenty times in 24 hours, whatever became of the requests.
 */
export class AccessRequests {
  readonly #clock: Clock;
  readonly #ids: Ids;
  readonly #held: Register<AccessRequest>;
  readonly #turns = new Turns();

  constructor(deps: { tables: Tables; clock: Clock; ids: Ids }) {
    this.#clock = deps.clock;
    this.#ids = deps.ids;
    this.#held = new Register(deps.tables, 'access-request');
  }

  load(): Promise<void> {
    return this.#held.load();
  }

  list(org: string): readonly Document<AccessRequest>[] {
    return this.#held.list(org);
  }

  of(org: string, userId: string): readonly Document<AccessRequest>[] {
    return this.list(org).filter(({ body }) => body.userId === userId);
  }

  /** Throws the problem when there is none. */
  get(org: string, id: string): Document<AccessRequest> {
    const found = this.#held.get(org, id);
    if (found === undefined) throw noAccessRequest(id);
    return found;
  }

  async add(org: string, wanted: Omit<AccessRequest, 'state'>): Promise<Document<AccessRequest>> {
    const at = this.#clock();
    const request = { ...wanted, state: 'open' } as const;
    const check = () => this.#check(org, request, at);
    const added = await this.#held.insert(org, this.#ids.uuid(), request, { by: wanted.userId, at }, check);
    const decided = this.list(org).filter(({ body }) => body.state !== 'open');
    for (const { id } of decided.slice(0, -MOST_DECIDED)) await this.#held.remove(org, id);
    return added;
  }

  #check(org: string, { userId, permission, sandbox }: AccessRequest, at: number): void {
    const mine = this.of(org, userId);
    const same = mine.find(
      ({ body }) => body.state === 'open' && body.permission === permission && body.sandbox === sandbox,
    );
    if (same !== undefined)
      throw accessRequestConflict(sayOfAccess('access-asked-already', { permission, sandbox, id: same.id }));
    const recent = mine.filter(({ createdAt }) => createdAt > at - DAY_MS);
    if (recent.length >= MOST_A_DAY)
      throw tooManyAccessRequests(MOST_A_DAY, Math.ceil((recent[0]!.createdAt + DAY_MS - at) / 1_000));
  }

  /**
   * Ends an open request. `grant` gives the role, before the request says so: what breaks off between the two leaves a
   * request that can be granted again. One decision after the other, so that the first of two holds.
   */
  decide(
    org: string,
    id: string,
    decision: Decision,
    by: string,
    grant: () => Promise<unknown>,
  ): Promise<Document<AccessRequest>> {
    return this.#turns.take(org, async () => {
      const { state } = this.get(org, id).body;
      if (state !== 'open') throw accessRequestConflict(sayOfAccess('access-decided-already', { state }));
      if (decision.state === 'granted') await grant();
      const at = this.#clock();
      const decided = { ...decision, decidedBy: by, decidedAt: at };
      const changed = await this.#held.change(org, id, (request) => ({ ...request, ...decided }), { by, at });
      if (changed === undefined) throw noAccessRequest(id);
      return changed;
    });
  }

  /** Removes the requests of a user, or about a sandbox, that is gone: one of the same name would be another. */
  async forget(org: string, gone: { readonly userId: string } | { readonly sandbox: string }): Promise<void> {
    const [[member, value]] = Object.entries(gone) as [['userId' | 'sandbox', string]];
    for (const { id, body } of this.list(org)) if (body[member] === value) await this.#held.remove(org, id);
  }
}
