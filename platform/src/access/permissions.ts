/** A permission as people grant it, with the low-level rights it carries. */
export interface Permission {
  /** Stable slug, e.g. `view-sources`. */
  readonly slug: string;
  readonly name: string;
  readonly category: string;
  /** Resource type to actions. */
  readonly grants: Readonly<Record<string, readonly Action[]>>;
}

export type Action = 'read' | 'write' | 'delete';

const READ = ['read'] as const;
const ALL = ['read', 'write', 'delete'] as const;

type Row = readonly [name: string, grants: Permission['grants'], slug?: string];

function schemaGrants(actions: readonly Action[]): Permission['grants'] {
  const types = ['schemas', 'classes', 'mixins', 'data-types', 'identity-descriptors', 'relationship-descriptors'];
  return Object.fromEntries(types.map((type) => [type, actions]));
}

function datasetGrants(actions: readonly Action[]): Permission['grants'] {
  return Object.fromEntries(['connections', 'datasets', 'dataset-data', 'dule-labels'].map((type) => [type, actions]));
}

/** Permissions by category (page "Access control permissions"). The slug is made of the name unless the pages use another. */
const CATALOGUE: Readonly<Record<string, readonly Row[]>> = {
  Alerts: [
    ['View Alerts History', { alerts: READ }],
    ['Resolve Alerts', { alerts: ['write'] }],
    ['View Alerts', { alerts: READ }],
    ['Manage Alerts', { alerts: ALL }],
  ],
  'Computed Attributes': [
    ['View Computed attributes', { 'profile-configs': READ }],
    ['Manage Computed attributes', { 'profile-configs': ALL }],
  ],
  'Data Hygiene': [
    ['View Data Hygiene', { hygiene: READ }],
    ['Manage Data Hygiene', { hygiene: ALL }],
  ],
  'Data Modeling': [
    ['Manage Schemas', schemaGrants(ALL)],
    ['View Schemas', schemaGrants(READ)],
    ['Manage Relationships', { 'relationship-descriptors': ALL }],
    ['Manage Identity Metadata', { 'identity-descriptors': ALL }],
  ],
  'Data Management': [
    ['Manage Datasets', { ...datasetGrants(ALL), schemas: READ }],
    ['View Datasets', { ...datasetGrants(READ), schemas: READ }],
    [
      'Data Monitoring',
      { monitoring: READ, datasets: READ, 'dataset-data': READ, connections: READ },
      'view-monitoring-dashboard',
    ],
  ],
  'Profile Management': [
    [
      'Manage Profiles',
      {
        datasets: ['read', 'write'],
        'profile-configs': ALL,
        'profile-datasets': ALL,
        profiles: ALL,
        schemas: READ,
        'segment-jobs': ['write'],
        segments: ALL,
      },
    ],
    [
      'View Profiles',
      {
        datasets: READ,
        'profile-configs': READ,
        'profile-datasets': ALL,
        profiles: READ,
        schemas: READ,
        segments: READ,
      },
    ],
    ['Manage Segments', { segments: ALL, 'segment-jobs': ALL }],
    ['View Segments', { segments: READ }],
    ['Manage Merge Policies', { 'profile-configs': ALL }],
    ['View Merge Policies', { 'profile-configs': READ }],
    ['Export Audience for Segment', { segments: READ, 'segment-jobs': ['write'] }, 'export-audience-for-segments'],
    ['Evaluate a Segment to an Audience', { 'segment-jobs': ALL }],
  ],
  'Identity Management': [
    ['Manage Identity Namespaces', { 'identity-namespaces': ALL }],
    ['View Identity Namespaces', { 'identity-namespaces': READ }],
    ['View Identity Graph', { 'identity-graph': READ }],
    ['View Identity Settings', { 'identity-settings': READ }],
    ['Edit Identity Settings', { 'identity-settings': ALL, 'identity-graph': ['read', 'write'] }],
  ],
  'Sandbox Administration': [
    ['Manage Sandboxes', { sandboxes: ALL }],
    ['View Sandboxes', { sandboxes: READ }],
    ['Reset a Sandbox', { 'reset-sandboxes': ['read', 'write'] }, 'reset-sandboxes'],
    ['Manage Packages', { packages: ALL }, 'manage-package'],
  ],
  Destinations: [
    ['Manage Destinations', { destinations: ALL }],
    ['View Destinations', { destinations: READ }],
    ['Activate Destinations', { destinations: ['read', 'write'] }],
    ['Activate Segment without Mapping', { destinations: ['read', 'write'] }],
    ['Manage and Activate Dataset Destinations', { destinations: ALL }],
    ['Destination Authoring', { destinations: ALL }],
  ],
  'Data Ingestion': [
    ['Manage Sources', { connections: ALL }],
    ['View Sources', { connections: READ }],
    ['Manage Audience Share Connections', { connections: ALL }],
    ['Manage Audience Share', { segments: ['read', 'write'] }],
  ],
  'Data Science Workspace': [['Manage Data Science Workspace', {}]],
  'Data Governance': [
    ['Apply Data Usage Labels', { 'dule-labels': ALL }],
    ['Manage Data Usage Policies', { 'dule-policies': ALL }],
    ['View Data Usage Policies', { 'dule-policies': READ }],
    ['View User Activity Log', { 'audit-log': READ }],
  ],
  Dashboards: [
    ['View License Usage Dashboard', { dashboards: READ }],
    ['Manage Standard Dashboards', { dashboards: ALL }],
  ],
  'Query Service': [
    // A query reads what it asks for.
    ['Manage Queries', { queries: ALL, 'dataset-data': READ }],
    ['Manage Query Service Integration', { 'query-integrations': ALL }],
  ],
  // AEP leaves these to the product administrator and gives them no name; ours are permissions like the others.
  Administration: [
    ['Manage Access Control', { 'access-control': ALL }],
    ['View Access Control', { 'access-control': READ }],
    ['Manage Organisations', { organisations: ALL }],
  ],
};

/** All permissions. */
export const PERMISSIONS: readonly Permission[] = Object.entries(CATALOGUE).flatMap(([category, rows]) =>
  rows.map(([name, grants, slug]) => ({
    name,
    category,
    grants,
    slug: slug ?? name.toLowerCase().replaceAll(' ', '-'),
  })),
);

const BY_SLUG = new Map(PERMISSIONS.map((permission) => [permission.slug, permission]));

/** Does a permission of this slug exist? Asked of every route at start. */
export function isPermission(slug: string): boolean {
  return BY_SLUG.has(slug);
}

/** Is it about the installation as a whole? Only roles of the first organisation may hold such a permission. */
export function isInstallationPermission(slug: string): boolean {
  return slug === 'manage-organisations';
}

/** Does the permission allow the action on the resource type? Asked of every route at start. */
export function grantsAction(slug: string, resource: string, action: Action): boolean {
  return BY_SLUG.get(slug)?.grants[resource]?.includes(action) === true;
}

/** What a set of permissions allows, by resource type; what is not allowed is left out (page "Effective policies"). */
export function effectiveGrants(slugs: Iterable<string>): Readonly<Record<string, readonly Action[]>> {
  const grants: Record<string, Set<Action>> = {};
  for (const slug of slugs) {
    for (const [resource, actions] of Object.entries(BY_SLUG.get(slug)?.grants ?? {})) {
      grants[resource] ??= new Set();
      for (const action of actions) grants[resource].add(action);
    }
  }
  return Object.fromEntries(Object.entries(grants).map(([resource, actions]) => [resource, [...actions].sort()]));
}
