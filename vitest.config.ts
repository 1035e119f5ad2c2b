import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Vitest begins with the largest files. Those of the fault suite are small and take long: at the end everything else would wait for them. */
class FaultsFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isOfFaults = ({ moduleId }: TestSpecification) => moduleId.includes('/bench/faults/');
    const sorted = await super.sort(files);
    return [...sorted.filter(isOfFaults), ...sorted.filter((file) => !isOfFaults(file))];
  }
}

export default defineConfig({
  test: {
    include: ['{languages,platform,client,cli,console,tools,examples,bench}/**/*.test.{ts,tsx}'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    pool: 'forks',
    // Twice the two cores the suite is meant for: browser and process tests wait for each other more than half of their time.
    maxWorkers: 4,
    sequence: { sequencer: FaultsFirst },
  },
});
