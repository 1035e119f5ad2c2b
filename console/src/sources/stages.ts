import { texts } from '../ui/texts.ts';

const t = texts({
  received: ['Received', 'Reçu'],
  mapped: ['Mapped', 'Converti'],
  profile: ['In the profile', 'Dans le profil'],
  rejected: ['Refused by the profile', 'Refusé par le profil'],
  failed: ['Failed', 'En échec'],
  skipped: ['Skipped', 'Ignoré'],
  stored: ['Stored in the dataset', 'Stocké dans le jeu de données'],
});

/** A stage of the live tail, for people. */
export function stageName(stage: string): string {
  switch (stage) {
    case 'received':
    case 'mapped':
    case 'profile':
    case 'rejected':
    case 'failed':
    case 'skipped':
    case 'stored':
      return t(stage);
    default:
      return stage;
  }
}

/** Whether a stage says that something went wrong. */
export function isTrouble(stage: string): boolean {
  return stage === 'failed' || stage === 'rejected';
}
