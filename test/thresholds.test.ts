import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { REGISTER } from '../shared/policy/register.ts';
import { policyFor } from '../shared/policy/resolve.ts';
import { callsOf, projectSources } from './architecture/source.ts';

/**
 * Every number that a policy may hold, and the rule whose tests stand on both sides of it under every policy. A number that is new in a
 * policy is missed here until it has such a rule.
 */
const BOUNDS: Readonly<Record<string, string>> = {
  'assessment.majorAmount': 'PJ-11',
  'assessment.required[].from': 'JH-15',
  'assessment.dimensions[].fullMarks': 'AS-14',
  'assessment.dimensions[].weight': 'AS-19',
  'assessment.sheets[].dimensions[].leaves[].fullMarks': 'AS-22',
  'assessment.vetoBelow': 'AS-20',
  'assessment.verdictCuts[].from': 'AS-19',
  'goals.maxQualitativeShare': 'GO-11',
  'goals.maxSimilarity': 'GO-28',
  'goals.maxDrop': 'GO-29',
  'goals.reviewSheet[].marks': 'GO-37',
  'goals.weights.execution': 'GO-01',
  'goals.weights.indicators': 'GO-01',
  'goals.weights.byLevel1.*': 'GO-03',
  'goals.weights.withCost.*': 'GO-03',
  'grades.*': 'EV-15',
  'monitoring.bands.*': 'MO-10',
  'monitoring.lines[].minRate': 'MO-04',
  'monitoring.lines[].month': 'MO-04',
  'monitoring.maxGap': 'MO-05',
  'monitoring.rounds[].due': 'MO-28',
  'monitoring.rounds[].period': 'MO-28',
  'monitoring.scope.key[].behind': 'MO-25',
  'monitoring.sweep.fromMonth': 'MO-21',
  'monitoring.treatment.workingDays': 'MO-20',
  'evaluation.cycle.years': 'EV-35',
  'evaluation.dimensions.*': 'EV-50',
  'evaluation.minOutputBenefit': 'EV-50',
  'evaluation.executionWeight': 'EV-05',
  'evaluation.longProject': 'EV-36',
  'evaluation.overAchievement': 'EV-08',
  'evaluation.procedure.answerDays': 'EV-57',
  'evaluation.reasonBelow': 'EV-04',
  'evaluation.sampling.*': 'EV-33',
  'evaluation.sampling.weights.*': 'EV-33',
  'evaluation.selfDue': 'EV-34',
  'evaluation.spotCheck.*': 'EV-31',
  'linkage.cuts.*': 'PJ-18',
  'linkage.exit.*': 'PJ-29',
  'disclosure.days': 'PJ-62',
  'rectification.days': 'RC-06',
  'review.delegation.days': 'DE-03',
  'review.terms.*': 'GO-54',
};

/** Numbers that nothing decides by, or a length without two sides: they are told, and the schema alone knows their bounds. */
const TOLD = [
  'appraisal.bonus',
  'appraisal.deduction',
  'appraisal.scheme[].marks',
  'coverage.agencies.excludedYears',
  'coverage.agencies.failing',
  'coverage.agencies.quality[].marks',
  'coverage.agencies.recusalYears',
  'coverage.categories.common.of',
  'coverage.categories.sectors.of',
  'evaluation.archiveYears',
  ...['cost', 'output', 'benefit', 'satisfaction'].map((level) => `evaluation.selfWeights.${level}`),
];

/** Paths of all numbers and days (MM-DD) in a value; elements of a list share one. */
function numbersIn(value: unknown, at: string): string[] {
  if (typeof value === 'number' || (typeof value === 'string' && /^\d\d-\d\d$/.test(value))) return [at];
  if (Array.isArray(value)) return value.flatMap((each) => numbersIn(each, `${at}[]`));
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    if (name === 'basis') return [];
    return numbersIn(inner, name === 'value' ? at : at === '' ? name : `${at}.${name}`);
  });
}

const found = new Set(
  ['000000', ...REGISTER.map(({ division }) => division)].flatMap((division) => {
    const { id: _, name: __, division: ___, document: ____, version: _____, ...rules } = policyFor(division, 2024);
    return numbersIn(rules, '');
  }),
);
/** A step's own limits are those of the terms, said for it alone. */
const boundOf = (number: string) => (/\[\]\.(workingDays|reminderDays)$/.test(number) ? 'review.terms.days' : number);
const named = (number: string) =>
  Object.keys(BOUNDS).find((bound) => bound === boundOf(number) || bound === boundOf(number).replace(/[^.]+$/, '*'));

describe('every number of every policy', () => {
  it('has a rule that is tested on both sides of it, or decides nothing', () => {
    expect([...found].filter((number) => named(number) === undefined && !TOLD.includes(number)).toSorted()).toEqual([]);
  });

  it('and no other is named', () => {
    const seen = new Set([...found].map(named));
    expect(Object.keys(BOUNDS).filter((bound) => !seen.has(bound))).toEqual([]);
    expect(TOLD.filter((number) => !found.has(number))).toEqual([]);
  });

  const everywhere = projectSources(path.resolve(import.meta.dirname, '..'))
    .filter(({ path: file, text }) => file.endsWith('.test.ts') && /\bREGISTER\b|\/policies\.ts'/.test(text))
    .flatMap((source) => callsOf(source).flatMap(({ text, rows }) => [text, ...rows]));

  it.each([...new Set(Object.values(BOUNDS))])('%s is tested under all policies', (rule) => {
    expect(everywhere.filter((name) => name.includes(rule))).not.toEqual([]);
  });
});
