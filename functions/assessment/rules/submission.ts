import { begin } from '../../../shared/review/progress.ts';
import { type Actor, sees } from '../../../shared/values/actor.ts';
import type { Known, Rejection } from '../../../shared/values/decision.ts';
import type { Finding } from '../../../shared/values/finding.ts';
import { type AssessmentDecision, type AssessmentState, brief, closedProject, type Ground, receipt } from './assessment.ts';
import { carried, type Earlier, pinnedChain } from './chain.ts';
import { checkAttachments, checkReport, type Report, type Soundness } from './report.ts';
import { addedUp, type Voice } from './voices.ts';

export interface Submission {
  readonly fiscalYear: number;
  readonly report: Report;
  /** Of the report's canonical JSON, shortened. */
  readonly digest: string;
  /** What the vault holds of the attachments that the report names; needed only when the report is new. */
  readonly inspected: ReadonlyMap<string, Soundness>;
  /** Short digest of who submits. */
  readonly person: string;
  /** What was submitted before, by the sequence of its event, and the opinions that stand: as far as a step may keep to them. */
  readonly earlier?: ReadonlyMap<number, Earlier>;
  readonly voices?: readonly Voice[];
}

/** Whether the same report was sent before and lies here: then it isn't judged again, and its attachments needn't be looked at. */
export function isRepeated(known: Known<AssessmentState> | undefined, digest: string): boolean {
  return known?.state.digest === digest && known.state.status !== 'withdrawn';
}

/**
 * `PUT /assessments/{projectCode}/{fiscalYear}`: submits a report, or another one in its place. A new report starts its chain anew, without
 * opinions but those of steps that nothing has changed for; commissions stay.
 */
export function submit(
  known: Known<AssessmentState> | undefined,
  actor: Actor,
  { fiscalYear, report, digest, inspected, person, earlier = new Map(), voices = [] }: Submission,
  ground: Ground,
): AssessmentDecision {
  const { card, policy, today } = ground;
  if (!sees(actor, card)) return { outcome: 'absent' };
  const before = known?.state;
  if (before && isRepeated(known, digest)) return { outcome: 'unchanged', answer: receipt(before) };
  const rejected = closedProject(card) ?? closedAssessment(before);
  if (rejected) return rejected;
  const [errors, warnings] = byLevel([...checkReport(report, actor, ground), ...checkAttachments(report, inspected)]);
  if (errors.length > 0) return { outcome: 'refused', findings: [...errors, ...warnings] };
  const content = { fiscalYear, ...report, findings: warnings, policy: { id: policy.id, version: policy.version } };
  const steps = policy.assessment.chain.value;
  const agreed = carried(steps, before?.review, content, earlier, policy);
  const kept = steps.flatMap(({ step }, at) => (agreed[at] ? [{ step, documentAt: agreed[at] }] : []));
  const opinions = addedUp(
    voices.filter((voice) => kept.some(({ step }) => step === voice.step)),
    policy.assessment,
  );
  const review = begin(pinnedChain(policy), today, agreed);
  const versions = (before?.versions ?? (before ? 1 : 0)) + 1;
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
    submittedBy: { division: actor.division, organisation: actor.organisation, person: brief(person) },
    ...(versions > 1 && { versions }),
    review,
    ...(policy.assessment.chainBinds.value && { binds: true }),
    ...(opinions.by.length > 0 && { carried: opinions.by.length }),
    opinions,
    ...(before?.commissions && { commissions: before.commissions }),
  };
  return {
    outcome: 'accepted',
    state,
    events: [
      {
        type: 'assessment.submitted.v1',
        data: { ...content, reportVersion: versions, pinned: review.chain, ...(kept.length > 0 && { carried: kept }) },
      },
    ],
    answer: { ...receipt(state), warnings: warnings.length },
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
