import type { Finding } from '../../../shared/values/finding.ts';
import { checkAmounts } from './amounts.ts';
import { type Check, type Draft, type GoalsForm, readGoals, type Yardstick } from './form.ts';
import { checkLastYear } from './last-year.ts';
import { checkLikeness } from './likeness.ts';
import { type AutomaticScore, scoreOf } from './score.ts';
import { checkStructure } from './structure.ts';
import { checkTargets } from './targets.ts';
import { checkTemplates } from './templates.ts';
import { checkWeights } from './weights.ts';
import { checkWording } from './wording.ts';

export interface CheckReport extends AutomaticScore {
  readonly draft: Draft;
  /** In the order of the form: the whole, its weights and structure, then row by row. */
  readonly findings: readonly Finding[];
}

const CHECKS: readonly Check[] = [
  checkWeights,
  checkStructure,
  checkWording,
  checkAmounts,
  checkTargets,
  checkTemplates,
  checkLikeness,
  checkLastYear,
];

/** 绩效目标智能审核: every automatic rule over what is filed. `error` findings refuse a submission, warnings travel with it. */
export function check(form: GoalsForm, yardstick: Yardstick): CheckReport {
  const draft = readGoals(form);
  const findings = CHECKS.flatMap((each) => each(draft, yardstick));
  return { draft, findings, ...scoreOf(findings, yardstick.policy) };
}

export function errorsIn(findings: readonly Finding[]): boolean {
  return findings.some(({ level }) => level !== 'warning');
}
