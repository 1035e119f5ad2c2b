import { texts } from '../../ui/texts.ts';

export const t = texts({
  title: ['My access', 'Mes accès'],
  organisations: ['Organizations', 'Organisations'],
  here: ['Permissions in this sandbox', 'Autorisations dans cette sandbox'],
  nothingHere: [
    'None. Whoever manages roles in your organization can give you some.',
    'Aucune. Les personnes qui gèrent les rôles de votre organisation peuvent vous en donner.',
  ],
  hidden: [
    'Some fields and audiences are hidden from you here: they carry labels none of your roles has.',
    'Certains champs et audiences vous sont cachés ici : ils portent des étiquettes qu’aucun de vos rôles n’a.',
  ],
  noLabels: ['None', 'Aucune'],
  myRequests: ['What I asked for', 'Mes demandes'],
  noRequests: [
    'Nothing yet. On a page you may not open you can ask for the permission it needs. What becomes of it is told here.',
    'Rien pour l’instant. Sur une page que vous ne pouvez pas ouvrir, vous pouvez demander l’autorisation nécessaire. La suite est indiquée ici.',
  ],
  changePassword: ['Change password', 'Changer de mot de passe'],
  password: ['Current password', 'Mot de passe actuel'],
  newPassword: ['New password', 'Nouveau mot de passe'],
  newPasswordHint: [
    'At least 12 characters. You sign in with it afterwards.',
    'Au moins 12 caractères. Vous vous connectez ensuite avec lui.',
  ],
  repeated: ['New password again', 'Nouveau mot de passe, encore une fois'],
  notTheSame: [
    'The new password was not typed the same way twice.',
    'Le nouveau mot de passe n’a pas été saisi deux fois de la même façon.',
  ],
  otherPassword: ['Password in another organization', 'Mot de passe dans une autre organisation'],
  otherPasswordHint: [
    'If another organization gave you a password for the same e-mail address: afterwards the new one opens both, and you go from one to the other at the top of the page.',
    'Si une autre organisation vous a donné un mot de passe pour la même adresse e-mail : le nouveau ouvre ensuite les deux, et vous passez de l’une à l’autre en haut de la page.',
  ],
  permission: ['Permission', 'Autorisation'],
  asked: ['Asked', 'Demandée'],
  answer: ['Answer', 'Réponse'],
  open: ['Open', 'Ouverte'],
  granted: ['Granted', 'Accordée'],
  declined: ['Declined', 'Refusée'],
});
