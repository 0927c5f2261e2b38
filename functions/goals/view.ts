import type { ChainReport } from '../../events/chain.ts';
import type { GoalsDocument } from '../../events/goals.submitted.v1.ts';
import type { Event } from '../../events/index.ts';
import type { Policy } from '../../shared/policy/policy.ts';
import { unpin } from '../../shared/review/chain.ts';
import { chainView } from '../../shared/review/chain-view.ts';
import { type Actor, has } from '../../shared/values/actor.ts';
import { yuan } from '../../shared/values/money.ts';
import { stepName } from './rules/chain.ts';
import type { Contract } from './rules/contract.ts';
import { current, type GoalsState, receipt } from './rules/goals.ts';
import { scoreOf } from './rules/score.ts';
import { commonIndicators } from './rules/spending.ts';
import { versionsOf } from './rules/versions.ts';

/** Which goals: of a project, for a fiscal year. */
export interface Which {
  readonly projectCode: string;
  readonly fiscalYear: number;
}

export const goalsKey = ({ projectCode, fiscalYear }: Which) => `goals#${projectCode}#${fiscalYear}`;

type Filed = Event<'goals.submitted.v1' | 'goals.adjusted.v1'>;

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
  const { goals, findings } = filed.data;
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
    chain: chainOf(state, filed, history, policy),
    reviews,
    commonIndicators: commonIndicators(state, policy),
    ...(approval?.type === 'goals.approved.v1' ? { approved: approvalView(approval, shown.version) } : {}),
    ...(issued ? { issued: { goalsVersion: issued.version, approvedAmount: yuan(issued.amount) } } : {}),
    ...(has(actor, 'finance-section', 'finance-performance') ? { commissions: commissions ?? [] } : {}),
    policy: filed.data.policy,
    // GO-56: what was pinned goes on, and whoever reads may know that it isn't what holds today.
    ...(policy.version === filed.data.policy.version ? {} : { policyNow: { id: policy.id, version: policy.version } }),
  };
}

/** The steps as pinned; once the goals are approved all of them are done. */
function chainOf({ filing }: GoalsState, filed: Filed, history: readonly Event[], policy: Policy) {
  const { chain, pinned = '' } = filed.data;
  const steps = unpin(filing?.review.chain ?? pinned);
  return chainView({
    steps: chain.map((step, at) => ({ ...steps[at], step })),
    review: filing?.review,
    open: filing?.status === 'inReview',
    nameOf: (step) => stepName(policy, step),
    documentAt: filed.sequence,
    versionAt: (sequence) => versionAt(history, sequence),
  });
}

function versionAt(history: readonly Event[], sequence: number): number | undefined {
  const filed = history.find((event) => event.sequence === sequence);
  return filed && 'goalsVersion' in filed.data ? filed.data.goalsVersion : undefined;
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
  const { step, opinion, comment, scores, sheet, returnTo, onBehalfOf } = event.data;
  return {
    step,
    name: stepName(policy, step),
    opinion,
    comment,
    ...(scores ? { scores } : {}),
    ...(sheet ? { sheet } : {}),
    ...(returnTo === undefined ? {} : { returnTo }),
    ...(onBehalfOf
      ? { onBehalfOf: { organisation: onBehalfOf.organisation, ...(isNamed(actor) ? { person: onBehalfOf.name } : {}) } }
      : {}),
    ...by(event, actor),
  };
}

/** The contract (NX-12) with its hash; its contents too, where the answer shows others. */
function approvalView(event: Event<'goals.approved.v1'>, shown: number) {
  const { goalsVersion, goals } = event.data;
  return { goalsVersion, at: event.time, hash: event.hash, ...(goalsVersion === shown ? {} : documentView(goals)) };
}

/** `GET …/contract` (NX-12): everything that the goals were approved with, and where in the chain of records each part of it stands. */
export function contractView(
  which: Which,
  { issued }: GoalsState,
  contract: Contract,
  chain: ChainReport,
  reader: { actor: Actor; policy: Policy },
) {
  const { approved, filed, steps, digest } = contract;
  const { actor, policy } = reader;
  const link = (event: Event) => ({
    event: event.id,
    sequence: event.sequence,
    hash: event.hash,
    previousHash: event.previoushash,
    ...by(event, actor),
  });
  return {
    ...which,
    goalsVersion: approved.data.goalsVersion,
    kind: filed.type === 'goals.adjusted.v1' ? 'adjustment' : 'submission',
    ...documentView(approved.data.goals),
    digest,
    filed: link(filed),
    steps: steps.map((event) => ({ ...reviewView(event, actor, policy), ...link(event) })),
    approved: link(approved),
    ...(issued ? { issued: { goalsVersion: issued.version, approvedAmount: yuan(issued.amount) } } : {}),
    policy: filed.data.policy,
    chain,
  };
}

/** Who did it and when; the person's name only for those who supervise people's work. */
function by({ time, actorname, organisation }: Event, actor: Actor) {
  return { at: time, organisation, ...(isNamed(actor) ? { person: actorname } : {}) };
}

const isNamed = (actor: Actor) => has(actor, 'finance-section', 'finance-performance', 'discipline', 'audit');
