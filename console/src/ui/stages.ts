import { texts } from './texts.ts';

const stages = texts({
  ingest: ['Ingestion', 'Ingestion'],
  mapping: ['Mapping', 'Mapping'],
  schemas: ['Schema', 'Schéma'],
  lake: ['Dataset', 'Jeu de données'],
  identity: ['Identities', 'Identités'],
  profile: ['Profile', 'Profil'],
  segmentation: ['Audiences', 'Audiences'],
});

const passed = texts({
  received: ['Received', 'Reçu'],
  mapped: ['Mapped', 'Converti'],
  profile: ['In the profile', 'Dans le profil'],
  rejected: ['Refused by the profile', 'Refusé par le profil'],
  failed: ['Failed', 'En échec'],
  skipped: ['Skipped', 'Ignoré'],
  stored: ['Stored in the dataset', 'Stocké dans le jeu de données'],
});

const outcomes = texts({
  done: ['Done', 'Fait'],
  waiting: ['Waiting', 'En attente'],
  stored: ['Ingested', 'Ingéré'],
  updated: ['Updated', 'Actualisé'],
  failed: ['Failed', 'En échec'],
  skipped: ['Skipped', 'Ignoré'],
});

/** The text of a name; a name that is new stands as the platform gives it. */
function named<Names extends string>(read: (name: Names) => string, names: readonly Names[]) {
  return (name: string) => ((names as readonly string[]).includes(name) ? read(name as Names) : name);
}

/** A stage on the way of a record, as the ledger and failed records name it, for people. */
export const stageName = named(stages, ['ingest', 'mapping', 'schemas', 'lake', 'identity', 'profile', 'segmentation']);

/** What a record is seen to have passed in the live tail, for people. */
export const passedName = named(passed, ['received', 'mapped', 'profile', 'rejected', 'failed', 'skipped', 'stored']);

/** How a stage, or the whole way, ended, for people. */
export const outcomeName = named(outcomes, ['done', 'waiting', 'stored', 'updated', 'failed', 'skipped']);

/** Whether what was seen in the live tail says that something went wrong. */
export function isTrouble(stage: string): boolean {
  return stage === 'failed' || stage === 'rejected';
}
