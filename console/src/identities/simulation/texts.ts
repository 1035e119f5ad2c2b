import { number, texts } from '../../ui/texts.ts';

export const t = texts({
  events: ['Events', 'Événements'],
  eventsHint: [
    'One event a line, the oldest first: Namespace: value, Namespace: value',
    'Un événement par ligne, le plus ancien d’abord : Namespace: valeur, Namespace: valeur',
  ],
  example: ['Load example', 'Charger un exemple'],
  shared: ['Shared device', 'Appareil partagé'],
  phone: ['Invalid phone', 'Téléphone invalide'],
  bad: ['Bad identity values', 'Mauvaises valeurs d’identité'],
  rules: ['Algorithm configuration', 'Configuration de l’algorithme'],
  sandbox: ['Settings of this sandbox', 'Paramètres de cette sandbox'],
  own: ['Own settings, for this simulation', 'Paramètres propres à cette simulation'],
  none: ['Without linking rules', 'Sans règles de liaison'],
  simulate: ['Simulate', 'Simuler'],
  nothingKept: ['Nothing of a simulation is kept.', 'Rien d’une simulation n’est conservé.'],
  result: ['Simulated graph', 'Graphe simulé'],
  summary: [
    ({ graphs, removed }: { graphs: number; removed: number }) =>
      `${number(graphs)} ${graphs === 1 ? 'graph' : 'graphs'}, ${number(removed)} removed ${removed === 1 ? 'link' : 'links'}. Numbers on lines: the event that made the link.`,
    ({ graphs, removed }: { graphs: number; removed: number }) =>
      `${number(graphs)} ${graphs < 2 ? 'graphe' : 'graphes'}, ${number(removed)} ${removed < 2 ? 'lien retiré' : 'liens retirés'}. Numéros sur les lignes : l’événement qui a fait le lien.`,
  ],
  tooMany: [
    (count: number) => `${number(count)} identities are too many to draw; the table has all links.`,
    (count: number) => `${number(count)} identités sont trop pour être dessinées ; le tableau contient tous les liens.`,
  ],
  links: ['Links', 'Liens'],
  event: ['Event', 'Événement'],
  link: ['Link', 'Lien'],
  state: ['State', 'État'],
  graph: ['Graph', 'Graphe'],
  told: ['What became of the events', 'Ce que sont devenus les événements'],
  primary: ['Kept in the profile of', 'Conservé dans le profil de'],
  refused: ['Refused', 'Refusé'],
  number: ['No.', 'N°'],
});
