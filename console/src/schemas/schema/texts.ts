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
  schemaId: ['Schema ID', 'ID du schéma'],
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
  edit: ['Edit', 'Modifier'],
  save: ['Save', 'Enregistrer'],
  schemaProperties: ['Schema properties', 'Propriétés du schéma'],
  displayName: ['Schema display name', 'Nom d’affichage du schéma'],
  addIdentity: ['Add identity', 'Ajouter une identité'],
  addIdentityTo: [(path: string) => `Make ${path} an identity`, (path: string) => `Faire de ${path} une identité`],
  primaryIdentity: ['Primary identity', 'Identité principale'],
  removeIdentity: ['Remove identity', 'Retirer l’identité'],
  removeIdentityTitle: [
    (path: string) => `Remove the identity of ${path}?`,
    (path: string) => `Retirer l’identité de ${path} ?`,
  ],
  removeIdentityHint: [
    'New records are no longer linked by it. What it has linked stays linked.',
    'Les nouveaux enregistrements ne seront plus reliés par elle. Ce qu’elle a relié le reste.',
  ],
  identities: ['Identities', 'Identités'],
  relationships: ['Relationships', 'Relations'],
  structure: ['Structure', 'Structure'],
  labels: ['Labels', 'Étiquettes'],
  wholeSchema: ['The whole schema', 'Le schéma entier'],
  wholeHint: [
    'What the schema carries holds for each of its fields: whoever may not see it sees none of them.',
    'Ce que porte le schéma vaut pour chacun de ses champs : une personne qui ne peut pas le voir n’en voit aucun.',
  ],
  labelsSaved: [
    (name: string) => `The labels of ${name} are changed.`,
    (name: string) => `Les étiquettes de ${name} sont modifiées.`,
  ],
  labelledFields: ['Fields with labels of their own', 'Champs avec leurs propres étiquettes'],
  noLabelledFields: [
    'None yet. Choose a field under Structure to label it alone.',
    'Aucun pour l’instant. Choisissez un champ sous Structure pour l’étiqueter seul.',
  ],
  field: ['Field', 'Champ'],
  remove: ['Remove', 'Retirer'],
  removeGroup: [(group: string) => `Remove ${group}`, (group: string) => `Retirer ${group}`],
  removeGroupTitle: [
    (group: string) => `Remove the field group ${group} from this schema?`,
    (group: string) => `Retirer le groupe de champs ${group} de ce schéma ?`,
  ],
  removeGroupHint: [
    'The schema loses its fields; the field group itself stays. Where there is data already, the platform keeps it.',
    'Le schéma perd ses champs ; le groupe lui-même reste. Là où il y a déjà des données, la plateforme le conserve.',
  ],
  groupRemoved: [
    (group: string) => `${group} is no longer part of the schema.`,
    (group: string) => `${group} ne fait plus partie du schéma.`,
  ],
});
