import { texts } from '../../ui/texts.ts';

export const t = texts({
  none: [
    'No dataflow yet. Set up a source in Sources: what it brings is counted here.',
    'Aucun flux de données pour l’instant. Configurez une source dans Sources : ce qu’elle apporte est compté ici.',
  ],
});
