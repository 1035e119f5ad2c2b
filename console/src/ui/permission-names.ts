import { permission } from './declared.generated.ts';
import { declaredText, type French } from './declared.ts';

const PERMISSIONS: French<'permission'> = {
  'activate-destinations': 'Activer les destinations',
  'activate-segment-without-mapping': 'Activer un segment sans mapping',
  'apply-data-usage-labels': 'Appliquer les étiquettes d’utilisation des données',
  'destination-authoring': 'Créer des connecteurs de destination',
  'edit-identity-settings': 'Modifier les paramètres d’identité',
  'evaluate-a-segment-to-an-audience': 'Évaluer un segment en audience',
  'export-audience-for-segments': 'Exporter l’audience d’un segment',
  'manage-access-control': 'Gérer le contrôle d’accès',
  'manage-alerts': 'Gérer les alertes',
  'manage-and-activate-dataset-destinations': 'Gérer et activer les destinations de jeux de données',
  'manage-audience-share': 'Gérer le partage d’audiences',
  'manage-audience-share-connections': 'Gérer les connexions de partage d’audiences',
  'manage-computed-attributes': 'Gérer les attributs calculés',
  'manage-data-hygiene': 'Gérer l’hygiène des données',
  'manage-data-science-workspace': 'Gérer Data Science Workspace',
  'manage-data-usage-policies': 'Gérer les politiques d’utilisation des données',
  'manage-datasets': 'Gérer les jeux de données',
  'manage-destinations': 'Gérer les destinations',
  'manage-identity-metadata': 'Gérer les métadonnées d’identité',
  'manage-identity-namespaces': 'Gérer les espaces de noms d’identité',
  'manage-merge-policies': 'Gérer les politiques de fusion',
  'manage-organisations': 'Gérer les organisations',
  'manage-package': 'Gérer les packages',
  'manage-profiles': 'Gérer les profils',
  'manage-queries': 'Gérer les requêtes',
  'manage-query-service-integration': 'Gérer l’intégration de Query Service',
  'manage-relationships': 'Gérer les relations',
  'manage-sandboxes': 'Gérer les sandboxes',
  'manage-schemas': 'Gérer les schémas',
  'manage-segments': 'Gérer les segments',
  'manage-sources': 'Gérer les sources',
  'manage-standard-dashboards': 'Gérer les tableaux de bord standard',
  'reset-sandboxes': 'Réinitialiser un sandbox',
  'resolve-alerts': 'Résoudre les alertes',
  'view-access-control': 'Afficher le contrôle d’accès',
  'view-alerts': 'Afficher les alertes',
  'view-alerts-history': 'Afficher l’historique des alertes',
  'view-computed-attributes': 'Afficher les attributs calculés',
  'view-data-hygiene': 'Afficher l’hygiène des données',
  'view-data-usage-policies': 'Afficher les politiques d’utilisation des données',
  'view-datasets': 'Afficher les jeux de données',
  'view-destinations': 'Afficher les destinations',
  'view-identity-graph': 'Afficher le graphique d’identités',
  'view-identity-namespaces': 'Afficher les espaces de noms d’identité',
  'view-identity-settings': 'Afficher les paramètres d’identité',
  'view-license-usage-dashboard': 'Afficher le tableau de bord d’utilisation des licences',
  'view-merge-policies': 'Afficher les politiques de fusion',
  'view-monitoring-dashboard': 'Surveiller les données',
  'view-profiles': 'Afficher les profils',
  'view-sandboxes': 'Afficher les sandboxes',
  'view-schemas': 'Afficher les schémas',
  'view-segments': 'Afficher les segments',
  'view-sources': 'Afficher les sources',
  'view-user-activity-log': 'Afficher le journal d’activité des utilisateurs',
};

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
  return declaredText(PERMISSIONS, slug, name);
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
