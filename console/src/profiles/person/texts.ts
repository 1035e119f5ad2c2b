import { number, texts } from '../../ui/texts.ts';

/** Texts of a person's page. */
export const t = texts({
  unknown: ['No profile here', 'Aucun profil ici'],
  unknownHint: [
    'Nothing is known of this person in this sandbox, or no longer.',
    'Rien n’est connu de cette personne dans cette sandbox, ou plus rien.',
  ],
  search: ['Find another person', 'Chercher une autre personne'],
  tabs: ['Profile', 'Profil'],
  overview: ['Overview', 'Vue d’ensemble'],
  attributes: ['Attributes', 'Attributs'],
  events: ['Events', 'Événements'],
  memberships: ['Audience membership', 'Appartenance aux audiences'],
  identities: ['Identities', 'Identités'],
  json: ['JSON', 'JSON'],

  contact: ['Contact', 'Coordonnées'],
  noContact: [
    'Nothing is known of how to reach this person.',
    'On ne sait rien de la façon de joindre cette personne.',
  ],
  fullName: ['Name', 'Nom'],
  email: ['E-mail', 'E-mail'],
  phone: ['Mobile phone', 'Téléphone mobile'],
  address: ['Address', 'Adresse'],
  birthDate: ['Date of birth', 'Date de naissance'],
  gender: ['Gender', 'Genre'],
  about: ['This profile', 'Ce profil'],
  xid: ['XID', 'XID'],
  modified: ['Last modified', 'Dernière modification'],
  sources: ['Datasets', 'Jeux de données'],
  identityCount: ['Identities', 'Identités'],
  audienceCount: ['Audiences now', 'Audiences actuelles'],

  card: ['Loyalty card', 'Carte de fidélité'],
  noLoyalty: ['No loyalty membership', 'Aucune adhésion à un programme'],
  noLoyaltyHint: [
    'The profile has nothing of the field group Loyalty Details. It comes with the first record of a member of a programme.',
    'Le profil n’a rien du groupe de champs Loyalty Details. Cela vient avec le premier enregistrement d’un membre d’un programme.',
  ],
  loyaltyProgram: ['Loyalty programme', 'Programme de fidélité'],
  noTier: ['No tier', 'Sans niveau'],
  memberId: ['Member id', 'N° de membre'],
  memberSince: ['Member since', 'Membre depuis'],
  tierUntil: ['Tier until', 'Niveau jusqu’au'],
  status: ['Status', 'Statut'],
  points: ['Points balance', 'Solde de points'],
  lifetimePoints: ['Lifetime points', 'Points cumulés'],
  redeemed: ['Redeemed', 'Utilisés'],
  expired: ['Expired', 'Expirés'],
  toNext: [
    ({ points, tier }: { points: number; tier: string }) => `${number(points)} points to ${tier}`,
    ({ points, tier }: { points: number; tier: string }) => `Encore ${number(points)} points jusqu’à ${tier}`,
  ],
  nextTier: ['the next tier', 'le niveau suivant'],
  ladder: ['When points end', 'Quand les points expirent'],
  ladderHint: [
    'If nothing is earned or spent until then. Each step takes what ends on its day off the balance.',
    'Si rien n’est gagné ni dépensé d’ici là. Chaque marche retire du solde ce qui expire ce jour-là.',
  ],
  noLadder: ['No points are known to end.', 'Aucune expiration de points n’est connue.'],
  step: [
    ({ points, left }: { points: number; left: number }) => `${number(points)} points end, ${number(left)} are left`,
    ({ points, left }: { points: number; left: number }) =>
      `${number(points)} points expirent, il en reste ${number(left)}`,
  ],
  left: [(points: number) => `leaves ${number(points)}`, (points: number) => `reste ${number(points)}`],
  endless: [
    (points: number) => `${number(points)} points have no known end.`,
    (points: number) => `${number(points)} points n’ont pas d’expiration connue.`,
  ],

  newest: ['Newest first', 'Les plus récents d’abord'],
  type: ['Event type', 'Type d’événement'],
  allTypes: ['All types', 'Tous les types'],
  within: ['Time', 'Période'],
  ever: ['All time', 'Depuis toujours'],
  day: ['Last 24 hours', 'Dernières 24 heures'],
  days: [(count: number) => `Last ${count} days`, (count: number) => `${count} derniers jours`],
  more: ['Show older events', 'Afficher des événements plus anciens'],
  noEvents: ['No events', 'Aucun événement'],
  noEventsHint: [
    'No event of this person is kept that fits the filter.',
    'Aucun événement de cette personne ne correspond au filtre.',
  ],
  untyped: ['Event', 'Événement'],
  eventJson: ['JSON of the event', 'JSON de l’événement'],
  viewJson: ['View JSON', 'Afficher le JSON'],

  findAttribute: ['Search attributes', 'Chercher un attribut'],
  attribute: ['Attribute', 'Attribut'],
  value: ['Value', 'Valeur'],
  writtenAt: ['So since', 'Ainsi depuis'],
  attributeCount: [
    ({ shown, all }: { shown: number; all: number }) =>
      shown === all ? `${number(all)} attributes.` : `${number(shown)} of ${number(all)} attributes.`,
    ({ shown, all }: { shown: number; all: number }) =>
      shown === all ? `${number(all)} attributs.` : `${number(shown)} attributs sur ${number(all)}.`,
  ],
  leftOut: [
    (most: number) => `Where a value comes from is shown for the first ${most}; search to see it for others.`,
    (most: number) =>
      `L’origine d’une valeur est montrée pour les ${most} premiers ; cherchez pour la voir pour d’autres.`,
  ],
  close: ['Close', 'Fermer'],
  record: ['Record', 'Enregistrement'],
  recordGone: ['no longer in the log', 'plus dans le journal'],
  mappings: ['Mapping rows', 'Lignes de mapping'],
  noMappings: ['none: it came as XDM', 'aucune : arrivé en XDM'],
  replaced: ['Replaced', 'A remplacé'],
  replacedNothing: ['nothing: it is the first value', 'rien : c’est la première valeur'],
  others: ['What others say', 'Ce que disent les autres'],
  noOthers: ['no other dataset or identity says it', 'aucun autre jeu de données ni identité ne le dit'],
  stated: [
    ({ value, dataset, at }: { value: string; dataset: string; at: string }) => `${value} (${dataset}, ${at})`,
    ({ value, dataset, at }: { value: string; dataset: string; at: string }) => `${value} (${dataset}, ${at})`,
  ],
  way: ['The way of the record', 'Le chemin de l’enregistrement'],

  membershipsHint: [
    'Choose an audience to see why the person is in it or not.',
    'Choisissez une audience pour voir pourquoi la personne en fait partie ou non.',
  ],
  noAudiences: ['No audiences', 'Aucune audience'],
  noAudiencesHint: [
    'There is no audience in this sandbox yet that this person could be in.',
    'Il n’y a pas encore d’audience dans cette sandbox dont cette personne pourrait faire partie.',
  ],
  audience: ['Audience', 'Audience'],
  description: ['Description', 'Description'],
  since: ['Since', 'Depuis'],
  realized: ['Member', 'Membre'],
  exited: ['Exited', 'Sorti'],
  never: ['Not a member', 'Pas membre'],
  explained: [(audience: string) => `Why: ${audience}`, (audience: string) => `Pourquoi : ${audience}`],
  isMember: [(audience: string) => `In ${audience}, because`, (audience: string) => `Dans ${audience}, parce que`],
  isNoMember: [
    (audience: string) => `Not in ${audience}, because`,
    (audience: string) => `Pas dans ${audience}, parce que`,
  ],
  noRule: ['There is no rule to explain.', 'Il n’y a pas de règle à expliquer.'],
  clauses: ['The rule, clause by clause', 'La règle, clause par clause'],
  allOf: ['All of these', 'Toutes ces conditions'],
  anyOf: ['Any of these', 'Une de ces conditions'],
  noneOf: ['Not this', 'Pas ceci'],
  holds: ['Holds', 'Vrai'],
  holdsNot: ['Does not hold', 'Faux'],
  reads: [
    ({ path, value }: { path: string; value: string }) => `${path} is ${value}`,
    ({ path, value }: { path: string; value: string }) => `${path} vaut ${value}`,
  ],
  readsNothing: [(path: string) => `${path} is not set`, (path: string) => `${path} n’est pas renseigné`],
  clauseTipped: [(event: string) => `Tipped by ${event}`, (event: string) => `Basculé par ${event}`],
  tooMuch: ['Given up: it looks at too much.', 'Abandonné : la clause regarde trop de données.'],
  tippedBy: ['The event that tipped it', 'L’événement qui a fait basculer'],
  noTipping: ['No single event decided it.', 'Aucun événement seul n’a décidé.'],
  turns: [
    (at: string) => `Changes by itself on ${at}, if nothing happens.`,
    (at: string) => `Change de soi-même le ${at}, si rien n’arrive.`,
  ],
  smallest: ['The smallest change that would move the person', 'Le plus petit changement qui déplacerait la personne'],
  noSmallest: [
    'None was found: what the rule asks cannot be had by one change of each clause.',
    'Aucun n’a été trouvé : ce que la règle demande ne s’obtient pas par un changement de chaque clause.',
  ],
  changeAttribute: [
    ({ path, from, to }: { path: string; from: string; to: string }) => `${path}: ${to} instead of ${from}`,
    ({ path, from, to }: { path: string; from: string; to: string }) => `${path} : ${to} au lieu de ${from}`,
  ],
  changeNew: [
    ({ path, to }: { path: string; to: string }) => `${path}: ${to}, where nothing is now`,
    ({ path, to }: { path: string; to: string }) => `${path} : ${to}, là où il n’y a rien`,
  ],
  changeGone: [
    ({ path, from }: { path: string; from: string }) => `${path}: nothing, where ${from} is now`,
    ({ path, from }: { path: string; from: string }) => `${path} : rien, là où il y a ${from}`,
  ],
  changeEvents: [
    ({ count, like }: { count: number; like: string }) =>
      count === 1 ? `One more event: ${like}` : `${count} more events, as ${like}`,
    ({ count, like }: { count: number; like: string }) =>
      count === 1 ? `Un événement de plus : ${like}` : `${count} événements de plus, comme ${like}`,
  ],
  changeWithout: [(event: string) => `Without the event ${event}`, (event: string) => `Sans l’événement ${event}`],
  changeTime: [(at: string) => `Nothing but time: on ${at}`, (at: string) => `Rien que le temps : le ${at}`],
  changeJoin: [
    (audience: string) => `In the audience ${audience}`,
    (audience: string) => `Dans l’audience ${audience}`,
  ],
  changeLeave: [
    (audience: string) => `Out of the audience ${audience}`,
    (audience: string) => `Hors de l’audience ${audience}`,
  ],
  history: ['What was before', 'Ce qui était avant'],
  entered: ['entered', 'entrée'],
  wentOut: ['left', 'sortie'],
});
