import { texts } from '../../ui/texts.ts';

export const t = texts({
  priority: ['Namespace priority', 'Priorité des espaces de noms'],
  priorityHint: [
    'The first is the most important. Namespaces of people come before those of browsers and devices; up to three of them may be unique.',
    'Le premier est le plus important. Ceux des personnes précèdent ceux des navigateurs et des appareils ; trois au plus peuvent être uniques.',
  ],
  unique: [(code: string) => `${code}: unique per graph`, (code: string) => `${code} : unique par graphe`],
  uniqueShort: ['Unique per graph', 'Unique par graphe'],
  up: [(code: string) => `Move ${code} up`, (code: string) => `Monter ${code}`],
  down: [(code: string) => `Move ${code} down`, (code: string) => `Descendre ${code}`],
  remove: [(code: string) => `Remove ${code}`, (code: string) => `Retirer ${code}`],
  add: ['Add a namespace', 'Ajouter un espace de noms'],
  none: [
    'No namespace yet: add the one every person has first.',
    'Aucun espace de noms : ajoutez d’abord celui que chaque personne porte.',
  ],
});
