import type { French } from './declared.ts';

/** What the lake says of requests and files, in French. */
export const FRENCH_LAKE: French<'lakePhrase'> = {
  'lake-sql-text': '`sql` doit être un texte avec une seule instruction SELECT',
  'lake-sql-long': '`sql` compte {count} caractères ; {most} au plus sont admis',
  'lake-rows': '`limit` doit être un nombre entier de lignes, 0 ou plus',
  'lake-file-damaged': 'le fichier {name} du lot {batch} n’est plus tel qu’il a été écrit, à partir de l’octet {byte}',
};
