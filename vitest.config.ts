import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{languages,platform,client,cli,console,tools,examples,bench}/**/*.test.{ts,tsx}'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    pool: 'forks',
    maxWorkers: 2,
  },
});
