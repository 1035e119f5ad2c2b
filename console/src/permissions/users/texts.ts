import { texts } from '../../ui/texts.ts';

export const t = texts({
  user: ['User', 'Utilisateur'],
  create: ['Create user', 'Créer un utilisateur'],
  created: [(name: string) => `${name} can sign in now.`, (name: string) => `${name} peut maintenant se connecter.`],
  createHint: [
    'The person can sign in with this password, and may do nothing until they are given a role. It opens this organization alone; whoever belongs to another one too can make one password of both under My access.',
    'La personne peut se connecter avec ce mot de passe, et ne peut rien faire avant de recevoir un rôle. Il n’ouvre que cette organisation ; qui fait aussi partie d’une autre peut faire un seul mot de passe des deux dans Mes accès.',
  ],
  password: ['Password', 'Mot de passe'],
  passwordLength: ['At least 12 characters', 'Au moins 12 caractères'],
  setPassword: ['Set password', 'Définir le mot de passe'],
  passwordSet: [
    'The password is changed for this organization; open sessions end.',
    'Le mot de passe est changé pour cette organisation ; les sessions ouvertes prennent fin.',
  ],
  since: ['Since', 'Depuis'],
  deactivate: ['Deactivate', 'Désactiver'],
  deactivateTitle: [(name: string) => `Deactivate ${name}?`, (name: string) => `Désactiver ${name} ?`],
  deactivateConsequence: [
    'The person is shut out at once: they cannot sign in, and what they have open is refused. They keep their roles and can be activated again.',
    'La personne est exclue aussitôt : elle ne peut plus se connecter et ce qu’elle a ouvert est refusé. Elle garde ses rôles et peut être réactivée.',
  ],
  deactivated: [(name: string) => `${name} was deactivated.`, (name: string) => `${name} : désactivation effectuée.`],
  activate: ['Activate', 'Activer'],
  activated: [(name: string) => `${name} can sign in again.`, (name: string) => `${name} peut se reconnecter.`],
  removeTitle: [(name: string) => `Remove ${name}?`, (name: string) => `Supprimer ${name} ?`],
  removeConsequence: [
    'The person leaves the organisation and every role and group. This cannot be undone; what they did stays in the audit log.',
    'La personne quitte l’organisation, ses rôles et ses groupes. Cette action est irréversible ; ses actions restent dans le journal d’audit.',
  ],
  removed: [(name: string) => `${name} was removed.`, (name: string) => `${name} : suppression effectuée.`],
  unknown: ['No such user', 'Utilisateur introuvable'],
  unknownHint: ['They may have been removed.', 'Cette personne a peut-être été supprimée.'],
  toUsers: ['Go to Users', 'Aller aux utilisateurs'],
});
