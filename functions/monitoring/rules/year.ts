import type { ReadingDocument } from '../../../events/reading.recorded.v1.ts';
import type { MonitoringRules, Policy } from '../../../shared/policy/policy.ts';
import type { Finding } from '../../../shared/values/finding.ts';
import { type StandingCheck, seriousOf } from './check.ts';
import { type Judgement, judge } from './judgement.ts';
import { GREEN, type Lights } from './lights.ts';
import type { Issued } from './plan.ts';
import { measuredOf, remarks } from './reading.ts';

/** The newest version of one month's reading. */
export interface MonthReading {
  readonly period: string;
  readonly reading: ReadingDocument;
}

/** What the year's readings say now: the lights are those of the newest month. */
export interface Verdict {
  readonly period: string;
  readonly lights: Lights;
  readonly findings: readonly Finding[];
}

export type JudgedMonth<Month extends MonthReading> = Month & { readonly judgement: Judgement };

/**
 * Judges the months in the order of the calendar, each against the lights of the one before. Only the set of readings counts, not the
 * order in which they came: late, twice or corrected, the same readings give the same lights.
 */
export function judgeYear<Month extends MonthReading>(
  plan: Issued,
  fiscalYear: number,
  months: readonly Month[],
  rules: MonitoringRules,
): readonly JudgedMonth<Month>[] {
  let before = GREEN;
  return months
    .toSorted((one, other) => (one.period < other.period ? -1 : 1))
    .map((month) => {
      const judgement = judge(measuredOf(plan, fiscalYear, month.reading), rules, before);
      before = judgement.lights;
      return {
        ...month,
        judgement: { ...judgement, findings: [...judgement.findings, ...remarks(plan, fiscalYear, month.reading, rules)] },
      };
    });
}

/** The newest month's word, and over it that of the newest check on the spot; `undefined` while there is neither. */
export function verdictOf(
  months: readonly JudgedMonth<MonthReading>[],
  check?: { readonly standing: StandingCheck; readonly policy: Pick<Policy, 'monitoring'> },
): Verdict | undefined {
  const newest = months.at(-1);
  if (!newest && !check) return undefined;
  const serious = check ? seriousOf(check.standing, check.policy) : [];
  const { lights, findings } = newest?.judgement ?? { lights: GREEN, findings: [] };
  return {
    period: newest?.period ?? check?.standing.checkedOn.slice(5, 7) ?? '',
    lights: serious.length > 0 ? { ...lights, overall: 'red' } : lights,
    findings: [...serious, ...findings],
  };
}

/**
 * Whether a month that was just recorded for the first time leaves the lights as they are: it does when, judged against the lights
 * that stand, it gives those same lights. That holds whether the month is the newest or comes late (test: year), so that the usual
 * reading needs no other month to be read.
 */
export function leavesLights(
  plan: Issued,
  fiscalYear: number,
  reading: ReadingDocument,
  rules: MonitoringRules,
  standing: Lights,
): boolean {
  const { budget, goal } = judge(measuredOf(plan, fiscalYear, reading), rules, standing).lights;
  return budget === standing.budget && goal === standing.goal;
}
