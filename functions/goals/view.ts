import type { GoalsDocument } from '../../events/goals.submitted.v1.ts';
import type { Event } from '../../events/index.ts';
import type { Policy } from '../../shared/policy/policy.ts';
import { type Actor, has } from '../../shared/values/actor.ts';
import { yuan } from '../../shared/values/money.ts';
import { current, type GoalsState, receipt } from './rules/goals.ts';
import { stepName } from './rules/review.ts';
import { scoreOf } from './rules/score.ts';
import { versionsOf } from './rules/versions.ts';

/** Which goals: of a project, for a fiscal year. */
export interface Which {
  readonly projectCode: string;
  readonly fiscalYear: number;
}

/**
 * What `GET` shows: where the goals stand, the contents that this speaks of, what was said about them, and what is in force while
 * something else is under review. Throws when the contents aren't among the events: the table would have lost a record.
 */
export function viewOf(which: Which, state: GoalsState, history: readonly Event[], actor: Actor, policy: Policy) {
  const shown = current(state);
  const filed = history.find(({ sequence }) => sequence === shown?.documentAt);
  if (!shown || (filed?.type !== 'goals.submitted.v1' && filed?.type !== 'goals.adjusted.v1')) {
    throw new Error(`goals#${which.projectCode}#${which.fiscalYear} has no document at ${shown?.documentAt}`);
  }
  const { goals, findings, chain } = filed.data;
  const reviews = history.flatMap((event) =>
    event.type === 'goals.reviewed.v1' && event.data.goalsVersion === shown.version ? [reviewView(event, actor, policy)] : [],
  );
  const approval = history.find(({ sequence }) => sequence === state.approved?.at);
  const { name, division, issued, commissions } = state;
  return {
    ...receipt(state, { project: which, fiscalYear: which.fiscalYear }),
    name,
    division,
    ...documentView(goals),
    findings,
    ...scoreOf(findings, policy),
    kind: shown.adjustment ? 'adjustment' : 'submission',
    ...('reason' in filed.data ? { adjustment: { reason: filed.data.reason, explanation: filed.data.explanation } } : {}),
    filed: by(filed, actor),
    chain: chain.map((step, index) => ({ step, name: stepName(policy, step), done: index < reviews.length })),
    reviews,
    commonIndicators: policy.goals.commonIndicators.value,
    ...(approval?.type === 'goals.approved.v1' ? { approved: approvalView(approval, shown.version) } : {}),
    ...(issued ? { issued: { goalsVersion: issued.version, approvedAmount: yuan(issued.amount) } } : {}),
    ...(has(actor, 'finance-section', 'finance-performance') ? { commissions: commissions ?? [] } : {}),
    policy: filed.data.policy,
  };
}

/** `GET …/versions`: every version, oldest first. `digest` is the hash of its event, which the chain of records vouches for. */
export function versionViews(history: readonly Event[], actor: Actor) {
  return versionsOf(history).map(({ goals, event, hash, ...version }) => ({
    ...version,
    filed: by(event, actor),
    ...documentView(goals),
    digest: hash,
  }));
}

function documentView({ overall, indicators, budget }: GoalsDocument) {
  return { overall, indicators, budget: yuan(budget) };
}

function reviewView(event: Event<'goals.reviewed.v1'>, actor: Actor, policy: Policy) {
  const { step, opinion, comment, scores } = event.data;
  return { step, name: stepName(policy, step), opinion, comment, ...(scores ? { scores } : {}), ...by(event, actor) };
}

/** The contract (NX-12) with its hash; its contents too, where the answer shows others. */
function approvalView(event: Event<'goals.approved.v1'>, shown: number) {
  const { goalsVersion, goals } = event.data;
  return { goalsVersion, at: event.time, hash: event.hash, ...(goalsVersion === shown ? {} : documentView(goals)) };
}

/** Who did it and when; the person's name only for those who supervise people's work. */
function by({ time, actorname, organisation }: Event, actor: Actor) {
  const named = has(actor, 'finance-section', 'finance-performance', 'discipline', 'audit');
  return { at: time, organisation, ...(named ? { person: actorname } : {}) };
}
