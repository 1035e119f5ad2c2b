import { texts } from '../../ui/texts.ts';

/** Texts about classes, field groups and data types, where they are listed and on their pages. */
export const own = texts({
  class: ['Class', 'Classe'],
  classes: ['Classes', 'Classes'],
  fieldGroup: ['Field group', 'Groupe de champs'],
  fieldGroups: ['Field groups', 'Groupes de champs'],
  dataType: ['Data type', 'Type de données'],
  dataTypes: ['Data types', 'Types de données'],
  gone: ['There is nothing of this name', 'Rien ne porte ce nom'],
  goneHint: [
    'It was deleted, or the address is of another sandbox.',
    'Il a été supprimé, ou l’adresse est celle d’une autre sandbox.',
  ],
  usedBy: ['Schemas made of it', 'Schémas qui en sont faits'],
  nobody: ['None', 'Aucun'],
  delete: ['Delete', 'Supprimer'],
  deleteTitle: [(name: string) => `Delete ${name}?`, (name: string) => `Supprimer ${name} ?`],
  deleteHint: [
    'It is kept while something is made of it. This cannot be undone.',
    'Il est conservé tant que quelque chose en est fait. Cette action est irréversible.',
  ],
  deleted: [(name: string) => `${name} is deleted.`, (name: string) => `${name} est supprimé.`],
  owner: ['Owner', 'Propriétaire'],
  all: ['All', 'Tout'],
  type: ['Type', 'Type'],
  anyIndustry: ['All industries', 'Tous les secteurs'],
  anyClass: ['Any class', 'Toute classe'],
  isCustom: ['Custom', 'Personnalisé'],
  custom: ['Custom', 'Personnalisé'],
  standard: ['Standard', 'Standard'],
  createClass: ['Create class', 'Créer une classe'],
  createDataType: ['Create data type', 'Créer un type de données'],
  createFieldGroup: ['Create field group', 'Créer un groupe de champs'],
  create: ['Create', 'Créer'],
  displayName: ['Display name', 'Nom d’affichage'],
  behavior: ['Behavior', 'Comportement'],
  record: ['Record: what something is, as a store', 'Enregistrement : ce qu’est une chose, comme un magasin'],
  timeSeries: [
    'Time-series: what happened at a moment, as a visit',
    'Série temporelle : ce qui s’est produit à un moment, comme une visite',
  ],
  made: [
    (name: string) => `${name} is created. Add its fields.`,
    (name: string) => `${name} est créé. Ajoutez ses champs.`,
  ],
  search: ['Search by name', 'Rechercher par nom'],
  noneOwn: ['None of your own yet', 'Rien de personnalisé pour l’instant'],
  noneOwnHint: [
    'Choose Standard to see what comes with the platform.',
    'Choisissez Standard pour voir ce que la plateforme apporte.',
  ],
});
