/** Alert rules in French; in English they have the titles the platform answers. */
const ALERTS: Readonly<Record<string, string>> = {
  'run-start': 'Début d’une exécution',
  'run-success': 'Réussite d’une exécution',
  'run-failure': 'Échec d’une exécution',
  'no-data': 'Aucune donnée reçue',
  'error-rate': 'Trop d’enregistrements en échec',
  lag: 'Retard de l’ingestion',
};

/** An alert rule as it is shown. */
export function alertName(id: string, title: string, locale: 'en' | 'fr'): string {
  return locale === 'fr' ? (ALERTS[id] ?? title) : title;
}
