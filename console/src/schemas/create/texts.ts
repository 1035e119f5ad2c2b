import { texts } from '../../ui/texts.ts';

export const t = texts({
  create: ['Create schema', 'Créer un schéma'],
  manual: ['Manual', 'Manuel'],
  manualHint: [
    'Choose a class, add field groups and fields of your own, and say which fields identify people.',
    'Choisissez une classe, ajoutez des groupes de champs et vos propres champs, et dites lesquels identifient les personnes.',
  ],
  mlAssisted: ['ML-Assisted', 'Assistée par ML'],
  mlAssistedHint: [
    'Drop a CSV file: for each column a field is recommended, which you can change.',
    'Déposez un fichier CSV : un champ est recommandé pour chaque colonne, que vous pouvez changer.',
  ],
  details: ['Schema details', 'Détails du schéma'],
  base: ['What is the schema about?', 'Sur quoi porte le schéma ?'],
  individual: ['Individual Profile', 'Profil individuel'],
  individualHint: [
    'What is known of a person: one record each.',
    'Ce que l’on sait d’une personne : un enregistrement chacune.',
  ],
  event: ['Experience Event', 'Événement d’expérience'],
  eventHint: ['Something that happened at a moment.', 'Quelque chose qui s’est produit à un moment.'],
  other: ['Other', 'Autre'],
  otherHint: ['Another class, standard or your own.', 'Une autre classe, standard ou la vôtre.'],
  classes: ['Classes', 'Classes'],
  searchClasses: ['Search classes', 'Rechercher des classes'],
  custom: ['Custom', 'Personnalisée'],
  standard: ['Standard', 'Standard'],
  all: ['All', 'Toutes'],
  owner: ['Owner', 'Propriétaire'],
  classHint: ['Choose a class to see its fields.', 'Choisissez une classe pour voir ses champs.'],
  chooseClass: ['Choose a class.', 'Choisissez une classe.'],
  naming: ['Name and review', 'Nom et vérification'],
  displayName: ['Schema display name', 'Nom d’affichage du schéma'],
  giveName: ['Give the schema a name.', 'Donnez un nom au schéma.'],
  nameTaken: ['There is a schema of this name already.', 'Un schéma porte déjà ce nom.'],
  baseStructure: ['Base structure', 'Structure de base'],
  structure: ['Structure', 'Structure'],
  composition: ['Composition', 'Composition'],
  noGroups: ['No field groups yet.', 'Pas encore de groupe de champs.'],
  remove: [(what: string) => `Remove ${what}`, (what: string) => `Retirer ${what}`],
  edit: [(what: string) => `Edit ${what}`, (what: string) => `Modifier ${what}`],
  ownFields: ['Own fields', 'Vos champs'],
  noOwnFields: ['No fields of your own yet.', 'Pas encore de champ à vous.'],
  identities: ['Identities', 'Identités'],
  otherNames: ['Names and values', 'Noms et valeurs'],
  noIdentities: [
    'None yet: choose a text field in the tree and mark it.',
    'Aucune : choisissez un champ de texte dans l’arbre et marquez-le.',
  ],
  atOnce: [
    'This field group is there already: it gets the field as soon as you apply, not with Finish, and so does every schema made of it.',
    'Ce groupe de champs existe déjà : il reçoit le champ dès que vous appliquez, et non à la fin, tout comme chaque schéma qui en est fait.',
  ],
  groupTaken: [
    (title: string) => `There is a field group named ${title} already.`,
    (title: string) => `Un groupe de champs nommé ${title} existe déjà.`,
  ],
  renameGroup: [
    (title: string) =>
      `There is a field group named ${title} already: edit one of your own fields to name their field group otherwise.`,
    (title: string) =>
      `Un groupe de champs nommé ${title} existe déjà : modifiez un de vos champs pour nommer leur groupe autrement.`,
  ],
  inside: ['Inside', 'Dans'],
  identity: ['Identity', 'Identité'],
  primaryIdentity: ['Primary identity', 'Identité principale'],
  noIdentityHere: [
    'Only a text outside lists and maps can identify people.',
    'Seul un texte hors des listes et tables peut identifier des personnes.',
  ],
  giveNamespace: [
    (path: string) => `Give the identity ${path} a namespace.`,
    (path: string) => `Donnez un espace de noms à l’identité ${path}.`,
  ],
  review: ['Review', 'Vérification'],
  profileHint: [
    'Profiles need a primary identity or an identityMap. This schema has neither yet; it can be enabled for Profile once it has.',
    'Les profils demandent une identité principale ou un identityMap. Ce schéma n’en a pas encore ; il pourra ensuite être activé pour le profil.',
  ],
  done: [(name: string) => `Created ${name}`, (name: string) => `${name} créé`],
});
