import { Type } from 'typebox';
import type { Call } from '../../../kernel/index.ts';
import { pageOf } from '../../listing.ts';
import type { PackageTask, StoredJob } from '../../packages/package-job.ts';
import type { StoredPackage } from '../../packages/stored-package.ts';

export const PACKAGE = Type.Object({
  id: Type.String(),
  version: Type.Integer(),
  createdDate: Type.Integer(),
  modifiedDate: Type.Integer(),
  name: Type.String(),
  description: Type.String(),
  imsOrgId: Type.String(),
  packageType: Type.String(),
  expiry: Type.Integer(),
  publishDate: Type.Optional(Type.Integer()),
  status: Type.String(),
  packageVisibility: Type.String(),
  artifactsList: Type.Array(
    Type.Object({
      id: Type.String(),
      type: Type.String(),
      title: Type.Optional(Type.String()),
      found: Type.Boolean(),
    }),
  ),
  sourceSandbox: Type.Object({ name: Type.String(), imsOrgId: Type.String() }),
});
export const PAGE = {
  totalElements: Type.Integer(),
  currentPage: Type.Integer(),
  totalPages: Type.Integer(),
  hasPreviousPage: Type.Boolean(),
  hasNextPage: Type.Boolean(),
};

/** A package as the pages show one. */
export function packageAnswer({ id, version, body, createdAt, updatedAt, createdBy, updatedBy, scope }: StoredPackage) {
  const { artifacts, source, visibility, payload: _, contents: __, ...rest } = body;
  return {
    id,
    version: version - 1,
    createdDate: createdAt,
    modifiedDate: updatedAt,
    createdBy,
    modifiedBy: updatedBy,
    tenantId: scope.tenant,
    imsOrgId: scope.org,
    ...rest,
    packageVisibility: visibility,
    artifactsList: artifacts.map(({ found, ...artifact }) => ({ ...artifact, found, count: found ? 1 : 0 })),
    sourceSandbox: source,
  };
}

/** What an export or import answers at once. */
export function startedAnswer({ body }: StoredPackage, job: StoredJob) {
  const { name, description, target } = job.body;
  return {
    name,
    description,
    visibility: 'TENANT',
    sourceSandbox: body.source,
    ...(target === undefined ? {} : { destinationSandbox: target }),
    type: body.packageType,
    correlationId: job.id,
    jobId: job.id,
  };
}

/** A job in a list. */
export function jobRow(job: StoredJob) {
  const { id, body, createdAt, updatedAt, createdBy } = job;
  return {
    id,
    name: body.name,
    description: body.description,
    created: createdAt,
    updated: updatedAt,
    jobType: 'NEW',
    requestType: body.requestType,
    packageType: body.packageType,
    jobStatus: body.jobStatus,
    visibility: 'TENANT',
    sourceSandBox: body.source?.name ?? '',
    targetSandbox: body.target?.name ?? '',
    createdBy,
    ...standing(job),
  };
}

/** How a job stands beyond its documented status: percent done while it is under way, why it failed; and the package it is of. */
function standing({ body: { packageId, message, phrase }, progress }: StoredJob) {
  return {
    ...(packageId === undefined ? {} : { snapshotId: packageId }),
    ...(progress === undefined ? {} : { progress }),
    ...(message === undefined ? {} : { message }),
    ...(phrase === undefined ? {} : { phrase }),
  };
}

/** A job by itself. */
export function jobAnswer(job: StoredJob & { readonly tasks: readonly PackageTask[] }) {
  const { id, body, createdAt, updatedAt, scope, tasks } = job;
  const task = ({ taskType, artifact }: PackageTask) => ({
    taskType,
    taskStatus: 'SUCCESS',
    artifact: { ...artifact, found: taskType === 'USE', count: 1, messages: [] },
  });
  const replaced = tasks.flatMap(({ artifact }) =>
    artifact.newId === undefined ? [] : [[artifact.id, artifact.newId]],
  );
  return {
    status: 'OK',
    type: 'SUCCESS',
    message: `Job with ID: ${id} found`,
    object: {
      id,
      name: body.name,
      description: body.description,
      visibility: 'TENANT',
      requestType: body.requestType,
      createdTimestamp: createdAt,
      modifiedTimestamp: updatedAt,
      type: body.packageType,
      jobStatus: body.jobStatus,
      jobType: 'NEW',
      imsOrgId: scope.org,
      ...(body.source === undefined ? {} : { sourceSandbox: body.source }),
      ...(body.target === undefined ? {} : { destinationSandbox: body.target }),
      ...standing(job),
      completedTasks: tasks.map(task),
      importReplacementMap: Object.fromEntries(replaced),
    },
  };
}

/** Part of a list in the shape the lists of this service share: 20 at a time; `orderBy` as `asc:name` or `-name`. */
export function toolingPage(all: readonly object[], query: Call['query'], href: string) {
  const order = String(query.orderBy ?? '-createdDate')
    .replace(/^asc:/, '')
    .replace(/^desc:/, '-');
  const { items, _page } = pageOf(all, { ...query, limit: query.limit ?? '20', orderBy: order }, href);
  const { limit, start, totalCount, next } = _page as {
    limit: number;
    start: number;
    totalCount: number;
    next: unknown;
  };
  return {
    totalElements: totalCount,
    currentPage: Math.floor(start / limit),
    totalPages: Math.ceil(totalCount / limit),
    hasPreviousPage: start > 0,
    hasNextPage: next !== null,
    data: items,
  };
}
