import type { Clock } from '../kernel/index.ts';
import type { Document } from '../stores/index.ts';
import type { AccessRequests } from './access-requests.ts';
import { defaultSandbox, noSandbox, sandboxBusy, sandboxNameInUse, tooManySandboxes } from './errors.ts';
import type { Organisations, Sandbox } from './organisations.ts';
import type { Roles } from './roles.ts';

/** Most sandboxes of an organisation (page "Sandboxes overview"). */
const MOST_SANDBOXES = 75;

interface Deps {
  readonly organisations: Organisations;
  readonly roles: Roles;
  readonly requests: AccessRequests;
  readonly clock: Clock;
  /** Makes an end of everything under a scope key; resolves when nothing of it is left. */
  readonly eraseScope: (key: string) => Promise<void>;
}

/**
 * How sandboxes come and go. A reset gives the sandbox a new key and a deletion takes its key away: from that moment the
 * old data cannot be reached. Erasing it goes on behind the answer, one sandbox after the other, and after a restart: the
 * sandbox says which key is being erased.
 */
export class SandboxLives {
  readonly #deps: Deps;
  #last: Promise<void> = Promise.resolve();

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** Goes on with what an earlier process left undone. */
  resume(): void {
    for (const { org, id, body, updatedBy } of this.#deps.organisations.everySandbox)
      if (body.state !== 'active') this.#finishLater(org, id, updatedBy);
  }

  /** Throws the documented problems, as the other changes do. */
  found(org: string, name: string): Document<Sandbox> {
    const sandbox = this.#deps.organisations.sandbox(org, name);
    if (sandbox === undefined) throw noSandbox(name);
    return sandbox;
  }

  async create(org: string, wanted: Pick<Sandbox, 'name' | 'title' | 'type'>, by: string): Promise<Document<Sandbox>> {
    const { organisations, clock } = this.#deps;
    if (organisations.sandbox(org, wanted.name) !== undefined) throw sandboxNameInUse(wanted.name);
    if (organisations.sandboxes(org).length >= MOST_SANDBOXES) throw tooManySandboxes(MOST_SANDBOXES);
    const made = await organisations.addSandbox(org, { ...wanted, state: 'creating' }, { by, at: clock() });
    this.#finishLater(org, made.id, by);
    return made;
  }

  async rename(org: string, name: string, title: string, by: string): Promise<Document<Sandbox>> {
    const { id } = this.found(org, name);
    const change = { by, at: this.#deps.clock() };
    return (await this.#deps.organisations.changeSandbox(org, id, (sandbox) => ({ ...sandbox, title }), change))!;
  }

  /** Throws when the sandbox cannot be reset now. */
  checkReset(org: string, name: string): Document<Sandbox> {
    const sandbox = this.found(org, name);
    if (sandbox.body.state !== 'active') throw sandboxBusy(name, sandbox.body.state);
    return sandbox;
  }

  async reset(org: string, name: string, by: string): Promise<Document<Sandbox>> {
    const { id } = this.checkReset(org, name);
    const toResetting = (sandbox: Sandbox, newKey: () => string): Sandbox => {
      if (sandbox.state !== 'active') throw sandboxBusy(name, sandbox.state);
      return { ...sandbox, state: 'resetting', key: newKey(), erasing: sandbox.key };
    };
    return this.#end(org, id, toResetting, by);
  }

  /** Throws when the sandbox cannot be deleted now. */
  checkDelete(org: string, name: string): Document<Sandbox> {
    const sandbox = this.checkReset(org, name);
    if (sandbox.body.isDefault) throw defaultSandbox(name);
    return sandbox;
  }

  async delete(org: string, name: string, by: string): Promise<Document<Sandbox>> {
    const { id } = this.checkDelete(org, name);
    const toDeleted = (sandbox: Sandbox): Sandbox => {
      if (sandbox.state !== 'active') throw sandboxBusy(name, sandbox.state);
      return { ...sandbox, state: 'deleted', erasing: sandbox.key };
    };
    return this.#end(org, id, toDeleted, by);
  }

  async #end(
    org: string,
    id: string,
    to: (sandbox: Sandbox, newKey: () => string) => Sandbox,
    by: string,
  ): Promise<Document<Sandbox>> {
    const changed = await this.#deps.organisations.changeSandbox(org, id, to, { by, at: this.#deps.clock() });
    this.#finishLater(org, id, by);
    return changed!;
  }

  #finishLater(org: string, id: string, by: string): void {
    this.#last = this.#last.then(() => this.#finish(org, id, by)).catch(() => {});
  }

  async #finish(org: string, id: string, by: string): Promise<void> {
    const { organisations, roles, requests, clock, eraseScope } = this.#deps;
    const sandbox = organisations.sandboxes(org).find((one) => one.id === id)?.body;
    if (sandbox === undefined) return;
    if (sandbox.erasing !== undefined) await eraseScope(sandbox.erasing);
    if (sandbox.state === 'deleted') {
      await roles.forgetSandbox(org, sandbox.name, by);
      await requests.forget(org, { sandbox: sandbox.name });
      await organisations.removeSandbox(org, id);
      return;
    }
    const toActive = ({ erasing: _, ...rest }: Sandbox): Sandbox => ({ ...rest, state: 'active' });
    await organisations.changeSandbox(org, id, toActive, { by, at: clock() });
  }
}
