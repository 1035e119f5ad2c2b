import { number, texts } from '../../ui/texts.ts';

/** Texts of the page of one dataset. */
export const own = texts({
  activity: ['Activity', 'Activité'],
  batches: ['Batches', 'Lots'],
  preview: ['Preview', 'Aperçu'],
  details: ['Details', 'Détails'],
  gone: ['There is no such dataset', 'Ce jeu de données n’existe pas'],
  goneHint: ['It may have been deleted.', 'Il a peut-être été supprimé.'],
  toDatasets: ['Go to Datasets', 'Aller aux jeux de données'],

  records: ['Records over time', 'Enregistrements au fil du temps'],
  noActivity: ['Nothing passed in this window', 'Rien n’est passé pendant cette période'],
  noActivityHint: [
    'Choose a longer window, or connect a source that sends to this dataset.',
    'Choisissez une période plus longue, ou reliez une source à ce jeu de données.',
  ],
  toSources: ['Go to Sources', 'Aller aux sources'],
  rowsInAll: ['Rows in all', 'Lignes au total'],

  batch: ['Batch ID', 'ID du lot'],
  batchRecords: ['Records', 'Enregistrements'],
  started: ['Started', 'Début'],
  completed: ['Completed', 'Fin'],
  noBatches: ['No batches yet', 'Aucun lot'],
  noBatchesHint: [
    'What a source sends becomes a batch as soon as it is stored.',
    'Ce qu’une source envoie devient un lot dès que c’est stocké.',
  ],
  older: ['Older', 'Plus anciens'],
  newest: ['Newest', 'Les plus récents'],
  received: ['Records received', 'Enregistrements reçus'],
  files: ['Files', 'Fichiers'],
  bytes: ['Bytes stored', 'Octets stockés'],
  externalId: ['External ID', 'ID externe'],
  errors: ['Errors', 'Erreurs'],
  failedOfBatch: ['Failed records of this batch', 'Enregistrements en échec de ce lot'],

  reason: ['Reason', 'Raison'],
  noFailed: ['No failed records', 'Aucun enregistrement en échec'],
  noFailedHint: [
    'Everything that was accepted for this dataset is stored or on its way.',
    'Tout ce qui a été accepté pour ce jeu de données est stocké ou en chemin.',
  ],
  noneOfBatch: ['No record of this batch failed.', 'Aucun enregistrement de ce lot n’a échoué.'],
  ofBatch: [
    (batch: string) => `Only those of batch ${batch} are shown.`,
    (batch: string) => `Seuls ceux du lot ${batch} sont affichés.`,
  ],
  showAll: ['Show all', 'Tout afficher'],

  shownRows: [
    ({ rows, columns }: { rows: number; columns: number }) =>
      `Rows as they are stored: ${number(rows)}. Columns without a value, left out: ${number(columns)}.`,
    ({ rows, columns }: { rows: number; columns: number }) =>
      `Lignes telles que stockées : ${number(rows)}. Colonnes sans valeur, non affichées : ${number(columns)}.`,
  ],
  noRows: ['No rows yet', 'Aucune ligne'],
  noRowsHint: [
    'Rows are shown here as soon as the first batch is stored.',
    'Les lignes s’affichent ici dès que le premier lot est stocké.',
  ],
  row: [(n: number) => `Row ${number(n)}`, (n: number) => `Ligne ${number(n)}`],
  query: ['Open in Queries', 'Ouvrir dans Requêtes'],

  datasetId: ['Dataset ID', 'ID du jeu de données'],
  tableName: ['Table name', 'Nom de la table'],
  schema: ['Schema', 'Schéma'],
  createdBy: ['Created by', 'Créé par'],
  modified: ['Last modified', 'Dernière modification'],
  save: ['Save', 'Enregistrer'],
  saved: ['Saved.', 'Enregistré.'],

  profile: ['Profile', 'Profil'],
  enable: ['Enable', 'Activer'],
  disable: ['Disable', 'Désactiver'],
  enableTitle: ['Enable this dataset for Profile?', 'Activer ce jeu de données pour le profil ?'],
  enableHint: [
    'From now on every record that arrives also updates the profile of its person. What is already stored stays out of profiles.',
    'Désormais, chaque enregistrement qui arrive met aussi à jour le profil de sa personne. Ce qui est déjà stocké n’entre pas dans les profils.',
  ],
  disableTitle: ['Disable this dataset for Profile?', 'Désactiver ce jeu de données pour le profil ?'],
  disableHint: [
    'Records that arrive from now on no longer update profiles. What profiles already hold of this dataset stays.',
    'Les enregistrements qui arrivent désormais ne mettent plus à jour les profils. Ce que les profils tiennent déjà de ce jeu de données reste.',
  ],
  schemaFirst: [
    'The schema of this dataset must be enabled for Profile first.',
    'Le schéma de ce jeu de données doit d’abord être activé pour le profil.',
  ],

  delete: ['Delete dataset', 'Supprimer le jeu de données'],
  deleteTitle: [
    (name: string) => `Delete the dataset ${name}?`,
    (name: string) => `Supprimer le jeu de données ${name} ?`,
  ],
  deleteHint: [
    'Its rows leave the data lake, and what it brought into profiles and identities leaves those. This cannot be undone.',
    'Ses lignes quittent le lac de données, et ce qu’il a apporté aux profils et aux identités en est retiré. C’est irréversible.',
  ],
  deleteFlows: [
    (count: number) =>
      count === 1
        ? 'A dataflow sends to this dataset: its records will fail from then on.'
        : `${number(count)} dataflows send to this dataset: their records will fail from then on.`,
    (count: number) =>
      count === 1
        ? 'Un flux de données alimente ce jeu de données : ses enregistrements échoueront ensuite.'
        : `${number(count)} flux de données alimentent ce jeu de données : leurs enregistrements échoueront ensuite.`,
  ],
  deleted: [
    (name: string) => `The dataset ${name} is deleted.`,
    (name: string) => `Le jeu de données ${name} est supprimé.`,
  ],
});
