import { number, texts } from '../../ui/texts.ts';

export const t = texts({
  create: ['Create audience', 'Créer une audience'],
  edit: [(name: string) => `Edit ${name}`, (name: string) => `Modifier ${name}`],
  fields: ['Fields', 'Champs'],
  attributes: ['Attributes', 'Attributs'],
  events: ['Events', 'Événements'],
  audiences: ['Audiences', 'Audiences'],
  searchAttributes: ['Search attributes', 'Rechercher des attributs'],
  searchEvents: ['Search event fields', 'Rechercher un événement'],
  searchAudiences: ['Search audiences', 'Rechercher des audiences'],
  nothingFound: ['Nothing has this in its name.', 'Rien ne porte ce nom.'],
  noFields: [
    'No schema takes part in Profile yet. Turn Profile on for a schema; its fields appear here.',
    'Aucun schéma ne participe encore au profil. Activez Profil pour un schéma ; ses champs apparaîtront ici.',
  ],
  anyEvent: ['Any event', 'Tout événement'],
  anyEventHint: ['Add conditions to it next', 'Ajoutez-y ensuite des conditions'],
  added: [(name: string) => `${name} was added.`, (name: string) => `${name} a été ajouté.`],
  rule: ['Rule', 'Règle'],
  emptyRule: ['Choose fields on the left', 'Choisissez des champs à gauche'],
  emptyRuleHint: [
    'Enter or a click adds a field to the rule, or drag it here. Here you say what it must be.',
    'Entrée ou un clic ajoute un champ à la règle, ou faites-le glisser ici. Vous dites ici ce qu’il doit être.',
  ],
  emptyGroup: ['What is chosen on the left comes here.', 'Ce qui est choisi à gauche vient ici.'],
  group: ['Group', 'Groupe'],
  join: ['How blocks are joined', 'Liaison des blocs'],
  all: ['All of these (And)', 'Toutes (Et)'],
  any: ['Any of these (Or)', 'Au moins une (Ou)'],
  include: ['Include', 'Inclure'],
  exclude: ['Exclude (Not)', 'Exclure (Non)'],
  mode: ['Include or exclude', 'Inclure ou exclure'],
  and: ['And', 'Et'],
  or: ['Or', 'Ou'],
  addHere: ['Add here', 'Ajouter ici'],
  addGroup: ['Add group', 'Ajouter un groupe'],
  actions: [(name: string) => `Actions for ${name}`, (name: string) => `Actions pour ${name}`],
  drag: [(name: string) => `Drag ${name}`, (name: string) => `Déplacer ${name}`],
  insertBefore: [
    ({ name, group }: { name: string; group: string }) => `Insert before ${name}, ${group}`,
    ({ name, group }: { name: string; group: string }) => `Insérer avant ${name}, ${group}`,
  ],
  insertAtEnd: [(group: string) => `Insert at the end, ${group}`, (group: string) => `Insérer à la fin, ${group}`],
  insertCondition: [(name: string) => `Add as a condition, ${name}`, (name: string) => `Ajouter en condition, ${name}`],
  dropped: [
    ({ name, group, at, of }: { name: string; group: string; at: number; of: number }) =>
      `${name} is now ${number(at)} of ${number(of)}, ${group}.`,
    ({ name, group, at, of }: { name: string; group: string; at: number; of: number }) =>
      `${name} est maintenant ${number(at)} sur ${number(of)}, ${group}.`,
  ],
  moveUp: ['Move up', 'Monter'],
  moveDown: ['Move down', 'Descendre'],
  wrap: ['Put in a group', 'Mettre dans un groupe'],
  unwrap: ['Unwrap', 'Dissocier'],
  remove: ['Remove', 'Retirer'],
  removeOne: [(name: string) => `Remove ${name}`, (name: string) => `Retirer ${name}`],
  operator: ['Operator', 'Opérateur'],
  value: ['Value', 'Valeur'],
  values: ['Values', 'Valeurs'],
  addValue: ['Add value', 'Ajouter une valeur'],
  noValues: ['No values yet', 'Aucune valeur'],
  giveValue: ['Give a value', 'Donnez une valeur'],
  amount: ['Amount', 'Quantité'],
  unit: ['Unit', 'Unité'],
  period: ['Period', 'Période'],
  day: ['Day', 'Jour'],
  true: ['true', 'vrai'],
  false: ['false', 'faux'],
  count: ['Count', 'Nombre'],
  countOperator: ['How many', 'Combien'],
  when: ['When', 'Quand'],
  anyTime: ['at any time', 'à tout moment'],
  itemsOf: [(list: string) => `Items of ${list}`, (list: string) => `Éléments de ${list}`],
  noConditions: ['No conditions: every one counts.', 'Sans condition : chacun compte.'],
  audience: ['Audience', 'Audience'],
  membership: ['Membership', 'Appartenance'],
  isMember: ['is a member', 'est membre'],
  isNotMember: ['is not a member', 'n’est pas membre'],
  unknownField: ['This field is in no schema', 'Ce champ n’est dans aucun schéma'],
  pql: ['PQL', 'PQL'],
  pqlHint: ['The same rule as text; both can be edited.', 'La même règle en texte ; les deux sont modifiables.'],
  cannotDraw: ['This rule is kept as text', 'Cette règle reste en texte'],
  cannotDrawHint: [
    'It says more than blocks can show. It is checked, estimated and saved just as it stands; edit it as PQL.',
    'Elle dit plus que les blocs ne peuvent montrer. Elle est vérifiée, estimée et enregistrée telle quelle ; modifiez-la en PQL.',
  ],
  cannotRead: ['The PQL cannot be read yet', 'Le PQL n’est pas encore lisible'],
  cannotReadHint: [
    'What is wrong stands below the text. Blocks come back once it can be read; nothing of it is lost.',
    'Les erreurs sont indiquées sous le texte. Les blocs reviennent dès qu’il est lisible ; rien n’est perdu.',
  ],
  mistakes: ['Mistakes in the rule', 'Erreurs dans la règle'],
  placeOf: [
    ({ line, column }: { line: number; column: number }) => `Line ${line}, column ${column}`,
    ({ line, column }: { line: number; column: number }) => `Ligne ${line}, colonne ${column}`,
  ],
  properties: ['Audience properties', 'Propriétés de l’audience'],
  estimate: ['Estimate', 'Estimation'],
  refresh: ['Refresh estimate', 'Actualiser l’estimation'],
  estimateHint: ['Shown once the rule is complete.', 'Affichée dès que la règle est complète.'],
  ofProfiles: [
    (total: number) => `of ${number(total)} ${total === 1 ? 'profile' : 'profiles'}`,
    (total: number) => `sur ${number(total)} ${total < 2 ? 'profil' : 'profils'}`,
  ],
  exact: ['Everybody was looked at.', 'Tout le monde a été examiné.'],
  sampled: [
    ({ read, error }: { read: number; error: number }) =>
      `± ${number(error)} with 95% confidence, from a sample of ${number(read)} profiles.`,
    ({ read, error }: { read: number; error: number }) =>
      `± ${number(error)} avec 95 % de confiance, d’après un échantillon de ${number(read)} ${read < 2 ? 'profil' : 'profils'}.`,
  ],
  looking: ['Looking at profiles', 'Examen des profils'],
  explainSample: ['Explain for a sample member', 'Expliquer pour un membre de l’échantillon'],
  explainHint: [
    'Once the rule is complete: who of a sample would be in, and which of its blocks hold for them.',
    'Dès que la règle est complète : qui, dans un échantillon, en ferait partie, et quels blocs sont vrais pour cette personne.',
  ],
  explainMay: [
    (permission: string) => `Seeing people takes the permission ${permission}.`,
    (permission: string) => `Pour voir des personnes, il faut l’autorisation « ${permission} ».`,
  ],
  sampleMember: ['Sample member', 'Membre de l’échantillon'],
  chooseMember: ['Choose a member', 'Choisissez un membre'],
  anybody: ['Explain for anybody', 'Expliquer pour une personne au choix'],
  nobodyMatches: [
    'The rule matches nobody. Look somebody up by an identity to see which block keeps them out.',
    'La règle ne correspond à personne. Cherchez quelqu’un par une identité pour voir quel bloc l’en écarte.',
  ],
  nobodyWith: [
    (name: string) => `There is nobody with the identity ${name}.`,
    (name: string) => `Personne n’a l’identité ${name}.`,
  ],
  wouldBeIn: [
    (name: string) => `${name} would be in, because`,
    (name: string) => `${name} en ferait partie, parce que`,
  ],
  wouldNotBeIn: [
    (name: string) => `${name} would not be in, because`,
    (name: string) => `${name} n’en ferait pas partie, parce que`,
  ],
  method: ['Evaluation method', 'Méthode d’évaluation'],
  onlyBatch: [
    (reasons: string) => `Only batch is possible: ${reasons}.`,
    (reasons: string) => `Seule l’évaluation par lots est possible : ${reasons}.`,
  ],
  saveDraft: ['Save as draft', 'Garder en brouillon'],
  publish: ['Publish', 'Publier'],
  save: ['Save', 'Enregistrer'],
  saved: [(name: string) => `${name} is saved.`, (name: string) => `${name} est enregistrée.`],
  needsRule: ['Choose what the audience asks for.', 'Choisissez ce que l’audience demande.'],
  needsValues: ['Fill in or remove what is empty.', 'Complétez ou retirez ce qui est vide.'],
  needsRepair: ['Repair the rule first.', 'Corrigez d’abord la règle.'],
  needsName: ['Give the audience a name.', 'Donnez un nom à l’audience.'],
  label: [
    ({ what, name }: { what: string; name: string }) => `${what}: ${name}`,
    ({ what, name }: { what: string; name: string }) => `${what} : ${name}`,
  ],
  isExternal: [
    'The members of this audience come with a file; it has no rule to edit.',
    'Les membres de cette audience viennent d’un fichier ; elle n’a pas de règle à modifier.',
  ],
});

/** The label of an input that several blocks have: what it is, and of which block. */
export function labelOf(
  what:
    | 'addHere'
    | 'addValue'
    | 'amount'
    | 'count'
    | 'countOperator'
    | 'day'
    | 'join'
    | 'membership'
    | 'mode'
    | 'operator'
    | 'period'
    | 'unit'
    | 'value'
    | 'values'
    | 'when',
  name: string,
): string {
  return t('label', { what: t(what), name });
}

/** The choices between a field and its value, in words. */
export const operatorTexts = texts({
  '=': ['equals', 'est égal à'],
  '!=': ['does not equal', 'n’est pas égal à'],
  '>': ['is greater than', 'est supérieur à'],
  '>=': ['is at least', 'est au moins'],
  '<': ['is less than', 'est inférieur à'],
  '<=': ['is at most', 'est au plus'],
  in: ['is one of', 'est l’un de'],
  notIn: ['is none of', 'n’est aucun de'],
  contains: ['contains', 'contient'],
  doesNotContain: ['does not contain', 'ne contient pas'],
  startsWith: ['starts with', 'commence par'],
  doesNotStartWith: ['does not start with', 'ne commence pas par'],
  endsWith: ['ends with', 'se termine par'],
  doesNotEndWith: ['does not end with', 'ne se termine pas par'],
  isNull: ['does not exist', 'n’existe pas'],
  isNotNull: ['exists', 'existe'],
  '<= before': ['in the last', 'il y a au plus'],
  '< before': ['less than … ago', 'il y a moins de'],
  '> before': ['more than … ago', 'il y a plus de'],
  '>= before': ['at least … ago', 'il y a au moins'],
  '<= after': ['in the next', 'dans au plus'],
  '< after': ['in less than', 'dans moins de'],
  '> after': ['in more than', 'dans plus de'],
  '>= after': ['in at least', 'dans au moins'],
  during: ['during', 'pendant'],
  on: ['on', 'le'],
  before: ['before', 'avant le'],
  after: ['after', 'après le'],
});

export const countTexts = texts({
  '>=': ['At least', 'Au moins'],
  '<=': ['At most', 'Au plus'],
  '=': ['Exactly', 'Exactement'],
  '!=': ['Not exactly', 'Pas exactement'],
  '>': ['More than', 'Plus de'],
  '<': ['Fewer than', 'Moins de'],
});

export const unitTexts = texts({
  minute: ['minutes', 'minutes'],
  hour: ['hours', 'heures'],
  day: ['days', 'jours'],
  week: ['weeks', 'semaines'],
  month: ['months', 'mois'],
  year: ['years', 'ans'],
});

export const periodTexts = texts({
  'this day': ['today', 'aujourd’hui'],
  'last day': ['yesterday', 'hier'],
  'next day': ['tomorrow', 'demain'],
  'this week': ['this week', 'cette semaine'],
  'last week': ['last week', 'la semaine dernière'],
  'next week': ['next week', 'la semaine prochaine'],
  'this month': ['this month', 'ce mois-ci'],
  'last month': ['last month', 'le mois dernier'],
  'next month': ['next month', 'le mois prochain'],
  'this year': ['this year', 'cette année'],
  'last year': ['last year', 'l’an dernier'],
  'next year': ['next year', 'l’an prochain'],
});
