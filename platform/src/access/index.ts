import {
  type Actor,
  type Call,
  type Cipher,
  type Clock,
  type FieldView,
  type Ids,
  type Language,
  type Mail,
  type Route,
  type Scope,
  Turns,
} from '../kernel/index.ts';
import type { Tables } from '../stores/index.ts';
import { AccessRequests } from './access-requests.ts';
import { accessControlRoutes } from './api/access-control/access-control.ts';
import { accessRequestRoutes } from './api/access-requests/access-requests.ts';
import { auditRoutes } from './api/audit/audit.ts';
import { credentialRoutes } from './api/credentials/credentials.ts';
import { imsRoutes } from './api/ims/ims.ts';
import { labelRoutes } from './api/labels/labels.ts';
import { languageRoutes } from './api/me/language.ts';
import { meRoutes } from './api/me/me.ts';
import { passwordRoutes } from './api/me/password.ts';
import { organisationRoutes } from './api/organisations/organisations.ts';
import { packageSharingRoutes } from './api/package-sharing/package-sharing.ts';
import { packageRoutes } from './api/packages/packages.ts';
import { PasswordLetters } from './api/password/letters.ts';
import { passwordPages } from './api/password/password.ts';
import { policyRoutes } from './api/policies/policies.ts';
import { productRoutes } from './api/products/products.ts';
import { roleRoutes } from './api/roles/roles.ts';
import { sandboxPackageRoutes } from './api/sandbox-packages/sandbox-packages.ts';
import { sandboxRoutes } from './api/sandboxes/sandboxes.ts';
import { signInRoutes } from './api/sign-in/sign-in.ts';
import { userGroupRoutes } from './api/user-groups/user-groups.ts';
import { userRoutes } from './api/users/users.ts';
import { AuditLog } from './audit/audit-log.ts';
import { Credentials, type IssuedCredential } from './credentials.ts';
import { addOrganisation, type Bootstrapped, type FirstStart, hiddenOrganisation } from './first-start.ts';
import { LabelRules } from './label-rules.ts';
import { Labels } from './labels.ts';
import { LockOut } from './lock-out.ts';
import { Membership } from './membership.ts';
import { Organisations } from './organisations.ts';
import type { Operation } from './packages/package.ts';
import { PackageJobs } from './packages/package-job.ts';
import { Sharing } from './packages/sharing.ts';
import { StoredPackages } from './packages/stored-package.ts';
import { Tooling } from './packages/tooling.ts';
import { PasswordLinks } from './password-links.ts';
import { People } from './people.ts';
import { Policies } from './policies.ts';
import { RefreshTokens } from './refresh-tokens.ts';
import { Roles } from './roles.ts';
import { SandboxLives } from './sandbox-lives.ts';
import { SignIns } from './sign-ins.ts';
import { type Caller, Tokens, type Verified } from './tokens.ts';
import { type WaysIn, waysIn } from './ways-in.ts';

export { type FailureReason, NOBODYS } from './audit/audit-log.ts';
export { assetOf, operationOf } from './audit/describe.ts';
export type { IssuedCredential } from './credentials.ts';
export { holdsFields } from './field-resources.ts';
export type { Bootstrapped, FirstStart } from './first-start.ts';
export { accessMigrations } from './migrations.ts';
export { type Action, grantsAction, isPermission, PERMISSIONS } from './permissions.ts';
export { CONSOLE_CLIENT } from './sign-ins.ts';
export { type KeptSigningKey, keptSigningKeys } from './signing-keys.ts';
export type { WaysIn } from './ways-in.ts';

export interface AccessDeps {
  readonly tables: Tables;
  readonly cipher: Cipher;
  /** Epoch milliseconds: tokens issued before count no more; undefined: all count. */
  readonly tokensSince?: number | undefined;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Origin the platform is reached under; known once it listens. */
  readonly publicUrl: () => string;
  /** Makes an end of everything kept under a scope key that leads nowhere any more; resolves when nothing is left. */
  readonly eraseScope: (key: string) => Promise<void>;
  /** Operations of the API on behalf of a caller. */
  readonly operations: (call: Call) => Operation;
  /** What a caller may see of the fields of a sandbox. */
  readonly fields: (actor: Actor, scope: Scope) => Promise<FieldView>;
  /** Sends a mail behind the answer; never throws. Undefined where there is no mail server. */
  readonly sendMail: ((mail: Mail) => void) | undefined;
  /** Does something once the answer is sent; what fails is logged, under the name. */
  readonly afterAnswer: (name: string, work: () => Promise<unknown>) => void;
}

/** The access stage: who calls, for which organisation and sandbox, and what they may do. */
export interface Access {
  readonly routes: readonly Route[];
  /** Reads organisations, keys and revocations. Once, before anything else is asked. */
  load(): Promise<void>;
  /** Goes on with sandboxes an earlier process left half made or half erased, and says of its imports that they failed. Once, when everything else has started. */
  resume(): Promise<void>;
  /** Ends imports that are under way at their next step. */
  stop(): Promise<void>;
  /** Makes the first organisation on an empty installation; undefined when there is one. */
  bootstrap(first: FirstStart): Promise<Bootstrapped | undefined>;
  /** An organisation of the platform's own that nobody belongs to, made when it is not there, and who acts in it. */
  hiddenOrganisation(id: string, name: string): Promise<{ readonly scope: Scope; readonly actor: Actor }>;
  /** Who an access token stands for; undefined when it is not valid, or its credential or person is gone or not active. */
  authenticate(token: string): Promise<Actor | undefined>;
  /** The scope of an active sandbox, the default one when the name is undefined. */
  scope(org: string, sandbox: string | undefined): Scope | undefined;
  /** The scope of the default sandbox, whatever its state: for what belongs to the organisation as a whole. */
  home(org: string): Scope | undefined;
  scopeByKey(key: string): Scope | undefined;
  /** All sandboxes of all organisations, for work at start. */
  scopes(): readonly Scope[];
  /** Does the caller hold one of the permissions in the sandbox; for `organisation-wide` ones, in any? */
  allows(actor: Actor, scope: Scope, permissions: readonly string[], reach?: 'sandbox' | 'organisation-wide'): boolean;
  /** How the caller of a refused call could come by one of the permissions. */
  waysIn(scope: Scope, permissions: readonly string[], reach?: 'sandbox' | 'organisation-wide'): WaysIn;
  /** What active policies let callers see of labelled things. */
  readonly sight: Pick<LabelRules, 'stamp' | 'of'>;
  /** Where the server writes who did what. */
  readonly audit: Pick<AuditLog, 'record' | 'flush'>;
  /** E-mail of a person, user id of a technical account. */
  nameOf(actor: Actor): string;
  /** The language of whom an organisation knows by this address; undefined when it is not known. */
  languageAt(org: string, address: string): Language | undefined;
  /** Makes a credential without any role for a system that sends to this organisation. `by`: user id of who asked for it. */
  issueCredential(org: string, name: string, by: string): Promise<IssuedCredential>;
}

export function createAccess(deps: AccessDeps): Access {
  const organisations = new Organisations(deps);
  const credentials = new Credentials(deps);
  const people = new People({ ...deps, organisations: () => organisations.shown.length });
  const roles = new Roles(deps);
  const policies = new Policies(deps);
  const labels = new Labels(deps);
  const rules = new LabelRules({ policies, roles });
  const audit = new AuditLog(deps);
  const requests = new AccessRequests(deps);
  const lives = new SandboxLives({ ...deps, organisations, roles, requests });
  const tokens = new Tokens(deps);
  const refreshTokens = new RefreshTokens(deps);
  const lockOut = new LockOut(deps.clock);
  const signIns = new SignIns(deps);
  const links = new PasswordLinks({ ...deps, people });
  const letters = new PasswordLetters({ ...deps, organisations, people, links });
  const membership = new Membership({ organisations, credentials, people, roles, clock: deps.clock });
  const turns = new Turns();
  /** One after another: id and tenant are of one organisation. */
  const add = (first: FirstStart) =>
    turns.take('organisation', () =>
      addOrganisation({ organisations, credentials, people, roles, policies, ...deps }, first),
    );
  const packages = new StoredPackages(deps);
  const sandboxes = (org: string) =>
    organisations.sandboxes(org).flatMap(({ body }) => organisations.scope(org, body.name) ?? []);
  const nameOf = ({ org, userId }: Actor) => people.get(org, userId)?.body.email ?? userId;
  const jobs = new PackageJobs(deps);
  const isActive = ({ org, clientId, userId, kind }: Actor) =>
    kind === 'credential'
      ? credentials.get(org, clientId) !== undefined
      : people.get(org, userId)?.body.active === true;
  const tooling = new Tooling({
    ...deps,
    packages,
    jobs,
    isActive,
    async inSandbox(call, name) {
      const scope = organisations.scope(call.scope.org, name);
      return scope && { ...call, scope, fields: await deps.fields(call.actor, scope) };
    },
    held: ({ scope, actor }, sandbox) => roles.permissions(scope.org, actor.userId, sandbox),
    sandboxes,
  });
  const organisation = (org: string) => organisations.organisation(org);
  const home = (org: string) => organisations.home(org);
  const sharing = new Sharing({ ...deps, packages, tooling, organisation, home, sandboxes, nameOf, audit });
  const counts = ({ actor, login = actor.userId }: Caller): boolean => {
    if (!isActive(actor)) return false;
    return actor.kind === 'credential' || people.get(actor.org, actor.userId)?.body.login === login;
  };
  const verify = async (token: string): Promise<Verified | undefined> => {
    const verified = await tokens.verify(token);
    if (verified === undefined || !counts(verified)) return undefined;
    const { session, actor } = verified;
    return session === undefined || refreshTokens.goesOn(actor.org, session) ? verified : undefined;
  };
  return {
    routes: [
      ...imsRoutes({
        organisations,
        credentials,
        people,
        tokens,
        refreshTokens,
        counts,
        verify,
        lockOut,
        signIns,
        publicUrl: deps.publicUrl,
        clock: deps.clock,
      }),
      ...signInRoutes({ organisations, people, signIns, lockOut, forgetful: letters.byMail }),
      ...passwordPages({ ...deps, letters, links, refreshTokens, audit }),
      ...sandboxPackageRoutes(deps.operations, tooling),
      ...packageRoutes(tooling, deps.clock),
      ...packageSharingRoutes(sharing, organisation),
      ...sandboxRoutes(lives, organisations, roles),
      ...accessControlRoutes(roles),
      ...roleRoutes(membership),
      ...policyRoutes(policies),
      ...labelRoutes(labels),
      ...auditRoutes({ ...deps, audit, credentials, organisations }),
      ...productRoutes(),
      ...meRoutes({ ...deps, organisations, credentials, people, roles, requests }),
      ...languageRoutes(people),
      ...passwordRoutes({ people, refreshTokens, lockOut }),
      ...accessRequestRoutes({ ...deps, requests, membership, people, organisations }),
      ...userRoutes({ people, membership, requests, refreshTokens, letters }),
      ...userGroupRoutes(membership),
      ...credentialRoutes(credentials, membership),
      ...organisationRoutes(organisations, add),
    ],
    async load() {
      const registers = [organisations, credentials, people, roles, policies, labels, requests];
      for (const part of [...registers, links, tokens, refreshTokens, audit]) await part.load();
      for (const { id } of organisations.organisations) await policies.addDefault(id, 'system');
    },
    async resume() {
      await jobs.resume();
      lives.resume();
    },
    stop: () => jobs.stop(),
    bootstrap: async (first) => (organisations.isEmpty ? add(first) : undefined),
    hiddenOrganisation: (id, name) =>
      hiddenOrganisation({ organisations, credentials, people, roles, policies, ...deps }, id, name),
    async authenticate(token) {
      return (await verify(token))?.actor;
    },
    scope: (org, sandbox) => organisations.scope(org, sandbox),
    home: (org) => organisations.home(org),
    scopeByKey: (key) => organisations.scopeByKey(key),
    scopes: () => organisations.scopes,
    audit,
    sight: { stamp: (actor, scope) => rules.stamp(actor, scope), of: (actor, scope) => rules.of(actor, scope) },
    waysIn: (scope, permissions, reach = 'sandbox') => waysIn({ people, roles }, scope, permissions, reach),
    nameOf,
    languageAt: (org, address) => people.languageAt(org, address),
    issueCredential: (org, name, by) => credentials.issue(org, name, by),
    allows(actor, scope, permissions, reach = 'sandbox') {
      const sandbox = reach === 'sandbox' ? scope.sandbox : undefined;
      const held = roles.permissions(scope.org, actor.userId, sandbox);
      return permissions.some((permission) => held.has(permission));
    },
  };
}
