import { texts } from '../../ui/texts.ts';

/** Texts of the ways to a new dataset. */
export const own = texts({
  create: ['Create dataset', 'Créer un jeu de données'],
  fromSchema: ['Create dataset from schema', 'Créer un jeu de données à partir d’un schéma'],
  fromSchemaHint: [
    'For data from sources: every record is mapped to the schema and checked against it.',
    'Pour les données de sources : chaque enregistrement est mappé au schéma et vérifié.',
  ],
  selectSchema: ['Select schema', 'Sélectionner un schéma'],
  configure: ['Configure dataset', 'Configurer le jeu de données'],
  search: ['Search schemas', 'Rechercher des schémas'],
  noSchemas: ['No schemas yet', 'Aucun schéma'],
  noSchemasHint: [
    'A dataset holds the records of one schema, so create a schema first.',
    'Un jeu de données contient les enregistrements d’un schéma : créez d’abord un schéma.',
  ],
  toSchemas: ['Go to Schemas', 'Aller aux schémas'],
  profile: ['Profile', 'Profil'],
  changed: ['Last modified', 'Dernière modification'],
  chooseSchema: ['Select a schema to go on.', 'Sélectionnez un schéma pour continuer.'],
  schema: ['Schema', 'Schéma'],
  giveName: ['Give the dataset a name.', 'Donnez un nom au jeu de données.'],
  done: [(name: string) => `The dataset ${name} is created.`, (name: string) => `Le jeu de données ${name} est créé.`],
});
