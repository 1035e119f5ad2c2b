import { number, texts } from '../../ui/texts.ts';

/** Texts of the SQL editor. */
export const own = texts({
  run: ['Run query', 'Exécuter la requête'],
  sql: ['SQL', 'SQL'],
  hint: [
    'Ctrl+Enter runs it. One view per dataset, named as its table. Read-only.',
    'Ctrl+Entrée l’exécute. Une vue par jeu de données, au nom de sa table. Lecture seule.',
  ],
  completions: ['Completions', 'Complétions'],
  startWith: ['Start with a table', 'Commencer par une table'],
  startHint: [
    'Every dataset is a table. Choose one, or write a statement; names are completed as you type.',
    'Chaque jeu de données est une table. Choisissez-en une, ou écrivez une instruction ; les noms sont complétés pendant la saisie.',
  ],
  noTables: [
    'There is no dataset yet, so there is nothing to query. Create a dataset first.',
    'Il n’y a encore aucun jeu de données à interroger. Créez d’abord un jeu de données.',
  ],
  toDatasets: ['Go to Datasets', 'Aller aux jeux de données'],
  placed: [
    ({ line, column, detail }: Placed) => `Line ${number(line)}, column ${number(column)}: ${detail}`,
    ({ line, column, detail }: Placed) => `Ligne ${number(line)}, colonne ${number(column)} : ${detail}`,
  ],
  result: ['Result', 'Résultat'],
  table: ['Table', 'Table'],
  chart: ['Chart', 'Graphique'],
  summary: [
    ({ rows, seconds }: Summary) => `${number(rows)} ${rows === 1 ? 'row' : 'rows'} in ${number(seconds)} s`,
    ({ rows, seconds }: Summary) => `${number(rows)} ${rows < 2 ? 'ligne' : 'lignes'} en ${number(seconds)} s`,
  ],
  truncated: [
    'There are more: the result was cut at the limit.',
    'Il y en a d’autres : le résultat a été coupé à la limite.',
  ],
  stale: [
    'The newest records may be missing; run the query again in a moment.',
    'Les enregistrements les plus récents peuvent manquer ; relancez la requête dans un instant.',
  ],
  shown: [
    (rows: number) => `The first ${number(rows)} are shown; the CSV file has all of them.`,
    (rows: number) => `Les ${number(rows)} premières sont affichées ; le fichier CSV les contient toutes.`,
  ],
  download: ['Download CSV', 'Télécharger en CSV'],
  row: [(n: number) => `Row ${number(n)}`, (n: number) => `Ligne ${number(n)}`],
  noRows: ['The query found no rows', 'La requête n’a trouvé aucune ligne'],
  noRowsHint: ['It ran without a fault.', 'Elle s’est exécutée sans erreur.'],
  label: ['Label', 'Libellé'],
  value: ['Value', 'Valeur'],
  columns: [
    (count: number) => (count === 1 ? '1 column' : `${number(count)} columns`),
    (count: number) => (count < 2 ? `${count} colonne` : `${number(count)} colonnes`),
  ],
  noNumbers: ['There is no number to draw', 'Aucun nombre à représenter'],
  noNumbersHint: [
    'A chart needs a column of numbers, as count(*) gives.',
    'Un graphique demande une colonne de nombres, comme en donne count(*).',
  ],
});

interface Placed {
  readonly line: number;
  readonly column: number;
  readonly detail: string;
}

interface Summary {
  readonly rows: number;
  readonly seconds: number;
}
