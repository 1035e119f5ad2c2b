import { texts } from '../../ui/texts.ts';

export const t = texts({
  none: [
    'No record passed yet: each is shown here as it goes its way. Send a test event from the page of a dataflow to see one.',
    'Aucun enregistrement pour l’instant : chacun apparaît ici en chemin. Envoyez un événement de test depuis la page d’un flux pour en voir un.',
  ],
});
