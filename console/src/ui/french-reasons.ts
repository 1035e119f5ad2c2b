import type { REASON_PHRASES } from '@meniscus/languages/recommendation';

/** Why rows are recommended, in French. */
export const FRENCH_REASONS: Readonly<Record<keyof typeof REASON_PHRASES, string>> = {
  'map-same-path': 'Le schéma a le dictionnaire {path} au même chemin.',
  'same-path': 'Le schéma a un champ du même chemin.',
  'reads-as': 'Le nom et les valeurs se lisent comme « {title} ».',
  'same-last-name': 'Le dernier nom est le même, et l’enregistrement se ressemble.',
  'same-last-name-below': 'Le dernier nom est le même, et {path} se ressemble.',
  'shared-words': 'Les chemins ont des mots en commun.',
};
