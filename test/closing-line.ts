import type { Reporter, TestModule } from 'vitest/node';

/** Ends a run with one line that any reader understands: `N passed, N failed`. */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    let passed = 0;
    let failed = errors.length;
    for (const module of modules) {
      failed += module.errors().length;
      for (const test of module.children.allTests()) {
        if (test.result().state === 'passed') passed += 1;
        if (test.result().state === 'failed') failed += 1;
      }
    }
    // After the default reporter's own summary.
    setImmediate(() => process.stdout.write(`${passed} passed, ${failed} failed\n`));
  }
}
