import { Type } from 'typebox';
import { type Call, needs, type Route, route } from '../../../kernel/index.ts';
import { objectOf, optionalText, textOf } from '../../body.ts';
import { badBody, badQuery, packageState } from '../../errors.ts';
import { ARTIFACT_TYPES, isArtifactType } from '../../packages/artifact.ts';
import { EXPIRY_MS, type PackageBody, type WantedArtifact } from '../../packages/stored-package.ts';
import type { ImportWish, Tooling } from '../../packages/tooling.ts';
import { sayOfAccess } from '../../phrases.ts';
import { jobAnswer, jobRow, PACKAGE, PAGE, packageAnswer, startedAnswer, toolingPage } from './package-answers.ts';

export const BASE = '/data/foundation/exim';
export const SERVICE = 'Sandbox Tooling';
export const READ = needs('packages', 'read', 'manage-package');
export const WRITE = needs('packages', 'write', 'manage-package');
const DELETE = needs('packages', 'delete', 'manage-package');
const PATH = `${BASE}/packages`;
const ONE = `${PATH}/:packageId`;
const MOST_DAYS = 3_650;
const MISSING = { 404: { description: 'No such package.' } };
const STARTED = Type.Object({ name: Type.String(), type: Type.String(), jobId: Type.String() });
const ARTIFACT = Type.Object({ id: Type.String(), type: Type.String(), title: Type.Optional(Type.String()) });
const TARGET = Type.Object({ targetSandbox: Type.String() });
const NAMED = Type.Object({ id: Type.String(), type: Type.String(), title: Type.String() });
const CONFLICT = Type.Object({
  artifact: Type.Object({ ...NAMED.properties, found: Type.Boolean() }),
  suggestionList: Type.Array(NAMED),
});
const PERMISSIONS = Type.Object({
  permissionResponse: Type.Array(Type.Object({ artifactID: Type.String(), creationAllowed: Type.Boolean() })),
});
const STANDING = {
  jobStatus: Type.String(),
  snapshotId: Type.Optional(Type.String()),
  progress: Type.Optional(Type.Integer({ description: 'Percent done, while the job is under way.' })),
  message: Type.Optional(Type.String()),
  phrase: Type.Optional(Type.Unknown()),
};
const JOB_ROW = Type.Object({
  id: Type.String(),
  name: Type.String(),
  created: Type.Integer(),
  updated: Type.Integer(),
  requestType: Type.String(),
  targetSandbox: Type.String(),
  ...STANDING,
});
const JOB = Type.Object({
  object: Type.Object({
    ...STANDING,
    completedTasks: Type.Array(Type.Object({ taskType: Type.String(), artifact: NAMED })),
  }),
});

type Body = Readonly<Record<string, unknown>>;

function artifactsIn(body: Body): readonly WantedArtifact[] {
  const list = body.artifacts ?? [];
  if (!Array.isArray(list)) throw badBody('/artifacts', sayOfAccess('package-artifacts'));
  return list.map((one, index) => {
    const artifact = objectOf(one);
    const { type } = artifact;
    if (!isArtifactType(type))
      throw badBody(
        `/artifacts/${index}/type`,
        sayOfAccess('package-artifact-types', { known: ARTIFACT_TYPES.join(', ') }),
      );
    const title = optionalText(artifact, 'title');
    return { id: textOf(artifact, 'id'), type, found: false, ...(title === undefined ? {} : { title }) };
  });
}

/** A moment as text or epoch milliseconds, later than now; 90 days from now when none is sent. */
function expiryIn({ expiry }: Body, now: number): number {
  if (expiry === undefined || expiry === null) return now + EXPIRY_MS;
  const at = typeof expiry === 'number' ? expiry : Date.parse(String(expiry));
  if (!(at > now && at <= now + MOST_DAYS * 86_400_000))
    throw badBody('/expiry', sayOfAccess('package-expiry', { most: MOST_DAYS }));
  return at;
}

/** The package is of the caller's sandbox: objects are read there with the permissions held there. */
function checkSource({ scope }: Call, { sourceSandbox }: Body): void {
  if (sourceSandbox === undefined || sourceSandbox === null) return;
  const { name, imsOrgId } = objectOf(sourceSandbox);
  if (name !== scope.sandbox || (imsOrgId !== undefined && imsOrgId !== scope.org))
    throw badBody('/sourceSandbox', sayOfAccess('package-source', { sandbox: scope.sandbox }));
}

function same(a: WantedArtifact, b: WantedArtifact): boolean {
  return a.id === b.id && a.type === b.type;
}

/** A draft after one of the documented actions. */
function changed(body: PackageBody, given: Body, now: number): PackageBody {
  const artifacts = artifactsIn(given);
  if (given.action !== 'UPDATE' && body.packageType === 'FULL') throw badBody('/action', sayOfAccess('package-full'));
  const draft = { ...body, status: 'DRAFT', expiry: expiryIn(given, now) } as const;
  switch (given.action) {
    case 'ADD':
      return {
        ...draft,
        artifacts: [...body.artifacts.filter((one) => !artifacts.some((other) => same(one, other))), ...artifacts],
      };
    case 'DELETE':
      return { ...draft, artifacts: body.artifacts.filter((one) => !artifacts.some((other) => same(one, other))) };
    case 'UPDATE':
      return {
        ...draft,
        name: textOf(given, 'name'),
        description: optionalText(given, 'description') ?? body.description,
      };
    default:
      throw badBody('/action', sayOfAccess('package-actions'));
  }
}

function daysIn({ expiryPeriod }: Call['query']): number | undefined {
  if (expiryPeriod === undefined) return undefined;
  const days = Number(expiryPeriod);
  if (!Number.isInteger(days) || days < 1 || days > MOST_DAYS)
    throw badQuery(sayOfAccess('package-days', { most: MOST_DAYS }));
  return days;
}

function targetIn({ query }: Call): string {
  if (typeof query.targetSandbox !== 'string' || query.targetSandbox === '')
    throw badQuery(sayOfAccess('access-needed', { name: 'targetSandbox' }));
  return query.targetSandbox;
}

function wishIn({ scope, body }: Call): ImportWish {
  const given = objectOf(body);
  const destination = objectOf(given.destinationSandbox);
  if (destination.imsOrgId !== undefined && destination.imsOrgId !== scope.org)
    throw badBody('/destinationSandbox/imsOrgId', sayOfAccess('package-by-transfer'));
  const alternatives = Object.entries(objectOf(given.alternatives ?? {})).map(([artifactId, one]) => {
    const other = objectOf(one);
    return [artifactId, { id: textOf(other, 'id'), type: textOf(other, 'type') }] as const;
  });
  const [name, description] = [optionalText(given, 'name'), optionalText(given, 'description')];
  return {
    packageId: textOf(given, 'id'),
    target: textOf(destination, 'name'),
    alternatives: Object.fromEntries(alternatives),
    ...(name === undefined ? {} : { name }),
    ...(description === undefined ? {} : { description }),
  };
}

/** Members of a list that have what the query asks for by name. */
function having<T extends object>(
  all: readonly T[],
  query: Call['query'],
  names: readonly (keyof T & string)[],
): readonly T[] {
  return all.filter((one) => names.every((name) => query[name] === undefined || query[name] === one[name]));
}

/** Packages and their jobs (page "Sandbox tooling: packages endpoint"). `clock` gives the time drafts expire from. */
export function packageRoutes(tooling: Tooling, clock: () => number): readonly Route[] {
  const common = { service: SERVICE } as const;
  return [
    route({
      ...common,
      id: 'listPackages',
      method: 'GET',
      path: PATH,
      summary:
        'Packages of the sandboxes in which the caller manages packages; status, property (status==DRAFT,PUBLISHED), orderBy, start, limit.',
      access: READ,
      responses: {
        200: { description: 'A page of packages.', schema: Type.Object({ ...PAGE, data: Type.Array(PACKAGE) }) },
      },
      async handle(call: Call) {
        const all = (await tooling.list(call)).map(packageAnswer);
        return { body: toolingPage(having(all, call.query, ['status', 'packageType']), call.query, PATH) };
      },
    }),
    route({
      ...common,
      id: 'createPackage',
      method: 'POST',
      path: PATH,
      summary: 'Drafts a package of this sandbox: PARTIAL of named artifacts, FULL of everything.',
      access: WRITE,
      body: Type.Object({
        name: Type.String(),
        packageType: Type.String(),
        description: Type.Optional(Type.String()),
        artifacts: Type.Optional(Type.Array(ARTIFACT)),
      }),
      responses: { 201: { description: 'The draft.', schema: PACKAGE }, 409: { description: 'The name is in use.' } },
      async handle(call: Call) {
        const given = objectOf(call.body);
        checkSource(call, given);
        const { packageType } = given;
        if (packageType !== 'PARTIAL' && packageType !== 'FULL')
          throw badBody('/packageType', sayOfAccess('package-types'));
        const artifacts = artifactsIn(given);
        if (packageType === 'FULL' && artifacts.length > 0) throw badBody('/artifacts', sayOfAccess('package-full'));
        const draft = {
          name: textOf(given, 'name'),
          description: optionalText(given, 'description') ?? '',
          packageType,
          expiry: expiryIn(given, clock()),
          artifacts,
        } as const;
        return { status: 201, body: packageAnswer(await tooling.create(call, draft)) };
      },
    }),
    route({
      ...common,
      id: 'updatePackage',
      method: 'PUT',
      path: PATH,
      summary: 'Changes a draft by `action`: ADD or DELETE artifacts, UPDATE name and description.',
      access: WRITE,
      body: Type.Object({
        id: Type.String(),
        action: Type.String(),
        artifacts: Type.Optional(Type.Array(ARTIFACT)),
        name: Type.Optional(Type.String()),
        description: Type.Optional(Type.String()),
      }),
      responses: { 201: { description: 'The draft.', schema: PACKAGE }, ...MISSING },
      async handle(call: Call) {
        const given = objectOf(call.body);
        checkSource(call, given);
        const stored = await tooling.change(call, textOf(given, 'id'), (body) => changed(body, given, clock()));
        return { status: 201, body: packageAnswer(stored) };
      },
    }),
    route({
      ...common,
      id: 'updatePackageVisibility',
      method: 'PUT',
      path: `${PATH}/update`,
      summary: 'Makes a package public: every organisation of the installation may take it.',
      access: WRITE,
      body: Type.Object({ id: Type.String(), action: Type.String(), packageVisibility: Type.String() }),
      responses: { 202: { description: 'The package.', schema: PACKAGE }, ...MISSING },
      async handle(call: Call) {
        const given = objectOf(call.body);
        if (given.action !== 'UPDATE')
          throw badBody('/action', sayOfAccess('access-only-action', { action: 'UPDATE' }));
        if (given.packageVisibility !== 'PUBLIC') throw badBody('/packageVisibility', sayOfAccess('package-public'));
        return { status: 202, body: packageAnswer(await tooling.makePublic(call, textOf(given, 'id'))) };
      },
    }),
    route({
      ...common,
      id: 'getPackage',
      method: 'GET',
      path: ONE,
      summary: 'One package.',
      access: READ,
      responses: { 200: { description: 'The package.', schema: PACKAGE }, ...MISSING },
      handle: async (call: Call) => ({ body: packageAnswer(await tooling.get(call, call.params.packageId!)) }),
    }),
    route({
      ...common,
      id: 'deletePackage',
      method: 'DELETE',
      path: ONE,
      summary: 'Deletes a package; what was imported from it stays.',
      access: DELETE,
      responses: { 200: { description: 'Deleted.', schema: Type.Object({ reason: Type.String() }) }, ...MISSING },
      async handle(call: Call) {
        await tooling.remove(call, call.params.packageId!);
        return { body: { reason: `Package ${call.params.packageId} deleted` } };
      },
    }),
    route({
      ...common,
      id: 'createPackageExport',
      method: 'GET',
      path: `${ONE}/export`,
      summary:
        'Publishes a package: takes a copy of its objects and of everything they need, which stays as it is; expiryPeriod in days.',
      access: WRITE,
      query: Type.Object({ expiryPeriod: Type.Optional(Type.Integer()) }),
      responses: { 200: { description: 'The job.', schema: STARTED }, ...MISSING },
      async handle(call: Call) {
        const { stored, job } = await tooling.publish(call, call.params.packageId!, daysIn(call.query));
        return { body: startedAnswer(stored, job) };
      },
    }),
    route({
      ...common,
      id: 'listPackageConflicts',
      method: 'GET',
      path: `${ONE}/import`,
      summary:
        'Artifacts of a published package with what targetSandbox has already: the same object, which an import would use, and others of the same title.',
      access: READ,
      query: TARGET,
      responses: { 200: { description: 'The artifacts.', schema: Type.Array(CONFLICT) }, ...MISSING },
      async handle(call: Call) {
        const found = await tooling.conflicts(call, call.params.packageId!, targetIn(call));
        return {
          body: found.map(({ artifact, same: there, suggestions, parent }) => ({
            artifact: {
              ...artifact,
              found: there !== undefined,
              count: there === undefined ? 0 : 1,
              messages:
                there === undefined
                  ? []
                  : [{ status: 'FOUND', attempt: 1, message: `Found object with ID: ${there.id}` }],
            },
            suggestionList: suggestions.map(({ id, type, title }) => ({ id, type, title, found: true, count: 1 })),
            parentID: parent,
          })),
        };
      },
    }),
    route({
      ...common,
      id: 'createPackageImport',
      method: 'PUT',
      path: `${PATH}/import`,
      summary:
        'Begins a job that makes what destinationSandbox does not have of a published package and overwrites nothing; alternatives name objects of the target to use instead.',
      access: WRITE,
      body: Type.Object({
        id: Type.String(),
        destinationSandbox: Type.Object({ name: Type.String(), imsOrgId: Type.Optional(Type.String()) }),
        alternatives: Type.Optional(Type.Record(Type.String(), ARTIFACT)),
      }),
      responses: { 202: { description: 'The job.', schema: STARTED }, ...MISSING },
      async handle(call: Call) {
        const { stored, job } = await tooling.import(call, wishIn(call));
        return { status: 202, body: startedAnswer(stored, job) };
      },
    }),
    route({
      ...common,
      id: 'listPackageDependencies',
      method: 'POST',
      path: `${ONE}/children`,
      summary: 'What the given artifacts of a published package need directly.',
      access: READ,
      body: Type.Array(ARTIFACT),
      responses: {
        201: { description: 'The artifacts with their children.', schema: Type.Array(Type.Unknown()) },
        ...MISSING,
      },
      async handle(call: Call) {
        if (!Array.isArray(call.body) || call.body.length > 500) throw badBody('', sayOfAccess('package-most-asked'));
        const { contents } = await tooling.contents(call, call.params.packageId!);
        const body = call.body.map((one, index) => {
          const { id, type } = objectOf(one);
          const found = contents.find((content) => content.id === id && content.type === type);
          if (found === undefined) throw badBody(`/${index}`, sayOfAccess('package-no-such-artifact'));
          return { id, title: found.title, type, children: found.children };
        });
        return { status: 201, body };
      },
    }),
    route({
      ...common,
      id: 'getPackagePayload',
      method: 'GET',
      path: `${PATH}/payload/:packageId`,
      summary: 'What another organisation sends to take a public package (pullRequest).',
      access: READ,
      responses: {
        200: {
          description: 'The payload.',
          schema: Type.Object({ imsOrgId: Type.String(), packageId: Type.String() }),
        },
        ...MISSING,
      },
      async handle(call: Call) {
        const { id, scope, body } = await tooling.get(call, call.params.packageId!);
        if (body.status !== 'PUBLISHED') throw packageState(sayOfAccess('package-unpublished'));
        return { body: { imsOrgId: scope.org, packageId: id } };
      },
    }),
    route({
      ...common,
      id: 'checkPackagePermissions',
      method: 'GET',
      path: `${PATH}/preflight/:packageId/export`,
      summary:
        'For each artifact of a published package: what making it in targetSandbox asks for, and what of it the caller lacks.',
      access: READ,
      query: TARGET,
      responses: { 200: { description: 'The permissions.', schema: PERMISSIONS }, ...MISSING },
      async handle(call: Call) {
        const [packageID, targetSandboxName] = [call.params.packageId!, targetIn(call)];
        const resources = (resource: string, actions: readonly string[]) => ({
          resources: actions.length === 0 ? [] : [{ palmResourceType: resource, resourcePermissions: actions }],
        });
        const found = await tooling.permissions(call, packageID, targetSandboxName);
        const permissionResponse = found.map(({ id, type, resource, required, missing }) => ({
          artifactID: id,
          artifactType: type,
          requiredPermissions: resources(resource, required),
          missingPermissions: resources(resource, missing),
          creationAllowed: missing.length === 0,
        }));
        return { body: { packageID, targetSandboxName, permissionResponse } };
      },
    }),
    route({
      ...common,
      id: 'listPackageJobs',
      method: 'GET',
      path: `${PATH}/jobs`,
      summary:
        'Exports and imports; requestType, jobStatus, jobType, targetSandbox, snapshotId, orderBy, start, limit.',
      access: READ,
      responses: {
        200: { description: 'A page of jobs.', schema: Type.Object({ ...PAGE, data: Type.Array(JOB_ROW) }) },
      },
      async handle(call: Call) {
        const all = (await tooling.jobs(call)).map(jobRow);
        const asked = having(all, call.query, ['requestType', 'jobStatus', 'jobType', 'targetSandbox', 'snapshotId']);
        const query = { ...call.query, orderBy: call.query.orderBy ?? '-created' };
        return { body: toolingPage(asked, query, `${PATH}/jobs`) };
      },
    }),
    route({
      ...common,
      id: 'getPackageJob',
      method: 'GET',
      path: `${BASE}/tools/job/:jobId`,
      summary: 'One export or import: how far it is, and once it is over what became of each artifact.',
      access: READ,
      responses: { 200: { description: 'The job.', schema: JOB }, 404: { description: 'No such job.' } },
      handle: async (call: Call) => ({ body: jobAnswer(await tooling.job(call, call.params.jobId!)) }),
    }),
  ];
}
