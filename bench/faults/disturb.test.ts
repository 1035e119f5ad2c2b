import { expect, it } from 'vitest';
import { scratchDirectory } from '../../tools/harness/process.ts';
import { bodies, clock, crowd, disturb, handles } from './disturb.ts';

it.each([
  [clock.name, clock, 4],
  [handles.name, handles, 1],
  [bodies.name, bodies, 1],
  [crowd.name, crowd, 1],
])('loses nothing acknowledged and keeps none twice: %s', async (_, fault, rounds) => {
  const scratch = scratchDirectory('disturb');
  try {
    const report = await disturb(fault, { rounds, dataDir: scratch.path });
    expect(report).toMatchObject({ lost: [], twice: [], stale: [], balanced: true });
    expect(report.acknowledged).toBeGreaterThan(10);
    expect(report.felt).toBeGreaterThan(0);
  } finally {
    scratch.remove();
  }
});
