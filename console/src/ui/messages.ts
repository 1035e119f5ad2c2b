/** Every text of the console in its two languages. In English the labels are those of the product guide. */
const MESSAGES = {
  accepted: ['Accepted', 'Acceptés'],
  advice: ['What to do', 'Que faire'],
  audiences: ['Audiences', 'Audiences'],
  balanced: ['The books balance', 'Les comptes sont justes'],
  class: ['Class', 'Classe'],
  code: ['Code', 'Code'],
  columns: ['Columns', 'Colonnes'],
  created: ['Created', 'Création'],
  dataset: ['Dataset', 'Jeu de données'],
  datasets: ['Datasets', 'Jeux de données'],
  derived: ['Derived', 'Dérivés'],
  description: ['Description', 'Description'],
  evaluation: ['Evaluation', 'Évaluation'],
  expression: ['Expression', 'Expression'],
  failed: ['Failed', 'En échec'],
  failedRecords: ['Failed records', 'Enregistrements en échec'],
  found: ['Profile found', 'Profil trouvé'],
  home: ['Home', 'Accueil'],
  identityValue: ['Identity value', 'Valeur d’identité'],
  loading: ['Loading', 'Chargement'],
  lookUp: ['View', 'Afficher'],
  members: ['Members', 'Membres'],
  monitoring: ['Monitoring', 'Surveillance'],
  name: ['Name', 'Nom'],
  namespace: ['Identity namespace', 'Espace de noms d’identité'],
  navigation: ['Main navigation', 'Navigation principale'],
  noFailed: [
    'No failed records. Everything that was accepted is stored or on its way.',
    'Aucun échec. Tout ce qui a été accepté est stocké ou en chemin.',
  ],
  noProfile: ['No profile has this identity.', 'Aucun profil ne porte cette identité.'],
  nothing: ['Nothing here yet.', 'Rien ici pour l’instant.'],
  open: ['Open', 'Ouvert'],
  profiles: ['Profiles', 'Profils'],
  queries: ['Queries', 'Requêtes'],
  queryHint: [
    'One view per dataset, named as its table. Read-only.',
    'Une vue par jeu de données, au nom de sa table. Lecture seule.',
  ],
  received: ['Received', 'Réception'],
  replay: ['Replay', 'Rejouer'],
  replayed: ['Replayed', 'Rejoué'],
  rows: ['rows', 'lignes'],
  run: ['Run query', 'Exécuter la requête'],
  sandbox: ['Sandbox', 'Sandbox'],
  schemas: ['Schemas', 'Schémas'],
  signIn: ['Sign in', 'Se connecter'],
  signInHint: ['Sign in with your organisation’s account.', 'Connectez-vous avec le compte de votre organisation.'],
  signOut: ['Sign out', 'Se déconnecter'],
  skipped: ['Skipped', 'Ignorés'],
  sources: ['Sources', 'Sources'],
  sql: ['SQL', 'SQL'],
  stage: ['Stage', 'Étape'],
  state: ['State', 'État'],
  status: ['Status', 'Statut'],
  stored: ['Stored', 'Stockés'],
  streamingEndpoint: ['Streaming endpoint URL', 'URL du point d’entrée'],
  table: ['Table', 'Table'],
  unbalanced: [
    'The books do not balance: a record is unaccounted for.',
    'Les comptes ne sont pas justes : un enregistrement manque.',
  ],
  waiting: ['Waiting', 'En attente'],
  way: ['The way of a record', 'Le chemin d’un enregistrement'],
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

export function number(value: number): string {
  return new Intl.NumberFormat(locale).format(value);
}
