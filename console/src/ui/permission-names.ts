import { permission } from './declared.generated.ts';
import { declaredText, type French } from './declared.ts';
import { FRENCH_PERMISSIONS } from './french-permissions.ts';

const CATEGORIES: French<'permissionCategory'> = {
  Administration: 'Administration',
  Alerts: 'Alertes',
  'Computed Attributes': 'Attributs calculés',
  Dashboards: 'Tableaux de bord',
  'Data Governance': 'Gouvernance des données',
  'Data Hygiene': 'Hygiène des données',
  'Data Ingestion': 'Ingestion des données',
  'Data Management': 'Gestion des données',
  'Data Modeling': 'Modélisation des données',
  'Data Science Workspace': 'Data Science Workspace',
  Destinations: 'Destinations',
  'Identity Management': 'Gestion des identités',
  'Profile Management': 'Gestion des profils',
  'Query Service': 'Query Service',
  'Sandbox Administration': 'Administration des sandboxes',
};

/** What a permission is called. */
export function permissionName({ slug, name }: { readonly slug: string; readonly name: string }): string {
  return declaredText(FRENCH_PERMISSIONS, slug, name);
}

/** What the permission of a slug is called; one that is new stands as its slug. */
export function namedPermission(slug: string): string {
  const names: Readonly<Record<string, string>> = permission;
  return permissionName({ slug, name: names[slug] ?? slug });
}

/** What a category of permissions is called. */
export function permissionCategoryName(category: string): string {
  return declaredText(CATEGORIES, category, category);
}
