import { readFileSync } from 'node:fs';
import { compileMappingSet } from '@meniscus/languages/dataprep';
import { compose, type Field, standardLibrary, validatorFor } from '@meniscus/languages/xdm';
import { describe, expect, it } from 'vitest';
import { messages } from '../../cli/src/simulate/messages.ts';
import { Programme } from '../../cli/src/simulate/programme.ts';
import { eventMappings, profileMappings } from './mappings.ts';
import { EVENT_DESIGN, fieldGroupBody, PROFILE_DESIGN, type SchemaDesign, schemaBody } from './schemas.ts';

const components = new URL('../../languages/xdm/standard/components.ndjson', import.meta.url);
const library = standardLibrary(readFileSync(components, 'utf8'));
const TENANT = '_acme';
const OWN_GROUP = 'https://ns.adobe.com/acme/mixins/own';

function target(design: SchemaDesign): Field {
  const own = { $id: OWN_GROUP, ...fieldGroupBody('own', TENANT, design) };
  return compose(schemaBody('test', design, OWN_GROUP), (id) => (id === OWN_GROUP ? own : library.document(id))).root;
}

const TARGETS = {
  profile: { root: target(PROFILE_DESIGN), mappings: profileMappings(TENANT) },
  event: { root: target(EVENT_DESIGN), mappings: eventMappings(TENANT) },
};
const ways = {
  profile: {
    set: compileMappingSet({ mappings: TARGETS.profile.mappings, target: TARGETS.profile.root }),
    validate: validatorFor(TARGETS.profile.root),
  },
  event: {
    set: compileMappingSet({ mappings: TARGETS.event.mappings, target: TARGETS.event.root }),
    validate: validatorFor(TARGETS.event.root),
  },
};

function documented(file: string): unknown {
  return JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8'));
}

const NOW = Date.UTC(2026, 0, 1);

describe('the mapping rows of the tutorial', () => {
  it('all lead to fields of their schema', () => {
    expect(ways.profile.set.problems).toEqual([]);
    expect(ways.event.set.problems).toEqual([]);
  });

  it('turn the documented payloads into valid entities without a warning', () => {
    const profile = ways.profile.set.apply(documented('profile.json'), { now: NOW });
    expect(profile.warnings).toEqual([]);
    expect(ways.profile.validate(profile.entity)).toEqual([]);
    expect(profile.entity).toMatchObject({
      identityMap: { email: [{ id: 'ana.sample@example.com', primary: true }] },
      loyalty: { tier: 'gold', points: 1250 },
      personalEmail: { address: 'ana.sample@example.com' },
    });
    const event = ways.event.set.apply(documented('transaction.json'), { now: NOW });
    expect(event.warnings).toEqual([]);
    expect(ways.event.validate(event.entity)).toEqual([]);
    expect(event.entity).toMatchObject({
      _id: 'T0001',
      eventType: 'commerce.purchases',
      commerce: { purchases: { value: 1 }, order: { priceTotal: 90 }, commerceScope: { storeCode: 'HSR' } },
      productListItems: [
        { SKU: 'SKU-1', quantity: 1, priceTotal: 60, name: 'Trail shoe', discountAmount: 10 },
        { SKU: 'SKU-2', quantity: 3, priceTotal: 30, name: 'Wool socks', discountAmount: 0 },
      ],
    });
  });

  it('turn everything the simulator sends into valid entities without a warning', () => {
    const programme = new Programme({ seed: 'm', members: 400, events: 2000, days: 400, from: Date.UTC(2025, 0, 1) });
    const types = new Set<unknown>();
    for (const { to, payload } of messages(programme, 'documented')) {
      const { set, validate } = ways[to];
      const { entity, warnings } = set.apply(payload, { now: NOW });
      expect(warnings).toEqual([]);
      expect(validate(entity)).toEqual([]);
      if (to === 'event') types.add(entity.eventType);
    }
    expect(types).toContain('commerce.returns');
    expect(types).toContain('loyalty.tierUpgraded');
  });
});
