import { texts } from '../../ui/texts.ts';

export const t = texts({
  none: ['No mapping', 'Aucun mapping'],
  noneHint: [
    'This dataflow takes records as they are: nothing is mapped.',
    'Ce flux prend les enregistrements tels quels : rien n’est converti.',
  ],
  nothingToSave: ['Nothing was changed.', 'Rien n’a été modifié.'],
  review: ['Review changes', 'Vérification des changements'],
  saved: [
    (name: string) => `${name} maps with the new version from now on.`,
    (name: string) => `${name} convertit désormais avec la nouvelle version.`,
  ],
  title: [(name: string) => `Edit mapping of ${name}`, (name: string) => `Modifier le mapping de ${name}`],
  toFlow: [(name: string) => `Open ${name}`, (name: string) => `Ouvrir ${name}`],
});
