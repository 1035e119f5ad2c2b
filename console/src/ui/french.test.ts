import { ROW_PHRASES } from '@meniscus/languages/dataprep';
import { REASON_PHRASES } from '@meniscus/languages/recommendation';
import { placesOf } from '@meniscus/languages/syntax';
import { describe, expect, it } from 'vitest';
import { DECLARED } from './declared.generated.ts';
import { FRENCH_ALERTS } from './french-alerts.ts';
import { FRENCH_REASONS } from './french-reasons.ts';
import { FRENCH_RECORDS } from './french-records.ts';
import { FRENCH_ROWS } from './french-rows.ts';

describe.each([
  ['remarks on rows', ROW_PHRASES, FRENCH_ROWS],
  ['reasons of recommendations', REASON_PHRASES, FRENCH_REASONS],
  ['what alerts say', DECLARED.alertPhrase, FRENCH_ALERTS],
  ['what is said of records', DECLARED.recordPhrase, FRENCH_RECORDS],
])('%s in French', (_, english, french) => {
  it('are there for every code the language declares, and for no other', () => {
    expect(Object.keys(french).sort()).toEqual(Object.keys(english).sort());
  });

  it('have the places of the English', () => {
    const places = (templates: object) =>
      Object.entries(templates).map(([code, template]) => [code, placesOf(template as string)] as const);
    expect(Object.fromEntries(places(french))).toEqual(Object.fromEntries(places(english)));
  });
});
