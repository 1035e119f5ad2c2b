import { number, texts } from '../../ui/texts.ts';

/** Texts of the list of schemas. */
export const own = texts({
  browse: ['Browse', 'Parcourir'],
  search: ['Search schemas', 'Rechercher des schémas'],
  profile: ['Profile', 'Profil'],
  changed: ['Last modified', 'Dernière modification'],
  none: ['No schemas yet', 'Aucun schéma'],
  create: ['Create schema', 'Créer un schéma'],
  noneHint: [
    'A schema says which fields records have and which of them identify people. Datasets, mappings and profiles are made of schemas.',
    'Un schéma définit les champs des enregistrements et ceux qui identifient les personnes. Jeux de données, mappages et profils sont faits de schémas.',
  ],
  noneHintReader: [
    'A schema says which fields records have. Whoever manages schemas can create one.',
    'Un schéma définit les champs des enregistrements. Les personnes qui gèrent les schémas peuvent en créer un.',
  ],
  notFound: ['No schema has these words', 'Aucun schéma ne contient ces mots'],
  notFoundHint: [
    'Names, classes and descriptions are searched.',
    'La recherche porte sur les noms, classes et descriptions.',
  ],
  clear: ['Clear search', 'Effacer la recherche'],
  count: [
    ({ shown, all }: { shown: number; all: number }) => `${number(shown)} of ${number(all)}`,
    ({ shown, all }: { shown: number; all: number }) => `${number(shown)} sur ${number(all)}`,
  ],
});
