import type { Actor, Cipher, Clock, Ids, Route, Scope } from '../kernel/index.ts';
import type { Tables } from '../stores/index.ts';
import { accessControlRoutes } from './api/access-control/access-control.ts';
import { imsRoutes } from './api/ims/ims.ts';
import { sandboxRoutes } from './api/sandboxes/sandboxes.ts';
import { signInRoutes } from './api/sign-in/sign-in.ts';
import { LockOut } from './lock-out.ts';
import { type Bootstrapped, type FirstStart, type IssuedCredential, Organisations } from './organisations.ts';
import { SignIns } from './sign-ins.ts';
import { Tokens } from './tokens.ts';

export type { Bootstrapped, FirstStart, IssuedCredential } from './organisations.ts';
export { isPermission, PERMISSIONS } from './permissions.ts';
export { CONSOLE_CLIENT } from './sign-ins.ts';

export interface AccessDeps {
  readonly tables: Tables;
  readonly cipher: Cipher;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Origin the platform is reached under; known once it listens. */
  readonly publicUrl: () => string;
}

/** The access stage: who calls, for which organisation and sandbox, and what they may do. */
export interface Access {
  readonly routes: readonly Route[];
  /** Reads organisations, keys and revocations. Once, before anything else is asked. */
  load(): Promise<void>;
  /** Makes the first organisation on an empty installation; undefined when there is one. */
  bootstrap(first: FirstStart): Promise<Bootstrapped | undefined>;
  /** Who an access token stands for. */
  authenticate(token: string): Promise<Actor | undefined>;
  /** The scope of a sandbox, the default one when the name is undefined. */
  scope(org: string, sandbox: string | undefined): Scope | undefined;
  scopeByKey(key: string): Scope | undefined;
  /** All sandboxes of all organisations, for work at start. */
  scopes(): readonly Scope[];
  /** Does the caller hold one of the permissions in the sandbox? */
  allows(actor: Actor, scope: Scope, permissions: readonly string[]): boolean;
  /** Makes a credential without any role for a system that sends to this organisation. `by`: user id of who asked for it. */
  issueCredential(org: string, name: string, by: string): Promise<IssuedCredential>;
}

export function createAccess(deps: AccessDeps): Access {
  const organisations = new Organisations(deps);
  const tokens = new Tokens(deps);
  const lockOut = new LockOut(deps.clock);
  const signIns = new SignIns(deps);
  return {
    routes: [
      ...imsRoutes({ organisations, tokens, lockOut, signIns, publicUrl: deps.publicUrl }),
      ...signInRoutes({ organisations, signIns, lockOut }),
      ...sandboxRoutes(organisations),
      ...accessControlRoutes(organisations),
    ],
    async load() {
      await organisations.load();
      await tokens.load();
    },
    bootstrap: async (first) => (organisations.isEmpty ? organisations.bootstrap(first) : undefined),
    authenticate: async (token) => (await tokens.verify(token))?.actor,
    scope: (org, sandbox) => organisations.scope(org, sandbox),
    scopeByKey: (key) => organisations.scopeByKey(key),
    scopes: () => organisations.scopes,
    issueCredential: (org, name, by) => organisations.issueCredential(org, name, by),
    allows(actor, scope, permissions) {
      const held = organisations.permissions(scope.org, actor.userId, scope.sandbox);
      return permissions.some((permission) => held.has(permission));
    },
  };
}
