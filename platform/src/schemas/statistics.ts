import type { Scope } from '../kernel/index.ts';
import { listedOf } from './containers.ts';
import type { Listed } from './listing.ts';
import { KINDS, segmentOf } from './resource.ts';
import type { View } from './view.ts';

/** Resources named as recent. */
const RECENT = 10;

function newest(all: readonly Listed[], by: 'created' | 'updated'): readonly Listed['head'][] {
  return [...all]
    .sort((a, b) => b[by] - a[by])
    .slice(0, RECENT)
    .map(({ head }) => head);
}

/** What `/stats` answers: tenant id, counts, recent resources, schemas per class (page "Schema Registry API: getting started"). */
export function statisticsOf(view: View, scope: Scope): Readonly<Record<string, unknown>> {
  const all = KINDS.flatMap((kind) => listedOf('tenant', kind, view, scope));
  const counts = Object.fromEntries(
    KINDS.map((kind) => [segmentOf(kind), listedOf('tenant', kind, view, scope).length]),
  );
  return {
    imsOrg: scope.org,
    tenantId: scope.tenant,
    counts: { ...counts, unions: view.unionClasses().length },
    recentlyCreatedResources: newest(all, 'created'),
    recentlyUpdatedResources: newest(all, 'updated'),
    classUsage: classUsage(view),
  };
}

function classUsage(view: View): readonly unknown[] {
  const schemas = view.resources.filter(({ body }) => body.kind === 'schemas');
  const byClass = Map.groupBy(schemas, ({ body }) => view.classOf(body.content) ?? '');
  return [...byClass]
    .filter(([classId]) => classId !== '')
    .map(([classId, members]) => ({
      $id: classId,
      title: view.resolve(classId)?.title ?? '',
      numberOfSchemas: members.length,
      schemas: members.map(({ body }) => ({
        $id: body.$id,
        title: body.content.title,
        description: body.content.description ?? '',
      })),
    }));
}
