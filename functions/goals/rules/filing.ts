import type { GoalsDocument } from '../../../events/goals.submitted.v1.ts';
import type { Policy } from '../../../shared/policy/policy.ts';
import { pin } from '../../../shared/review/chain.ts';
import { begin } from '../../../shared/review/progress.ts';
import { type Actor, reachesAs } from '../../../shared/values/actor.ts';
import type { Known, Rejection } from '../../../shared/values/decision.ts';
import { fault } from './articles.ts';
import { carried, chainFor, chainOf, type Earlier, pinnedOutcomes } from './chain.ts';
import { type CheckReport, errorsIn } from './check.ts';
import { current, type Filing, type GoalsDecision, type GoalsState, type Matter, type Project, receipt, WITHDRAWN } from './goals.ts';

/** Goals ready to be filed: read, checked, digested. */
export interface Submission extends Matter {
  readonly report: CheckReport;
  /** Short digest of the document; undefined while it can't be read. */
  readonly digest: string | undefined;
  /** Short digest of who files. */
  readonly person: string;
  /** Asia/Shanghai. */
  readonly today: string;
  /** What was filed before, by the sequence of its event: as far as somebody has agreed on it. */
  readonly earlier?: ReadonlyMap<number, Earlier>;
}

/** What passed the check. */
export interface Passed {
  readonly document: GoalsDocument;
  readonly digest: string;
}

/** `PUT /goals/{projectCode}/{fiscalYear}`. */
export function file(known: Known<GoalsState> | undefined, actor: Actor, submission: Submission, policy: Policy): GoalsDecision {
  const rejected = mayFile(actor, submission.project);
  if (rejected) return rejected;
  const state = known?.state;
  const taken = state?.filing?.status === 'withdrawn';
  if (state && !taken && submission.digest !== undefined && submission.digest === current(state)?.digest)
    return { outcome: 'unchanged', answer: receipt(state, submission) };
  const closed = state && standing(state, actor, submission);
  if (closed) return closed;
  const { report, fiscalYear } = submission;
  const passed = passedCheck(submission);
  if (!passed) return { outcome: 'refused', findings: report.findings };
  const filed = filedState(known, actor, submission, passed, policy);
  const data = {
    fiscalYear,
    goalsVersion: filed.versions,
    goals: passed.document,
    findings: [...report.findings],
    score: report.score,
    grade: report.grade,
    ...chainOf(filed.filing),
    policy: { id: policy.id, version: policy.version },
  };
  return { outcome: 'accepted', state: filed, events: [{ type: 'goals.submitted.v1', data }], answer: answer(filed, submission) };
}

/** GO-30: 谁申请资金，谁编制目标. A unit files for itself, a department for its tree; whoever may only read doesn't file. */
export function mayFile(actor: Actor, project: Project): Rejection | undefined {
  if (!reachesAs(actor, ['unit', 'department'], project)) {
    return { outcome: 'forbidden', says: `谁申请资金，谁编制目标：只能填报本单位（部门）的绩效目标，不能为${project.unitCode}填报` };
  }
  return project.withdrawn ? WITHDRAWN : undefined;
}

/** GO-31, GO-32, GO-33: what stands in the way of new contents. */
function standing({ approved, filing }: GoalsState, actor: Actor, { fiscalYear }: Submission): Rejection | undefined {
  if (approved) {
    const says = `第${approved.version}版绩效目标已审核通过，一般不予调整；确需变更的，按调整程序（adjustments）报送`;
    return { outcome: 'conflict', says };
  }
  // 审核结果为“差”的，不得进入下一步。
  if (filing?.status === 'blocked') {
    const says = `${fiscalYear}年度绩效目标审核结果为“差”，不得进入下一步，本年度不能重新报送`;
    return { outcome: 'refused', findings: [fault('GO-31', '', says)] };
  }
  return filing && replaceable(filing, actor);
}

/** GO-33: nobody changes under a reviewer's hands what was judged already. */
export function replaceable({ status, done, by }: Filing, actor: Actor): Rejection | undefined {
  if (status !== 'inReview') return undefined;
  if (done > 0) return { outcome: 'conflict', says: '绩效目标正在审核，已有审核意见，退回后才能修改' };
  if (by.organisation === actor.organisation) return undefined;
  return { outcome: 'conflict', says: `绩效目标由${by.organisation}报送，正在审核，只有报送单位可以在审核前替换` };
}

/** What can be recorded; nothing while a target can't be read or an error was found. */
export function passedCheck({ report, digest }: Submission): Passed | undefined {
  const { document } = report.draft;
  return document === undefined || digest === undefined || errorsIn(report.findings) ? undefined : { document, digest };
}

export function answer(state: GoalsState, submission: Submission) {
  const { score, grade, findings } = submission.report;
  return { ...receipt(state, submission), score, grade, warnings: findings.length };
}

/** The state after new contents: the chain starts again, pinned as today's policy has it, without the steps that nothing has changed for. */
export function filedState(
  known: Known<GoalsState> | undefined,
  actor: Actor,
  submission: Submission,
  { document, digest }: Passed,
  policy: Policy,
): GoalsState & { readonly filing: Filing } {
  const { project, person, today } = submission;
  const before = known?.state;
  const { name, division, departmentCode, unitCode } = project;
  const version = (before?.versions ?? 0) + 1;
  const steps = chainFor(policy.goals.chain.value, actor, project);
  return {
    ...before,
    name,
    division,
    departmentCode,
    unitCode,
    versions: version,
    filing: {
      status: 'inReview',
      version,
      ...(before?.approved && { adjustment: true }),
      documentAt: (known?.sequence ?? 0) + 1,
      digest,
      budget: document.budget,
      by: { person, organisation: actor.organisation },
      review: begin(pin(steps, policy.review.terms.value), today, carried(steps, before, document, submission.earlier, policy)),
      leads: pinnedOutcomes(policy.goals.outcomes.value),
      done: 0,
    },
  };
}
