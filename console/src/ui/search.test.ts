import { describe, expect, it } from 'vitest';
import { matchesSearch } from './search.ts';

describe('a search', () => {
  it.each([
    ['', true],
    ['  ', true],
    ['members loyalty', true],
    ['FIDELITE', true],
    ['fidélité or', true],
    ['loyaltymembers', false],
    ['members silver', false],
  ])('for "%s" finds all its words, in any order, case and accents: %s', (search, found) => {
    expect(matchesSearch(search, 'Loyalty members', 'Fidélité Or')).toBe(found);
  });
});
