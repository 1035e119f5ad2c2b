import type { FieldView } from '../kernel/index.ts';
import type { Entity } from './merge.ts';

type Members = Readonly<Record<string, unknown>>;

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function without(map: unknown, isSeen: (name: string) => boolean): unknown {
  return isMembers(map) ? Object.fromEntries(Object.entries(map).filter(([name]) => isSeen(name))) : map;
}

function seenMemberships(memberships: unknown, { seesAudience }: FieldView): unknown {
  if (!isMembers(memberships)) return memberships;
  return Object.fromEntries(
    Object.entries(memberships).map(([namespace, audiences]) => [namespace, without(audiences, seesAudience)]),
  );
}

/**
 * A profile or an event as somebody sees it: without hidden fields, without identities of namespaces that hidden fields carry,
 * and without memberships of audiences they do not see. The very entity when nothing is hidden.
 */
export function visibleEntity(entity: Entity, fields: FieldView): Entity {
  if (fields.whole) return entity;
  const seen = { ...(fields.anywhere.without(entity) as Members) };
  if ('identityMap' in seen)
    seen.identityMap = without(seen.identityMap, (code) => !fields.namespaces.has(code.toLowerCase()));
  if ('segmentMembership' in seen) seen.segmentMembership = seenMemberships(seen.segmentMembership, fields);
  return seen;
}
