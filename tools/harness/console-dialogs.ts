import { globSync, readFileSync } from 'node:fs';

/** What a button is called in English and in French; one text where both are the same. */
type Pressed = string | readonly [en: string, fr: string];

/** A dialog: where it is opened, by the path of its page and what is behind it; what is pressed for it; the file it is in. */
export type Dialog = readonly [place: string, pressed: readonly Pressed[], file: string];

const ADD_ROLE = ['Add role', 'Ajouter un rôle'] as const;
const ADD_FIELD = ['Add field', 'Ajouter un champ'] as const;
const ADD_LABEL = ['Add label', 'Ajouter une étiquette'] as const;
const DELETE = ['Delete', 'Supprimer'] as const;
const DEPRECATE = ['Deprecate', 'Rendre obsolète'] as const;
const EDIT = ['Edit', 'Modifier'] as const;
const PROFILE = ['Profile', 'Profil'] as const;
const REMOVE_ZOE = ['Remove Zoe', 'Retirer Zoe'] as const;
const RENAME = ['Rename', 'Renommer'] as const;

const OWN_FIELD = '/schemas/$ownSchemaId?field=_$tenant.zd';
const OTHER_FIELD = '/schemas/$ownSchemaId?field=_$tenant.ze';

/** Every dialog and every question of the console, but for those that need more than buttons. */
export const DIALOGS: readonly Dialog[] = [
  ['/schemas/$schemaId?field=identityMap', [DEPRECATE], 'schemas/field-marks/deprecate-action.tsx'],
  [
    '/schemas/$schemaId?field=identityMap',
    [['Edit names and values', 'Modifier noms et valeurs']],
    'schemas/field-marks/display-actions.tsx',
  ],
  ['/my-access', [['Change password', 'Changer de mot de passe']], 'permissions/own/change-password.tsx'],
  ['/alerts', [['Subscribe', 'S’abonner']], 'alerts/subscribe.tsx'],
  ['/alerts', [['Delete Zs', 'Supprimer Zs']], 'alerts/subscriptions.tsx'],
  ['/sources/accounts/$spareAccountId', [DELETE], 'sources/account/account-actions.tsx'],
  ['/audiences/$audienceId', [DELETE], 'audiences/details/audience-page.tsx'],
  ['/audiences/$audienceId', [ADD_LABEL], 'ui/labels.tsx'],
  ['/datasets/$datasetId', [PROFILE], 'datasets/dataset/profile-switch.tsx'],
  ['/datasets/$datasetId', [['Delete dataset', 'Supprimer le jeu de données']], 'datasets/dataset/delete-dataset.tsx'],
  [
    '/identities',
    [['Create identity namespace', 'Créer un espace de noms d’identité']],
    'identities/browse/namespace-dialog.tsx',
  ],
  ['/identities?tab=settings&editing=rules', [['Save', 'Enregistrer']], 'identities/settings/edit-settings.tsx'],
  [
    '/identities?tab=settings',
    [['Turn linking rules off', 'Désactiver les règles de liaison']],
    'identities/settings/identity-settings.tsx',
  ],
  ['/permissions', [['Create role', 'Créer un rôle']], 'permissions/roles/roles.tsx'],
  ['/permissions?tab=users', [['Create user', 'Créer un utilisateur']], 'permissions/users/users.tsx'],
  [
    '/permissions?tab=groups',
    [['Create user group', 'Créer un groupe d’utilisateurs']],
    'permissions/groups/groups.tsx',
  ],
  [
    '/permissions?tab=credentials',
    [['Create API credential', 'Créer des informations d’identification API']],
    'permissions/credentials/credentials.tsx',
  ],
  ['/permissions?tab=policies&policy=$ownPolicyId', [['Activate', 'Activer']], 'permissions/policies/one-policy.tsx'],
  ['/permissions?tab=policies&policy=$ownPolicyId', [DELETE], 'permissions/policies/one-policy.tsx'],
  ['/permissions?tab=labels', [['Create label', 'Créer une étiquette']], 'permissions/labels/labels.tsx'],
  ['/permissions?tab=labels&search=Zx', [['Edit Zx', 'Modifier Zx']], 'permissions/labels/labels.tsx'],
  ['/permissions/roles/$roleId', [EDIT], 'permissions/roles/role-actions.tsx'],
  ['/permissions/roles/$roleId', [['Duplicate', 'Dupliquer']], 'permissions/roles/role-actions.tsx'],
  ['/permissions/roles/$roleId', [DELETE], 'permissions/roles/role-actions.tsx'],
  ['/permissions/roles/$roleId?tab=users', [['Add user', 'Ajouter un utilisateur']], 'permissions/member-list.tsx'],
  ['/permissions/roles/$roleId?tab=users', [REMOVE_ZOE], 'permissions/roles/role-members.tsx'],
  ['/permissions/users/$userId', [['Deactivate', 'Désactiver']], 'permissions/users/user-actions.tsx'],
  ['/permissions/users/$userId', [['Remove', 'Retirer']], 'permissions/users/user-actions.tsx'],
  ['/permissions/users/$userId', [ADD_ROLE], 'permissions/held-roles.tsx'],
  ['/permissions/users/$userId', [['Remove Zr', 'Retirer Zr']], 'permissions/held-roles.tsx'],
  ['/permissions/groups/$groupId', [EDIT], 'permissions/groups/group.tsx'],
  ['/permissions/groups/$groupId', [DELETE], 'permissions/groups/group.tsx'],
  ['/permissions/groups/$groupId', [REMOVE_ZOE], 'permissions/groups/group.tsx'],
  [
    '/permissions/credentials/$clientId',
    [['Add public key', 'Ajouter une clé publique']],
    'permissions/credentials/public-keys.tsx',
  ],
  [
    '/permissions/credentials/$clientId',
    [['Remove $keyId', 'Retirer $keyId']],
    'permissions/credentials/public-keys.tsx',
  ],
  [
    '/permissions/credentials/$clientId',
    [['Revoke $secretId', 'Révoquer $secretId']],
    'permissions/credentials/secrets.tsx',
  ],
  ['/permissions/credentials/$clientId', [DELETE], 'permissions/credentials/credential.tsx'],
  ['/sandboxes', [['Create sandbox', 'Créer une sandbox']], 'sandboxes/browse-sandboxes.tsx'],
  ['/sandboxes?tab=packages', [['Create package', 'Créer un package']], 'sandboxes/packages/packages.tsx'],
  ['/sandboxes/packages/$packageId', [['Publish', 'Publier']], 'sandboxes/packages/package.tsx'],
  ['/sandboxes/packages/$packageId', [DELETE], 'sandboxes/packages/package.tsx'],
  ['/sandboxes/packages/$packageId', [['Add object', 'Ajouter un objet']], 'sandboxes/packages/package.tsx'],
  ['/sandboxes/zb', [RENAME], 'sandboxes/sandbox-actions.tsx'],
  ['/sandboxes/zb', [['Reset', 'Réinitialiser']], 'sandboxes/sandbox-actions.tsx'],
  ['/sandboxes/zb', [DELETE], 'sandboxes/sandbox-actions.tsx'],
  ['/sandboxes/zb', [['Copy to another sandbox', 'Copier vers une autre sandbox']], 'sandboxes/set-up.tsx'],
  ['/schemas', [['Import', 'Importer']], 'schemas/browse/import-schema.tsx'],
  ['/schemas?tab=classes', [['Create class', 'Créer une classe']], 'schemas/parts/create-part.tsx'],
  ['/schemas?tab=field-groups', [['Create field group', 'Créer un groupe de champs']], 'schemas/parts/create-part.tsx'],
  ['/schemas?tab=data-types', [['Create data type', 'Créer un type de données']], 'schemas/parts/create-part.tsx'],
  ['/schemas/field-groups/$ownGroupId', [DELETE], 'schemas/parts/part-page.tsx'],
  ['/schemas/$ownSchemaId', [EDIT], 'schemas/schema/edit-details.tsx'],
  ['/schemas/$ownSchemaId', [PROFILE], 'schemas/schema/profile-switch.tsx'],
  ['/schemas/$ownSchemaId', [['More', 'Plus'], DELETE], 'schemas/schema-menu.tsx'],
  ['/schemas/$ownSchemaId', [['Remove Zh', 'Retirer Zh']], 'schemas/schema/schema-field-groups.tsx'],
  ['/schemas/$ownSchemaId', [['Add field groups', 'Ajouter des groupes de champs']], 'schemas/field-groups-dialog.tsx'],
  ['/schemas/$ownSchemaId', [ADD_FIELD], 'schemas/own-fields/field-dialog.tsx'],
  [OWN_FIELD, [['Remove identity', 'Retirer l’identité']], 'schemas/schema/field-actions.tsx'],
  [
    '/schemas/$ownSchemaId?field=_id',
    [['Restore standard', 'Rétablir le standard']],
    'schemas/field-marks/display-actions.tsx',
  ],
  [OTHER_FIELD, [['Remove', 'Retirer']], 'schemas/schema/remove-field.tsx'],
  [
    '/schemas/$ownSchemaId',
    [['Manage related fields of Zh', 'Gérer les champs associés de Zh']],
    'schemas/chosen-fields/manage-fields.tsx',
  ],
  [OWN_FIELD, [DEPRECATE], 'schemas/own-fields/own-field-actions.tsx'],
  [OWN_FIELD, [['Delete field', 'Supprimer le champ']], 'schemas/own-fields/own-field-actions.tsx'],
  [OTHER_FIELD, [['Add identity', 'Ajouter une identité']], 'schemas/schema/field-actions.tsx'],
  [OTHER_FIELD, [['Add relationship', 'Ajouter une relation']], 'schemas/field-marks/relationship.tsx'],
  [OTHER_FIELD, [['Edit labels', 'Modifier les étiquettes']], 'schemas/field-marks/edit-labels.tsx'],
  [
    '/schemas/$ownSchemaId?field=_$tenant.zo',
    [['Convert to new data type', 'Convertir en type de données']],
    'schemas/own-fields/convert-to-data-type.tsx',
  ],
  [
    '/sources',
    [['Terms of a beta source Help', 'Conditions d’une source en version bêta Aide']],
    'sources/catalogue/source-card.tsx',
  ],
  ['/sources/dataflows/$flowId', [EDIT], 'sources/dataflow/edit-flow.tsx'],
  ['/sources/dataflows/$flowId', [DELETE], 'sources/dataflow/flow-actions.tsx'],
  ['/sources/accounts/$accountId', [RENAME], 'sources/account/account-actions.tsx'],
];

/**
 * Dialogs that need more than buttons: the file, the picture that is taken in a test of their own while they are open, and words of
 * their title. Whoever takes the picture finds them open (`titleInPicture`).
 */
const PICTURED = [
  ['app/signed-out.tsx', 'en-signed-out', 'You are signed out'],
  ['alerts/subscribe.tsx', 'en-subscription-secret', 'Signing secret'],
  ['permissions/shown-once.tsx', 'en-credential-secret', 'Client secret'],
  ['schemas/ml-assisted/row-editor.tsx', 'fr-ml-row', 'caisse'],
  ['schemas/ml-assisted/target-tree.tsx', 'fr-ml-tree', 'Champ cible'],
  ['schemas/field-marks/relationship.tsx', 'en-relationship', 'door refers to'],
  ['sources/mapping/calculated-field.tsx', 'en-sources-calculated', 'Calculated field'],
  ['sources/dataflow/edit-schedule.tsx', 'en-sources-edit-schedule', 'Edit the schedule of Daily export'],
  ['ui/identity-graph/undo-link.tsx', 'en-identities-undo', 'Undo this link?'],
] as const;

/** What stands in the title of the dialog a picture is of; undefined for any other picture. */
export function titleInPicture(picture: string): string | undefined {
  return PICTURED.find(([, name]) => name === picture)?.[2];
}

/** What a dialog is written with, and what it is made of itself. */
const WRITTEN =
  /<(?:Form|Alert|Custom|Fullscreen)?Dialog\b|useConfirm\(\)|\bquestion=\{|<DestroyButton\b|<ContextualHelp\b/g;
const MADE_OF = new Set(['ui/confirm.tsx', 'ui/destroy-button.tsx', 'ui/form-dialog.tsx', 'schemas/small-button.tsx']);

/** One dialog of each file that draws its own, and one question, for all of those are drawn by one piece. */
export const DRAWN: readonly Dialog[] = DIALOGS.filter(([, , file], index) => {
  const isFirst = DIALOGS.findIndex(([, , other]) => other === file) === index;
  const draws = /<(?:Form|Custom|Fullscreen)?Dialog\b/.test(readFileSync(`console/src/${file}`, 'utf8'));
  return isFirst && (draws || file === 'alerts/subscriptions.tsx');
});

/** Files of the console with more dialogs than are opened here or pictured in a test of their own. */
export function dialogsNotOpened(): readonly string[] {
  const tests = globSync('console/src/**/*.test.ts').map((file) => readFileSync(file, 'utf8'));
  const pictured = PICTURED.filter(([, name]) => tests.some((test) => test.includes(`look('${name}'`)));
  const opened = [...DIALOGS.map(([, , file]) => file), ...pictured.map(([file]) => file)];
  return globSync('**/*.tsx', { cwd: 'console/src' })
    .filter((file) => !MADE_OF.has(file))
    .filter((file) => {
      const written = readFileSync(`console/src/${file}`, 'utf8').match(WRITTEN)?.length ?? 0;
      return written > opened.filter((one) => one === file).length;
    });
}
