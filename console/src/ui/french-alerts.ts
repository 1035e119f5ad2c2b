import type { French } from './declared.ts';

/** What alerts say, in French. */
export const FRENCH_ALERTS: French<'alertPhrase'> = {
  'waited-for': 'le prochain message de la file attend depuis {time} (limite : {limit})',
  'nothing-for': '{flow} n’a rien reçu depuis {time}',
  'failed-within':
    '{rate} % des enregistrements de {flow} ont échoué en {time} (en échec : {failed}, limite : {limit} %)',
  'run-begun': 'une exécution de {flow} a commencé',
  'run-success': 'une exécution de {flow} s’est terminée avec succès',
  'run-partial-success': 'une exécution de {flow} s’est terminée avec un succès partiel',
  'run-failed': 'une exécution de {flow} a échoué : {why}',
  'run-error': '{what} [{code}]',
  'no-reason': 'aucune raison n’a été indiquée',
  test: 'ceci est un test : il ne s’est rien passé',
};
