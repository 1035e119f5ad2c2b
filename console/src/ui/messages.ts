/** Every text of the console in its two languages. In English the labels are those of the product guide. */
const MESSAGES = {
  accepted: ['Accepted', 'Acceptés'],
  advice: ['What to do', 'Que faire'],
  alerts: ['Alerts', 'Alertes'],
  at: ['Time', 'Heure'],
  audiences: ['Audiences', 'Audiences'],
  balanced: ['The books balance', 'Les comptes sont justes'],
  class: ['Class', 'Classe'],
  code: ['Code', 'Code'],
  columns: ['Columns', 'Colonnes'],
  created: ['Created', 'Création'],
  dataflows: ['Dataflows', 'Flux de données'],
  dataset: ['Dataset', 'Jeu de données'],
  datasets: ['Datasets', 'Jeux de données'],
  derived: ['Derived', 'Dérivés'],
  description: ['Description', 'Description'],
  detail: ['Detail', 'Détail'],
  errorRate: ['Failed %', '% échec'],
  evaluation: ['Evaluation', 'Évaluation'],
  expression: ['Expression', 'Expression'],
  failed: ['Failed', 'En échec'],
  failedRecords: ['Failed records', 'Enregistrements en échec'],
  firing: ['Firing', 'Active'],
  follow: ['Follow', 'Suivre'],
  following: ['Following', 'Suivi en cours'],
  found: ['Profile found', 'Profil trouvé'],
  home: ['Home', 'Accueil'],
  identityValue: ['Identity value', 'Valeur d’identité'],
  lakeLatency: ['To the dataset', 'Vers le jeu de données'],
  lakeP95: ['Dataset P95', 'Données P95'],
  latency: ['Latency', 'Latence'],
  live: ['Live', 'En direct'],
  loading: ['Loading', 'Chargement'],
  lookUp: ['View', 'Afficher'],
  members: ['Members', 'Membres'],
  message: ['Message', 'Message'],
  messagesReceived: ['Received', 'Reçus'],
  monitoring: ['Monitoring', 'Surveillance'],
  mostPerMinute: ['Peak a minute', 'Pic/minute'],
  muteHour: ['Mute for an hour', 'Mettre en sourdine une heure'],
  muted: ['Muted', 'Muette'],
  name: ['Name', 'Nom'],
  namespace: ['Identity namespace', 'Espace de noms d’identité'],
  navigation: ['Main navigation', 'Navigation principale'],
  noAlerts: ['No alerts.', 'Aucune alerte.'],
  noFailed: [
    'No failed records. Everything that was accepted is stored or on its way.',
    'Aucun échec. Tout ce qui a été accepté est stocké ou en chemin.',
  ],
  noProfile: ['No profile has this identity.', 'Aucun profil ne porte cette identité.'],
  notShown: ['more passed and are not shown', 'autres sont passés et ne sont pas affichés'],
  nothing: ['Nothing here yet.', 'Rien ici pour l’instant.'],
  open: ['Open', 'Ouvert'],
  profileLatency: ['To the profile', 'Vers le profil'],
  profileP95: ['Profile P95', 'Profil P95'],
  profiles: ['Profiles', 'Profils'],
  queries: ['Queries', 'Requêtes'],
  queryHint: [
    'One view per dataset, named as its table. Read-only.',
    'Une vue par jeu de données, au nom de sa table. Lecture seule.',
  ],
  reasons: ['Why records failed', 'Raisons des échecs'],
  received: ['Received', 'Réception'],
  received24h: ['In 24 hours', 'En 24 heures'],
  record: ['Record', 'Enregistrement'],
  replay: ['Replay', 'Rejouer'],
  replayed: ['Replayed', 'Rejoué'],
  resolve: ['Resolve', 'Résoudre'],
  resolved: ['Resolved', 'Résolue'],
  rows: ['rows', 'lignes'],
  run: ['Run query', 'Exécuter la requête'],
  sandbox: ['Sandbox', 'Sandbox'],
  schemas: ['Schemas', 'Schémas'],
  signIn: ['Sign in', 'Se connecter'],
  signInHint: ['Sign in with your organisation’s account.', 'Connectez-vous avec le compte de votre organisation.'],
  signOut: ['Sign out', 'Se déconnecter'],
  since: ['Since', 'Depuis'],
  skipped: ['Skipped', 'Ignorés'],
  sources: ['Sources', 'Sources'],
  sql: ['SQL', 'SQL'],
  stage: ['Stage', 'Étape'],
  state: ['State', 'État'],
  status: ['Status', 'Statut'],
  stopped: ['Stopped', 'Arrêté'],
  stored: ['Stored', 'Stockés'],
  streamingEndpoint: ['Streaming endpoint URL', 'URL du point d’entrée'],
  subscription: ['Subscription', 'Abonnement'],
  table: ['Table', 'Table'],
  unbalanced: [
    'The books do not balance: a record is unaccounted for.',
    'Les comptes ne sont pas justes : un enregistrement manque.',
  ],
  unmute: ['Unmute', 'Rétablir le son'],
  waiting: ['Waiting', 'En attente'],
  updated: ['Updated', 'Actualisés'],
  way: ['The way of a record', 'Le chemin d’un enregistrement'],
  window: ['Window', 'Période'],
} as const satisfies Record<string, readonly [en: string, fr: string]>;

export type MessageKey = keyof typeof MESSAGES;

/** `fr` when the browser asks for French, else `en`. */
export const locale: 'en' | 'fr' = navigator.language.toLowerCase().startsWith('fr') ? 'fr' : 'en';

/** The text of a key in the language of the browser. */
export function t(key: MessageKey): string {
  return MESSAGES[key][locale === 'fr' ? 1 : 0];
}

/** A time as people of the locale write it. */
export function time(epochMs: number): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' }).format(epochMs);
}

/** Milliseconds as people read them: seconds from one on; nothing when nothing was measured. */
export function milliseconds(value: number | null): string {
  if (value === null) return '–';
  return value < 1000 ? `${number(value)} ms` : `${number(Math.round(value / 100) / 10)} s`;
}

/** Percent, as people of the locale write it. */
export function percent(value: number): string {
  return new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 }).format(value / 100);
}

export function number(value: number): string {
  return new Intl.NumberFormat(locale).format(value);
}
