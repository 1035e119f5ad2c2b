import { type Field, mergeFields, unionOf } from '@meniscus/languages/xdm';
import { SYSTEM_PARTS } from './render-resource.ts';
import type { View } from './view.ts';

const TIME_SERIES = 'https://ns.adobe.com/xdm/data/record-timeseries-events';

/**
 * The tree of a class's union: the class itself, all schemas tagged for it, and the system fields (`identityMap`,
 * `segmentMembership`, and `timeSeriesEvents` for records; page "Unions endpoint"). A union exists for every class; without
 * members it shows the class and the system fields. Undefined when there is no such class.
 */
export function unionRoot(classId: string, view: View): Field | undefined {
  const id = view.idOf(classId);
  const base = view.kindOf(id) === 'classes' ? view.composition(id)?.root : undefined;
  if (base === undefined) return undefined;
  const events = view.behaviorOf(view.resolve(id) ?? {}) === 'time-series' ? [] : [TIME_SERIES];
  const system = [...SYSTEM_PARTS, ...events].map(
    (part) => view.composition(part)?.root ?? { type: 'object' as const },
  );
  const members = view.unionMembers(id).map(({ body }) => view.composition(body.$id)?.root ?? base);
  const { title, description } = base;
  const { root } = unionOf([base, ...members]);
  const whole = system.reduce((sum, part) => mergeFields(sum, part, '', []), root);
  return { ...whole, ...(title === undefined ? {} : { title }), ...(description === undefined ? {} : { description }) };
}
