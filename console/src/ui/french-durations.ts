import type { DURATION_PHRASES } from '@meniscus/languages/syntax';

/** How long something is, in French; in mails, too. */
export const FRENCH_DURATIONS: Readonly<Record<keyof typeof DURATION_PHRASES, string>> = {
  'duration-moment': 'moins d’une seconde',
  'duration-second': '1 seconde',
  'duration-seconds': '{count} secondes',
  'duration-minute': '1 minute',
  'duration-minutes': '{count} minutes',
  'duration-hour': '1 heure',
  'duration-hours': '{count} heures',
  'duration-day': '1 jour',
  'duration-days': '{count} jours',
  'duration-two': '{larger} {smaller}',
};
