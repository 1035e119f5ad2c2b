import type { SchemaNode } from '@meniscus/languages/xdm';
import { number, texts } from '../ui/texts.ts';

/** Texts about fields, wherever they are shown. */
export const own = texts({
  fields: ['Fields', 'Champs'],
  fieldCount: [
    (count: number) => (count === 1 ? '1 field' : `${number(count)} fields`),
    (count: number) => (count < 2 ? `${count} champ` : `${number(count)} champs`),
  ],
  search: ['Search fields', 'Rechercher des champs'],
  noField: ['No field has these words.', 'Aucun champ ne contient ces mots.'],
  chooseField: ['Select a field to see what it is.', 'Sélectionnez un champ pour en voir le détail.'],
  fieldProperties: ['Field properties', 'Propriétés du champ'],
  path: ['Path', 'Chemin'],
  displayName: ['Display name', 'Nom d’affichage'],
  type: ['Type', 'Type'],
  required: ['Required', 'Obligatoire'],
  own: ['Own', 'À vous'],
  extended: ['Extended', 'Étendu'],
  identity: ['Identity', 'Identité'],
  primaryIdentity: ['Primary identity', 'Identité principale'],
  identityOf: [(namespace: string) => `Identity: ${namespace}`, (namespace: string) => `Identité : ${namespace}`],
  primaryIdentityOf: [
    (namespace: string) => `Primary identity: ${namespace}`,
    (namespace: string) => `Identité principale : ${namespace}`,
  ],
  dataType: ['Data type', 'Type de données'],
  relationship: ['Relationship', 'Relation'],
  referenceNamespace: ['Reference namespace', 'Espace de noms de référence'],
  deprecated: ['Deprecated', 'Obsolète'],
  labels: ['Labels', 'Étiquettes'],
  inherited: ['Labels of what it lies in', 'Étiquettes de ce qui le contient'],
  format: ['Format', 'Format'],
  pattern: ['Pattern', 'Motif'],
  minimum: ['Minimum value', 'Valeur minimale'],
  maximum: ['Maximum value', 'Valeur maximale'],
  minLength: ['Minimum length', 'Longueur minimale'],
  maxLength: ['Maximum length', 'Longueur maximale'],
  default: ['Default value', 'Valeur par défaut'],
  enum: ['Enum', 'Énumération'],
  suggested: ['Suggested values', 'Valeurs suggérées'],
  showDisplayNames: ['Show display names for fields', 'Afficher les noms d’affichage'],
  searchValues: ['Search values', 'Rechercher des valeurs'],
  yes: ['Yes', 'Oui'],
});

/** Labels as they are shown: those the platform knows by letter and number without what stands before. */
export function labelsText(labels: readonly string[]): string {
  return labels.map((label) => label.replace(/^core\//, '')).join(', ');
}

const types = texts({
  string: ['String', 'Chaîne'],
  number: ['Double', 'Double'],
  long: ['Long', 'Entier long'],
  int: ['Integer', 'Entier'],
  short: ['Short', 'Entier court'],
  byte: ['Byte', 'Octet'],
  boolean: ['Boolean', 'Booléen'],
  date: ['Date', 'Date'],
  'date-time': ['DateTime', 'Date et heure'],
  object: ['Object', 'Objet'],
  map: ['Map', 'Table'],
  array: ['Array', 'Tableau'],
});

type TypeName = Parameters<typeof types>[0];

/** The type of a field in words; `[]` behind it: a list of such. */
export function typeText(node: SchemaNode): string {
  if (node.items !== undefined) return `${typeText(node.items)}[]`;
  return types((node['meta:xdmType'] ?? node.type ?? 'object') as TypeName);
}
