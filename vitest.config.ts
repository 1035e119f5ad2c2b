import { globSync, readFileSync } from 'node:fs';
import { configDefaults, defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Vitest begins with the largest files. Those of the fault suite are small and take long: at the end everything else would wait for them. */
class FaultsFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isOfFaults = ({ moduleId }: TestSpecification) => moduleId.includes('/bench/faults/');
    const sorted = await super.sort(files);
    return [...sorted.filter(isOfFaults), ...sorted.filter((file) => !isOfFaults(file))];
  }
}

const FILES = '{languages,platform,client,cli,console,tools,examples,bench}/**/*.test.{ts,tsx}';
/**
 * Files that need a process of their own: they put a module in the place of another, or measure the memory of the process. Found by
 * what they do, because a list would be forgotten.
 */
const ALONE = globSync(FILES, { exclude: configDefaults.exclude }).filter((file) =>
  /\bvi\.mock\(|\bprocess\.memoryUsage\(/.test(readFileSync(file, 'utf8')),
);

export default defineConfig({
  test: {
    // As long as the browser waits for what it looks for: a page that is loaded beside other tests takes more than the second that is usual.
    expect: { poll: { timeout: 30_000 } },
    // Only what hangs is to end here: how long a test takes is the machine's business, and none has a limit of its own but where that is what it is about.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    pool: 'forks',
    // Twice the two cores the suite is meant for: browser and process tests wait for each other more than half of their time.
    maxWorkers: 4,
    sequence: { sequencer: FaultsFirst },
    // Also those of a test that failed halfway.
    restoreMocks: true,
    unstubGlobals: true,
    projects: [
      // A worker goes from file to file and keeps what it has imported: decision 0124.
      {
        extends: true,
        test: { name: 'shared', include: [FILES], exclude: [...configDefaults.exclude, ...ALONE], isolate: false },
      },
      { extends: true, test: { name: 'alone', include: ALONE } },
    ],
  },
});
