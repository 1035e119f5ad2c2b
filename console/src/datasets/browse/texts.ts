import { texts } from '../../ui/texts.ts';

/** Texts of the list of datasets. */
export const own = texts({
  create: ['Create dataset', 'Créer un jeu de données'],
  search: ['Search datasets', 'Rechercher des jeux de données'],
  schema: ['Schema', 'Schéma'],
  profile: ['Profile', 'Profil'],
  stored: ['Rows', 'Lignes'],
  lastBatch: ['Last batch', 'Dernier lot'],
  none: ['No datasets yet', 'Aucun jeu de données'],
  noneHint: [
    'A dataset holds the records of one schema. Create one, then connect a source to it.',
    'Un jeu de données contient les enregistrements d’un schéma. Créez-en un, puis reliez-y une source.',
  ],
  noneHintReader: [
    'A dataset holds the records of one schema. Whoever manages datasets can create one.',
    'Un jeu de données contient les enregistrements d’un schéma. Les personnes qui gèrent les jeux de données peuvent en créer un.',
  ],
});
