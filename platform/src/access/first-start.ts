import type { Actor, Clock, Ids, Scope } from '../kernel/index.ts';
import type { Credentials } from './credentials.ts';
import { organisationInUse } from './errors.ts';
import type { Organisations } from './organisations.ts';
import type { People } from './people.ts';
import { isInstallationPermission, PERMISSIONS } from './permissions.ts';
import type { Policies } from './policies.ts';
import type { Role, Roles, Subject } from './roles.ts';

/** What the first start is told; everything not given is generated. */
export interface FirstStart {
  readonly orgId?: string | undefined;
  readonly name?: string | undefined;
  readonly clientId?: string | undefined;
  readonly clientSecret?: string | undefined;
  readonly adminEmail?: string | undefined;
  readonly adminPassword?: string | undefined;
}

/** What the first start made, secrets in the clear, to be shown once. */
export interface Bootstrapped {
  readonly orgId: string;
  readonly sandbox: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly adminEmail: string;
  readonly adminPassword: string;
}

const SYSTEM = 'system';
const SANDBOX_ADMINISTRATION = 'Sandbox Administration';
const ADMINISTRATION = 'Administration';

function slugsOf(holds: (category: string) => boolean): readonly string[] {
  return PERMISSIONS.filter(({ category, slug }) => holds(category) && !isInstallationPermission(slug)).map(
    ({ slug }) => slug,
  );
}

/**
 * The roles every organisation begins with, by name (page "Access control overview": the last two), and one that holds
 * everything, for the administrator.
 */
export const DEFAULT_ROLES = {
  Administrators: 'Everything in every sandbox, and who may do what.',
  'Default production all access': 'Everything but administration, in the default production sandbox.',
  'Sandbox administrators': 'Makes, resets and deletes sandboxes.',
} as const;

/** What is the same in all of them. */
function declared(name: keyof typeof DEFAULT_ROLES) {
  const nothing = { labels: [], subjects: [] } as const;
  return { name, description: DEFAULT_ROLES[name], roleType: 'system-defined', ...nothing } as const;
}

function defaultRoles(administrators: readonly Subject[], isFirst: boolean): readonly Role[] {
  return [
    {
      ...declared('Administrators'),
      permissionSets: isFirst ? PERMISSIONS.map(({ slug }) => slug) : slugsOf(() => true),
      sandboxes: ['*'],
      subjects: administrators,
    },
    {
      ...declared('Default production all access'),
      permissionSets: slugsOf((category) => category !== SANDBOX_ADMINISTRATION && category !== ADMINISTRATION),
      sandboxes: ['prod'],
    },
    {
      ...declared('Sandbox administrators'),
      permissionSets: slugsOf((category) => category === SANDBOX_ADMINISTRATION),
      sandboxes: ['*'],
    },
  ];
}

interface Deps {
  readonly organisations: Organisations;
  readonly credentials: Credentials;
  readonly people: People;
  readonly roles: Roles;
  readonly policies: Policies;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** The first digits of the id, as many as no other organisation has: an address of the console is of one organisation. */
function tenantOf(orgId: string, { organisations }: Organisations): string {
  const taken = new Set(organisations.map(({ tenant }) => tenant));
  let length = 8;
  while (taken.has(`t${orgId.slice(0, length).toLowerCase()}`)) length += 1;
  return `t${orgId.slice(0, length).toLowerCase()}`;
}

/** Makes an organisation with its default sandbox, default roles, a credential and an administrator. */
export async function addOrganisation(deps: Deps, first: FirstStart): Promise<Bootstrapped> {
  const { organisations, credentials, people, roles, policies, ids } = deps;
  const orgId = first.orgId ?? `${ids.hex(24).toUpperCase()}@AdobeOrg`;
  const change = { by: SYSTEM, at: deps.clock() };
  if (organisations.organisation(orgId) !== undefined) throw organisationInUse(orgId);
  const organisation = { id: orgId, name: first.name ?? 'Meniscus', tenant: tenantOf(orgId, organisations) };
  await organisations.addOrganisation(organisation, change);
  const prod = { name: 'prod', title: 'Production', type: 'production', state: 'active' } as const;
  await organisations.addSandbox(orgId, prod, change);
  const credential = await credentials.issue(orgId, 'First credential', SYSTEM, first);
  const adminEmail =
    first.adminEmail ?? `admin@${organisations.isFirst(orgId) ? 'meniscus' : organisation.tenant}.example`;
  const adminPassword = first.adminPassword ?? ids.hex(20);
  const person = { email: adminEmail, name: 'Administrator', password: adminPassword };
  const { id: adminId } = await people.add(orgId, person, SYSTEM);
  const administrators = [credential.userId, adminId].map((subjectId) => ({ subjectType: 'user', subjectId }) as const);
  for (const role of defaultRoles(administrators, organisations.isFirst(orgId))) await roles.add(orgId, role, SYSTEM);
  await policies.addDefault(orgId, SYSTEM);
  const { clientId, clientSecret } = credential;
  return { orgId, sandbox: 'prod', clientId, clientSecret, adminEmail, adminPassword };
}

/**
 * Makes an organisation of the platform's own, or finds it: one sandbox, and a single caller who may do everything in it and
 * who has no secret, so that nobody signs in as them.
 */
export async function hiddenOrganisation(
  deps: Deps,
  id: string,
  name: string,
): Promise<{ scope: Scope; actor: Actor }> {
  const { organisations, roles, policies, clock } = deps;
  const userId = `${name.toLowerCase()}@techacct.meniscus`;
  if (organisations.organisation(id) === undefined) {
    const change = { by: SYSTEM, at: clock() };
    const tenant = `t${id.slice(0, 8).toLowerCase()}`;
    await organisations.addOrganisation({ id, name, tenant, hidden: true }, change);
    const prod = { name: 'prod', title: name, type: 'production', state: 'active' } as const;
    await organisations.addSandbox(id, prod, change);
    const [everything] = defaultRoles([{ subjectType: 'user', subjectId: userId }], false);
    await roles.add(id, everything!, SYSTEM);
    await policies.addDefault(id, SYSTEM);
  }
  const actor = { userId, clientId: userId, kind: 'credential', org: id } as const;
  return { scope: organisations.home(id)!, actor };
}
