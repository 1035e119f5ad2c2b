import type { French } from './declared.ts';

/** What rules of alerts are called, in French; in mails, too. */
export const FRENCH_ALERT_RULES: French<'alertRule'> = {
  'error-rate': 'Trop d’enregistrements en échec',
  lag: 'Retard de l’ingestion',
  'no-data': 'Aucune donnée reçue',
  'run-failure': 'Échec d’une exécution',
  'run-start': 'Début d’une exécution',
  'run-success': 'Réussite d’une exécution',
};
