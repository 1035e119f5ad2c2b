import { texts } from '../../ui/texts.ts';

export const t = texts({
  namespaces: ['Identity namespaces', 'Espaces de noms d’identité'],
  name: ['Display name', 'Nom d’affichage'],
  symbol: ['Identity symbol', 'Symbole d’identité'],
  type: ['Identity type', 'Type d’identité'],
  owner: ['Owner', 'Propriétaire'],
  standard: ['Standard', 'Standard'],
  custom: ['Custom', 'Personnalisé'],
  updated: ['Last updated', 'Dernière mise à jour'],
  description: ['Description', 'Description'],
  search: ['Search namespaces', 'Rechercher des espaces de noms'],
  show: ['Show', 'Afficher'],
  all: ['All', 'Tous'],
  none: [
    'None of this kind yet. Who manages namespaces creates one for identities of your own.',
    'Aucun de ce genre pour l’instant. La personne qui gère les espaces de noms en crée un pour vos propres identités.',
  ],
  create: ['Create identity namespace', 'Créer un espace de noms d’identité'],
  edit: [(name: string) => `Edit ${name}`, (name: string) => `Modifier ${name}`],
  forever: [
    'Symbol and type never change, and a namespace cannot be deleted: it belongs to the whole organization.',
    'Le symbole et le type ne changent jamais, et un espace de noms ne peut être supprimé : il appartient à toute l’organisation.',
  ],
  symbolHint: [
    'Letters, digits, _ and -; data names it so.',
    'Lettres, chiffres, _ et - ; les données le nomment ainsi.',
  ],
  noGraph: ['Is kept out of the identity graph.', 'Reste hors du graphe d’identités.'],
  personal: [
    'Identifies a person: may be unique in a graph.',
    'Identifie une personne : peut être unique dans un graphe.',
  ],
  device: ['Identifies a browser or a device.', 'Identifie un navigateur ou un appareil.'],
  created: [(name: string) => `${name} can be used.`, (name: string) => `${name} peut être utilisé.`],
  saved: [(name: string) => `${name} is saved.`, (name: string) => `${name} est enregistré.`],
  save: ['Save', 'Enregistrer'],
  createShort: ['Create', 'Créer'],
});
