import { texts } from '../../ui/texts.ts';

export const t = texts({
  backfill: ['Backfill', 'Reprise de l’historique'],
  backfillHint: [
    'Files that are there already are read by the first run. Otherwise only those that come once the dataflow is there.',
    'Les fichiers déjà présents sont lus par la première exécution. Sinon, seulement ceux qui arrivent après la création du flux.',
  ],
  frequency: ['Frequency', 'Fréquence'],
  hint: [
    'Each run reads what is new, and leaves out what was read before. Runs that are missed while the platform stands still are made up for by one.',
    'Chaque exécution lit ce qui est nouveau, et laisse ce qui a déjà été lu. Les exécutions manquées pendant un arrêt de la plateforme sont rattrapées par une seule.',
  ],
  interval: ['Interval', 'Intervalle'],
  later: ['Later', 'Plus tard'],
  needsStart: ['Choose when the first run begins.', 'Choisissez quand commence la première exécution.'],
  now: ['Now', 'Maintenant'],
  startsAt: ['First run', 'Première exécution'],
  startTime: ['Start time', 'Heure de début'],
});
