import { number, texts } from '../texts.ts';

/** Texts of identity graphs, drawn and in tables. */
export const t = texts({
  drawing: [
    ({ identities, links }: { identities: number; links: number }) =>
      `Identity graph: ${number(identities)} ${identities === 1 ? 'identity' : 'identities'}, ${number(links)} ${links === 1 ? 'link' : 'links'}. The tables below say the same.`,
    ({ identities, links }: { identities: number; links: number }) =>
      `Graphe d’identités : ${number(identities)} ${identities < 2 ? 'identité' : 'identités'}, ${number(links)} ${links < 2 ? 'lien' : 'liens'}. Les tableaux ci-dessous disent la même chose.`,
  ],
  alone: ['This identity stands alone', 'Cette identité est seule'],
  aloneHint: [
    'No record has it together with another identity. A graph needs at least two.',
    'Aucun enregistrement ne la porte avec une autre identité. Un graphe en demande au moins deux.',
  ],
  identities: ['Identities', 'Identités'],
  links: ['Links', 'Liens'],
  value: ['Identity value', 'Valeur d’identité'],
  between: ['Link', 'Lien'],
  first: ['First established', 'Établi le'],
  last: ['Last updated', 'Dernière mise à jour'],
  cause: ['Attested by', 'Attesté par'],
  causes: ['Where the link comes from', 'D’où vient le lien'],
  record: ['First record', 'Premier enregistrement'],
  lastRecord: ['Last record', 'Dernier enregistrement'],
  batch: ['First batch', 'Premier lot'],
  since: ['In this graph since', 'Dans ce graphe depuis'],
  state: ['State', 'État'],
  holds: ['Holds', 'Tient'],
  undone: ['Undone by hand', 'Défait à la main'],
  superseded: ['Superseded by a newer link', 'Remplacé par un lien plus récent'],
  unique: ['Would join two identities of a unique namespace', 'Joindrait deux identités d’un espace de noms unique'],
  full: ['Left the graph when it was full', 'Sorti du graphe quand il était plein'],
  most: [
    (limit: number) => `A graph holds at most ${number(limit)} identities.`,
    (limit: number) => `Un graphe contient au plus ${number(limit)} identités.`,
  ],
  undo: ['Undo this link', 'Défaire ce lien'],
  undoQuestion: ['Undo this link?', 'Défaire ce lien ?'],
  undoConsequence: [
    'The two identities are no longer one person through it, also when a record brings it again. Profiles and audiences follow at once. It can be restored here.',
    'Les deux identités ne sont plus une personne par lui, même si un enregistrement l’apporte de nouveau. Profils et audiences suivent aussitôt. On peut le rétablir ici.',
  ],
  taken: ['The link is undone.', 'Le lien est défait.'],
  restore: ['Let it hold again', 'Le laisser tenir de nouveau'],
  restored: ['The link holds again.', 'Le lien tient de nouveau.'],
  solid: ['link that holds', 'lien qui tient'],
  dashed: ['removed link', 'lien retiré'],
});

const REASONS = ['undone', 'superseded', 'unique', 'full'] as const;

/** Whether a link holds, and if not, why, in words; a reason of a newer platform as it is. */
export function stateOf(removed: string | undefined): string {
  if (removed === undefined) return t('holds');
  const reason = REASONS.find((one) => one === removed);
  return reason === undefined ? removed : t(reason);
}
