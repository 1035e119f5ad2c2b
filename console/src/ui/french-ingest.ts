import type { French } from './declared.ts';

/** What is said of records, batches and files that are sent or read, in French. */
export const FRENCH_INGEST: French<'ingestPhrase'> = {
  'history-path': 'params.path de la connexion source manque : le fichier ou dossier à lire',
  'history-format': 'data.format de la connexion source vaut {format} ; se lit delimited',
  'history-compression':
    'compressionType vaut {compression} ; se lisent gzip, zipDeflate et les fichiers non compressés',
};
