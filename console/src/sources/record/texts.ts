import { texts } from '../../ui/texts.ts';

export const t = texts({
  dataflow: ['Dataflow', 'Flux de données'],
  done: ['Done', 'Fait'],
  failed: ['Failed', 'En échec'],
  messages: ['Messages in the transaction', 'Messages de la transaction'],
  skipped: ['Skipped', 'Ignoré'],
  stored: ['Stored', 'Stocké'],
  title: [(id: string) => `Record ${id}`, (id: string) => `Enregistrement ${id}`],
  updated: ['Profile updated', 'Profil actualisé'],
  waiting: ['Waiting', 'En attente'],
  way: ['Ledger', 'Registre'],
});
