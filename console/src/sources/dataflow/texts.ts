import { texts } from '../../ui/texts.ts';

export const t = texts({
  andMore: [
    ({ reason, more }: { reason: string; more: number }) => `${reason}, and ${more} more`,
    ({ reason, more }: { reason: string; more: number }) => `${reason}, et ${more} de plus`,
  ],
  account: ['Account', 'Compte'],
  asksToken: [
    'This endpoint takes messages with a token of this organization only. Send one as your source does; it is seen below.',
    'Ce point d’entrée n’accepte que des messages avec un jeton de cette organisation. Envoyez-en un comme le fait votre source ; il apparaît ci-dessous.',
  ],
  begun: [
    (at: string) => `The first run was due on ${at}; the intervals are counted from then.`,
    (at: string) => `La première exécution était prévue le ${at} ; les intervalles se comptent à partir de là.`,
  ],
  body: ['Event as JSON', 'Événement en JSON'],
  connectPlus: ['Connect+ values', 'Valeurs pour Connect+'],
  connectPlusHint: [
    'Enter these eight values in the Adobe Integration template of Connect+. The client secret is read when you show or copy it, and the audit log notes that; keep it out of tickets and mails.',
    'Saisissez ces huit valeurs dans le modèle Adobe Integration de Connect+. Le secret du client n’est lu que si vous l’affichez ou le copiez, et le journal d’audit le note ; ne l’écrivez ni dans un ticket ni dans un e-mail.',
  ],
  orgId: ['Org ID', 'Org ID'],
  sandboxName: ['Sandbox Name', 'Sandbox Name'],
  apiKey: ['API Key', 'API Key'],
  clientId: ['Client ID', 'Client ID'],
  clientSecret: ['Client Secret', 'Client Secret'],
  scope: ['Scope', 'Scope'],
  grantType: ['Grant Type', 'Grant Type'],
  authUrl: ['Auth URL', 'Auth URL'],
  changed: [(name: string) => `${name} was changed.`, (name: string) => `${name} a été modifié.`],
  delete: ['Delete', 'Supprimer'],
  deleteTitle: [
    (name: string) => `Delete the dataflow ${name}?`,
    (name: string) => `Supprimer le flux de données ${name} ?`,
  ],
  deleteHint: [
    'Its streaming endpoint answers no more: what is sent there is lost. What is stored already stays. This cannot be undone.',
    'Son point d’entrée ne répond plus : ce qui y est envoyé est perdu. Ce qui est déjà stocké reste. Cette action est irréversible.',
  ],
  deleteFilesHint: [
    'It reads no more files. What is stored already stays. This cannot be undone.',
    'Il ne lit plus de fichiers. Ce qui est déjà stocké reste. Cette action est irréversible.',
  ],
  deleted: [(name: string) => `${name} was deleted.`, (name: string) => `${name} a été supprimé.`],
  details: ['Details', 'Détails'],
  disable: ['Disable', 'Désactiver'],
  disabledFiles: [
    (name: string) => `${name} is disabled: no run begins.`,
    (name: string) => `${name} est désactivé : aucune exécution ne commence.`,
  ],
  disabled: [
    (name: string) => `${name} is disabled: records are refused.`,
    (name: string) => `${name} est désactivé : les enregistrements sont refusés.`,
  ],
  differs: [
    (version: number) => `What version ${version} does differently`,
    (version: number) => `Ce que la version ${version} fait autrement`,
  ],
  draftVersion: ['Draft', 'Brouillon'],
  edit: ['Edit', 'Modifier'],
  editTitle: [(name: string) => `Edit ${name}`, (name: string) => `Modifier ${name}`],
  editSchedule: ['Edit schedule', 'Modifier la planification'],
  editScheduleTitle: [
    (name: string) => `Edit the schedule of ${name}`,
    (name: string) => `Modifier la planification de ${name}`,
  ],
  editMapping: ['Edit mapping', 'Modifier le mapping'],
  enable: ['Enable', 'Activer'],
  enabled: [(name: string) => `${name} is enabled.`, (name: string) => `${name} est activé.`],
  ended: ['Ended', 'Fin'],
  errors: ['Errors', 'Erreurs'],
  flowId: ['Dataflow ID', 'ID du flux de données'],
  flowIdHint: [
    'The endpoint belongs to the account: name the dataflow in the header x-adobe-flow-id of each message.',
    'Le point d’entrée est celui du compte : nommez le flux dans l’en-tête x-adobe-flow-id de chaque message.',
  ],
  flowName: ['Dataflow name', 'Nom du flux de données'],
  gone: ['Dataflow not found', 'Flux de données introuvable'],
  goneHint: ['It was deleted, or is in another sandbox.', 'Il a été supprimé, ou se trouve dans une autre sandbox.'],
  inUse: ['In use', 'Utilisée'],
  in: ['Received', 'Reçus'],
  ledger: ['Open its ledger', 'Ouvrir son registre'],
  noErrors: ['No errors', 'Aucune erreur'],
  noErrorsHint: [
    'Everything this dataflow accepted is stored or on its way.',
    'Tout ce que ce flux a accepté est stocké ou en chemin.',
  ],
  noRuns: ['No run yet', 'Aucune exécution pour l’instant'],
  noFileRunsHint: [
    'A run is shown each time the files are read.',
    'Une exécution est affichée à chaque lecture des fichiers.',
  ],
  noRunsHint: [
    'A run is shown for each quarter of an hour in which records came.',
    'Une exécution est affichée pour chaque quart d’heure où des enregistrements sont arrivés.',
  ],
  notJson: [(why: string) => `This is no JSON: ${why}`, (why: string) => `Ce n’est pas du JSON : ${why}`],
  nothingPassed: ['Nothing passed yet. Send a test event.', 'Rien n’est passé. Envoyez un événement de test.'],
  overview: ['Overview', 'Présentation'],
  reads: ['Reads', 'Lit'],
  reason: ['Reason', 'Raison'],
  refused: [
    (status: number) => `The endpoint answered ${status}`,
    (status: number) => `Le point d’entrée a répondu ${status}`,
  ],
  rescheduled: [
    (name: string) => `${name} has another schedule from now on.`,
    (name: string) => `${name} a désormais une autre planification.`,
  ],
  restore: ['Use this version', 'Utiliser cette version'],
  restored: [
    (version: number) => `The dataflow maps with version ${version} from now on.`,
    (version: number) => `Le flux convertit désormais avec la version ${version}.`,
  ],
  rows: ['Rows', 'Lignes'],
  rowsOf: [(version: number) => `Rows of version ${version}`, (version: number) => `Lignes de la version ${version}`],
  runErrors: ['What went wrong', 'Ce qui s’est mal passé'],
  runId: ['Run ID', 'ID de l’exécution'],
  runOf: [(at: string) => `Run of ${at}`, (at: string) => `Exécution du ${at}`],
  runs: ['Dataflow runs', 'Exécutions'],
  save: ['Save', 'Enregistrer'],
  runNow: ['Run now', 'Exécuter maintenant'],
  runBegun: [(name: string) => `A run of ${name} has begun.`, (name: string) => `Une exécution de ${name} a commencé.`],
  schedule: ['Scheduling', 'Planification'],
  send: ['Send a test event', 'Envoyer un événement de test'],
  source: ['Source', 'Source'],
  stages: ['The way of the test event', 'Le chemin de l’événement de test'],
  started: ['Started', 'Début'],
  tail: ['Live', 'En direct'],
  test: ['Test event', 'Événement de test'],
  testHint: [
    'A sample of this source with a new time and id. It goes the way of every record, into the dataset: change it as you like.',
    'Un exemple de cette source avec une nouvelle heure et un nouvel identifiant. Il suit le chemin de tout enregistrement, jusqu’au jeu de données : modifiez-le à votre guise.',
  ],
  toDataflows: ['All dataflows', 'Tous les flux de données'],
  version: ['Version', 'Version'],
  versions: ['Versions', 'Versions'],
  written: ['Saved', 'Enregistrement'],
});

const statuses = texts({
  scheduled: ['Scheduled', 'Prévue'],
  inProgress: ['In progress', 'En cours'],
  success: ['Success', 'Réussie'],
  partialSuccess: ['Partial success', 'Réussie en partie'],
  failed: ['Failed', 'Échouée'],
});

/** How a run ended, or how far it is, for people (page "Monitor dataflow runs"). */
export function runStatus(status: string): string {
  switch (status) {
    case 'scheduled':
    case 'inProgress':
    case 'success':
    case 'partialSuccess':
    case 'failed':
      return statuses(status);
    default:
      return status;
  }
}
