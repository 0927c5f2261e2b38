import type { DataOf, Event } from '../../events/index.ts';
import type { Policy } from '../../shared/policy/policy.ts';
import { type Actor, has } from '../../shared/values/actor.ts';
import { exact } from '../../shared/values/exact.ts';
import { yuan } from '../../shared/values/money.ts';
import { toScore } from '../../shared/values/score.ts';
import type { AssessmentState, Commission } from './rules/assessment.ts';
import { type Condition, conditionsOf } from './rules/conditions.ts';
import { checklistOf } from './rules/report.ts';
import { meansOf, scoreOf } from './rules/scores.ts';
import { averages } from './rules/sheet.ts';

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
  const { organiser, requestedAmount, dimensions, materials, consultations, findings } = submitted.data;
  const [returned] = current.flatMap((event) => (event.type === 'assessment.returned.v1' ? [event] : []));
  return {
    projectCode: state.projectCode,
    fiscalYear: state.fiscalYear,
    name: state.name,
    division: state.division,
    status: state.status,
    organiser,
    requestedAmount: yuan(requestedAmount),
    dimensions,
    materials,
    checklist: checklistOf(materials, policy),
    consultations,
    findings,
    submitted: by(submitted, reader),
    ...(returned ? { returned: { reason: returned.data.reason, findings: returned.data.findings, ...by(returned, reader) } } : {}),
    opinions: opinionsFor(current, reader),
    ...resultOf(state, current, reader, policy),
    independents: independentsFor(current, reader),
    release: conditionsOf(current).map((each) => conditionView(each, reader)),
    ...(has(reader.actor, 'finance-section', 'finance-performance') ? { commissions: state.commissions.map(commissionView) } : {}),
  };
}

/** Who did it and when; the person's name only for those who supervise people's work. */
function by({ time, actorname, organisation }: Event, { actor }: Reader) {
  const named = has(actor, 'finance-section', 'finance-performance', 'discipline', 'audit');
  return { at: time, organisation, ...(named ? { name: actorname } : {}) };
}

function opinionsFor(events: readonly Event[], reader: Reader) {
  return events
    .filter((event) => event.type === 'assessment.opined.v1')
    .filter(({ organisation }) => !reader.thirdParty || organisation === reader.actor.organisation)
    .map((event) => ({ ...by(event, reader), ...opinionView(event.data) }));
}

function opinionView({ scores, leaves, total, opinion }: DataOf<'assessment.opined.v1'>) {
  return { scores, ...(leaves && { leaves }), total, opinion };
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
function resultOf(state: AssessmentState, events: readonly Event[], { thirdParty }: Reader, { assessment }: Policy) {
  const [concluded] = events.flatMap((event) => (event.type === 'assessment.concluded.v1' ? [event] : []));
  const hidden = thirdParty && !concluded;
  const sheets = events.flatMap((event) => (event.type === 'assessment.opined.v1' ? [event.data] : []));
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
