import { texts } from '../ui/texts.ts';

export const t = texts({
  subscriptions: ['Subscriptions', 'Abonnements'],
  hint: [
    'A subscription watches the dataflows by one rule, and tells somebody when it holds: in this list, a webhook, or by e-mail.',
    'Un abonnement surveille les flux selon une règle, et prévient quand elle s’applique : dans cette liste, par webhook ou par e-mail.',
  ],
  noAlerts: ['No alerts', 'Aucune alerte'],
  noAlertsHint: [
    'No subscription has anything to tell. Subscribe below to what you want to be told of.',
    'Aucun abonnement n’a d’alerte à signaler. Abonnez-vous ci-dessous aux alertes que vous voulez recevoir.',
  ],
  noAlertsReader: [
    'No subscription has anything to tell. Who may manage alerts can subscribe you to more.',
    'Aucun abonnement n’a d’alerte à signaler. La personne qui gère les alertes peut vous abonner à d’autres.',
  ],
  none: [
    'No subscription yet. Subscribe above to what you want to be told of.',
    'Aucun abonnement pour l’instant. Abonnez-vous ci-dessus aux alertes que vous voulez recevoir.',
  ],
  noneReader: [
    'No subscription yet. Who may manage alerts can subscribe you.',
    'Aucun abonnement pour l’instant. La personne qui gère les alertes peut vous abonner.',
  ],
  subscribe: ['Subscribe', 'S’abonner'],
  subscribed: [(name: string) => `${name} watches from now on.`, (name: string) => `${name} surveille désormais.`],
  rule: ['Rule', 'Règle'],
  threshold: [
    (unit: string) => `Threshold (${unit === 'percent' ? '%' : 'seconds'})`,
    (unit: string) => `Seuil (${unit === 'percent' ? '%' : 'secondes'})`,
  ],
  windowMinutes: ['Window (minutes)', 'Période (minutes)'],
  channel: ['Tell by', 'Prévenir par'],
  'in-app': ['This list', 'Cette liste'],
  webhook: ['Webhook', 'Webhook'],
  email: ['E-mail', 'E-mail'],
  url: ['Webhook URL', 'URL du webhook'],
  to: ['E-mail addresses, with commas between them', 'Adresses e-mail, séparées par des virgules'],
  on: ['On', 'Actif'],
  off: ['Off', 'Inactif'],
  turnOn: ['Turn on', 'Activer'],
  turnOff: ['Turn off', 'Désactiver'],
  turnOne: [
    ({ name, enabled }: { name: string; enabled: boolean }) => `${enabled ? 'Turn off' : 'Turn on'} ${name}`,
    ({ name, enabled }: { name: string; enabled: boolean }) => `${enabled ? 'Désactiver' : 'Activer'} ${name}`,
  ],
  deleteOne: [(name: string) => `Delete ${name}`, (name: string) => `Supprimer ${name}`],
  delete: ['Delete', 'Supprimer'],
  changed: [(name: string) => `${name} was changed.`, (name: string) => `${name} : modification effectuée.`],
  deleted: [(name: string) => `${name} was deleted.`, (name: string) => `${name} : suppression effectuée.`],
  deleteTitle: [(name: string) => `Delete ${name}?`, (name: string) => `Supprimer ${name} ?`],
  deleteConsequence: [
    'Nobody is told any more. Its alerts are over and stay in the list.',
    'Plus personne n’est prévenu. Ses alertes prennent fin et restent dans la liste.',
  ],
  actions: ['Change', 'Modifier'],
  secret: ['Signing secret', 'Secret de signature'],
  secretHint: [
    'Each call to the webhook is signed with this secret. It is shown only now.',
    'Chaque appel au webhook est signé avec ce secret. Il n’est affiché que maintenant.',
  ],
  done: ['Done', 'Terminé'],
});
