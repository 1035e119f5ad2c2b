import { number, texts } from '../ui/texts.ts';

export const t = texts({
  welcome: ['Welcome', 'Bienvenue'],
  welcomeHint: [
    'What you may see and do is in the navigation. Your roles and permissions, and what you asked for, are under My access.',
    'Ce que vous pouvez voir et faire est dans la navigation. Vos rôles, vos autorisations et vos demandes sont dans Mes accès.',
  ],
  myAccess: ['My access', 'Mes accès'],
  quickActions: ['Quick actions', 'Actions rapides'],
  setUpSource: ['Set up a source', 'Configurer une source'],
  createSchema: ['Create schema', 'Créer un schéma'],
  createDataset: ['Create dataset', 'Créer un jeu de données'],
  createAudience: ['Create audience', 'Créer une audience'],
  findProfile: ['Find a profile', 'Trouver un profil'],
  writeQuery: ['Write a query', 'Écrire une requête'],
  streams: ['Streams of the last hour', 'Flux de la dernière heure'],
  perMinute: ['By the minute', 'Par minute'],
  perMinuteOf: [
    ({ name, received }: { name: string; received: number }) => `${name}: ${number(received)} received in an hour`,
    ({ name, received }: { name: string; received: number }) =>
      `${name} : ${number(received)} ${received < 2 ? 'reçu' : 'reçus'} en une heure`,
  ],
  inProfile: ['In profile', 'Au profil'],
  begin: ['Let the first data in', 'Faire entrer les premières données'],
  beginHint: [
    'Nothing streams in yet. Three steps lead to the first profile.',
    'Rien n’arrive encore. Trois étapes mènent au premier profil.',
  ],
  noStreams: [
    (permission: string) => `Nothing streams in yet. Setting up a source takes the permission ${permission}.`,
    (permission: string) =>
      `Rien n’arrive encore. Pour configurer une source, il faut l’autorisation « ${permission} ».`,
  ],
  schemaStep: [
    '1. A schema says what a member or an event looks like. Make it by hand or from a CSV file, and enable it for Profile.',
    '1. Un schéma dit à quoi ressemble un membre ou un événement. Créez-le à la main ou depuis un fichier CSV, et activez-le pour le profil.',
  ],
  datasetStep: [
    '2. A dataset keeps what arrives, in the shape of its schema. Enable it for Profile as well.',
    '2. Un jeu de données garde ce qui arrive, dans la forme de son schéma. Activez-le aussi pour le profil.',
  ],
  sourceStep: [
    '3. A source sends to an endpoint of its dataflow, which maps each message. Choose it in the catalog.',
    '3. Une source envoie à un point d’entrée de son flux, qui mappe chaque message. Choisissez-la dans le catalogue.',
  ],
  canaryUp: [
    ({ safe, member }: { safe: string; member: string }) =>
      `Canary event: safe after ${safe}, in its audience after ${member}`,
    ({ safe, member }: { safe: string; member: string }) =>
      `Événement canari : en sécurité après ${safe}, dans son audience après ${member}`,
  ],
  canaryDown: [
    (stage: string) => `Canary event lost at stage ${stage}; the platform's log says why`,
    (stage: string) => `Événement canari perdu à l’étape ${stage} ; le journal de la plateforme dit pourquoi`,
  ],
});
