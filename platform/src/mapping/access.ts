import { type Access, needs } from '../kernel/index.ts';

/** Path prefix and what route ids end with, so that both bases have unique ones. */
export interface Base {
  readonly path: string;
  readonly suffix: string;
}

export const SERVICE = 'Data Prep';

/**
 * AEP has no permission of its own for Data Prep: mapping is a step of setting up a source, so whoever may see sources may
 * see mapping sets and whoever may manage sources may change them (resource type of connections).
 */
export const READ: Access = needs('connections', 'read', 'view-sources', 'manage-sources');
export const WRITE: Access = needs('connections', 'write', 'manage-sources');
