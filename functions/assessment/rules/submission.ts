import { type Actor, sees } from '../../../shared/values/actor.ts';
import type { Known, Rejection } from '../../../shared/values/decision.ts';
import type { Finding } from '../../../shared/values/finding.ts';
import { type AssessmentDecision, type AssessmentState, closedProject, type Ground } from './assessment.ts';
import { checkAttachments, checkReport, type Report, type Soundness } from './report.ts';
import { NO_OPINIONS } from './scores.ts';

export interface Submission {
  readonly fiscalYear: number;
  readonly report: Report;
  /** Of the report's canonical JSON, shortened. */
  readonly digest: string;
  /** What the vault holds of the attachments that the report names; needed only when the report is new. */
  readonly inspected: ReadonlyMap<string, Soundness>;
}

/** Whether the same report was sent before: then it isn't judged again, and its attachments needn't be looked at. */
export function isRepeated(known: Known<AssessmentState> | undefined, digest: string): boolean {
  return known?.state.digest === digest;
}

/**
 * `PUT /assessments/{projectCode}/{fiscalYear}`: submits a report, or another one in its place. A new report starts without opinions,
 * because those were about the one before; commissions stay.
 */
export function submit(
  known: Known<AssessmentState> | undefined,
  actor: Actor,
  { fiscalYear, report, digest, inspected }: Submission,
  ground: Ground,
): AssessmentDecision {
  const { card, policy } = ground;
  if (!sees(actor, card)) return { outcome: 'absent' };
  const before = known?.state;
  const answer = (status: string) => ({ projectCode: card.projectCode, fiscalYear, status });
  if (before && isRepeated(known, digest)) return { outcome: 'unchanged', answer: answer(before.status) };
  const rejected = closedProject(card) ?? closedAssessment(before);
  if (rejected) return rejected;
  const [errors, warnings] = byLevel([...checkReport(report, actor, ground), ...checkAttachments(report, inspected)]);
  if (errors.length > 0) return { outcome: 'refused', findings: [...errors, ...warnings] };
  const state: AssessmentState = {
    projectCode: card.projectCode,
    fiscalYear,
    name: card.name,
    division: card.division,
    departmentCode: card.departmentCode,
    unitCode: card.unitCode,
    status: 'submitted',
    organiser: report.organiser,
    requestedAmount: report.requestedAmount,
    documentAt: (known?.sequence ?? 0) + 1,
    digest,
    submittedBy: { division: actor.division, organisation: actor.organisation },
    opinions: NO_OPINIONS,
    commissions: before?.commissions ?? [],
  };
  return {
    outcome: 'accepted',
    state,
    events: [
      {
        type: 'assessment.submitted.v1',
        data: { fiscalYear, ...report, findings: warnings, policy: { id: policy.id, version: policy.version } },
      },
    ],
    answer: { ...answer('submitted'), warnings: warnings.length },
  };
}

function byLevel(findings: readonly Finding[]): [errors: Finding[], warnings: Finding[]] {
  return [findings.filter(({ level }) => level !== 'warning'), findings.filter(({ level }) => level === 'warning')];
}

/** AS-21: a conclusion closes the assessment; only 调整完善后予以支持 opens it again, for the mended report. */
function closedAssessment(before: AssessmentState | undefined): Rejection | undefined {
  if (before?.status !== 'concluded' || before.conclusion?.verdict === 'revise') return undefined;
  return { outcome: 'conflict', says: '事前绩效评估已作出结论，评估报告不能再改' };
}
