import { needs } from '../kernel/index.ts';

/** Access of the routes that administer access: roles, policies, people, groups, credentials. */
export const READ = needs('access-control', 'read', 'view-access-control', 'manage-access-control');
export const WRITE = needs('access-control', 'write', 'manage-access-control');
export const DELETE = needs('access-control', 'delete', 'manage-access-control');
