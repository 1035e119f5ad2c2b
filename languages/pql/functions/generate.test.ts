import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { pqlFunctions } from '../index.ts';
import { generateCatalogue, TARGET } from './generate.ts';

it('lists every function file in the checked-in catalogue', async () => {
  expect(readFileSync(TARGET, 'utf8')).toBe(await generateCatalogue());
});

it('has one function of each name, with prose and at least one example', () => {
  expect(new Set(pqlFunctions.map(({ name }) => name)).size).toBe(pqlFunctions.length);
  for (const { syntax, summary, examples } of pqlFunctions)
    expect([syntax !== '', summary !== '', examples.length > 0]).toEqual([true, true, true]);
});
