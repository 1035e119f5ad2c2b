import { type Field, mergeFields, unionOf } from '@meniscus/languages/xdm';
import { displayInfosOf, displayInfosOfAll, withDisplayInfos } from './display-info.ts';
import { SYSTEM_PARTS } from './render-resource.ts';
import type { View } from './view.ts';

const EVENTS = 'https://ns.adobe.com/xdm/data/record-timeseries-events';
const EVENT_CLASS = 'https://ns.adobe.com/xdm/context/experienceevent';

/**
 * The tree of a class's union: the class itself, all schemas tagged for it, and the system fields (`identityMap`,
 * `segmentMembership`, and `timeSeriesEvents` for records; page "Unions endpoint"). A union exists for every class; without
 * members it shows the class and the system fields. Undefined when there is no such class.
 */
export function unionRoot(classId: string, view: View): Field | undefined {
  const root = attributesRoot(classId, view);
  const isEvent = view.behaviorOf(view.resolve(view.idOf(classId)) ?? {}) === 'time-series';
  return root === undefined || isEvent ? root : withEvents(root, view);
}

/**
 * The same without `timeSeriesEvents`: what an entity of the class says of itself. Events stand beside a profile, in rules as
 * `xEvent`; only exports put them into it. Undefined when there is no such class.
 */
export function attributesRoot(classId: string, view: View): Field | undefined {
  const id = view.idOf(classId);
  const base = view.kindOf(id) === 'classes' ? view.composition(id)?.root : undefined;
  if (base === undefined) return undefined;
  const system = SYSTEM_PARTS.map((part) => view.composition(part)?.root ?? { type: 'object' as const });
  const { title, description } = base;
  const root = classRoot(id, view);
  const whole = system.reduce((sum, part) => mergeFields(sum, part, '', []), root);
  return { ...whole, ...(title === undefined ? {} : { title }), ...(description === undefined ? {} : { description }) };
}

/** The class and its members in one tree, under the names and with the values the members give to standard fields. */
function classRoot(classId: string, view: View): Field {
  const members = view.unionMembers(classId).flatMap(({ body: { $id } }) => {
    const root = view.composition($id)?.root;
    return root === undefined ? [] : [{ root, infos: displayInfosOf(view.descriptorsOf($id)) }];
  });
  const base = view.composition(classId)?.root;
  const { root } = unionOf([...(base === undefined ? [] : [base]), ...members.map((member) => member.root)]);
  return withDisplayInfos(root, displayInfosOfAll(members));
}

/** The events a profile can have are of any class of events. */
function withEvents(root: Field, view: View): Field {
  const isEventClass = (id: string) => view.behaviorOf(view.resolve(id) ?? {}) === 'time-series';
  const classes = new Set([EVENT_CLASS, ...view.unionClasses().filter(isEventClass)]);
  const { timeSeriesEvents } = view.composition(EVENTS)?.root.fields ?? {};
  const events: Field = {
    type: 'array',
    ...timeSeriesEvents,
    items: unionOf([...classes].map((id) => classRoot(id, view))).root,
  };
  return { ...root, fields: { ...root.fields, timeSeriesEvents: events } };
}
