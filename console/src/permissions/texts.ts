import { texts } from '../ui/texts.ts';

/** The texts several pages about access share. */
export const t = texts({
  permissions: ['Permissions', 'Autorisations'],
  roles: ['Roles', 'Rôles'],
  role: ['Role', 'Rôle'],
  users: ['Users', 'Utilisateurs'],
  credentials: ['API credentials', 'Informations d’identification API'],
  requests: ['Access requests', 'Demandes d’accès'],
  policies: ['Policies', 'Politiques'],
  labels: ['Labels', 'Étiquettes'],
  sandboxes: ['Sandboxes', 'Sandboxes'],
  allSandboxes: ['All sandboxes', 'Toutes les sandboxes'],
  search: ['Search', 'Rechercher'],
  delete: ['Delete', 'Supprimer'],
  remove: ['Remove', 'Retirer'],
  add: ['Add', 'Ajouter'],
  save: ['Save', 'Enregistrer'],
  edit: ['Edit', 'Modifier'],
  email: ['E-mail', 'E-mail'],
  active: ['Active', 'Actif'],
  inactive: ['Inactive', 'Inactif'],
  none: ['None', 'Aucun'],
  technicalAccount: ['Technical account', 'Compte technique'],
  withoutRole: [
    'Without a role nobody may do anything. Roles give permissions in sandboxes.',
    'Sans rôle, personne ne peut rien faire. Les rôles donnent des autorisations dans des sandboxes.',
  ],
  addRole: ['Add role', 'Ajouter un rôle'],
  roleAdded: [(name: string) => `The role ${name} was given.`, (name: string) => `Le rôle ${name} a été donné.`],
  roleRemoved: [(name: string) => `The role ${name} was taken.`, (name: string) => `Le rôle ${name} a été retiré.`],
  removeRoleTitle: [(name: string) => `Remove the role ${name}?`, (name: string) => `Retirer le rôle ${name} ?`],
  removeRoleConsequence: [
    'What only this role allows is refused from the next call on. The role can be given again.',
    'Ce que seul ce rôle permet est refusé dès le prochain appel. Le rôle peut être redonné.',
  ],
});
