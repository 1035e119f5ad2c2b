import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { standardLibrary } from '../xdm/index.ts';
import {
  type ClassCatalogue,
  classCatalogue,
  type ModelCatalogue,
  readModel,
  recommend,
  type SourceColumn,
} from './index.ts';

const library = standardLibrary(readFileSync(new URL('../xdm/standard/components.ndjson', import.meta.url), 'utf8'));
const weights = readFileSync(new URL('model/weights.bin', import.meta.url));
const catalogue = JSON.parse(readFileSync(new URL('model/catalogue.json', import.meta.url), 'utf8')) as ModelCatalogue;
const model = readModel(weights, catalogue);
const PROFILE = 'https://ns.adobe.com/xdm/context/profile';

const known = new Map<string, ClassCatalogue | undefined>();
const catalogueOf = (id: string) => {
  if (!known.has(id)) known.set(id, classCatalogue(library, id));
  return known.get(id);
};

const ask = (columns: readonly SourceColumn[], classId?: string) =>
  recommend(columns, { model, catalogueOf, tenant: '_acme', ...(classId === undefined ? {} : { classId }) });
const column = (name: string, ...cells: readonly string[]): SourceColumn => ({ name, cells });

describe('recommendations', () => {
  it('are the same for the same table', () => {
    const table = [column('id', 'C1', 'C2'), column('points', '10', '20'), column('tier', 'gold', 'silver')];
    expect(ask(table)).toEqual(ask(table));
  });

  it('name only places the class has, with the library’s type, or own fields under the tenant', () => {
    const table = ['email', 'DOB', 'pts_bal', 'till_id', 'shoe size', 'Anrede'].map((name) => column(name, 'x', 'y'));
    const places = catalogueOf(PROFILE)?.places;
    for (const { recommendations } of ask(table, PROFILE).columns) {
      expect(recommendations.length).toBeGreaterThan(0);
      for (const { path, confidence } of recommendations) {
        expect(path.startsWith('_acme.') || places?.has(path)).toBe(true);
        expect(confidence).toBeGreaterThanOrEqual(0);
        expect(confidence).toBeLessThanOrEqual(1);
      }
    }
  });

  it('never propose text for a number', () => {
    const [points] = ask([column('points', 'many', 'few'), column('first_name', 'Ann', 'Bob')], PROFILE).columns;
    expect(points?.recommendations[0]?.path).not.toBe('loyalty.points');
  });

  it('take the path itself as a name', () => {
    const [first] = ask([column('loyalty.pointsExpiration[0].pointsExpiring', '5', '7')], PROFILE).columns;
    expect(first?.recommendations[0]).toMatchObject({ path: 'loyalty.pointsExpiration.pointsExpiring', confidence: 1 });
  });

  it('offer a closed list for an own field with few frequent words', () => {
    const cells = Array.from({ length: 40 }, (_, at) => (at % 3 === 0 ? 'gold card' : 'blue card'));
    const [first] = ask([column('wallet skin', ...cells)], PROFILE).columns;
    expect(first?.recommendations.find(({ path }) => path.startsWith('_acme.'))?.enum).toEqual([
      'blue card',
      'gold card',
    ]);
  });

  it('come for a table of nothing, of one column and of names nobody can read', () => {
    expect(ask([]).columns).toEqual([]);
    const odd = ['', '   ', '😀', '=1+1', '__proto__', 'x'.repeat(5000), '\u0000', 'constructor'];
    const { columns } = ask(odd.map((name) => column(name)));
    expect(columns.map(({ recommendations }) => recommendations.length > 0)).toEqual(odd.map(() => true));
    expect(columns.flatMap(({ recommendations }) => recommendations.map(({ path }) => path))).not.toContain(
      '_acme.__proto__',
    );
  });

  it('need the weights that belong to the catalogue', () => {
    expect(() => readModel(weights.subarray(0, 1000), catalogue)).toThrow('too short');
    expect(() => readModel(Buffer.concat([weights, Buffer.alloc(4)]), catalogue)).toThrow('too long');
  });
});
