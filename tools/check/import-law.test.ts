import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { importsBelow, impurities, STAGES, violations } from './import-law.ts';

describe('the import law', () => {
  it('holds for the whole platform', () => {
    expect(violations(importsBelow('platform/src'))).toEqual([]);
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
