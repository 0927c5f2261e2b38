import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { factsOf, projectSources } from './architecture/source.ts';
import { breaches, cycles } from './architecture/table.ts';

const all = projectSources(path.resolve(import.meta.dirname, '..')).map(factsOf);

describe('the architecture', () => {
  it('keeps to the import table, the habits and the sizes in every file', () => {
    expect(all.length).toBeGreaterThan(150);
    expect(all.flatMap(breaches)).toEqual([]);
  });

  it('has no cycle among its modules', () => {
    expect(cycles(all)).toEqual([]);
  });
});

const spoiled = (file: string, text: string) => breaches(factsOf({ path: file, text }));

describe('the checker', () => {
  it('lets a sound source pass', () => {
    const text =
      "import type { Policy } from '../../../shared/policy/policy.ts';\nimport { exact } from '../../../shared/values/exact.ts';";
    expect(spoiled('functions/goals/rules/target.ts', text)).toEqual([]);
  });

  it.each([
    ['another function', 'functions/goals/commands.ts', "import { register } from '../projects/rules/project.ts';"],
    ['another function, by its types alone', 'functions/goals/commands.ts', "import type { Ports } from '../projects/commands.ts';"],
    ['another function, when it runs', 'functions/goals/index.ts', "const routes = await import('../projects/http.ts');"],
    ['the SDK in a store', 'functions/goals/store.ts', "import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';"],
    ['a store in a door', 'functions/goals/http.ts', "import { openGoals } from './store.ts';"],
    ['io in commands', 'functions/goals/commands.ts', "import { Table } from '../../shared/io/table.ts';"],
    ['a policy that runs, in rules', 'functions/goals/rules.ts', "import { policyFor } from '../../shared/policy/resolve.ts';"],
    ['zod in rules', 'functions/goals/rules.ts', "import * as z from 'zod';"],
    ['a builtin that is not named', 'shared/values/money.ts', "import { readFileSync } from 'node:fs';"],
    ['a function in shared', 'shared/io/table.ts', "import { routes } from '../../functions/projects/http.ts';"],
    ['a function in the stacks', 'stacks/services.ts', "import { routes } from '../functions/projects/http.ts';"],
    ['a function in local', 'local/start.ts', "import { routes } from '../functions/projects/http.ts';"],
    ['an export from elsewhere', 'shared/io/table.ts', "export { read } from '../../events/index.ts';"],
  ])('finds %s', (_, file, text) => {
    expect(spoiled(file, text)).toEqual([expect.stringMatching(/may not import|re-exports/)]);
  });

  it.each([
    ['the environment', 'functions/goals/store.ts', 'const { TABLE_NAME } = process.env;', 'process.env'],
    ['the clock', 'functions/goals/rules.ts', 'const now = new Date();', 'new Date()'],
    ['the clock by another name', 'functions/goals/rules.ts', 'const now = Date.now();', 'Date.now'],
    ['chance', 'shared/values/score.ts', 'const one = Math.random();', 'Math.random'],
    ['waiting', 'functions/goals/rules/chain.ts', 'export const rule = async (x: Promise<1>) => await x;', 'await'],
    ['a refusal that is thrown', 'functions/goals/rules.ts', "if (1 > 2) throw new Error('no');", 'throw'],
    ['a patched module', 'test/functions/goals/rules.test.ts', "vi.mock('node:fs');", 'vi.mock'],
  ])('finds %s', (_, file, text, deed) => {
    expect(spoiled(file, text)).toEqual([expect.stringContaining(`may not use ${deed}`)]);
  });

  it('reads a given moment as no clock', () => {
    expect(spoiled('functions/goals/rules.ts', "const day = new Date('2024-01-01');")).toEqual([]);
  });

  it('finds a named import of zod, in tests too', () => {
    for (const file of ['shared/values/money.ts', 'test/shared/values/money.test.ts']) {
      expect(spoiled(file, "import { z } from 'zod';")).toEqual([expect.stringContaining('zod is imported whole')]);
    }
  });

  it('finds names that name nothing, folders by kind, files that fit no row, and files that are too long', () => {
    expect(spoiled('shared/values/money-utils.ts', '')).toEqual([expect.stringContaining('“utils” names nothing')]);
    expect(spoiled('shared/io/types/row.ts', '')).toEqual([expect.stringContaining('not a kind: types/')]);
    expect(spoiled('functions/goals/mailer.ts', '')).toEqual([expect.stringContaining('no row')]);
    expect(spoiled('shared/io/table.ts', 'const a = 1;\n'.repeat(301).replaceAll(/a/g, 'a'))).toEqual([
      expect.stringContaining('301 lines'),
    ]);
  });

  it('finds a cycle, and none that is of types alone', () => {
    const facts = (kind: string) => [
      factsOf({ path: 'shared/values/one.ts', text: "import { b } from './two.ts';" }),
      factsOf({ path: 'shared/values/two.ts', text: `import ${kind}{ a } from './one.ts';` }),
    ];
    expect(cycles(facts(''))).toEqual(['shared/values/one.ts → shared/values/two.ts → shared/values/one.ts']);
    expect(cycles(facts('type '))).toEqual([]);
  });
});
