import { defineConfig } from 'vitest/config';

/** They start regions of their own: to spoil them, to be another government, to have several, or to see one start. */
const APART = ['test/region/{spoilt,exchange,stacks}.test.ts', 'test/local/{region,leaving,neighbours}.test.ts'];
/** One file after the other: a region wants both cores of a small machine for itself. */
const region = { fileParallelism: false, isolate: false, testTimeout: 120_000, hookTimeout: 240_000 };

export default defineConfig({
  test: {
    reporters: ['default', './test/closing-line.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Half of the processors: `npm test` goes through these projects side by side.
    maxWorkers: '50%',
    projects: [
      // Modules keep nothing between tests, so they are loaded once for all files of a worker.
      { extends: true, test: { name: 'rules', include: ['test/**/*.test.ts'], exclude: ['test/region/**', ...APART], isolate: false } },
      {
        extends: true,
        test: {
          ...region,
          name: 'region',
          include: ['test/region/**/*.test.ts'],
          exclude: APART,
          globalSetup: ['test/region/setup.ts'],
          sequence: { groupOrder: 1 },
        },
      },
      { extends: true, test: { ...region, name: 'apart', include: APART, sequence: { groupOrder: 2 } } },
    ],
  },
});
