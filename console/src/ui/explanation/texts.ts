import { number, texts } from '../texts.ts';

/** Texts of what explains a rule. */
export const t = texts({
  untyped: ['Event', 'Événement'],
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
    (at: string) => `Change automatiquement le ${at}, si rien n’arrive.`,
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
  changeOther: [
    ({ path, other, from }: { path: string; other: string; from: string }) =>
      `${path}: not ${other} instead of ${from}`,
    ({ path, other, from }: { path: string; other: string; from: string }) =>
      other === from ? `${path} : autre chose que ${from}` : `${path} : autre chose que ${other}, au lieu de ${from}`,
  ],
  audience: [(name: string) => `Audience ${name}`, (name: string) => `Audience ${name}`],
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
      count === 1 ? `One more event: ${like}` : `${number(count)} more events, as ${like}`,
    ({ count, like }: { count: number; like: string }) =>
      count === 1 ? `Un événement de plus : ${like}` : `${number(count)} événements de plus, comme ${like}`,
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
});
