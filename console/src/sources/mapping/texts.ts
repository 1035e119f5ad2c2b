import { texts } from '../../ui/texts.ts';

export const t = texts({
  addCalculated: ['Add calculated field', 'Ajouter un champ calculé'],
  added: ['Added', 'Ajouté'],
  addRow: ['Add mapping', 'Ajouter une ligne'],
  builtInHint: ['What this source is documented to send.', 'Ce que cette source envoie, d’après sa documentation.'],
  calculated: ['Calculated field', 'Champ calculé'],
  calculatedHint: [
    'Completion comes as you type, or with Ctrl and Space. Tab leaves the editor.',
    'La complétion vient en tapant, ou avec Ctrl et Espace. Tab quitte l’éditeur.',
  ],
  changed: ['Changed', 'Modifié'],
  changes: ['Changes', 'Changements'],
  checking: ['The rows are being checked.', 'Les lignes sont en cours de vérification.'],
  chooseFile: ['Choose a file', 'Choisir un fichier'],
  edit: ['Edit', 'Modifier'],
  editRow: [(n: number) => `Edit expression of row ${n}`, (n: number) => `Modifier l’expression de la ligne ${n}`],
  exportCsv: ['Export mapping (CSV)', 'Exporter le mapping (CSV)'],
  exportJson: ['Export mapping (JSON)', 'Exporter le mapping (JSON)'],
  gives: [(value: string) => `With the sample: ${value}`, (value: string) => `Avec l’exemple : ${value}`],
  import: ['Import mapping', 'Importer un mapping'],
  lastSample: ['The last sample', 'Le dernier exemple'],
  made: [(n: number) => `Value of row ${n}`, (n: number) => `Valeur de la ligne ${n}`],
  mapping: ['Mapping', 'Mapping'],
  noChanges: ['The rows are the same.', 'Les lignes sont identiques.'],
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
  preview: [(name: string) => `Preview of ${name}`, (name: string) => `Aperçu de ${name}`],
  previewData: ['Preview data', 'Aperçu des données'],
  recommended: [(sure: string) => `Recommended, ${sure}.`, (sure: string) => `Recommandé, ${sure}.`],
  remove: ['Remove', 'Retirer'],
  removed: ['Removed', 'Retiré'],
  removeRow: [(n: number) => `Remove row ${n}`, (n: number) => `Retirer la ligne ${n}`],
  removeWrong: ['Remove rows with errors', 'Retirer les lignes en erreur'],
  result: ['Result', 'Résultat'],
  row: [(n: number) => `Row ${n}`, (n: number) => `Ligne ${n}`],
  rowsIncomplete: ['A row lacks its source or target.', 'Il manque la source ou la cible d’une ligne.'],
  rowsMissing: ['Add a row.', 'Ajoutez une ligne.'],
  rowsWrong: [
    (n: number) => (n === 1 ? 'One row cannot run.' : `${n} rows cannot run.`),
    (n: number) => (n === 1 ? 'Une ligne ne peut pas s’exécuter.' : `${n} lignes ne peuvent pas s’exécuter.`),
  ],
  samples: ['Samples', 'Exemples'],
  samplesHint: [
    'The one the mapping was made with, and what this source is documented to send.',
    'Celui avec lequel le mapping a été fait, et ce que cette source envoie d’après sa documentation.',
  ],
  save: ['Save', 'Enregistrer'],
  selectData: ['Select data', 'Sélection des données'],
  selectMissing: ['Choose or upload a sample.', 'Choisissez ou chargez un exemple.'],
  source: [(n: number) => `Source field of row ${n}`, (n: number) => `Champ source de la ligne ${n}`],
  sourceField: ['Source field', 'Champ source'],
  target: [(n: number) => `Target field of row ${n}`, (n: number) => `Champ cible de la ligne ${n}`],
  targetField: ['Target field', 'Champ cible'],
  tooLarge: [(name: string) => `${name} is too large.`, (name: string) => `${name} est trop grand.`],
  upload: ['Upload a sample (JSON)', 'Charger un exemple (JSON)'],
  valueOfSample: ['Value with the sample', 'Valeur avec l’exemple'],
});

/** Built-in samples in French; in English they have the titles the platform answers. */
const SAMPLES: Readonly<Record<string, string>> = {
  'A member with balance and tier': 'Un membre avec son solde et son niveau',
  'A purchase with its lines': 'Un achat avec ses lignes',
};

/** A sample as it is shown. */
export function sampleName(title: string, locale: 'en' | 'fr'): string {
  return locale === 'fr' ? (SAMPLES[title] ?? title) : title;
}
