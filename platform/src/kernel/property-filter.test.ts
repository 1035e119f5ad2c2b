import { describe, expect, it } from 'vitest';
import { FilterError, matches, parseFilters } from './property-filter.ts';

const flow = {
  name: 'Loyalty members',
  createdAt: 1000,
  sourceConnectionIds: ['s1', 's2'],
  transformations: [{ name: 'Mapping', params: { mappingId: 'm1' } }],
  metrics: { statusSummary: { status: 'Failed' } },
  'meta:immutableTags': ['union'],
};

describe('property filters', () => {
  it.each([
    ['name==Loyalty members', true],
    ['name==Other,Loyalty members', true],
    ['name!=Loyalty members', false],
    ['name=="Loyalty members"', true],
    ["name == 'Loyalty members'", true],
    ['createdAt>999', true],
    ['createdAt>=1000', true],
    ['createdAt<1000', false],
    ['createdAt<=1000', true],
    ['sourceConnectionIds[]==s9,s2', true],
    ['transformations[].params.mappingId==m1', true],
    ['transformations.params.mappingId==m2', false],
    ['metrics.statusSummary.status==Failed', true],
    ['meta:immutableTags==union', true],
    ['name~^Loyal', true],
    ['name~^members', false],
    ['description', false],
    ['!description', true],
    ['name', true],
  ])('%s is %s', (text, expected) => {
    expect(matches(parseFilters([text]), flow)).toBe(expected);
  });

  it('asks for all of several filters', () => {
    expect(matches(parseFilters(['createdAt>1', 'name==Nobody']), flow)).toBe(false);
  });

  it('answers a hostile pattern in linear time and refuses a broken one', () => {
    expect(matches(parseFilters(['name~(a+)+$']), { name: `${'a'.repeat(40)}!` })).toBe(false);
    expect(() => parseFilters(['name~(['])).toThrow(FilterError);
  });
});
