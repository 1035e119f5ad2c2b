import { texts } from '../../ui/texts.ts';

/** Texts of the page of one schema. */
export const own = texts({
  schema: ['Schema', 'Schéma'],
  gone: ['There is no such schema', 'Ce schéma n’existe pas'],
  goneHint: [
    'It was deleted, or the address is of another sandbox.',
    'Il a été supprimé, ou l’adresse est celle d’une autre sandbox.',
  ],
  toSchemas: ['Go to Schemas', 'Aller aux schémas'],
  noFieldGroups: ['None', 'Aucun'],
  schemaId: ['Schema ID', 'Identifiant du schéma'],
  profile: ['Profile', 'Profil'],
  enableTitle: ['Enable this schema for Profile?', 'Activer ce schéma pour le profil ?'],
  enableHint: [
    'Its records become part of profiles. This cannot be undone: from then on the schema cannot be deleted and no field of it removed.',
    'Ses enregistrements feront partie des profils. Cette action est irréversible : le schéma ne pourra plus être supprimé, ni aucun de ses champs retiré.',
  ],
  enable: ['Enable', 'Activer'],
  enabled: ['The schema is enabled for Profile.', 'Le schéma est activé pour le profil.'],
  needsIdentity: [
    'For Profile the schema needs a primary identity or the field group IdentityMap.',
    'Pour le profil, le schéma doit avoir une identité principale ou le groupe de champs IdentityMap.',
  ],
  more: ['More', 'Plus'],
  copyJson: ['Copy JSON', 'Copier le JSON'],
  copied: ['The JSON is on the clipboard.', 'Le JSON est dans le presse-papiers.'],
  sample: ['Download sample file', 'Télécharger un exemple'],
  export: ['Export', 'Exporter'],
  delete: ['Delete', 'Supprimer'],
  deleteTitle: [(name: string) => `Delete the schema ${name}?`, (name: string) => `Supprimer le schéma ${name} ?`],
  deleteHint: [
    'Its identities, labels and relationships go with it. Its field groups stay. This cannot be undone.',
    'Ses identités, libellés et relations disparaissent avec lui. Ses groupes de champs restent. Cette action est irréversible.',
  ],
  deleted: [(name: string) => `The schema ${name} is deleted.`, (name: string) => `Le schéma ${name} est supprimé.`],
  edit: ['Edit', 'Modifier'],
  save: ['Save', 'Enregistrer'],
  schemaProperties: ['Schema properties', 'Propriétés du schéma'],
  displayName: ['Schema display name', 'Nom d’affichage du schéma'],
  addIdentity: ['Add identity', 'Ajouter une identité'],
  addIdentityTo: [(path: string) => `Make ${path} an identity`, (path: string) => `Faire de ${path} une identité`],
  primaryIdentity: ['Primary identity', 'Identité principale'],
  removeIdentity: ['Remove identity', 'Retirer l’identité'],
  removeIdentityTitle: [
    (path: string) => `Should ${path} no longer be an identity?`,
    (path: string) => `${path} ne doit plus être une identité ?`,
  ],
  removeIdentityHint: [
    'New records are no longer linked by it. What it has linked stays linked.',
    'Les nouveaux enregistrements ne seront plus reliés par elle. Ce qu’elle a relié le reste.',
  ],
  deprecate: ['Deprecate', 'Rendre obsolète'],
  undeprecate: ['No longer deprecated', 'Ne plus rendre obsolète'],
  deprecateTitle: [(path: string) => `Deprecate ${path}?`, (path: string) => `Rendre ${path} obsolète ?`],
  deprecateHint: [
    'It is marked as a field not to be used any more. Data with it is still taken; this can be undone.',
    'Il est marqué comme un champ à ne plus utiliser. Les données qui le portent sont toujours acceptées ; cette action est réversible.',
  ],
});
