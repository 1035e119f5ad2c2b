import { texts } from '../ui/texts.ts';

/** Texts about field groups, wherever they are chosen. */
export const groups = texts({
  fieldGroups: ['Field groups', 'Groupes de champs'],
  addFieldGroups: ['Add field groups', 'Ajouter des groupes de champs'],
  searchGroups: ['Search field groups', 'Rechercher des groupes de champs'],
  industry: ['Industry', 'Secteur'],
  anyIndustry: ['All industries', 'Tous les secteurs'],
  preview: ['Preview', 'Aperçu'],
  previewHint: ['Choose a field group to see its fields.', 'Choisissez un groupe pour voir ses champs.'],
  chosen: [
    (count: number) => (count === 1 ? '1 field group chosen' : `${count} field groups chosen`),
    (count: number) => (count < 2 ? `${count} groupe choisi` : `${count} groupes choisis`),
  ],
});
