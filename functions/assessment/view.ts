import type { DataOf, Event } from '../../events/index.ts';
import type { Policy } from '../../shared/policy/policy.ts';
import { unpin } from '../../shared/review/chain.ts';
import { chainView } from '../../shared/review/chain-view.ts';
import { stepsOf } from '../../shared/review/standing.ts';
import { type Actor, has } from '../../shared/values/actor.ts';
import { exact } from '../../shared/values/exact.ts';
import { yuan } from '../../shared/values/money.ts';
import { toScore } from '../../shared/values/score.ts';
import type { AssessmentState, Commission } from './rules/assessment.ts';
import { reportsIn, stepName } from './rules/chain.ts';
import { type Condition, conditionsOf } from './rules/conditions.ts';
import { checklistOf } from './rules/report.ts';
import { meansOf, scoreOf } from './rules/scores.ts';
import { averages } from './rules/sheet.ts';
import { standing } from './rules/voices.ts';

/** How a reader stands to the assessment: a third party sees the report and its own opinions only. */
export interface Reader {
  readonly actor: Actor;
  readonly thirdParty: boolean;
}

/**
 * What `GET` shows: where the assessment stands, the report, what was said about it. Read from the events since the report came in.
 * Throws when the report isn't among them: the table would have lost a record.
 */
export function viewOf(state: AssessmentState, history: readonly Event[], reader: Reader, policy: Policy) {
  const current = history.filter(({ sequence }) => sequence >= state.documentAt);
  const [submitted] = current.flatMap((event) => (event.type === 'assessment.submitted.v1' ? [event] : []));
  if (!submitted) throw new Error(`${state.projectCode} ${state.fiscalYear} has no report at ${state.documentAt}`);
  const { organiser, requestedAmount, dimensions, materials, consultations, findings, policy: pinned } = submitted.data;
  const [returned] = current.flatMap((event) => (event.type === 'assessment.returned.v1' ? [event] : []));
  const [withdrawn] = current.flatMap((event) => (event.type === 'assessment.withdrawn.v1' ? [event] : []));
  const opinions = standing(history);
  return {
    projectCode: state.projectCode,
    fiscalYear: state.fiscalYear,
    name: state.name,
    division: state.division,
    status: state.status,
    ...stepsOf(state.status === 'submitted' ? state.review : undefined),
    reportVersion: reportsIn(history).length,
    chain: chainOf(state, submitted, history, policy),
    policy: pinned,
    // AS-38: what was pinned goes on, and whoever reads may know that it isn't what holds today.
    ...(policy.version === pinned.version ? {} : { policyNow: { id: policy.id, version: policy.version } }),
    organiser,
    requestedAmount: yuan(requestedAmount),
    dimensions,
    materials,
    checklist: checklistOf(materials, policy),
    consultations,
    findings,
    submitted: by(submitted, reader),
    ...(returned ? { returned: { reason: returned.data.reason, findings: returned.data.findings, ...by(returned, reader) } } : {}),
    ...(withdrawn ? { withdrawn: { ...(withdrawn.data.reason && { reason: withdrawn.data.reason }), ...by(withdrawn, reader) } } : {}),
    sentBack: current.flatMap((event) => (event.type === 'assessment.sent-back.v1' ? [sentBackView(event, reader, policy)] : [])),
    opinions: opinionsFor(opinions, reader, policy),
    ...resultOf(state, current, opinions, reader, policy),
    independents: independentsFor(current, reader),
    release: conditionsOf(current).map((each) => conditionView(each, reader)),
    ...(has(reader.actor, 'finance-section', 'finance-performance') ? { commissions: (state.commissions ?? []).map(commissionView) } : {}),
  };
}

/** The steps as pinned with the report; none of a report that came in before chains were. */
function chainOf(state: AssessmentState, submitted: Event<'assessment.submitted.v1'>, history: readonly Event[], policy: Policy) {
  return chainView({
    steps: unpin(state.review?.chain ?? ''),
    review: state.review,
    open: state.status === 'submitted',
    nameOf: (step) => stepName(policy, step),
    documentAt: submitted.sequence,
    versionAt: (sequence) => reportsIn(history).findIndex((report) => report.sequence === sequence) + 1 || undefined,
  });
}

function sentBackView(event: Event<'assessment.sent-back.v1'>, reader: Reader, policy: Policy) {
  const { returnTo, reason, findings } = event.data;
  return { returnTo, stepName: stepName(policy, returnTo), reason, findings, ...by(event, reader) };
}

/** Who did it and when; the person's name only for those who supervise people's work. */
const isNamed = ({ actor }: Reader) => has(actor, 'finance-section', 'finance-performance', 'discipline', 'audit');

function by({ time, actorname, organisation }: Event, reader: Reader) {
  return { at: time, organisation, ...(isNamed(reader) ? { name: actorname } : {}) };
}

type Opined = Event<'assessment.opined.v1'>;

function opinionsFor(opinions: readonly Opined[], reader: Reader, policy: Policy) {
  return opinions
    .filter(({ organisation }) => !reader.thirdParty || organisation === reader.actor.organisation)
    .map((event) => ({ ...by(event, reader), ...opinionView(event.data, reader, policy) }));
}

function opinionView(
  { scores, leaves, total, opinion, step, onBehalfOf: other }: DataOf<'assessment.opined.v1'>,
  reader: Reader,
  policy: Policy,
) {
  return {
    ...(step === undefined ? {} : { step, stepName: stepName(policy, step) }),
    ...(other ? { onBehalfOf: { organisation: other.organisation, ...(isNamed(reader) ? { person: other.name } : {}) } } : {}),
    scores,
    ...(leaves && { leaves }),
    total,
    opinion,
  };
}

/** 独立评估 beside the first: how far they are apart in score and amount. A third party sees its own before all is concluded. */
function independentsFor(events: readonly Event[], reader: Reader) {
  const concluded = events.some(({ type }) => type === 'assessment.concluded.v1');
  return events
    .filter((event) => event.type === 'assessment.independently-assessed.v1')
    .filter(({ organisation }) => !reader.thirdParty || concluded || organisation === reader.actor.organisation)
    .map((event) => {
      const { organiser, scores, leaves, total, requestedAmount, supportedAmount, opinion, report, first } = event.data;
      return {
        organiser,
        ...by(event, reader),
        scores,
        ...(leaves && { leaves }),
        total,
        supportedAmount: yuan(supportedAmount),
        opinion,
        ...(report && { report }),
        first: { event: `${event.aggregate}/${first.sequence}`, score: first.score },
        difference: {
          score: first.score === null ? null : toScore(exact(total).sub(exact(first.score))),
          amount: yuan(requestedAmount - supportedAmount),
        },
      };
    });
}

function conditionView({ condition, says, status, reported, settled }: Condition, reader: Reader) {
  return {
    condition,
    says,
    status,
    ...(reported && { reported: { statement: reported.data.statement, evidence: reported.data.evidence, ...by(reported, reader) } }),
    ...(settled && { settled: { status: settled.data.status, comment: settled.data.comment, ...by(settled, reader) } }),
  };
}

/**
 * Score and conclusion; null and empty until there are any. `savings`: 节约资金, what a final verdict leaves unspent of what was asked for.
 * A third party doesn't see how others scored before all is concluded.
 */
function resultOf(
  state: AssessmentState,
  events: readonly Event[],
  opinions: readonly Opined[],
  { thirdParty }: Reader,
  { assessment }: Policy,
) {
  const [concluded] = events.flatMap((event) => (event.type === 'assessment.concluded.v1' ? [event] : []));
  const hidden = thirdParty && !concluded;
  const sheets = opinions.map(({ data }) => data);
  const score = concluded ? concluded.data.score : scoreOf(state.opinions);
  const told = hidden ? [] : sheets;
  const scored = { score: hidden ? null : score, scores: meansOf(told.map(({ scores }) => scores)), sheet: averages(told, assessment) };
  if (!concluded) {
    return { ...scored, verdict: null, supportedAmount: null, unsupportedAmount: null, savings: null, conditions: [] };
  }
  const { verdict, supportedAmount, unsupportedAmount, conditions, reason, admissible, follows } = concluded.data;
  return {
    ...scored,
    verdict,
    supportedAmount: yuan(supportedAmount),
    unsupportedAmount: yuan(unsupportedAmount),
    savings: verdict === 'revise' ? null : yuan(unsupportedAmount),
    conditions,
    ...(follows && { follows }),
    reason,
    admissible,
    concludedAt: concluded.time,
  };
}

function commissionView({ division, organisation, from, until }: Commission) {
  return { division, organisation, from, until };
}
