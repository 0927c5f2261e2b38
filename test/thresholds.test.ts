/** Every number and day that a policy rules: who tests it on both sides in every policy, or why it is no threshold. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { REGISTER } from '../shared/policy/register.ts';
import { policyFor } from '../shared/policy/resolve.ts';
import { carriers } from './requirements/traces.ts';

const root = path.resolve(import.meta.dirname, '..');

/** A threshold and what its tests begin with. */
const THRESHOLDS: Readonly<Record<string, readonly string[]>> = {
  'assessment.majorAmount': ['PJ-11'],
  'assessment.required[].from': ['JH-15'],
  'assessment.dimensions[].fullMarks': ['AS-14'],
  'assessment.vetoBelow': ['AS-20'],
  'assessment.verdictCuts[].from': ['AS-19'],
  'goals.weights.execution': ['GO-02'],
  'goals.weights.indicators': ['GO-01'],
  'goals.weights.byLevel1.*': ['GO-03'],
  'goals.weights.withCost.*': ['GO-03'],
  'goals.maxQualitativeShare': ['GO-11'],
  'goals.maxSimilarity': ['GO-28'],
  'goals.maxDrop': ['GO-29'],
  'goals.reviewSheet[].marks': ['GO-37'],
  'grades.*': ['EV-15', 'GO-38'],
  'review.terms.*': ['GO-54'],
  'review.delegation.days': ['DE-03'],
  'monitoring.lines[].month': ['MO-04', 'MO-10'],
  'monitoring.lines[].minRate': ['MO-04', 'MO-10'],
  'monitoring.maxGap': ['MO-05', 'MO-10'],
  'monitoring.bands.yellow': ['MO-03', 'MO-06'],
  'monitoring.bands.red': ['MO-03', 'MO-06'],
  'monitoring.bands.release': ['MO-10'],
  'monitoring.release.*': ['MO-10'],
  'monitoring.treatment.workingDays': ['MO-20'],
  'monitoring.scope.key[].behind': ['MO-25'],
  'monitoring.rounds[].period': ['MO-27'],
  'monitoring.rounds[].due': ['MO-27', 'MO-28'],
  'monitoring.sweep.fromMonth': ['MO-21'],
  'evaluation.executionWeight': ['EV-05'],
  'evaluation.overAchievement': ['EV-08'],
  'evaluation.reasonBelow': ['EV-04'],
  'evaluation.spotCheck.*': ['EV-31'],
  'evaluation.selfDue': ['EV-34'],
  'evaluation.sampling.score': ['EV-33'],
  'evaluation.sampling.rate': ['EV-33'],
  'evaluation.sampling.amount': ['EV-33'],
  'evaluation.sampling.riskShare': ['EV-33'],
  'evaluation.dimensions.*': ['EV-50'],
  'evaluation.minOutputBenefit': ['EV-50'],
  'evaluation.procedure.answerDays': ['EV-57'],
  'evaluation.cycle.years': ['EV-35'],
  'evaluation.longProject': ['EV-36'],
  'linkage.cuts.*': ['PJ-18'],
  'linkage.exit.fairYears': ['PJ-29'],
  'linkage.exit.poorYears': ['PJ-29'],
  'rectification.days': ['RC-06', 'RC-15'],
  'disclosure.days': ['PJ-62'],
  'pilot.projectsPerCounty.*': ['PI-05'],
  'pilot.stages[].due.year': ['PI-16'],
  'pilot.stages[].due.day': ['PI-16'],
};

const NO_THRESHOLD: Readonly<Record<string, string>> = {
  'assessment.dimensions[].weight': 'the marks that a dimension counts; the schema makes them 100',
  'assessment.sheets[].dimensions[].leaves[].fullMarks': 'the leaves of a dimension make its full marks; the schema says so',
  'evaluation.selfWeights.*': 'told, not applied: the weights are those of the approved goals',
  'evaluation.sampling.weights.*': 'points of a sign, added up',
  'evaluation.archiveYears': 'a day that is printed in the manifest; nothing is decided by it',
  'coverage.agencies.*': 'told, not applied yet',
  'coverage.agencies.quality[].marks': 'told, not applied yet',
  'coverage.categories.common.of': 'how many there are, of which some are named',
  'coverage.categories.sectors.of': 'how many there are, of which some are named',
  'pilot.gradePoints.*': 'what grades count where counties are ranked; they are added up',
  'appraisal.*': 'told, not applied yet',
  'appraisal.scheme[].marks': 'told, not applied yet',
};

/** `monitoring.lines[].minRate`, of everything that is a number or a day of the year. */
function numbersIn(value: unknown, at: string): readonly string[] {
  if (typeof value === 'number' || (typeof value === 'string' && /^\d\d-\d\d$/.test(value))) return [at];
  if (Array.isArray(value)) return value.flatMap((each) => numbersIn(each, `${at}[]`));
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, each]) => numbersIn(each, key === 'value' ? at : at === '' ? key : `${at}.${key}`));
}

const DIVISIONS = ['000000', ...REGISTER.map(({ division }) => division)];
const ruled = new Set(DIVISIONS.flatMap((division) => [2020, 2024, 2026].flatMap((year) => numbersIn(policyFor(division, year), ''))));
/** A step's own limits are those of the terms, said for it alone. */
const claimOf = (place: string) =>
  /\[\]\.(workingDays|reminderDays)$/.test(place) ? ['review.terms.*'] : [place, place.replace(/\.[^.]+$/, '.*')];

/** Tests that run through every policy that there is. */
const everywhere = readdirSync(path.join(root, 'test/functions'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.test.ts'))
  .map((file) => ({ path: `test/functions/${file}`, text: readFileSync(path.join(root, 'test/functions', file), 'utf8') }))
  .filter(({ text }) => /REGISTER\.map|'\.\/policies\.ts'/.test(text));
const begun = carriers([], everywhere);

describe('what a policy rules in numbers', () => {
  it('is each a threshold that is tested, or said to be none', () => {
    const unclaimed = [...ruled].filter((place) => !claimOf(place).some((claim) => claim in THRESHOLDS || claim in NO_THRESHOLD));
    expect(unclaimed).toEqual([]);
  });

  it('is claimed only where it is ruled', () => {
    const known = new Set([...ruled].flatMap(claimOf));
    expect([...Object.keys(THRESHOLDS), ...Object.keys(NO_THRESHOLD)].filter((claim) => !known.has(claim))).toEqual([]);
  });

  it.each(Object.entries(THRESHOLDS))('%s is tested in every policy by %s', (_, ids) => {
    expect(ids.filter((id) => begun(id).tests.length === 0)).toEqual([]);
  });
});
