import { number, texts } from '../ui/texts.ts';

/** Texts about field groups, wherever they are chosen. */
export const groups = texts({
  fieldGroups: ['Field groups', 'Groupes de champs'],
  addFieldGroups: ['Add field groups', 'Ajouter des groupes de champs'],
  searchGroups: ['Search field groups', 'Rechercher des groupes de champs'],
  previewHint: [
    'Choose a field group, or press its Preview, to see its fields.',
    'Choisissez un groupe, ou appuyez sur son aperçu, pour voir ses champs.',
  ],
  chosenGroups: ['Chosen field groups', 'Groupes choisis'],
  chosen: [
    (count: number) => (count === 1 ? '1 field group chosen' : `${number(count)} field groups chosen`),
    (count: number) => (count < 2 ? `${count} groupe choisi` : `${number(count)} groupes choisis`),
  ],
});

/** Texts of a list of classes or field groups to choose from. */
export const choice = texts({
  industry: ['Industry', 'Secteur'],
  industriesAre: [(names: string) => `Industries: ${names}`, (names: string) => `Secteurs : ${names}`],
  andMore: [
    (count: number) => `and ${number(count)} more`,
    (count: number) => (count === 1 ? 'et 1 autre' : `et ${number(count)} autres`),
  ],
  noIndustry: ['No industry is named.', 'Aucun secteur n’est nommé.'],
  popularity: ['Popularity', 'Popularité'],
  popularityHint: [
    'Popularity: how many schemas of this sandbox use it.',
    'Popularité : combien de schémas de cette sandbox l’utilisent.',
  ],
  uses: [
    (count: number) => (count === 1 ? '1 schema' : `${number(count)} schemas`),
    (count: number) => (count < 2 ? `${count} schéma` : `${number(count)} schémas`),
  ],
  taken: ['In the schema already', 'Déjà dans le schéma'],
  preview: ['Preview', 'Aperçu'],
  previewOf: [(title: string) => `Preview ${title}`, (title: string) => `Aperçu de ${title}`],
});
