import { texts } from '../../ui/texts.ts';

export const t = texts({
  account: ['Account', 'Compte'],
  accountHint: [
    'What the source signs in with: the client id and secret of an API credential of this organisation. The secret is sealed and never shown in lists.',
    'Ce avec quoi la source se connecte : l’identifiant et le secret d’une clé d’API de cette organisation. Le secret est scellé et n’apparaît dans aucune liste.',
  ],
  accountMissing: ['Choose an account.', 'Choisissez un compte.'],
  datasetDescription: ['Dataset description', 'Description du jeu de données'],
  datasetMissing: ['Say which dataset the data goes to.', 'Indiquez le jeu de données de destination.'],
  datasetName: ['Dataset name', 'Nom du jeu de données'],
  detail: ['Dataflow detail', 'Détail du flux'],
  errorDiagnostics: ['Error diagnostics', 'Diagnostics d’erreur'],
  existingAccount: ['Existing account', 'Compte existant'],
  existingDataset: ['Existing dataset', 'Jeu de données existant'],
  fieldsMissing: ['Fill in the fields with an asterisk.', 'Remplissez les champs marqués d’un astérisque.'],
  finished: [
    (name: string) => `The dataflow ${name} is there.`,
    (name: string) => `Le flux de données ${name} est créé.`,
  ],
  flowName: ['Dataflow name', 'Nom du flux de données'],
  nameMissing: ['Give the dataflow a name.', 'Donnez un nom au flux de données.'],
  newAccount: ['New account', 'Nouveau compte'],
  newDataset: ['New dataset', 'Nouveau jeu de données'],
  no: ['No', 'Non'],
  none: ['None', 'Aucune'],
  noSource: ['Source not found', 'Source introuvable'],
  noSourceHint: [
    'There is no source of this kind that can be set up here.',
    'Aucune source de ce type ne se configure ici.',
  ],
  partialIngestion: ['Partial ingestion', 'Ingestion partielle'],
  profileDataset: ['Profile dataset', 'Jeu de données de profil'],
  review: ['Review', 'Vérification'],
  rows: [(n: string) => `${n} rows`, (n: string) => `${n} lignes`],
  sample: ['Sample', 'Exemple'],
  schema: ['Schema', 'Schéma'],
  schemaFirst: [
    'The schema takes no part in profiles: enable it for Profile first.',
    'Le schéma ne participe pas aux profils : activez-le d’abord pour Profile.',
  ],
  targetDataset: ['Target dataset', 'Jeu de données de destination'],
  threshold: ['Error threshold %', 'Seuil d’erreur en %'],
  title: [(source: string) => `Set up ${source}`, (source: string) => `Configurer ${source}`],
  toCatalog: ['Open the catalog', 'Ouvrir le catalogue'],
  upTo: [(part: string) => `Up to ${part} may fail`, (part: string) => `Jusqu’à ${part} en échec`],
  willBeMade: [(name: string) => `${name} (will be made)`, (name: string) => `${name} (sera créé)`],
  yes: ['Yes', 'Oui'],
});

/** Alert rules in French; in English they have the titles the platform answers. */
const ALERTS: Readonly<Record<string, string>> = {
  'run-start': 'Début d’une exécution',
  'run-success': 'Réussite d’une exécution',
  'run-failure': 'Échec d’une exécution',
  'no-data': 'Aucune donnée reçue',
  'error-rate': 'Trop d’enregistrements en échec',
  lag: 'Retard de l’ingestion',
};

/** An alert rule as it is shown. */
export function alertName(id: string, title: string, locale: 'en' | 'fr'): string {
  return locale === 'fr' ? (ALERTS[id] ?? title) : title;
}

/** Parameters of accounts in French, name and hint; in English they are those of the connection spec. */
const PARAMETERS: Readonly<Record<string, readonly [title: string, hint: string]>> = {
  clientId: ['Identifiant du client', 'Identifiant de la clé d’API Adobe qu’utilise le connecteur.'],
  clientSecret: ['Secret du client', ''],
  accessToken: ['Jeton d’accès', 'Un jeton de cette clé.'],
};

/** A parameter as it is shown: its name, and a hint where there is one. */
export function parameterTexts(
  name: string,
  { title = name, description = '' }: { readonly title?: string; readonly description?: string },
  locale: 'en' | 'fr',
): readonly [title: string, hint: string] {
  const given = [title, description] as const;
  return locale === 'fr' ? (PARAMETERS[name] ?? given) : given;
}
