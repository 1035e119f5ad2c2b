import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { circles, importsBelow, impurities, STAGES, violations } from './import-law.ts';

describe('the import law', () => {
  it('holds for the whole platform', () => {
    expect(violations(importsBelow('platform/src'))).toEqual([]);
  });

  it('finds files that import each other in a circle, and none in the platform', () => {
    const imports = [
      { file: 'lake/a.ts', specifier: './b.ts' },
      { file: 'lake/b.ts', specifier: './sql/c.ts' },
      { file: 'lake/a.ts', specifier: './sql/c.ts' },
      { file: 'lake/sql/c.ts', specifier: 'kysely' },
      { file: 'lake/a.test.ts', specifier: './a.ts' },
    ];
    expect(circles(imports)).toEqual([]);
    expect(circles([...imports, { file: 'lake/sql/c.ts', specifier: '../b.ts' }])).toEqual([
      'lake/b.ts imports lake/sql/c.ts imports lake/b.ts: a circle',
    ]);
    expect(circles(importsBelow('platform/src'))).toEqual([]);
  });

  it('keeps the languages pure', () => {
    expect(impurities(importsBelow('languages'))).toEqual([]);
  });

  it('is printed in ARCHITECTURE.md as it is enforced', () => {
    expect(readFileSync('ARCHITECTURE.md', 'utf8').replace(/\s+/g, ' ')).toContain(STAGES.join(' · '));
  });

  it('finds an import to the right, one past a door and a driver outside its folder', () => {
    const found = violations([
      { file: 'ingest/receive.ts', specifier: '../profile/index.ts' },
      { file: 'profile/people.ts', specifier: '../stores/keyed/keyed.ts' },
      { file: 'profile/people.ts', specifier: 'lmdb' },
      { file: 'profile/people.ts', specifier: '../stores/index.ts' },
      { file: 'profile/people.ts', specifier: './merge.ts' },
    ]);
    expect(found).toHaveLength(3);
  });
});
