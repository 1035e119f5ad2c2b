import { texts } from '../../ui/texts.ts';

/** Texts of the list of schemas. */
export const own = texts({
  import: ['Import', 'Importer'],
  importHint: [
    'A file that Export has made, here or in another sandbox: the schema with everything of your own that it is made of.',
    'Un fichier créé par Exporter, ici ou dans une autre sandbox : le schéma et tout ce qui vous appartient dont il est fait.',
  ],
  imported: ['The file is imported.', 'Le fichier est importé.'],
  dropFile: ['Drop the file here', 'Déposez le fichier ici'],
  chooseFile: ['Choose a file', 'Choisir un fichier'],
  noExport: ['This is no file of an export.', 'Ce n’est pas un fichier d’export.'],
  relationships: ['Relationships', 'Relations'],
  sourceSchema: ['Source schema', 'Schéma source'],
  sourceField: ['Source field', 'Champ source'],
  referenceSchema: ['Reference schema', 'Schéma de référence'],
  noRelationship: ['No relationships yet', 'Aucune relation'],
  noRelationshipHint: [
    'Choose a text field of a schema and add a relationship: its values then lead to the records of another schema.',
    'Choisissez un champ de texte d’un schéma et ajoutez-y une relation : ses valeurs mènent alors aux enregistrements d’un autre schéma.',
  ],
  browse: ['Browse', 'Parcourir'],
  search: ['Search schemas', 'Rechercher des schémas'],
  profile: ['Profile', 'Profil'],
  profileOnly: ['Included in Profile', 'Inclus dans Profil'],
  withAdhoc: ['Show adhoc schemas', 'Afficher les schémas ad hoc'],
  type: ['Type', 'Type'],
  standard: ['Standard', 'Standard'],
  relational: ['Relational', 'Relationnel'],
  adhoc: ['Adhoc', 'Ad hoc'],
  behavior: ['Behavior', 'Comportement'],
  anyBehavior: ['All behaviors', 'Tout comportement'],
  changed: ['Last modified', 'Dernière modification'],
  none: ['No schemas yet', 'Aucun schéma'],
  create: ['Create schema', 'Créer un schéma'],
  noneHint: [
    'A schema says which fields records have and which of them identify people. Datasets, mappings and profiles are made of schemas.',
    'Un schéma définit les champs des enregistrements et ceux qui identifient les personnes. Jeux de données, mappings et profils sont faits de schémas.',
  ],
  noneHintReader: [
    'A schema says which fields records have. Whoever manages schemas can create one.',
    'Un schéma définit les champs des enregistrements. Les personnes qui gèrent les schémas peuvent en créer un.',
  ],
});
