import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectSources, type Source } from './architecture/source.ts';
import { NAMED } from './requirements/named.ts';
import { type Carried, carriers, spokenOf } from './requirements/traces.ts';

const root = path.resolve(import.meta.dirname, '..');
const readmes = readdirSync(path.join(root, 'functions'))
  .map((name) => path.join(root, 'functions', name, 'README.md'))
  .filter((file) => existsSync(file))
  .map((file) => readFileSync(file, 'utf8'));
const tests = projectSources(root).filter(({ path: file }) => file.startsWith('test/') && file.endsWith('.test.ts'));
const carriedBy = carriers(readmes, tests);

describe('every requirement of the five governments', () => {
  it.each(Object.keys(NAMED))('%s has a rule and a test', (requirement) => {
    const { rules, tests: found } = carriedBy(requirement);
    expect(rules).not.toEqual([]);
    expect(found).not.toEqual([]);
  });

  it('and every one that a rule or a test speaks of stands in test/requirements.md; run with -u to write it again', async () => {
    const others = spokenOf(readmes, tests).filter((id) => !(id in NAMED));
    await expect(page(others)).toMatchFileSnapshot('requirements.md');
  });
});

function page(others: readonly string[]): string {
  const named = Object.entries(NAMED).map(([id, [place, says]]) => row(id, `${says}（${place}）`));
  return `# Requirements, and what carries them

Written by \`test/requirements.test.ts\`: 静海 JH, 市中 SZ, 宁夏 NX, 东丽 DL, 滨江 BJ, numbered in the order of their documents. A rule carries what its
row in a function's README names; a test carries what its name begins with, be it the requirement or one of those rules.

| id | requirement | rules | tests |
| --- | --- | --- | --- |
${named.join('\n')}

## Also carried

| id | rules | tests |
| --- | --- | --- |
${others.map((id) => row(id)).join('\n')}
`;
}

function row(id: string, says?: string): string {
  const { rules, tests: found } = carriedBy(id);
  return `| ${[id, ...(says === undefined ? [] : [says]), rules.join(' ') || '—', byFile(found)].join(' | ')} |`;
}

const byFile = (found: Carried['tests']) => [...new Set(found.map(({ file }) => file))].toSorted().join(', ');

describe('the tracing', () => {
  const readme = '| id | article | rule |\n| --- | --- | --- |\n| XX-01 | JH-13, SZ-15…17 | one |\n| XX-02 | NX-08 | two |\n';
  const test = (text: string): Source => ({ path: 'test/x.test.ts', text });
  const names = (carried: Carried) => carried.tests.map(({ name }) => name);

  it('finds the rules by their articles, spans spelt out', () => {
    const carried = carriers([readme], []);
    expect(carried('SZ-16').rules).toEqual(['XX-01']);
    expect(carried('NX-09')).toEqual({ rules: [], tests: [] });
  });

  it('finds the tests by rule, by requirement, and in tables', () => {
    const carried = carriers([readme], [test("it('XX-01 refuses', f); it('NX-08 shows', f); it.each([['XX-02 and', 1]])('%s more', f);")]);
    expect(names(carried('JH-13'))).toEqual(['XX-01 refuses']);
    expect(names(carried('NX-08'))).toEqual(['NX-08 shows', 'XX-02 and']);
  });

  it('hears no test that only mentions a requirement', () => {
    expect(carriers([readme], [test("it('refuses by NX-08', f);")])('NX-08').tests).toEqual([]);
  });
});
