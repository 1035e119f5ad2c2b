import { texts } from '../../ui/texts.ts';

export const t = texts({
  title: ['The way of one record', 'Le chemin d’un enregistrement'],
  transaction: ['Transaction ID', 'ID de transaction'],
  dataset: ['Dataset', 'Jeu de données'],
  stages: ['Stages', 'Étapes'],
  waiting: ['Waiting', 'En attente'],
  stored: ['Stored', 'Stocké'],
  updated: ['Updated', 'Actualisé'],
  failed: ['Failed', 'En échec'],
  skipped: ['Skipped', 'Ignoré'],
  done: ['Done', 'Fait'],
  toFailed: ['Correct the record', 'Corriger l’enregistrement'],
});
