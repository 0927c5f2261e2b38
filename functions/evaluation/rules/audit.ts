import type { Event } from '../../../events/index.ts';
import type { Policy } from '../../../shared/policy/policy.ts';
import { pin, unpin, withoutOwn } from '../../../shared/review/chain.ts';
import { carriedOver, changes } from '../../../shared/review/changes.ts';
import { begin, type ReviewState } from '../../../shared/review/progress.ts';
import { type Actor, type Place, reachesAs } from '../../../shared/values/actor.ts';
import type { Json } from '../../../shared/values/decision.ts';
import type { Audit, EvaluationState } from './evaluation.ts';

type SelfEvaluated = Event<'evaluation.self-evaluated.v1'>;

/** Who files a self-evaluation, when, and what was filed before, as far as steps have agreed on it. */
export interface Filing {
  readonly actor: Actor;
  /** Short digest of who files. */
  readonly person: string;
  /** Asia/Shanghai. */
  readonly today: string;
  readonly earlier?: ReadonlyMap<number, SelfEvaluated['data']>;
}

export function stepName({ evaluation }: Policy, step: string): string {
  const steps = [...evaluation.selfAudit.value, ...evaluation.checkedBy.value];
  return steps.find((each) => each.step === step)?.name ?? step;
}

/** What an audit compares, cell by cell; indicators stand by their ids. */
export function contentsOf({
  funds,
  overall,
  indicators,
  frame,
}: Pick<SelfEvaluated['data'], 'funds' | 'overall' | 'indicators' | 'frame'>): Json {
  return { funds, overall, indicators, ...(frame && { frame: frame.inputs }) };
}

/** By step, the self-evaluation that it agreed on last. */
export function agreedIn(review: ReviewState | undefined): Readonly<Record<string, number>> {
  if (!review) return {};
  return Object.fromEntries(unpin(review.chain).map(({ step }, at) => [step, review.agreed[at] ?? 0]));
}

/**
 * The audit of a new self-evaluation: the policy's chain, pinned (EV-77), without the department's steps where it files by itself, and
 * without those that nothing of theirs has changed for (EV-74).
 */
export function auditOf(
  before: EvaluationState,
  at: number,
  contents: Pick<SelfEvaluated['data'], 'funds' | 'overall' | 'indicators' | 'frame'>,
  { actor, person, today, earlier }: Filing,
  policy: Policy,
): Audit {
  const { selfAudit, selfAuditBinds } = policy.evaluation;
  const steps = auditSteps(policy, actor, before);
  const agreed = carriedOver(steps, agreedIn(before.audit?.review), (documentAt) => {
    const known = earlier?.get(documentAt);
    return known?.policy.version === policy.version ? changes(contentsOf(known), contentsOf(contents)) : undefined;
  });
  const version = (before.audit ? (before.audit.version ?? 1) : before.self ? 1 : 0) + 1;
  return {
    ...(version > 1 && { version }),
    at,
    by: { person: person.slice(0, 12), ...(actor.organisation !== before.unitCode && { organisation: actor.organisation }) },
    ...(steps.length > 0 && { review: begin(pin(steps, policy.review.terms.value), today, agreed) }),
    ...(steps.length > 0 && selfAudit.value.length > 0 && selfAuditBinds.value && { binds: true }),
  };
}

/** Nobody audits what only the department would, and the department has filed. */
export function auditSteps({ evaluation }: Policy, author: Actor, place: Place) {
  const steps = withoutOwn(evaluation.selfAudit.value, author, place);
  const own = author.organisation === place.departmentCode && reachesAs(author, ['department'], place);
  return own && steps.every(({ roles }) => roles.every((role) => role === 'department')) ? [] : steps;
}

/** The steps that needn't judge again, as the event says it. */
export function carriedIn({ review }: Audit) {
  const kept = review
    ? unpin(review.chain).flatMap(({ step }, at) => (review.agreed[at] ? [{ step, documentAt: review.agreed[at] }] : []))
    : [];
  return kept.length > 0 ? { carried: kept } : {};
}
