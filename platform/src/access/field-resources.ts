import type { Access } from '../kernel/index.ts';

/** Types of resources that hold neither names nor values of fields. Every other one may. */
const WITHOUT_FIELDS: ReadonlySet<string> = new Set([
  'access-control',
  'alerts',
  'audit-log',
  'dashboards',
  'identity-namespaces',
  'identity-settings',
  'organisations',
  'reset-sandboxes',
  'sandboxes',
]);

/** Can a route of this access answer with names or values of fields? Routes for everybody and for every member cannot. */
export function holdsFields(access: Access): boolean {
  return access.kind === 'permission' && !WITHOUT_FIELDS.has(access.resource);
}
