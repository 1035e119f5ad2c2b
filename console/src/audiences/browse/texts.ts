import { number, texts } from '../../ui/texts.ts';

export const t = texts({
  search: ['Search audiences', 'Rechercher des audiences'],
  updated: ['Last updated', 'Dernière mise à jour'],
  none: ['No audiences yet', 'Aucune audience pour l’instant'],
  noneHint: [
    'An audience is a rule, such as gold members whose points expire soon. The platform keeps its members up to date as data arrives.',
    'Une audience est une règle, par exemple les membres Or dont les points expirent bientôt. La plateforme tient ses membres à jour à mesure que les données arrivent.',
  ],
  noneMayNot: [
    (permission: string) =>
      `Nobody has created an audience in this sandbox. Creating one takes the permission ${permission}.`,
    (permission: string) =>
      `Personne n’a créé d’audience dans cette sandbox. Pour en créer une, il faut l’autorisation « ${permission} ».`,
  ],
  more: [
    (count: number) => `${number(count)} more; search for a part of the name to find them.`,
    (count: number) =>
      `${number(count)} ${count < 2 ? 'autre' : 'autres'} ; cherchez une partie du nom pour les trouver.`,
  ],
});
