import { expect, it } from 'vitest';
import { scratchDirectory } from '../../tools/harness/process.ts';
import { crashRounds } from './crash.ts';

/** `npm run faults` has more. */
const ROUNDS = 5;

it(`loses no acknowledged record and keeps none twice over ${ROUNDS} kills at random moments, and stops cleanly`, async () => {
  const scratch = scratchDirectory('crash');
  try {
    const report = await crashRounds({ rounds: ROUNDS, dataDir: scratch.path, random: Math.random });
    expect(report).toMatchObject({ lost: [], twice: [], stale: [], balanced: true, stops: 1, unclean: [] });
    expect(report.acknowledged).toBeGreaterThan(ROUNDS * 20);
    expect(report.repairs).toBeGreaterThan(0);
  } finally {
    scratch.remove();
  }
});
