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
  fieldGroups: ['Field groups', 'Groupes de champs'],
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
});
