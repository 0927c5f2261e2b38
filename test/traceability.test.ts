import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { callsOf, projectSources, type Source } from './architecture/source.ts';

const root = path.resolve(import.meta.dirname, '..');
const sources = projectSources(root);
const readmeOf = (name: string) => readFileSync(path.join(root, 'functions', name, 'README.md'), 'utf8');
const functions = readdirSync(path.join(root, 'functions')).filter((name) => existsSync(path.join(root, 'functions', name, 'README.md')));

/** What a function's README promises, what its rules hold, what its tests show. */
interface Traces {
  readonly readme: string;
  readonly rules: readonly Source[];
  readonly tests: readonly Source[];
}

function tracesOf(name: string): Traces {
  const isRule = ({ path: file }: Source) => file.startsWith(`functions/${name}/rules`) && !file.endsWith('/articles.ts');
  const isTest = ({ path: file }: Source) => file.startsWith(`test/functions/${name}/`) && file.endsWith('.test.ts');
  return { readme: readmeOf(name), rules: sources.filter(isRule), tests: sources.filter(isTest) };
}

/** Ids in the first column of the README's table: `| PJ-01 | … |`. */
function listed(readme: string): readonly string[] {
  return [...readme.matchAll(/^\| *([A-Z]{2}-\d{2}) *\|/gm)].map(([, id = '']) => id);
}

/** Names of tests, those of a table too, where the name begins with `%s` and the table gives the id. */
function testNames(tests: readonly Source[]): readonly string[] {
  const own = tests.flatMap(callsOf).filter(({ name }) => /^(it|test)(\.|$)/.test(name));
  return own.flatMap(({ text, rows }) => (/^[%$]/.test(text) ? rows : [text]));
}

/** `EV-41`, or all of `EV-40, EV-41`: a test may begin with more than one rule. */
function leading(name: string): readonly string[] {
  const [start = ''] = /^(?:[A-Z]{2}-\d{2}[、, ]*)+/.exec(name) ?? [];
  return start.match(/[A-Z]{2}-\d{2}/g) ?? [];
}

function gaps({ readme, rules, tests }: Traces): readonly string[] {
  const ids = listed(readme);
  const [prefix] = new Set(ids.map((id) => id.slice(0, 2)));
  if (prefix === undefined) return rules.length > 0 ? ['rules without a table in the README'] : [];
  const mentioned = (text: string) => text.match(new RegExp(`\\b${prefix}-\\d{2}\\b`, 'g')) ?? [];
  const ruled = new Set(rules.flatMap(({ text }) => mentioned(text)));
  const names = testNames(tests);
  const tested = new Set(names.flatMap(leading));
  const known = new Set(ids);
  return [
    ...ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => `${id} stands twice in the README`),
    ...ids.filter((id) => !id.startsWith(prefix)).map((id) => `${id} isn't a ${prefix} rule`),
    ...ids.filter((id) => !ruled.has(id)).map((id) => `${id} has no rule`),
    ...ids.filter((id) => !tested.has(id)).map((id) => `${id} has no test that begins with it`),
    ...[...ruled].filter((id) => !known.has(id)).map((id) => `${id} is ruled but not in the README`),
    ...[...new Set(names.flatMap(mentioned))].filter((id) => !known.has(id)).map((id) => `${id} is tested but not in the README`),
  ];
}

describe('every rule has an article, a home and a test', () => {
  it.each(functions)('%s', (name) => {
    expect(gaps(tracesOf(name))).toEqual([]);
  });

  it('every function has its README, and an id prefix of its own', () => {
    expect(functions).toEqual(readdirSync(path.join(root, 'functions')).toSorted());
    const prefixes = functions.flatMap((name) => [...new Set(listed(readmeOf(name)).map((id) => id.slice(0, 2)))]);
    expect(prefixes.length).toBeGreaterThanOrEqual(6);
    expect(new Set(prefixes).size).toBe(prefixes.length);
  });
});

describe('the tracing', () => {
  const sound: Traces = {
    readme: '| id | article | rule |\n| --- | --- | --- |\n| XX-01 | 第一条 | one |\n| XX-02 | 第二条 | two |\n',
    rules: [{ path: 'functions/x/rules.ts', text: "finding('XX-01', …); /** XX-02: 第二条 */" }],
    tests: [
      { path: 'test/functions/x/rules.test.ts', text: "it('XX-01 refuses', () => {}); it.each([['XX-02 and', 1]])('%s more', () => {});" },
    ],
  };
  const test = (text: string) => [{ path: 'test/functions/x/rules.test.ts', text }];

  it('lets sound traces pass', () => {
    expect(gaps(sound)).toEqual([]);
  });

  it.each<[string, Partial<Traces>, string]>([
    ['a rule that the README promises and nobody wrote', { rules: [{ path: '', text: 'XX-01' }] }, 'XX-02 has no rule'],
    ['a rule that nobody tests', { tests: test("it('XX-01 refuses', () => {});") }, 'XX-02 has no test that begins with it'],
    [
      'a test that only mentions its rule',
      { tests: test("it('XX-01 refuses', () => {}); it('refuses by XX-02', () => {});") },
      'XX-02 has no test that begins with it',
    ],
    ['a rule that the README forgot', { rules: [...sound.rules, { path: '', text: "'XX-03'" }] }, 'XX-03 is ruled but not in the README'],
    ['a test of no rule', { tests: [...sound.tests, ...test("it('XX-04 refuses', () => {});")] }, 'XX-04 is tested but not in the README'],
    ['an id given twice', { readme: `${sound.readme}| XX-02 | 第三条 | three |\n` }, 'XX-02 stands twice in the README'],
    ['rules without a README table', { readme: '# x' }, 'rules without a table in the README'],
  ])('finds %s', (_, change, says) => {
    expect(gaps({ ...sound, ...change })).toEqual([says]);
  });
});
