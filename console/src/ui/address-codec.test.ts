import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSearch, stringifySearch } from './address-codec.ts';

describe('what is behind the ? of an address', () => {
  it.each([
    ['?tab=failed&code=DCVS-1104-400', { tab: 'failed', code: 'DCVS-1104-400' }],
    ['?page=2', { page: '2' }],
    ['?search=007', { search: '007' }],
    ['?search=true', { search: 'true' }],
    ['?search=fid%C3%A9lit%C3%A9+or', { search: 'fidélité or' }],
    ['?search=50%25+%26+%22more%22', { search: '50% & "more"' }],
    ['', {}],
  ])('%s is the same written and read', (address, values) => {
    expect(parseSearch(address)).toEqual(values);
    expect(stringifySearch(values)).toBe(address);
  });

  it('leaves out what is not chosen', () => {
    expect(stringifySearch({ tab: undefined, search: 'gold' })).toBe('?search=gold');
  });

  it('keeps every text a person can type', () => {
    const texts = fc.dictionary(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), {
      noNullPrototype: true,
    });
    fc.assert(
      fc.property(texts, (values) => {
        expect(parseSearch(stringifySearch(values))).toEqual(values);
      }),
    );
  });
});
