import { type Actor, type Call, Problem, type Scope, type Told } from '../../kernel/index.ts';
import { badBody, noSandbox, packageState } from '../errors.ts';
import { effectiveGrants } from '../permissions.ts';
import { sayOfAccess } from '../phrases.ts';
import {
  type Artifact,
  type ArtifactType,
  artifactsOf,
  Dependencies,
  isArtifactType,
  type Packed,
  packedIn,
  partOf,
  withAlternative,
} from './artifact.ts';
import { exportPackage } from './export.ts';
import { type ImportEnd, importPackage } from './import.ts';
import { type Operation, type SandboxPackage, withoutTenant, withTenant } from './package.ts';
import type { JobEnd, PackageJob, PackageJobs, PackageTask, StoredJob } from './package-job.ts';
import {
  type Content,
  EXPIRY_MS,
  type PackageBody,
  type StoredPackage,
  type StoredPackages,
  type WantedArtifact,
} from './stored-package.ts';

export interface ToolingDeps {
  readonly packages: StoredPackages;
  readonly jobs: PackageJobs;
  readonly operations: (call: Call) => Operation;
  /** The caller's call as it would be in another sandbox of the organisation; undefined when that is not active. */
  readonly inSandbox: (call: Call, sandbox: string) => Promise<Call | undefined>;
  /** Permissions the caller holds in a sandbox of the organisation. */
  readonly held: (call: Call, sandbox: string) => ReadonlySet<string>;
  /** Is the caller still known and active? */
  readonly isActive: (actor: Actor) => boolean;
  /** All active sandboxes of an organisation. */
  readonly sandboxes: (org: string) => readonly Scope[];
  readonly clock: () => number;
}

/** How an import ended. */
export type Unpacked = JobEnd & ImportEnd;

/** An import that was begun: its job as it is then, and its end. */
export interface Unpacking {
  readonly job: StoredJob;
  readonly ended: Promise<Unpacked>;
}

const MANAGE = 'manage-package';
const DAY_MS = 86_400_000;

/** What making an artifact asks for, as the reference of permissions names it. */
const REQUIRED: Readonly<Record<ArtifactType, string>> = {
  REGISTRY_SCHEMA: 'schemas',
  REGISTRY_CLASS: 'classes',
  REGISTRY_MIXIN: 'mixins',
  REGISTRY_DATATYPE: 'data-types',
  CATALOG_DATASET: 'datasets',
  CONNECTION: 'connections',
  FLOW: 'connections',
  PROFILE_SEGMENT: 'segments',
};

/** Where a package goes, with an own object of the target for some of its artifacts. */
export interface ImportWish {
  readonly packageId: string;
  readonly name?: string;
  readonly description?: string;
  readonly target: string;
  /** Id of an artifact to the id of an object of the target, of the same type. */
  readonly alternatives: Readonly<Record<string, { readonly id: string; readonly type: string }>>;
}

/**
 * Sandbox tooling: packages are drafted, published (which takes a copy of their objects), and imported elsewhere. Every object
 * is read and made by the operations of its own service on behalf of the caller; a package is seen by those who may
 * manage packages in the sandbox it is of.
 */
export class Tooling {
  readonly #deps: ToolingDeps;

  constructor(deps: ToolingDeps) {
    this.#deps = deps;
  }

  #scopes(call: Call): readonly Scope[] {
    return this.#deps.sandboxes(call.scope.org).filter(({ sandbox }) => this.#deps.held(call, sandbox).has(MANAGE));
  }

  list(call: Call): Promise<readonly StoredPackage[]> {
    return this.#deps.packages.list(this.#scopes(call));
  }

  get(call: Call, id: string): Promise<StoredPackage> {
    return this.#deps.packages.get(this.#scopes(call), id);
  }

  jobs(call: Call): Promise<readonly StoredJob[]> {
    return this.#deps.jobs.list(this.#scopes(call));
  }

  job(call: Call, id: string): ReturnType<PackageJobs['get']> {
    return this.#deps.jobs.get(this.#scopes(call), id);
  }

  /** A draft of objects of the caller's sandbox. */
  create(call: Call, body: Omit<PackageBody, 'status' | 'visibility' | 'source'>): Promise<StoredPackage> {
    const { org, sandbox } = call.scope;
    const draft = { status: 'DRAFT', visibility: 'PRIVATE', source: { name: sandbox, imsOrgId: org } } as const;
    return this.#deps.packages.add(call.scope, { ...body, ...draft }, call.actor.userId);
  }

  /** Changes a draft; what is published stays as it is. */
  async change(call: Call, id: string, to: (body: PackageBody) => PackageBody): Promise<StoredPackage> {
    const found = await this.get(call, id);
    if (found.body.status === 'PUBLISHED') throw packageState(sayOfAccess('package-published-stays'));
    return this.#deps.packages.change(found, to(found.body), call.actor.userId);
  }

  async makePublic(call: Call, id: string): Promise<StoredPackage> {
    const found = await this.get(call, id);
    return this.#deps.packages.change(found, { ...found.body, visibility: 'PUBLIC' }, call.actor.userId);
  }

  async remove(call: Call, id: string): Promise<void> {
    await this.#deps.packages.remove(await this.get(call, id));
  }

  /** Takes the copy. A wanted object that is not there leaves the package PUBLISH_FAILED, and the job says which. */
  async publish(call: Call, id: string, days: number | undefined): Promise<{ stored: StoredPackage; job: StoredJob }> {
    const found = await this.get(call, id);
    const { body, scope } = found;
    if (scope.key !== call.scope.key) throw packageState(sayOfAccess('package-of-sandbox', { sandbox: scope.sandbox }));
    if (body.status === 'PUBLISHED') throw packageState(sayOfAccess('package-published-already'));
    if (body.packageType === 'PARTIAL' && body.artifacts.length === 0) throw packageState(sayOfAccess('package-empty'));
    const operation = this.#deps.operations(call);
    const [whole, there] = [await exportPackage(operation, scope.tenant), await artifactsOf(operation)];
    const { pack, missing } = chosen(withTenant(whole, scope.tenant), there, body);
    const by = call.actor.userId;
    const artifacts = body.artifacts.map((one) => ({ ...one, found: !missing.includes(one) }));
    if (missing.length > 0) {
      const message = `not in the sandbox: ${missing.map(({ type, id: gone }) => `${type} ${gone}`).join(', ')}`;
      const stored = await this.#deps.packages.change(found, { ...body, artifacts, status: 'PUBLISH_FAILED' }, by);
      return { stored, job: await this.#note(call.scope, stored, 'FAILED', { message }, by) };
    }
    const contents = contentsOf(pack, there);
    const now = this.#deps.clock();
    const published: PackageBody = {
      ...body,
      artifacts,
      status: 'PUBLISHED',
      publishDate: now,
      expiry: now + (days === undefined ? EXPIRY_MS : days * DAY_MS),
      payload: withoutTenant(pack, scope.tenant),
      contents: withoutTenant(contents, scope.tenant),
    };
    const stored = await this.#deps.packages.change(found, published, by);
    const tasks = contents.map(({ id: of, type, title }) => ({
      taskType: 'USE' as const,
      artifact: { id: of, type, title },
    }));
    return { stored, job: await this.#note(call.scope, stored, 'SUCCESS', { tasks }, by) };
  }

  #note(
    scope: Scope,
    { id, body }: StoredPackage,
    jobStatus: 'SUCCESS' | 'FAILED',
    { tasks = [], message }: { readonly tasks?: readonly PackageTask[]; readonly message?: string },
    by: string,
  ): Promise<StoredJob> {
    const { name, description, packageType, source } = body;
    const job = { name, description, requestType: 'EXPORT', packageId: id, packageType, jobStatus, source } as const;
    return this.#deps.jobs.add(scope, { ...job, ...(message === undefined ? {} : { message }) }, tasks, by);
  }

  /** What a published package holds, in the names of the organisation. */
  async contents(
    call: Call,
    id: string,
  ): Promise<{ stored: StoredPackage; contents: readonly Content[]; pack: SandboxPackage }> {
    const stored = await this.get(call, id);
    const { contents, payload } = stored.body;
    if (contents === undefined || payload === undefined) throw packageState(sayOfAccess('package-contents-unknown'));
    const { tenant } = call.scope;
    return { stored, contents: withTenant(contents, tenant), pack: withTenant(payload, tenant) };
  }

  async #target(call: Call, sandbox: string): Promise<Call> {
    const there = await this.#deps.inSandbox(call, sandbox);
    if (there === undefined || !this.#deps.held(call, sandbox).has(MANAGE)) throw noSandbox(sandbox);
    return there;
  }

  /** Objects of the target that a package would use instead of making its own, and those it could use. */
  async conflicts(call: Call, id: string, sandbox: string) {
    const { contents, stored } = await this.contents(call, id);
    const there = await artifactsOf(this.#deps.operations(await this.#target(call, sandbox)));
    return contents.map(({ id: own, type, title, key }) => ({
      artifact: { id: own, type, title },
      same: there.find((one) => one.type === type && one.key === key),
      suggestions: there.filter((one) => one.type === type && one.key !== key && one.title === title),
      parent: `${stored.body.source.imsOrgId}::${stored.body.source.name}::${type}::${own}`,
    }));
  }

  /** What making each artifact asks for in the target, and what of it the caller lacks there. */
  async permissions(call: Call, id: string, sandbox: string) {
    const { contents } = await this.contents(call, id);
    await this.#target(call, sandbox);
    const grants = effectiveGrants(this.#deps.held(call, sandbox));
    return contents.map(({ id: own, type }) => {
      const resource = REQUIRED[type];
      const required = ['read', 'write'] as const;
      const missing = required.filter((action) => grants[resource]?.includes(action) !== true);
      return { id: own, type, resource, required, missing };
    });
  }

  /** Begins to make what the target does not have; overwrites nothing. What goes wrong on the way ends as a failed job. */
  async import(call: Call, wish: ImportWish): Promise<{ stored: StoredPackage; job: StoredJob }> {
    const { stored, contents, pack } = await this.contents(call, wish.packageId);
    const there = await this.#target(call, wish.target);
    const wished = withAlternatives(pack, contents, await artifactsOf(this.#deps.operations(there)), wish.alternatives);
    const { name, description, packageType, source } = stored.body;
    const of = { packageId: stored.id, packageType, source };
    const called = { name: wish.name ?? name, description: wish.description ?? description };
    const { job } = await this.#begin(there, { ...of, ...called }, wished, contents);
    return { stored, job };
  }

  /** Begins to make a set-up in the caller's own sandbox, in the same way. */
  unpack(call: Call, pack: SandboxPackage): Promise<Unpacking> {
    const of = { name: call.scope.sandbox, description: '', packageType: 'FULL' } as const;
    return this.#begin(call, of, withTenant(pack, call.scope.tenant), []);
  }

  #begin(
    there: Call,
    of: Pick<PackageJob, 'name' | 'description' | 'packageId' | 'packageType' | 'source'>,
    pack: SandboxPackage,
    contents: readonly Content[],
  ): Promise<Unpacking> {
    const { org, sandbox } = there.scope;
    const job = { ...of, requestType: 'IMPORT', target: { name: sandbox, imsOrgId: org } } as const;
    const work = (told: Told) => this.#unpacked(there, pack, contents, told);
    return this.#deps.jobs.begin(there.scope, job, there.actor.userId, work);
  }

  async #unpacked(there: Call, pack: SandboxPackage, contents: readonly Content[], told: Told): Promise<Unpacked> {
    const operation = this.#goingOn(there);
    let before: readonly Artifact[] = [];
    let end: ImportEnd;
    try {
      before = await artifactsOf(operation);
      end = await importPackage(operation, pack, told);
      if (end.refused === undefined) {
        const tasks = tasksOf(pack, contents, before, await artifactsOf(operation));
        return { ...end, jobStatus: 'SUCCESS', tasks };
      }
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      end = { report: { created: {}, used: {}, drafts: [] }, refused: error };
    }
    const refused = end.refused as Problem;
    const phrase = refused.body.phrase as PackageJob['phrase'];
    const said = { message: refused.message, ...(phrase === undefined ? {} : { phrase }) };
    return { ...end, jobStatus: 'FAILED', ...said, tasks: tasksOf(pack, contents, before, await this.#left(there)) };
  }

  /** What is in the sandbox after an import that was refused; nothing where its caller may not look any more. */
  async #left(there: Call): Promise<readonly Artifact[]> {
    try {
      return await artifactsOf(this.#deps.operations(there));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return [];
    }
  }

  /**
   * Operations of a job, whose call was answered: it is looked at with each of them whether there are still caller and sandbox, what
   * the caller may do and see now, and whether the platform goes on.
   */
  #goingOn(call: Call): Operation {
    const { jobs, inSandbox, operations, isActive } = this.#deps;
    return async (operation, options) => {
      if (jobs.stopping) throw packageState(sayOfAccess('package-broken-off'));
      if (!isActive(call.actor)) throw packageState(sayOfAccess('package-caller-gone'));
      const now = await inSandbox(call, call.scope.sandbox);
      if (now?.scope.key !== call.scope.key) throw noSandbox(call.scope.sandbox);
      return operations(now)(operation, options);
    };
  }
}

/** The asked part of a sandbox, and what of it is not there. */
function chosen(
  whole: SandboxPackage,
  there: readonly Artifact[],
  { packageType, artifacts }: PackageBody,
): { readonly pack: SandboxPackage; readonly missing: readonly WantedArtifact[] } {
  if (packageType === 'FULL') return { pack: whole, missing: [] };
  const held = packedIn(whole);
  const found = artifacts.map((wanted) => {
    const artifact = there.find(({ id, type }) => id === wanted.id && type === wanted.type);
    return { wanted, packed: held.find(({ type, key }) => type === artifact?.type && key === artifact.key) };
  });
  return {
    pack: partOf(
      whole,
      found.flatMap(({ packed }) => packed ?? []),
    ),
    missing: found.flatMap(({ wanted, packed }) => (packed === undefined ? [wanted] : [])),
  };
}

function contentsOf(pack: SandboxPackage, there: readonly Artifact[]): readonly Content[] {
  const dependencies = new Dependencies(pack);
  const known = byPlace(there);
  const artifactOf = (packed: Packed) => known.get(placeOf(packed))!;
  return packedIn(pack).map((packed) => ({
    ...artifactOf(packed),
    children: dependencies.of(packed).map((child) => {
      const { id, type, title } = artifactOf(child);
      return { id, type, title };
    }),
  }));
}

function withAlternatives(
  pack: SandboxPackage,
  contents: readonly Content[],
  there: readonly Artifact[],
  alternatives: ImportWish['alternatives'],
): SandboxPackage {
  let wished = pack;
  for (const [artifactId, { id, type }] of Object.entries(alternatives)) {
    const replaced = contents.find((one) => one.id === artifactId);
    if (replaced === undefined) throw badBody('/alternatives', sayOfAccess('package-no-artifact', { id: artifactId }));
    if (!isArtifactType(type) || type !== replaced.type)
      throw badBody('/alternatives', sayOfAccess('package-other-type', { id: artifactId, type: replaced.type }));
    const other = there.find((one) => one.type === type && one.id === id);
    if (other === undefined) throw badBody('/alternatives', sayOfAccess('package-target-lacks', { type, id }));
    wished = withAlternative(wished, replaced, other.key);
  }
  return wished;
}

/** What became of each artifact: made, or used as it was in the target; without those that are not there. */
function tasksOf(
  wished: SandboxPackage,
  contents: readonly Content[],
  before: readonly Artifact[],
  after: readonly Artifact[],
): readonly PackageTask[] {
  const [were, are, own] = [byPlace(before), byPlace(after), byPlace(contents)];
  return packedIn(wished).flatMap(({ type, key }) => {
    const place = placeOf({ type, key });
    const there = are.get(place);
    if (there === undefined) return [];
    const { id, title } = own.get(place) ?? there;
    return { taskType: were.has(place) ? 'USE' : 'POST', artifact: { id, type, title, newId: there.id } } as const;
  });
}

function placeOf({ type, key }: Packed): string {
  return `${type} ${key}`;
}

/** Objects by what stands for them in a package. */
function byPlace<T extends Packed>(objects: readonly T[]): ReadonlyMap<string, T> {
  return new Map(objects.map((one) => [placeOf(one), one]));
}
