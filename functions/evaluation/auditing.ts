import { digestOf } from '../../events/chain.ts';
import type { Event } from '../../events/index.ts';
import type { Policy } from '../../shared/policy/policy.ts';
import { policyFor } from '../../shared/policy/resolve.ts';
import { pin, unpin } from '../../shared/review/chain.ts';
import { chainView } from '../../shared/review/chain-view.ts';
import { judgeOf, type Reviewer, reviewerOf } from '../../shared/review/mandate.ts';
import type { ReviewState } from '../../shared/review/progress.ts';
import { enrolled, rollKey } from '../../shared/review/roll.ts';
import { stepsOf } from '../../shared/review/standing.ts';
import { type Actor, has, sees } from '../../shared/values/actor.ts';
import { shanghaiDate } from '../../shared/values/calendar.ts';
import type { Circumstances, Known, Outcome } from '../../shared/values/decision.ts';
import { type Card, evaluationKey, type Key, openDesk, type Ports } from './ports.ts';
import { agreedIn, type Filing, stepName } from './rules/audit.ts';
import { type AuditOpinion, review, unlent } from './rules/auditing.ts';
import { auditStatusOf, type EvaluationDecision, type EvaluationState, openReviews } from './rules/evaluation.ts';
import { changesSince } from './rules/since.ts';
import { withdraw } from './rules/withdrawal.ts';

/** What walks a chain here: the audit of self-evaluations, and the spot check where it has more than one step. */
export function openAuditing(ports: Ports) {
  const { evaluations, cards, rolls, delegations } = ports;
  const { cardFor, aggregate } = openDesk(ports);

  /** Who acts, in whose name, and the project as that one may see it. */
  const reviewing = async (
    key: Key,
    onBehalfOf: string | undefined,
    { actor, time }: Circumstances,
    patience: 'find' | 'await' = 'find',
  ): Promise<{ readonly card: Card; readonly reviewer: Reviewer & { readonly today: string } } | Outcome> => {
    const [card, lent] = await Promise.all([
      cards[patience](key.projectCode),
      onBehalfOf === undefined ? undefined : delegations.find(onBehalfOf),
    ]);
    const today = shanghaiDate(time);
    const name = reviewerOf(onBehalfOf, lent, { actor, person: short(actor.sub), kind: 'evaluation', today });
    if (!name.ok) return card && sees(actor, card) ? unlent(name.says) : { outcome: 'absent' };
    if (!card || !sees(judgeOf(actor, name.reviewer), card)) return { outcome: 'absent' };
    return { card, reviewer: { ...name.reviewer, today } };
  };

  return {
    reviewing,

    /** The night finds what is under review by division and year; said before what was decided is written, so that none is ever missed. */
    async enrolled({ division }: Card, { fiscalYear }: Key, decision: EvaluationDecision): Promise<EvaluationDecision> {
      if (decision.outcome !== 'accepted' || openReviews(decision.state).length === 0) return decision;
      const { evaluation, review: rules } = policyFor(division, fiscalYear);
      const chain = pin(evaluation.selfAudit.value, rules.terms.value);
      await rolls.absorb(rollKey(division), (roll) => enrolled(roll, division, fiscalYear, chain));
      return decision;
    },

    async filing(key: Key, known: Known<EvaluationState> | undefined, { actor, time }: Circumstances, policy: Policy): Promise<Filing> {
      const earlier = new Map<number, Event<'evaluation.self-evaluated.v1'>['data']>();
      // Nothing is compared where every change concerns every step.
      const isPartial = policy.evaluation.selfAudit.value.some(({ touches }) => touches !== undefined);
      for (const at of isPartial ? new Set(Object.values(agreedIn(known?.state.audit?.review))) : []) {
        const event = at === 0 ? undefined : await evaluations.event(evaluationKey(key), at, 'evaluation.self-evaluated.v1');
        if (event) earlier.set(at, event.data);
      }
      return { actor, person: short(actor.sub), today: shanghaiDate(time), earlier };
    },

    async reviewSelf(
      key: Key,
      { onBehalfOf, ...given }: AuditOpinion & { readonly onBehalfOf?: string | undefined },
      circumstances: Circumstances,
    ): Promise<Outcome> {
      const who = await reviewing(key, onBehalfOf, circumstances);
      if ('outcome' in who) return who;
      const { card, reviewer } = who;
      const policy = policyFor(card.division, key.fiscalYear);
      return evaluations.decide(aggregate(key, card), circumstances, (known) =>
        known ? review(known, circumstances.actor, given, { ...reviewer, policy }) : { outcome: 'absent' },
      );
    },

    async withdrawSelf(key: Key, reason: string | undefined, circumstances: Circumstances): Promise<Outcome> {
      const card = await cardFor(circumstances.actor, key.projectCode, 'find');
      if (!card) return { outcome: 'absent' };
      return evaluations.decide(aggregate(key, card), circumstances, (known) =>
        known ? withdraw(known, circumstances.actor, reason) : { outcome: 'absent' },
      );
    },

    /** What changed since a version of the self-evaluation; left out: since the reader's own organisation last agreed. */
    async changes(key: Key, since: number | undefined, actor: Actor) {
      const card = await cardFor(actor, key.projectCode, 'find');
      if (!card) return undefined;
      const history = await evaluations.history(evaluationKey(key));
      const found = changesSince(history, { since, actor, policy: policyFor(card.division, key.fiscalYear) });
      return found && { ...key, ...found };
    },

    hearDelegation: delegations.hear,
  };
}

/** What `GET` shows of the reviews, in the shape that goals and assessments have. */
export function reviewsView(state: EvaluationState, history: readonly Event[], actor: Actor) {
  const { audit, draft } = state;
  const version = audit && (audit.version ?? 1);
  const policy = policyFor(state.division, state.fiscalYear);
  const open = openReviews(state);
  const named = has(actor, 'finance-section', 'finance-performance', 'discipline', 'audit');
  const filed = history.filter((event) => event.type === 'evaluation.self-evaluated.v1');
  const chainOf = (review: ReviewState, of: 'selfEvaluation' | 'spotCheck', documentAt: number) =>
    chainView({
      steps: unpin(review.chain),
      review,
      open: open.some((each) => each.of === of),
      nameOf: (step) => stepName(policy, step),
      documentAt,
      versionAt: (sequence) => filed.findIndex((event) => event.sequence === sequence) + 1 || undefined,
    });
  const reviews = history.flatMap((event) => {
    if (event.type !== 'evaluation.reviewed.v1' || event.data.selfVersion !== version) return [];
    const { step, opinion, comment, returnTo, onBehalfOf: other } = event.data;
    return [
      {
        step,
        name: stepName(policy, step),
        opinion,
        comment,
        ...(returnTo === undefined ? {} : { returnTo }),
        ...(other ? { onBehalfOf: { organisation: other.organisation, ...(named ? { person: other.name } : {}) } } : {}),
        at: event.time,
        organisation: event.organisation,
        ...(named ? { person: event.actorname } : {}),
      },
    ];
  });
  const pinned = filed.at(-1)?.data.policy;
  return {
    ...waitingOf(open[0]?.review),
    ...(version === undefined ? {} : { selfVersion: version }),
    audit: auditStatusOf(state) ?? null,
    chain: audit?.review ? chainOf(audit.review, 'selfEvaluation', audit.at) : [],
    reviews,
    ...(draft ? { checkChain: chainOf(draft.review, 'spotCheck', 0) } : {}),
    // EV-77: what was pinned goes on, and whoever reads may know that it isn't what holds today.
    ...(pinned && pinned.version !== policy.version ? { policyNow: { id: policy.id, version: policy.version } } : {}),
  };
}

/** `steps` are those of finance's evaluation, so what waits side by side is called otherwise here. */
function waitingOf(review: ReviewState | undefined) {
  const { step, steps } = stepsOf(review);
  return { ...(step === undefined ? {} : { step }), ...(steps === undefined ? {} : { waiting: steps }) };
}

/** Enough to tell two persons apart, and no name. */
function short(text: string): string {
  return digestOf(text).slice(7, 23);
}
