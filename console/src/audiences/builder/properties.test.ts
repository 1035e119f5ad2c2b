import { describe, expect, it } from 'vitest';
import type { Audience } from '../audience.ts';
import { methodFor, propertiesOf } from './properties.ts';

describe('the properties a person begins with', () => {
  it('are those of the audience, with the method the platform uses', () => {
    const audience = { name: 'Gold', description: 'Who has gold.' } as Audience;
    const using = (method: string) => propertiesOf({ ...audience, evaluationInfo: { [method]: { enabled: true } } });
    expect(using('batch')).toEqual({ name: 'Gold', description: 'Who has gold.', method: 'batch' });
    expect(using('synchronous').method).toBe('synchronous');
    expect(using('continuous').method).toBe('continuous');
  });

  it('are empty and streaming for a new audience', () => {
    expect(propertiesOf(undefined)).toEqual({ name: '', description: '', method: 'continuous' });
  });
});

describe('the method that will be used', () => {
  const streams = { streaming: true, edge: false, reasons: [] };
  const everywhere = { streaming: true, edge: true, reasons: [] };
  const batch = { streaming: false, edge: false, reasons: ['why'] };
  it.each([
    ['continuous', undefined, 'continuous'],
    ['continuous', streams, 'continuous'],
    ['continuous', batch, 'batch'],
    ['synchronous', everywhere, 'synchronous'],
    ['synchronous', streams, 'continuous'],
    ['synchronous', batch, 'batch'],
    ['batch', everywhere, 'batch'],
  ] as const)('%s of %j is %s', (chosen, eligibility, used) => {
    expect(methodFor(chosen, eligibility)).toBe(used);
  });
});
