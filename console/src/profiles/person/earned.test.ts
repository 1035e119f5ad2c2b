import { describe, expect, it } from 'vitest';
import { earnedBy } from './earned.ts';

describe('what a member earned', () => {
  it('is read from the root of the tenant, and nothing else is taken for it', () => {
    const entity = {
      _acme: { capillary: { rewards: [{ id: 'r1', name: 'Coffee' }, { name: 'no id' }, null, 'text'] } },
      _other: { capillary: { rewards: { id: 'not a list' } } },
      capillary: { rewards: [{ id: 'elsewhere' }] },
      loyalty: null,
    };
    expect(earnedBy(entity, 'rewards')).toEqual([{ id: 'r1', name: 'Coffee' }]);
    expect(earnedBy(entity, 'promotions')).toEqual([]);
  });
});
