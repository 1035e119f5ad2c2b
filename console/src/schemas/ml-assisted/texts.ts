import { number, texts } from '../../ui/texts.ts';

interface Grounds {
  readonly reason: string;
  readonly confidence: string;
}

/** Texts of the way from a file to a schema. */
export const own = texts({
  create: ['Create schema', 'Créer un schéma'],
  title: ['ML-Assisted', 'Assistée par ML'],
  selectClass: ['Select a class', 'Sélectionner une classe'],
  recommended: ['Recommended from the data', 'Recommandée d’après les données'],
  individual: ['Individual Profile', 'Profil individuel'],
  event: ['Experience Event', 'Événement d’expérience'],
  selectData: ['Select data', 'Sélectionner les données'],
  drop: ['Drag and drop a CSV file', 'Glissez-déposez un fichier CSV'],
  choose: ['Choose file', 'Choisir un fichier'],
  chooseFirst: ['Choose a file to go on.', 'Choisissez un fichier pour continuer.'],
  preview: ['Preview', 'Aperçu'],
  previewOf: [(name: string) => `The first rows of ${name}`, (name: string) => `Les premières lignes de ${name}`],
  review: ['Review and edit', 'Vérifier et modifier'],
  table: ['Schema recommendation', 'Schéma recommandé'],
  reviewHint: [
    (className: string) => `Class: ${className}. Open a row to change what becomes of the column.`,
    (className: string) => `Classe : ${className}. Ouvrez une ligne pour modifier le champ de la colonne.`,
  ],
  addField: ['Add new field', 'Ajouter un champ'],
  columns: [
    (count: number) => (count === 1 ? '1 column' : `${number(count)} columns`),
    (count: number) => (count < 2 ? `${count} colonne` : `${number(count)} colonnes`),
  ],
  added: ['Added', 'Ajouté'],
  // As headings of a column they are short in French, too.
  source: ['Source Field', 'Source'],
  nameHeading: ['Display Name', 'Nom affiché'],
  typeHeading: ['Data Type', 'Type'],
  target: ['Target Field', 'Champ cible'],
  displayName: ['Display Name', 'Nom d’affichage'],
  type: ['Data Type', 'Type de données'],
  group: ['Field Group', 'Groupe'],
  ownFields: ['Own fields', 'Vos champs'],
  standardGroup: ['The one that has the field', 'Celui qui contient le champ'],
  confidence: ['Confidence', 'Confiance'],
  changed: ['Changed', 'Modifié'],
  leftOut: ['Left out', 'Exclu'],
  reason: ['Reason', 'Raison'],
  why: [
    ({ reason, confidence }: Grounds) => `Reason: ${reason} (Confidence: ${confidence})`,
    ({ reason, confidence }: Grounds) => `Raison : ${reason} (Confiance : ${confidence})`,
  ],
  apply: ['Apply', 'Appliquer'],
  include: ['Include in the schema', 'Inclure dans le schéma'],
  targetHint: [
    (root: string) => `A recommended field, another path of the class, or a field of your own under ${root}.`,
    (root: string) => `Un champ recommandé, un autre chemin de la classe, ou un de vos champs sous ${root}.`,
  ],
  chooseInTree: ['Choose in the tree', 'Choisir dans l’arbre'],
  classFields: ['Fields of the class', 'Champs de la classe'],
  treeHint: [
    'All standard fields of the class and of its field groups. The field group of the one you choose becomes part of the schema. A field of your own is typed.',
    'Tous les champs standard de la classe et de ses groupes de champs. Le groupe de champs de celui que vous choisissez fera partie du schéma. Un de vos champs se saisit.',
  ],
  noneChosen: ['Choose a field that holds a value.', 'Choisissez un champ qui contient une valeur.'],
  chosenIs: [(path: string) => `Chosen: ${path}`, (path: string) => `Choisi : ${path}`],
  chooseTarget: ['Choose', 'Choisir'],
  onlyThese: [
    (values: string) => `Only these values: ${values}`,
    (values: string) => `Seulement ces valeurs : ${values}`,
  ],
  identity: ['Identity', 'Identité'],
  primary: ['Primary identity', 'Identité principale'],
  unknownNamespace: [
    'There is no such namespace yet: the identity will be left out.',
    'Cet espace de noms n’existe pas encore : l’identité sera omise.',
  ],
  unplaced: [
    (column: string) => `Give ${column} a target field, or leave it out.`,
    (column: string) => `Donnez un champ cible à ${column}, ou excluez-la.`,
  ],
  twice: [
    (column: string) => `${column} has the target field of another column.`,
    (column: string) => `${column} a le champ cible d’une autre colonne.`,
  ],
  nothing: ['Include at least one column.', 'Incluez au moins une colonne.'],
  nameStep: ['Name and save', 'Nommer et enregistrer'],
  schemaName: ['Schema display name', 'Nom d’affichage du schéma'],
  giveName: ['Give the schema a name.', 'Donnez un nom au schéma.'],
  taken: ['A schema has this name already.', 'Un schéma porte déjà ce nom.'],
  generated: [
    (fields: number) => `Schema generated: ${number(fields)} ${fields === 1 ? 'field' : 'fields'}`,
    (fields: number) => `Schéma généré : ${number(fields)} ${fields < 2 ? 'champ' : 'champs'}`,
  ],
  done: [(name: string) => `The schema ${name} is created.`, (name: string) => `Le schéma ${name} est créé.`],
  missing: [
    (codes: string) => `Without the identities of namespaces that do not exist: ${codes}.`,
    (codes: string) => `Sans les identités d’espaces de noms inexistants : ${codes}.`,
  ],
});
