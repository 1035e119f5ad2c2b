import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{languages,platform,client,cli,console,tools,examples,bench}/**/*.test.{ts,tsx}'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    pool: 'forks',
    // Twice the two cores the suite is meant for: browser and process tests wait for each other more than half of their time.
    maxWorkers: 4,
  },
});
