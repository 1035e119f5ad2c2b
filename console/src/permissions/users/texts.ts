import { texts } from '../../ui/texts.ts';

export const t = texts({
  user: ['User', 'Utilisateur'],
  create: ['Create user', 'Créer un utilisateur'],
  created: [
    (name: string) => `${name} can sign in once they have set a password.`,
    (name: string) => `${name} pourra se connecter après avoir choisi un mot de passe.`,
  ],
  createHint: [
    'The person sets their password by a link, and may do nothing until they are given a role. It opens this organization alone; whoever belongs to another one too can make one password of both under My access.',
    'La personne choisit son mot de passe par un lien, et ne peut rien faire avant de recevoir un rôle. Il n’ouvre que cette organisation ; une personne qui fait aussi partie d’une autre peut choisir un seul mot de passe pour les deux dans Mes accès.',
  ],
  passwordLink: ['Send password link', 'Envoyer un lien de mot de passe'],
  linkMailed: [
    (email: string) => `A link to set a password is on its way to ${email}.`,
    (email: string) => `Un lien pour choisir un mot de passe est envoyé à ${email}.`,
  ],
  linkMade: [
    (name: string) => `There is a link with which ${name} can set a password.`,
    (name: string) => `Un lien permet à ${name} de choisir un mot de passe.`,
  ],
  linkTitle: ['Link to set a password', 'Lien pour choisir un mot de passe'],
  link: ['Link', 'Lien'],
  linkHint: [
    'This platform sends no mail: hand the link to the person. It works once, within seven days, and opens this organization alone. Whoever has it can sign in as them.',
    'Cette plateforme n’envoie pas de messages : remettez le lien à la personne. Il sert une fois, dans les sept jours, et n’ouvre que cette organisation. La personne qui l’a peut se connecter à sa place.',
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
  removeTitle: [(name: string) => `Remove ${name}?`, (name: string) => `Retirer ${name} ?`],
  removeConsequence: [
    'The person leaves the organization and every role and group. This cannot be undone; what they did stays in the audit log.',
    'La personne quitte l’organisation, ses rôles et ses groupes. Cette action est irréversible ; ses actions restent dans le journal d’audit.',
  ],
  removed: [(name: string) => `${name} was removed.`, (name: string) => `${name} : suppression effectuée.`],
  unknown: ['No such user', 'Utilisateur introuvable'],
  unknownHint: ['They may have been removed.', 'Cette personne a peut-être été supprimée.'],
  toUsers: ['Go to Users', 'Aller aux utilisateurs'],
});
