import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    reporters: ['default', './test/closing-line.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    projects: [
      { extends: true, test: { name: 'rules', include: ['test/**/*.test.ts'], exclude: ['test/region/**'] } },
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
