import { texts } from '../../ui/texts.ts';

export const t = texts({
  title: ['My access', 'Mes accès'],
  organisation: ['Organization', 'Organisation'],
  here: ['Permissions in this sandbox', 'Autorisations dans cette sandbox'],
  nothingHere: [
    'None. Whoever manages roles in your organization can give you some.',
    'Aucune. Les personnes qui gèrent les rôles de votre organisation peuvent vous en donner.',
  ],
  hidden: [
    'Some fields and audiences are hidden from you here: they carry labels none of your roles has.',
    'Certains champs et audiences vous sont cachés ici : ils portent des étiquettes qu’aucun de vos rôles n’a.',
  ],
  myRequests: ['What I asked for', 'Mes demandes'],
  noRequests: ['No requests', 'Aucune demande'],
  noRequestsHint: [
    'On a page you may not open you can ask for the permission it needs. What becomes of it is told here.',
    'Sur une page que vous ne pouvez pas ouvrir, vous pouvez demander l’autorisation nécessaire. La suite est indiquée ici.',
  ],
  permission: ['Permission', 'Autorisation'],
  asked: ['Asked', 'Demandée'],
  answer: ['Answer', 'Réponse'],
  open: ['Open', 'Ouverte'],
  granted: ['Granted', 'Accordée'],
  declined: ['Declined', 'Refusée'],
});
