import { describe, expect, it } from 'vitest';
import { displayedAs, marksOf } from './marks.ts';

describe('what descriptors say of fields', () => {
  it('is gathered by field, whatever they lie in', () => {
    const marks = marksOf([
      {
        '@type': 'xdm:descriptorIdentity',
        'xdm:sourceProperty': '/personalEmail/address',
        'xdm:namespace': 'Email',
        'xdm:isPrimary': true,
      },
      { '@type': 'xdm:descriptorIdentity', 'xdm:sourceProperty': '/_acme/card', 'xdm:namespace': 'Card' },
      { '@type': 'xdm:descriptorDeprecated', 'xdm:sourceProperty': ['/_acme/old', '/_acme/older'] },
      { '@type': 'xdm:descriptorVersion', 'xdm:sourceProperty': '/_acme/version' },
    ]);
    expect([...marks.identities]).toEqual([
      ['personalEmail.address', { namespace: 'Email', primary: true }],
      ['_acme.card', { namespace: 'Card', primary: false }],
    ]);
    expect([...marks.deprecated]).toEqual(['_acme.old', '_acme.older']);
  });

  it('is a relationship to another schema, with the namespace of its values', () => {
    const { relationships } = marksOf([
      {
        '@type': 'xdm:descriptorReferenceIdentity',
        'xdm:sourceProperty': '/_acme/store',
        'xdm:identityNamespace': 'Store',
      },
      { '@type': 'xdm:descriptorOneToOne', 'xdm:sourceProperty': '/_acme/store', 'xdm:destinationSchema': 'stores' },
      { '@type': 'xdm:descriptorOneToOne', 'xdm:sourceProperty': '/_acme/till', 'xdm:destinationSchema': 'tills' },
    ]);
    expect(Object.fromEntries(relationships)).toEqual({
      '_acme.store': { schemaId: 'stores', namespace: 'Store' },
      '_acme.till': { schemaId: 'tills', namespace: '' },
    });
  });

  it('is what a standard field is called, and goes back into the descriptor beside what it says besides', () => {
    const descriptor = {
      '@type': 'xdm:alternateDisplayInfo',
      'xdm:sourceProperty': '/loyalty/tier',
      'xdm:title': { fr_fr: 'Niveau', en_us: 'Level' },
      'xdm:description': { fr_fr: 'Le niveau' },
      'meta:enum': { gold: 'Gold', silver: { en_us: 'Silver', fr_fr: 'Argent' } },
    };
    const display = marksOf([descriptor]).displays.get('loyalty.tier')!;
    expect(display).toEqual({ title: 'Level', description: 'Le niveau', values: { gold: 'Gold', silver: 'Silver' } });
    const values = { silver: 'Grey', iron: 'Iron' };
    expect(displayedAs({ title: 'Rank', description: '', values }, descriptor)).toEqual({
      'xdm:title': { fr_fr: 'Niveau', en_us: 'Rank' },
      'meta:enum': { silver: { en_us: 'Grey', fr_fr: 'Argent' }, iron: 'Iron' },
    });
    expect(marksOf([{ ...descriptor, ...displayedAs(display) }]).displays.get('loyalty.tier')).toEqual(display);
  });

  it('joins labels of one field, under their whole names; those of no field are of the whole schema', () => {
    const { labels } = marksOf([
      { '@type': 'xdm:descriptorLabel', 'xdm:sourceProperty': '/_acme/card', 'xdm:labels': ['C2', 'custom/card'] },
      { '@type': 'xdm:descriptorLabel', 'xdm:sourceProperty': '/_acme/card', 'xdm:labels': ['core/C2', 'loyalty'] },
      { '@type': 'xdm:descriptorLabel', 'xdm:labels': ['core/S1'] },
    ]);
    expect(Object.fromEntries(labels)).toEqual({
      '_acme.card': ['core/C2', 'custom/card', 'custom/loyalty'],
      '': ['core/S1'],
    });
  });
});
