import { expect, it } from 'vitest';
import { scratchDirectory } from '../../tools/harness/process.ts';
import { damageRounds, HARMLESS } from './damage.ts';

it('answers as before, or refuses and says which file is damaged: never otherwise, and never for ever', async () => {
  const scratch = scratchDirectory('damage');
  try {
    const damaged = await damageRounds({ rounds: 4, dir: scratch.path, random: Math.random });
    expect(damaged.filter(({ fate }) => !HARMLESS.has(fate))).toEqual([]);
    expect(damaged).toHaveLength(4);
  } finally {
    scratch.remove();
  }
});
