import { phrasesOf } from '@meniscus/languages/syntax';

/** Why rows are recommended, English by code. */
export const REASON_PHRASES = {
  'map-same-path': 'The schema has the map {path} at the same path.',
  'same-path': 'The schema has a field of the same path.',
  'reads-as': 'Name and values read as {title}.',
  'same-last-name': 'The last name is the same, and the record is alike.',
  'same-last-name-below': 'The last name is the same, and {path} is alike.',
  'shared-words': 'The paths share words.',
} as const;

/** A reason for a row. */
export const said = phrasesOf(REASON_PHRASES);
