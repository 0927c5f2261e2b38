import type { Finding } from '../../../shared/values/finding.ts';
import { ARTICLES, isRuleId, type RuleId } from './articles.ts';

/** One of the four reviews, as far as a machine can go: `passed` without an error. */
export interface Aspect {
  readonly aspect: 'completeness' | 'relevance' | 'appropriateness' | 'feasibility';
  readonly name: string;
  readonly passed: boolean;
  readonly errors: number;
  readonly warnings: number;
  readonly rules: readonly string[];
  readonly says: string;
  readonly basis: string;
}

/** The line of the review sheet (规范完整性, 明确清晰性, …) that each rule belongs to. */
const CRITERIA: Readonly<Partial<Record<RuleId, string>>> = {
  'GO-01': 'completeness',
  'GO-02': 'completeness',
  'GO-03': 'completeness',
  'GO-04': 'completeness',
  'GO-05': 'completeness',
  'GO-06': 'completeness',
  'GO-07': 'soundness',
  'GO-08': 'clarity',
  'GO-09': 'clarity',
  'GO-10': 'clarity',
  'GO-11': 'soundness',
  'GO-12': 'reasonableness',
  'GO-13': 'fundingMatch',
  'GO-14': 'clarity',
  'GO-15': 'clarity',
  'GO-16': 'clarity',
  'GO-17': 'fundingMatch',
  'GO-18': 'reasonableness',
  'GO-19': 'reasonableness',
  'GO-20': 'relevance',
  'GO-21': 'clarity',
  'GO-22': 'soundness',
  'GO-23': 'clarity',
  'GO-24': 'relevance',
  'GO-25': 'soundness',
  'GO-26': 'soundness',
  'GO-27': 'conditions',
  'GO-28': 'relevance',
  'GO-29': 'reasonableness',
  'GO-70': 'fundingMatch',
  'GO-71': 'completeness',
  'GO-72': 'completeness',
  'GO-73': 'completeness',
  'GO-74': 'completeness',
  'GO-75': 'completeness',
};

/** The four reviews with the lines of the sheet that belong to each. */
const ASPECTS = [
  { aspect: 'completeness', name: '完整性审核', lines: ['completeness', 'clarity'] },
  { aspect: 'relevance', name: '相关性审核', lines: ['relevance', 'soundness'] },
  { aspect: 'appropriateness', name: '适当性审核', lines: ['reasonableness', 'fundingMatch'] },
  { aspect: 'feasibility', name: '可行性审核', lines: ['likelihood', 'conditions'] },
] as const;

/** The key of the line of the review sheet under which a reviewer will look at what the rule found. */
export function sheetLineOf(rule: string): string | undefined {
  return isRuleId(rule) ? CRITERIA[rule] : undefined;
}

/** GO-78: 绩效目标审核的主要内容: 完整性审核、相关性审核、适当性审核、可行性审核. Each says what the check found of it. */
export function aspectsOf(findings: readonly Finding[]): readonly Aspect[] {
  return ASPECTS.map(({ aspect, name, lines }) => {
    const found = findings.filter(({ rule }) => (lines as readonly (string | undefined)[]).includes(sheetLineOf(rule)));
    const errors = found.filter(({ level }) => level !== 'warning').length;
    const warnings = found.length - errors;
    const rules = [...new Set(found.map(({ rule }) => rule))].toSorted();
    const counts = [...(errors > 0 ? [`${errors}处不符合`] : []), ...(warnings > 0 ? [`${warnings}处待完善`] : [])].join('、');
    const titles = rules.flatMap((rule) => (isRuleId(rule) ? [ARTICLES[rule].title] : [])).join('；');
    const says = found.length === 0 ? `${name}：自动检查未发现问题` : `${name}：${counts}（${titles}）`;
    return { aspect, name, passed: errors === 0, errors, warnings, rules, says, basis: ARTICLES['GO-78'].basis };
  });
}
