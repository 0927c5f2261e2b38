import type { GoalsDocument } from '../../../events/goals.submitted.v1.ts';
import type { Policy, ReviewStep } from '../../../shared/policy/policy.ts';
import type { Actor, Place } from '../../../shared/values/actor.ts';
import type { Known, Rejection } from '../../../shared/values/decision.ts';
import { ARTICLES, fault } from './articles.ts';
import { type CheckReport, errorsIn } from './check.ts';
import { current, type Filing, type GoalsDecision, type GoalsState, reachesAs, receipt, WITHDRAWN } from './goals.ts';

/** What goals know of the project: its card, as it was last heard. */
export interface Project extends Place {
  readonly projectCode: string;
  readonly name: string;
  readonly withdrawn: boolean;
}

/** Goals ready to be filed: read, checked, digested. */
export interface Submission {
  readonly project: Project;
  readonly fiscalYear: number;
  readonly report: CheckReport;
  /** Of the document; undefined while it can't be read. */
  readonly digest: string | undefined;
}

/** `PUT /goals/{projectCode}/{fiscalYear}`. */
export function file(known: Known<GoalsState> | undefined, actor: Actor, submission: Submission, policy: Policy): GoalsDecision {
  const state = known?.state;
  const { digest, report } = submission;
  const rejected = mayFile(actor, submission.project);
  if (rejected) return rejected;
  if (state && digest !== undefined && digest === current(state).digest) return { outcome: 'unchanged', answer: receipt(state) };
  const closed = state && open(state, actor);
  if (closed) return closed;
  const { document } = report.draft;
  if (document === undefined || digest === undefined || errorsIn(report.findings)) {
    return { outcome: 'refused', findings: report.findings };
  }
  const filed = filedState(known, actor, submission, 'submission', document, digest, policy);
  const { version: goalsVersion, chain } = filed.filing;
  return {
    outcome: 'accepted',
    state: filed,
    events: [
      {
        type: 'goals.submitted.v1',
        data: {
          fiscalYear: submission.fiscalYear,
          goalsVersion,
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

/** GO-30: 谁申请资金，谁编制目标. A unit files for itself, a department for its tree; whoever may only read doesn't file. */
export function mayFile(actor: Actor, project: Project): Rejection | undefined {
  if (!reachesAs(actor, ['unit', 'department'], project)) {
    return { outcome: 'forbidden', says: `谁申请资金，谁编制目标：只能填报本单位（部门）的绩效目标，不能为${project.unitCode}填报` };
  }
  return project.withdrawn ? WITHDRAWN : undefined;
}

/** GO-31, GO-32, GO-33: what stands in the way of new contents. */
function open(state: GoalsState, actor: Actor): Rejection | undefined {
  const { filing, status, approved } = state;
  if (approved) {
    const says = `第${approved.version}版绩效目标已审核通过，一般不予调整；确需变更的，按调整程序（adjustments）报送`;
    return { outcome: 'conflict', says };
  }
  // 审核结果为“差”的，不得进入下一步。
  if (status === 'blocked') {
    const says = `${state.fiscalYear}年度绩效目标审核结果为“差”，不得进入下一步，本年度不能重新报送`;
    return { outcome: 'refused', findings: [fault('GO-31', '', says, ARTICLES['GO-31'].basis)] };
  }
  return status === 'inReview' ? replaceable(filing, actor) : undefined;
}

/** GO-33: nobody changes under a reviewer's hands what he has judged. */
export function replaceable({ done, by }: Filing, actor: Actor): Rejection | undefined {
  if (done > 0) return { outcome: 'conflict', says: '绩效目标正在审核，已有审核意见，退回后才能修改' };
  if (by.organisation !== actor.organisation) {
    return { outcome: 'conflict', says: `绩效目标由${by.organisation}报送，正在审核，只有报送单位可以在审核前替换` };
  }
  return undefined;
}

/** The state after new contents: the chain starts again, with the steps of today's policy pinned. */
export function filedState(
  known: Known<GoalsState> | undefined,
  actor: Actor,
  { project, fiscalYear }: Submission,
  kind: Filing['kind'],
  document: GoalsDocument,
  digest: string,
  policy: Policy,
): GoalsState {
  const before = known?.state;
  const { projectCode, name, division, departmentCode, unitCode } = project;
  return {
    projectCode,
    fiscalYear,
    name,
    division,
    departmentCode,
    unitCode,
    status: 'inReview',
    filing: {
      kind,
      version: (before?.filing.version ?? 0) + 1,
      documentAt: (known?.sequence ?? 0) + 1,
      digest,
      budget: document.budget,
      by: { id: actor.sub, organisation: actor.organisation },
      chain: chainFor(policy.goals.chain.value, actor, project).map(({ step, roles }) => ({ step, roles })),
      policy: policy.version,
      done: 0,
    },
    ...(before?.approved && { approved: before.approved }),
    ...(before?.issued && { issued: before.issued }),
    ...(before?.commissions && { commissions: before.commissions }),
  };
}

/**
 * GO-43: 谁分配资金，谁审核目标. What the department itself has written isn't reviewed by the department again: its steps fall out, and
 * finance, which gives it the money, comes first. A chain never becomes empty.
 */
export function chainFor(chain: readonly ReviewStep[], author: Actor, project: Place): readonly ReviewStep[] {
  if (author.organisation !== project.departmentCode) return chain;
  const others = chain.filter(({ roles }) => roles.some((role) => role !== 'department'));
  return others.length > 0 ? others : chain;
}
