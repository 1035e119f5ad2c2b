import { texts } from '../../ui/texts.ts';

export const t = texts({
  title: ['The way of one record', 'Le chemin d’un enregistrement'],
  transaction: ['Transaction ID', 'ID de transaction'],
  stages: ['Stages', 'Étapes'],
  toFailed: ['Correct the record', 'Corriger l’enregistrement'],
});
