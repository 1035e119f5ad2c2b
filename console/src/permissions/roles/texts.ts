import { number, texts } from '../../ui/texts.ts';

export const t = texts({
  create: ['Create role', 'Créer un rôle'],
  created: [(name: string) => `The role ${name} was created.`, (name: string) => `Le rôle ${name} a été créé.`],
  hint: [
    'A role holds permissions in sandboxes. Whoever is in several roles may do what any of them allows.',
    'Un rôle porte des autorisations dans des sandboxes. Une personne qui a plusieurs rôles peut faire tout ce que l’un d’eux permet.',
  ],
  kind: ['Type', 'Type'],
  'system-defined': ['System-defined', 'Système'],
  'user-defined': ['User-defined', 'Personnalisé'],
  modified: ['Modified', 'Modification'],
  details: ['Details', 'Détails'],
  duplicate: ['Duplicate', 'Dupliquer'],
  duplicateTitle: [(name: string) => `Duplicate ${name}`, (name: string) => `Dupliquer ${name}`],
  duplicateHint: [
    'The new role gets the permissions, sandboxes and labels of this one, and nobody in it.',
    'Le nouveau rôle reprend les autorisations, les sandboxes et les étiquettes de celui-ci, sans personne.',
  ],
  copyOf: [(name: string) => `Copy of ${name}`, (name: string) => `Copie de ${name}`],
  changed: [(name: string) => `The role ${name} was changed.`, (name: string) => `Le rôle ${name} a été modifié.`],
  deleted: [(name: string) => `The role ${name} was deleted.`, (name: string) => `Le rôle ${name} a été supprimé.`],
  deleteTitle: [(name: string) => `Delete the role ${name}?`, (name: string) => `Supprimer le rôle ${name} ?`],
  deleteConsequence: [
    'Everybody in it loses what it allows at once. This cannot be undone.',
    'Toutes les personnes de ce rôle perdent aussitôt ce qu’il permet. Cette action est irréversible.',
  ],
  fixed: [
    'A system-defined role allows what it allows: duplicate it to change a copy. Who is in it can be changed here.',
    'Un rôle défini par le système reste tel qu’il est : dupliquez-le pour modifier une copie. Ses membres peuvent changer ici.',
  ],
  held: [
    ({ held, of }: { held: number; of: number }) => `${number(held)} of ${number(of)} permissions`,
    ({ held, of }: { held: number; of: number }) =>
      `${number(held)} ${held < 2 ? 'autorisation' : 'autorisations'} sur ${number(of)}`,
  ],
  unsaved: ['Not saved yet', 'Pas encore enregistré'],
  reset: ['Discard changes', 'Annuler les modifications'],
  inAll: ['All sandboxes, also those made later', 'Toutes les sandboxes, y compris les futures'],
  someSandboxes: ['In these sandboxes', 'Dans ces sandboxes'],
  labelsHint: [
    'Labelled fields and audiences are seen by whoever carries their labels in a role, as soon as a policy is active. Administrators carry no label unless a role gives it to them.',
    'Les champs et les audiences étiquetés sont visibles des personnes dont un rôle porte leurs étiquettes, dès qu’une politique est active. Les administrateurs n’en portent aucune tant qu’un rôle ne la leur donne pas.',
  ],
  addGroup: ['Add user group', 'Ajouter un groupe d’utilisateurs'],
  addCredential: ['Add API credential', 'Ajouter des informations d’identification API'],
  removeTitle: [(name: string) => `Remove ${name} from the role?`, (name: string) => `Retirer ${name} du rôle ?`],
  removeConsequence: [
    'What only this role allows is refused from the next call on. The role can be given again.',
    'Ce que seul ce rôle permet est refusé dès le prochain appel. Le rôle peut être redonné.',
  ],
  unknown: ['No such role', 'Rôle introuvable'],
  unknownHint: ['It may have been deleted.', 'Il a peut-être été supprimé.'],
  toRoles: ['Go to Roles', 'Aller aux rôles'],
});
