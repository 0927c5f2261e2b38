import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    reporters: ['default', './test/closing-line.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // Both cores of a small machine: one drives the region, the other goes through the rules.
    maxWorkers: 2,
    projects: [
      // Rules are pure and keep nothing between tests, so their modules are loaded once for all files.
      { extends: true, test: { name: 'rules', include: ['test/**/*.test.ts'], exclude: ['test/region/**'], isolate: false } },
      {
        extends: true,
        test: {
          name: 'region',
          include: ['test/region/**/*.test.ts'],
          // One region for all files but those that spoil it; they must not spoil one another's timing either.
          globalSetup: ['test/region/setup.ts'],
          fileParallelism: false,
          testTimeout: 60_000,
        },
      },
    ],
  },
});
