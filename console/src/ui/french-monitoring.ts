import type { French } from './declared.ts';

/** What monitoring says of requests, in French. */
export const FRENCH_MONITORING: French<'monitoringPhrase'> = {
  'monitoring-time': '{name} doit être un nombre de millisecondes depuis 1970 ou un instant ISO 8601',
  'monitoring-window-twice': 'window ne se donne pas avec from ou to',
  'monitoring-window': 'window={window} doit être un nombre suivi de m, h ou d, par exemple 15m, 24h ou 30d',
  'monitoring-window-order': 'la période doit finir après son début',
  'monitoring-window-length': 'la période est de 400 jours au plus',
  'monitoring-alert-state': 'state={state} doit valoir firing ou resolved',
  'monitoring-flow-ids': 'flowIds doit être un tableau d’identifiants de flux de données ; vide, il les désigne tous',
  'monitoring-most-flows': 'flowIds en contient {most} au plus ; omettez-le pour tous',
  'monitoring-webhook-url': 'channel.url doit être une adresse de 2000 caractères au plus',
  'monitoring-webhook-secret':
    'channel.secret doit être un texte de 24 à 256 caractères ; omettez-le et il en est créé un',
  'monitoring-no-mail-server':
    'channel.type email demande un serveur de messagerie : l’exploitant règle MENISCUS_SMTP_URL et MENISCUS_SMTP_FROM',
  'monitoring-recipients': 'channel.to doit contenir de 1 à {most} adresses e-mail',
  'monitoring-no-address': 'channel.to : {address} n’est pas une adresse e-mail',
  'monitoring-channel': 'channel doit être un objet avec un type',
  'monitoring-channel-type': 'channel.type vaut {type} ; ce doit être in-app, webhook ou email',
  'monitoring-rule-takes-no': 'la règle {rule} ne prend pas de {name}',
  'monitoring-most-subscriptions': 'une sandbox a {most} abonnements au plus ; résiliez-en',
  'monitoring-if-match': 'If-Match doit être la version de l’abonnement',
  'monitoring-in-app-sends-nothing': 'un abonnement dans l’application n’envoie rien',
  'insights-unknown-metric': 'la mesure {name} n’est pas l’une de {known}',
  'insights-time': '{name} doit être un instant ISO 8601, par exemple 2026-01-31T00:00:00Z',
  'insights-order': 'end doit être après start',
  'insights-length': 'start et end doivent être à 800 jours d’écart au plus',
  'insights-metric': 'chaque élément de metrics doit être un objet avec un name',
  'insights-one-filter': 'filters de {name} doit être un tableau d’un filtre au plus',
  'insights-filter': 'filters de {name} doivent avoir un name et un value',
  'insights-filtered-by': '{name} se filtre par {by}',
  'insights-body': 'le corps doit être un objet JSON avec start, end et metrics',
  'insights-metrics': 'metrics doit contenir de 1 à {most} mesures',
  'insights-metric-times': 'metric doit être donné de 1 à {most} fois',
};
