import { ROW_PHRASES } from '@meniscus/languages/dataprep';
import { REASON_PHRASES } from '@meniscus/languages/recommendation';
import { placesOf } from '@meniscus/languages/syntax';
import { describe, expect, it } from 'vitest';
import { FRENCH_REASONS, FRENCH_ROWS } from './french.ts';

describe.each([
  ['remarks on rows', ROW_PHRASES, FRENCH_ROWS],
  ['reasons of recommendations', REASON_PHRASES, FRENCH_REASONS],
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
