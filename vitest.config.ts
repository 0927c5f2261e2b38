import { defineConfig } from 'vitest/config';

/** They start regions of their own: because they spoil them, because theirs is another government's, or because they need several. */
const APART = ['test/region/spoilt.test.ts', 'test/region/exchange.test.ts'];
const SEVERAL = ['test/region/stacks.test.ts'];
/** One file after the other: a region wants both cores of a small machine for itself. */
const region = { fileParallelism: false, isolate: false, testTimeout: 120_000, hookTimeout: 240_000 };

export default defineConfig({
  test: {
    reporters: ['default', './test/closing-line.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    // One run goes through them in this order; `npm test` makes three runs of them, all at once.
    projects: [
      // Modules keep nothing between tests, so they are loaded once for all files of a worker.
      { extends: true, test: { name: 'rules', include: ['test/**/*.test.ts'], exclude: ['test/region/**'], isolate: false } },
      {
        extends: true,
        test: {
          ...region,
          name: 'region',
          include: ['test/region/**/*.test.ts'],
          exclude: [...APART, ...SEVERAL],
          globalSetup: ['test/region/setup.ts'],
          sequence: { groupOrder: 1 },
        },
      },
      { extends: true, test: { ...region, name: 'apart', include: APART, sequence: { groupOrder: 2 } } },
      { extends: true, test: { ...region, name: 'several', include: SEVERAL, sequence: { groupOrder: 3 } } },
    ],
  },
});
