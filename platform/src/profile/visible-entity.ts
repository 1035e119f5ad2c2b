import type { FieldView } from '../kernel/index.ts';
import type { Entity } from './merge.ts';

type Members = Record<string, unknown>;

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function without<T>(map: Readonly<Record<string, T>>, isSeen: (name: string) => boolean): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(map).filter(([name]) => isSeen(name)));
}

/** Memberships, by namespace and audience, of audiences somebody sees. */
export function seenMemberships<T>(
  memberships: Readonly<Record<string, Readonly<Record<string, T>>>>,
  { seesAudience }: FieldView,
): Readonly<Record<string, Readonly<Record<string, T>>>> {
  return Object.fromEntries(
    Object.entries(memberships).map(([namespace, audiences]) => [namespace, without(audiences, seesAudience)]),
  );
}

/** An identity map without the namespaces that hidden fields carry. */
export function visibleIdentities<T>(
  map: Readonly<Record<string, T>>,
  { namespaces }: FieldView,
): Readonly<Record<string, T>> {
  return without(map, (code) => !namespaces.has(code.toLowerCase()));
}

/**
 * A profile or an event as somebody sees it: without hidden fields, without identities of namespaces that hidden fields carry,
 * and without memberships of audiences they do not see. The very entity when nothing is hidden.
 */
export function visibleEntity(entity: Entity, fields: FieldView): Entity {
  if (fields.whole) return entity;
  const seen = { ...(fields.anywhere.without(entity) as Members) };
  const { identityMap, segmentMembership } = seen;
  if (isMembers(identityMap)) seen.identityMap = visibleIdentities(identityMap, fields);
  if (isMembers(segmentMembership))
    seen.segmentMembership = seenMemberships(segmentMembership as Readonly<Record<string, Members>>, fields);
  return seen;
}
