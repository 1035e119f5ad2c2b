import { texts } from '../../ui/texts.ts';

export const t = texts({
  hint: [
    'People in a group get their roles together: give the group a role, and all of them hold it.',
    'Les personnes d’un groupe reçoivent leurs rôles ensemble : donnez un rôle au groupe, et toutes le portent.',
  ],
  group: ['User group', 'Groupe d’utilisateurs'],
  none: [
    'No user group yet. Who manages access creates one to give roles to several people at once.',
    'Aucun groupe d’utilisateurs pour l’instant. La personne qui gère les accès en crée un pour donner des rôles à plusieurs personnes à la fois.',
  ],
  create: ['Create user group', 'Créer un groupe d’utilisateurs'],
  created: [(name: string) => `The group ${name} was created.`, (name: string) => `Le groupe ${name} a été créé.`],
  changed: [(name: string) => `The group ${name} was changed.`, (name: string) => `Le groupe ${name} a été modifié.`],
  deleteTitle: [(name: string) => `Delete the group ${name}?`, (name: string) => `Supprimer le groupe ${name} ?`],
  deleteConsequence: [
    'Its members lose the roles they held through it at once. This cannot be undone.',
    'Ses membres perdent aussitôt les rôles reçus par ce groupe. Cette action est irréversible.',
  ],
  deleted: [(name: string) => `The group ${name} was deleted.`, (name: string) => `Le groupe ${name} a été supprimé.`],
  removeTitle: [(name: string) => `Remove ${name} from the group?`, (name: string) => `Retirer ${name} du groupe ?`],
  removeConsequence: [
    'They lose the roles they held through it at once, and can be added again.',
    'Cette personne perd aussitôt les rôles reçus par ce groupe, et peut être ajoutée à nouveau.',
  ],
  unknown: ['No such user group', 'Groupe d’utilisateurs introuvable'],
  unknownHint: ['It may have been deleted.', 'Il a peut-être été supprimé.'],
  toGroups: ['Go to User groups', 'Aller aux groupes d’utilisateurs'],
});
