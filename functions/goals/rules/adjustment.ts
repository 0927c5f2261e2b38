import type { AdjustmentReason, Policy } from '../../../shared/policy/policy.ts';
import { type Actor, reachesAs } from '../../../shared/values/actor.ts';
import type { Known } from '../../../shared/values/decision.ts';
import { fault } from './articles.ts';
import { chainOf } from './chain.ts';
import { answer, filedState, mayFile, passedCheck, replaceable, type Submission } from './filing.ts';
import type { GoalsDecision, GoalsState } from './goals.ts';

export interface Adjustment extends Submission {
  readonly reason: AdjustmentReason;
  readonly explanation: string;
}

/**
 * `POST …/adjustments`: 绩效目标确定后，一般不予调整。因特殊原因确需调整的，应按照绩效目标管理要求和预算调整流程报批
 * (财预〔2015〕88号 第二十八条). The adjusted goals walk the chain, without the steps that nothing has changed for (GO-53); the approved
 * ones stay in force until it has passed.
 */
export function adjust(known: Known<GoalsState>, actor: Actor, adjustment: Adjustment, policy: Policy): GoalsDecision {
  const { project, fiscalYear, report, reason, explanation } = adjustment;
  const rejected = mayFile(actor, project);
  if (rejected) return rejected;
  // GO-40
  const { value: adjusters, basis: adjustedBy } = policy.goals.adjustedBy;
  if (!reachesAs(actor, adjusters, project)) {
    const who = adjusters.map((role) => (role === 'department' ? '主管部门' : '申报单位')).join('、');
    return { outcome: 'forbidden', says: `绩效目标调整由${who}提出（${adjustedBy}）` };
  }
  const { approved, filing } = known.state;
  if (!approved) return { outcome: 'conflict', says: '绩效目标尚未审核通过，直接修改报送即可，不需要调整' };
  const pending = filing && replaceable(filing, actor);
  if (pending) return pending;
  const { value: reasons, basis } = policy.goals.adjustmentReasons;
  if (!reasons.includes(reason)) {
    const says = `本级规定的调整事由为${reasons.map((each) => REASONS[each]).join('、')}，“${REASONS[reason]}”不在其中`;
    return { outcome: 'refused', findings: [fault('GO-39', '/reason', says, basis)] };
  }
  const passed = passedCheck(adjustment);
  if (!passed) return { outcome: 'refused', findings: report.findings };
  if (passed.digest === approved.digest) {
    return { outcome: 'refused', findings: [fault('GO-44', '', `报送的内容与已批复的第${approved.version}版相同，没有需要调整的内容`)] };
  }
  const filed = filedState(known, actor, adjustment, passed, policy);
  const data = {
    fiscalYear,
    goalsVersion: filed.versions,
    reason,
    explanation,
    goals: passed.document,
    findings: [...report.findings],
    score: report.score,
    grade: report.grade,
    ...chainOf(filed.filing),
    policy: { id: policy.id, version: policy.version },
  };
  return { outcome: 'accepted', state: filed, events: [{ type: 'goals.adjusted.v1', data }], answer: answer(filed, adjustment) };
}

/** 预算调整、政策变化、突发事件 (市中政办字〔2019〕36号 第十一条). */
const REASONS: Readonly<Record<AdjustmentReason, string>> = {
  budgetAdjustment: '预算调整',
  policyChange: '政策变化',
  emergency: '突发事件',
};
