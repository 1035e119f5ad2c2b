import { texts } from '../../ui/texts.ts';

export const t = texts({
  account: ['Account', 'Compte'],
  accountHint: [
    'What the source signs in with: the client id and secret of an API credential of this organisation. The secret is sealed and never shown in lists.',
    'Ce avec quoi la source se connecte : l’identifiant et le secret d’une clé d’API de cette organisation. Le secret est scellé et n’apparaît dans aucune liste.',
  ],
  accountMissing: ['Choose an account.', 'Choisissez un compte.'],
  addCalculated: ['Add calculated field', 'Ajouter un champ calculé'],
  addRow: ['Add mapping', 'Ajouter une ligne'],
  builtIn: ['Built-in samples', 'Exemples intégrés'],
  builtInHint: ['What this source is documented to send.', 'Ce que cette source envoie, d’après sa documentation.'],
  calculated: ['Calculated field', 'Champ calculé'],
  calculatedHint: [
    'Completion comes as you type, or with Ctrl and Space. Tab leaves the editor.',
    'La complétion vient en tapant, ou avec Ctrl et Espace. Tab quitte l’éditeur.',
  ],
  checking: ['The rows are being checked.', 'Les lignes sont en cours de vérification.'],
  chooseFile: ['Choose a file', 'Choisir un fichier'],
  datasetDescription: ['Dataset description', 'Description du jeu de données'],
  datasetMissing: ['Say which dataset the data goes to.', 'Indiquez le jeu de données de destination.'],
  datasetName: ['Dataset name', 'Nom du jeu de données'],
  detail: ['Dataflow detail', 'Détail du flux'],
  edit: ['Edit', 'Modifier'],
  editRow: [(n: number) => `Edit expression of row ${n}`, (n: number) => `Modifier l’expression de la ligne ${n}`],
  errorDiagnostics: ['Error diagnostics', 'Diagnostics d’erreur'],
  existingAccount: ['Existing account', 'Compte existant'],
  existingDataset: ['Existing dataset', 'Jeu de données existant'],
  exportCsv: ['Export mapping (CSV)', 'Exporter le mapping (CSV)'],
  exportJson: ['Export mapping (JSON)', 'Exporter le mapping (JSON)'],
  fieldsMissing: ['Fill in the fields with an asterisk.', 'Remplissez les champs marqués d’un astérisque.'],
  finished: [
    (name: string) => `The dataflow ${name} is there.`,
    (name: string) => `Le flux de données ${name} est créé.`,
  ],
  flowName: ['Dataflow name', 'Nom du flux de données'],
  gives: [(value: string) => `With the sample: ${value}`, (value: string) => `Avec l’exemple : ${value}`],
  import: ['Import mapping', 'Importer un mapping'],
  made: [(n: number) => `Value of row ${n}`, (n: number) => `Valeur de la ligne ${n}`],
  mapping: ['Mapping', 'Mapping'],
  nameMissing: ['Give the dataflow a name.', 'Donnez un nom au flux de données.'],
  newAccount: ['New account', 'Nouveau compte'],
  newDataset: ['New dataset', 'Nouveau jeu de données'],
  no: ['No', 'Non'],
  none: ['None', 'Aucune'],
  noRecord: [
    'The file holds no record: a record is a JSON object.',
    'Le fichier ne contient aucun enregistrement : un enregistrement est un objet JSON.',
  ],
  noRows: [
    'No rows yet. Add one, or import a mapping file.',
    'Aucune ligne. Ajoutez-en une, ou importez un fichier de mapping.',
  ],
  noSample: [
    'Choose a sample, or upload one: its fields are what is mapped.',
    'Choisissez un exemple, ou chargez-en un : ce sont ses champs qui sont convertis.',
  ],
  noSource: ['Source not found', 'Source introuvable'],
  noSourceHint: [
    'There is no source of this kind that can be set up here.',
    'Aucune source de ce type ne se configure ici.',
  ],
  partialIngestion: ['Partial ingestion', 'Ingestion partielle'],
  preview: [(name: string) => `Preview of ${name}`, (name: string) => `Aperçu de ${name}`],
  previewData: ['Preview data', 'Aperçu des données'],
  profileDataset: ['Profile dataset', 'Jeu de données de profil'],
  recommended: [(sure: string) => `Recommended, ${sure}.`, (sure: string) => `Recommandé, ${sure}.`],
  remove: ['Remove', 'Retirer'],
  removeRow: [(n: number) => `Remove row ${n}`, (n: number) => `Retirer la ligne ${n}`],
  removeWrong: ['Remove rows with errors', 'Retirer les lignes en erreur'],
  result: ['Result', 'Résultat'],
  review: ['Review', 'Vérification'],
  row: [(n: number) => `Row ${n}`, (n: number) => `Ligne ${n}`],
  rows: [(n: string) => `${n} rows`, (n: string) => `${n} lignes`],
  rowsIncomplete: ['A row lacks its source or target.', 'Il manque la source ou la cible d’une ligne.'],
  rowsMissing: ['Add a row.', 'Ajoutez une ligne.'],
  rowsWrong: [
    (n: number) => (n === 1 ? 'One row cannot run.' : `${n} rows cannot run.`),
    (n: number) => (n === 1 ? 'Une ligne ne peut pas s’exécuter.' : `${n} lignes ne peuvent pas s’exécuter.`),
  ],
  sample: ['Sample', 'Exemple'],
  save: ['Save', 'Enregistrer'],
  schema: ['Schema', 'Schéma'],
  schemaFirst: [
    'The schema takes no part in profiles: enable it for Profile first.',
    'Le schéma ne participe pas aux profils : activez-le d’abord pour Profile.',
  ],
  selectData: ['Select data', 'Sélection des données'],
  selectMissing: ['Choose or upload a sample.', 'Choisissez ou chargez un exemple.'],
  source: [(n: number) => `Source field of row ${n}`, (n: number) => `Champ source de la ligne ${n}`],
  sourceField: ['Source field', 'Champ source'],
  target: [(n: number) => `Target field of row ${n}`, (n: number) => `Champ cible de la ligne ${n}`],
  targetDataset: ['Target dataset', 'Jeu de données de destination'],
  targetField: ['Target field', 'Champ cible'],
  threshold: ['Error threshold %', 'Seuil d’erreur en %'],
  title: [(source: string) => `Set up ${source}`, (source: string) => `Configurer ${source}`],
  toCatalog: ['Open the catalog', 'Ouvrir le catalogue'],
  tooLarge: [(name: string) => `${name} is too large.`, (name: string) => `${name} est trop grand.`],
  upload: ['Upload a sample (JSON)', 'Charger un exemple (JSON)'],
  upTo: [(part: string) => `Up to ${part} may fail`, (part: string) => `Jusqu’à ${part} en échec`],
  valueOfSample: ['Value with the sample', 'Valeur avec l’exemple'],
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

/** Built-in samples in French; in English they have the titles the platform answers. */
const SAMPLES: Readonly<Record<string, string>> = {
  'A member with balance and tier': 'Un membre avec son solde et son niveau',
  'A purchase with its lines': 'Un achat avec ses lignes',
};

/** A sample as it is shown. */
export function sampleName(title: string, locale: 'en' | 'fr'): string {
  return locale === 'fr' ? (SAMPLES[title] ?? title) : title;
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
