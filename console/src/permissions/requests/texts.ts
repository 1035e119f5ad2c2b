import { texts } from '../../ui/texts.ts';

export const t = texts({
  hint: [
    'Whoever misses a permission can ask for it on the page that needs it. Granting gives the person one of the roles that carry it.',
    'Toute personne sans une autorisation peut la demander sur la page concernée. L’accorder donne à la personne un des rôles qui la portent.',
  ],
  show: ['Show', 'Afficher'],
  openOnes: ['Open', 'Ouvertes'],
  all: ['All', 'Toutes'],
  person: ['Who asks', 'Qui demande'],
  permission: ['Permission', 'Autorisation'],
  asked: ['Asked', 'Demandée'],
  open: ['Open', 'Ouverte'],
  granted: ['Granted', 'Accordée'],
  declined: ['Declined', 'Refusée'],
  nobody: ['Nobody is waiting', 'Personne n’attend'],
  nobodyHint: [
    'When somebody asks for a permission, the request is here, and in the mail of those who administer access.',
    'Quand quelqu’un demande une autorisation, la demande est ici, et dans la boîte des personnes qui gèrent les accès.',
  ],
  page: ['Page', 'Page'],
  note: ['Note', 'Note'],
  answer: ['Answer to the person', 'Réponse à la personne'],
  decidedAt: ['Decided', 'Décision'],
  roleThatGrants: ['Role that grants it', 'Rôle qui l’accorde'],
  noRole: [
    'No role carries this permission in this sandbox. Give it to a role first, or create one.',
    'Aucun rôle ne porte cette autorisation dans cette sandbox. Donnez-la d’abord à un rôle, ou créez-en un.',
  ],
  toRoles: ['Go to Roles', 'Aller aux rôles'],
  grant: ['Grant', 'Accorder'],
  decline: ['Decline', 'Refuser'],
  grantedTo: [(name: string) => `${name} holds the role now.`, (name: string) => `${name} porte maintenant le rôle.`],
  declinedTo: [(name: string) => `${name} is told.`, (name: string) => `${name} en est informé.`],
});
