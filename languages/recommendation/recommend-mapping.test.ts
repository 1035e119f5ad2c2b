import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compileMappingSet } from '../dataprep/index.ts';
import { compose, type Field, standardLibrary, validatorFor } from '../xdm/index.ts';
import { type ModelCatalogue, readModel, recommendMapping, sampleFields } from './index.ts';

const library = standardLibrary(readFileSync(new URL('../xdm/standard/components.ndjson', import.meta.url), 'utf8'));
const model = readModel(
  readFileSync(new URL('model/weights.bin', import.meta.url)),
  JSON.parse(readFileSync(new URL('model/catalogue.json', import.meta.url), 'utf8')) as ModelCatalogue,
);

function schema(...ids: readonly string[]): Field {
  return compose({ allOf: ids.map((id) => ({ $ref: `https://ns.adobe.com/xdm/${id}` })) }, (id) => library.document(id))
    .root;
}

const PROFILE = schema(
  'context/profile',
  'context/identitymap',
  'mixins/profile/profile-loyalty-details',
  'context/profile-person-details',
  'context/profile-personal-details',
);
const EVENT = schema(
  'context/experienceevent',
  'context/experienceevent-commerce',
  'context/experienceevent-loyalty-details',
);

const sample = (name: string) =>
  JSON.parse(
    readFileSync(new URL(`../../examples/capillary-tutorial/${name}.json`, import.meta.url), 'utf8'),
  ) as Record<string, unknown>;

function mapped(record: unknown, target: Field) {
  const { mappings, unmapped } = recommendMapping(sampleFields([record]), target, model);
  const set = compileMappingSet({ mappings, target });
  const { entity, warnings } = set.apply(record, { now: 0 });
  return {
    entity,
    warnings,
    unmapped,
    problems: set.problems,
    rows: Object.fromEntries(mappings.map(({ source, destination }) => [source, destination])),
  };
}

describe('the documented Capillary samples are mapped without a hand', () => {
  it('the profile arrives whole', () => {
    const record = sample('profile');
    const { entity, warnings, unmapped, problems } = mapped(record, PROFILE);
    expect({ unmapped, problems, warnings }).toEqual({ unmapped: [], problems: [], warnings: [] });
    expect(entity).toEqual(record);
  });

  it('the transaction arrives whole, its lines under the name of the standard', () => {
    const { productLineItems, ...record } = sample('transaction');
    const { entity, warnings, unmapped, problems } = mapped({ ...record, productLineItems }, EVENT);
    expect({ unmapped, problems, warnings }).toEqual({ unmapped: [], problems: [], warnings: [] });
    expect(entity).toEqual({ ...record, productListItems: productLineItems });
    expect(validatorFor(EVENT)(entity)).toEqual([]);
  });
});

describe('recommended rows', () => {
  it('read columns of a table, whatever language and style', () => {
    const { rows } = mapped(
      {
        Prénom: 'Zoé',
        nom_famille: 'Martin',
        mob_no: '+33612345678',
        solde_points: 120,
        niveau: 'Or',
        naissance: '1985-03-12',
      },
      PROFILE,
    );
    expect(rows).toMatchObject({
      Prénom: 'person.name.firstName',
      nom_famille: 'person.name.lastName',
      mob_no: 'mobilePhone.number',
      solde_points: 'loyalty.points',
      niveau: 'loyalty.tier',
      naissance: 'person.birthDate',
    });
  });

  it('write names with odd signs so that a row can hold them', () => {
    const { rows, problems } = mapped({ 'loyalty points (now)': 7, 'first.name': 'Ann' }, PROFILE);
    expect(problems).toEqual([]);
    expect(rows).toMatchObject({
      '${loyalty points (now)}': 'loyalty.points',
      '${first.name}': 'person.name.firstName',
    });
  });

  it('never write one place twice, and name what found none', () => {
    const fields = sampleFields([{ points: 1, points_balance: 2, zyx: 'q' }]);
    const { mappings, unmapped } = recommendMapping(fields, PROFILE, model);
    expect(new Set(mappings.map(({ destination }) => destination)).size).toBe(mappings.length);
    expect(unmapped).toContain('zyx');
  });

  it('are bounded for a sample of any depth and width', () => {
    let deep: unknown = 1;
    for (let level = 0; level < 5000; level += 1) deep = { a: deep };
    const wide = Object.fromEntries(Array.from({ length: 5000 }, (_, at) => [`f${at}`, at]));
    expect(sampleFields([deep])).toEqual([]);
    expect(sampleFields([wide])).toHaveLength(2000);
  });
});
