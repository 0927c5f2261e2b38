import type { DataOf, Event } from '../../events/index.ts';
import type { Policy } from '../../shared/policy/policy.ts';
import { type Actor, has } from '../../shared/values/actor.ts';
import { yuan } from '../../shared/values/money.ts';
import type { AssessmentState, Commission } from './rules/assessment.ts';
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
    consultations,
    findings,
    submitted: by(submitted, reader),
    ...(returned ? { returned: { reason: returned.data.reason, findings: returned.data.findings, ...by(returned, reader) } } : {}),
    opinions: opinionsFor(current, reader),
    ...resultOf(state, current, reader, policy),
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
  const { verdict, supportedAmount, unsupportedAmount, conditions, reason, admissible } = concluded.data;
  return {
    ...scored,
    verdict,
    supportedAmount: yuan(supportedAmount),
    unsupportedAmount: yuan(unsupportedAmount),
    savings: verdict === 'revise' ? null : yuan(unsupportedAmount),
    conditions,
    reason,
    admissible,
    concludedAt: concluded.time,
  };
}

function commissionView({ division, organisation, from, until }: Commission) {
  return { division, organisation, from, until };
}
