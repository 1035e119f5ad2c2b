import { texts } from '../../ui/texts.ts';

/** Texts about fields of the organisation's own, wherever they are declared. */
export const t = texts({
  addField: ['Add field', 'Ajouter un champ'],
  addFieldInside: ['Add field to this object', 'Ajouter un champ à cet objet'],
  extends: [
    ({ object, group }: { object: string; group: string }) =>
      `${object} is of the standard field group ${group}. The field becomes part of a field group of your own, which extends it and takes its place in this schema.`,
    ({ object, group }: { object: string; group: string }) =>
      `${object} vient du groupe de champs standard ${group}. Le champ fera partie d’un groupe de champs à vous, qui l’étend et prend sa place dans ce schéma.`,
  ],
  fieldsOf: [(schema: string) => `${schema} fields`, (schema: string) => `Champs de ${schema}`],
  extendedTitle: [(group: string) => `${group} (Extended)`, (group: string) => `${group} (étendu)`],
  editField: ['Edit field', 'Modifier le champ'],
  apply: ['Apply', 'Appliquer'],
  fieldName: ['Field name', 'Nom du champ'],
  fieldNameHint: ['Letters, digits and _, a letter first.', 'Lettres, chiffres et _, en commençant par une lettre.'],
  badFieldName: ['Use letters, digits and _, a letter first.', 'Utilisez lettres, chiffres et _, une lettre d’abord.'],
  fieldTaken: ['There is a field of this name here already.', 'Un champ de ce nom existe déjà ici.'],
  assignTo: ['Assign to', 'Affecter à'],
  newGroup: ['New field group', 'Nouveau groupe de champs'],
  groupTitle: ['Field group name', 'Nom du groupe de champs'],
  usedBy: [
    (schemas: string) => `Every schema made of it changes: ${schemas}.`,
    (schemas: string) => `Tous les schémas qui en sont faits changent : ${schemas}.`,
  ],
  inside: ['Inside', 'Dans'],
  insideHint: [
    'An object, as in address or address.home; lines[] is a list of them. One that is not there yet is made.',
    'Un objet, comme adresse ou adresse.domicile ; lignes[] en est une liste. S’il n’existe pas, il est créé.',
  ],
  holdsNone: [
    (field: string) =>
      `${field} takes no field: it is a value, or of a data type, whose fields are added under Data types.`,
    (field: string) =>
      `${field} n’accueille pas de champ : c’est une valeur, ou un type de données, dont les champs s’ajoutent sous Types de données.`,
  ],
  deleteField: ['Delete field', 'Supprimer le champ'],
  deleteFieldTitle: [(path: string) => `Delete ${path}?`, (path: string) => `Supprimer ${path} ?`],
  deleteFieldHint: [
    'Everything made of it loses the field. This cannot be undone; where there is data already, the platform keeps it.',
    'Tout ce qui en est fait perd le champ. Cette action est irréversible ; là où il y a déjà des données, la plateforme le conserve.',
  ],
  convert: ['Convert to new data type', 'Convertir en type de données'],
  convertDone: ['Convert', 'Convertir'],
  convertHint: [
    'Other fields can be of it too. Its fields are then changed under Data types.',
    'D’autres champs pourront en être. Ses champs se changent ensuite sous Types de données.',
  ],
  dataTypeTitle: ['Data type name', 'Nom du type de données'],
  deprecate: ['Deprecate', 'Rendre obsolète'],
  undeprecate: ['No longer deprecated', 'Ne plus rendre obsolète'],
  deprecateTitle: [(path: string) => `Deprecate ${path}?`, (path: string) => `Rendre ${path} obsolète ?`],
  deprecateHint: [
    'It is marked as a field not to be used any more. Data with it is still taken; this can be undone.',
    'Il est marqué comme un champ à ne plus utiliser. Les données qui le portent sont toujours acceptées ; cette action est réversible.',
  ],
  title: ['Display name', 'Nom d’affichage'],
  type: ['Type', 'Type'],
  dataType: ['Data type', 'Type de données'],
  mapValue: ['Map value type', 'Type des valeurs'],
  array: ['Array', 'Tableau'],
  leastItems: ['Minimum length of the array', 'Longueur minimale du tableau'],
  mostItems: ['Maximum length of the array', 'Longueur maximale du tableau'],
  uniqueItems: ['Unique items only', 'Éléments uniques seulement'],
  required: ['Required', 'Obligatoire'],
  defaultValue: ['Default value', 'Valeur par défaut'],
  badDefault: ['This is no value of the type.', 'Ce n’est pas une valeur de ce type.'],
  booleanHint: ['true or false', 'true ou false'],
  format: ['Format', 'Format'],
  noFormat: ['Any', 'Libre'],
  minLength: ['Minimum length', 'Longueur minimale'],
  maxLength: ['Maximum length', 'Longueur maximale'],
  minimum: ['Minimum value', 'Valeur minimale'],
  maximum: ['Maximum value', 'Valeur maximale'],
  aboveLeast: ['Exclusive minimum', 'Minimum exclu'],
  belowMost: ['Exclusive maximum', 'Maximum exclu'],
  pattern: ['Pattern', 'Motif'],
  badPattern: ['This is no regular expression.', 'Ce n’est pas une expression régulière.'],
  choices: ['Enum & Suggested Values', 'Énumération et valeurs suggérées'],
  noChoices: ['Any value', 'Toute valeur'],
  enum: ['Enum', 'Énumération'],
  suggested: ['Suggested Values', 'Valeurs suggérées'],
  values: ['Values', 'Valeurs'],
  valuesHint: [
    'One a line: value, or value and display name after a comma.',
    'Une par ligne : valeur, ou valeur et nom après une virgule.',
  ],
});

/** Names of the kinds of value an own field can have. */
export const types = texts({
  String: ['String', 'Chaîne'],
  Double: ['Double', 'Double'],
  Long: ['Long', 'Entier long'],
  Integer: ['Integer', 'Entier'],
  Short: ['Short', 'Entier court'],
  Byte: ['Byte', 'Octet'],
  Boolean: ['Boolean', 'Booléen'],
  Date: ['Date', 'Date'],
  DateTime: ['DateTime', 'Date et heure'],
  Object: ['Object', 'Objet'],
  Map: ['Map', 'Table'],
  DataType: ['Data type', 'Type de données'],
  string: ['String', 'Chaîne'],
  integer: ['Integer', 'Entier'],
});
