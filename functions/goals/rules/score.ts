import type { Policy } from '../../../shared/policy/policy.ts';
import type { Finding } from '../../../shared/values/finding.ts';
import { type Grade, gradeOf } from '../../../shared/values/grade.ts';
import { ARTICLES, isRuleId } from './articles.ts';
import { type Aspect, aspectsOf, sheetLineOf } from './aspects.ts';

/** What one rule took off. `criterion` is the line of the review sheet under which a reviewer will look at it. */
export interface Deduction {
  readonly rule: string;
  readonly points: number;
  readonly criterion?: string;
  readonly says: string;
}

/** 100 less the deductions, never below 0. */
export interface AutomaticScore {
  readonly score: number;
  readonly grade: Grade;
  readonly deductions: readonly Deduction[];
  readonly aspects: readonly Aspect[];
}

/** 默认: an error takes the goals out of 优 and 良 by itself; every further one of that rule 5 points. A warning costs 2, one rule's at most 6. */
const BELOW_GOOD = 5;
const FURTHER_ERROR = 5;
const FURTHER_ERRORS_MOST = 15;
const WARNING = 2;
const WARNINGS_MOST = 6;

/**
 * The automatic score: what a machine can see, and no judgment of relevance or likelihood; reviewers give their own. It follows from
 * the findings alone, so that anybody can add it up again.
 */
export function scoreOf(findings: readonly Finding[], policy: Policy): AutomaticScore {
  const bands = policy.grades.value;
  const byRule = Map.groupBy(findings, ({ rule }) => rule);
  const deductions = [...byRule]
    .toSorted(([one], [other]) => one.localeCompare(other))
    .map(([rule, found]): Deduction => {
      const errors = found.filter(({ level }) => level !== 'warning').length;
      const warnings = found.length - errors;
      const forErrors = errors === 0 ? 0 : 100 - bands.good + BELOW_GOOD + Math.min((errors - 1) * FURTHER_ERROR, FURTHER_ERRORS_MOST);
      const points = forErrors + Math.min(warnings * WARNING, WARNINGS_MOST);
      const criterion = criterionOf(rule, policy);
      const title = isRuleId(rule) ? ARTICLES[rule].title : rule;
      const counts = [...(errors > 0 ? [`${errors}处不符合`] : []), ...(warnings > 0 ? [`${warnings}处待完善`] : [])].join('、');
      return { rule, points, ...(criterion && { criterion }), says: `${title}：${counts}，扣${points}分` };
    });
  const score = Math.max(0, 100 - deductions.reduce((sum, { points }) => sum + points, 0));
  return { score, grade: gradeOf(score, bands), deductions, aspects: aspectsOf(findings) };
}

function criterionOf(rule: string, policy: Policy): string | undefined {
  const key = sheetLineOf(rule);
  return policy.goals.reviewSheet.value.find((criterion) => criterion.key === key)?.name;
}
