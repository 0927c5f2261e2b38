import type { AdjustmentReason, Policy } from '../../../shared/policy/policy.ts';
import type { Actor } from '../../../shared/values/actor.ts';
import type { Known } from '../../../shared/values/decision.ts';
import { fault } from './articles.ts';
import { errorsIn } from './check.ts';
import { filedState, mayFile, replaceable, type Submission } from './filing.ts';
import { type GoalsDecision, type GoalsState, reachesAs, receipt } from './goals.ts';

export interface Adjustment extends Submission {
  readonly reason: AdjustmentReason;
  readonly explanation: string;
}

/**
 * `POST …/adjustments`: 绩效目标确定后，一般不予调整。因特殊原因确需调整的，应按照绩效目标管理要求和预算调整流程报批
 * (财预〔2015〕88号 第二十八条). The adjusted goals walk the whole chain; the approved ones stay in force until it has passed.
 */
export function adjust(known: Known<GoalsState> | undefined, actor: Actor, adjustment: Adjustment, policy: Policy): GoalsDecision {
  const { project, report, digest, reason, explanation } = adjustment;
  const rejected = mayFile(actor, project);
  if (rejected) return rejected;
  const state = known?.state;
  if (!state) return { outcome: 'absent' };
  // GO-40
  const { value: adjusters, basis: adjustedBy } = policy.goals.adjustedBy;
  if (!reachesAs(actor, adjusters, project)) {
    const who = adjusters.map((role) => (role === 'department' ? '主管部门' : '申报单位')).join('、');
    return { outcome: 'forbidden', says: `绩效目标调整由${who}提出（${adjustedBy}）` };
  }
  const { approved, filing, status } = state;
  if (!approved) return { outcome: 'conflict', says: '绩效目标尚未审核通过，直接修改报送即可，不需要调整' };
  const pending = status === 'inReview' ? replaceable(filing, actor) : undefined;
  if (pending) return pending;
  const { value: reasons, basis } = policy.goals.adjustmentReasons;
  if (!reasons.includes(reason)) {
    const says = `本级规定的调整事由为${reasons.map((each) => REASONS[each]).join('、')}，“${REASONS[reason]}”不在其中`;
    return { outcome: 'refused', findings: [fault('GO-39', '/reason', says, basis)] };
  }
  const { document } = report.draft;
  if (document === undefined || digest === undefined || errorsIn(report.findings)) {
    return { outcome: 'refused', findings: report.findings };
  }
  if (digest === approved.digest) {
    return { outcome: 'refused', findings: [fault('GO-44', '', `报送的内容与已批复的第${approved.version}版相同，没有需要调整的内容`)] };
  }
  const filed = filedState(known, actor, adjustment, 'adjustment', document, digest, policy);
  const { version: goalsVersion, chain } = filed.filing;
  return {
    outcome: 'accepted',
    state: filed,
    events: [
      {
        type: 'goals.adjusted.v1',
        data: {
          fiscalYear: adjustment.fiscalYear,
          goalsVersion,
          reason,
          explanation,
          goals: document,
          findings: [...report.findings],
          chain: chain.map(({ step }) => step),
          policy: { id: policy.id, version: policy.version },
        },
      },
    ],
    answer: { ...receipt(filed), score: report.score, grade: report.grade, warnings: report.findings.length },
  };
}

/** 预算调整、政策变化、突发事件 (市中政办字〔2019〕36号 第十一条). */
export const REASONS: Readonly<Record<AdjustmentReason, string>> = {
  budgetAdjustment: '预算调整',
  policyChange: '政策变化',
  emergency: '突发事件',
};
