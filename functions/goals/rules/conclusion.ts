import type { Known } from '../../../shared/values/decision.ts';
import { type Filing, type GoalsDecision, type GoalsEvent, type GoalsState, receipt } from './goals.ts';
import type { Review, Setting } from './review.ts';

/**
 * What one accepted opinion leads to: 优 passes, 良 passes after improvement, 中 goes back to be filed again, 差 ends it
 * (财预〔2015〕88号 第二十五条, as the policy has it). The opinion and what follows from it are recorded together.
 */
export function conclude({ state, sequence }: Known<GoalsState>, filing: Filing, given: Review, setting: Setting): GoalsDecision {
  const { fiscalYear, document } = setting;
  const { step, opinion, comment, scores } = given;
  const { version: goalsVersion, waiting } = filing;
  const outcome = setting.policy.goals.outcomes.value[opinion];
  const next = outcome === 'pass' ? (waiting[1]?.[0] ?? null) : null;
  const said: GoalsEvent = {
    type: 'goals.reviewed.v1',
    data: { fiscalYear, goalsVersion, step, opinion, comment, ...(scores && { scores: { ...scores } }), next },
  };
  const accept = (after: GoalsState, ...more: GoalsEvent[]): GoalsDecision => ({
    outcome: 'accepted',
    state: after,
    events: [said, ...more],
    answer: { ...receipt(after, setting), opinion },
  });
  const taken: Filing = { ...filing, waiting: waiting.slice(1), done: filing.done + 1 };
  const remark = { fiscalYear, goalsVersion, step, comment };
  if (outcome === 'return') {
    return accept({ ...state, filing: { ...taken, status: 'returned' } }, { type: 'goals.returned.v1', data: remark });
  }
  if (outcome === 'block') return accept(refused(state, taken), { type: 'goals.blocked.v1', data: remark });
  if (next !== null) return accept({ ...state, filing: taken });
  return accept(inForce(state, filing, sequence + 2), { type: 'goals.approved.v1', data: { fiscalYear, goalsVersion, goals: document } });
}

/** Of an adjustment that is refused nothing remains: the approved goals are what they were. */
function refused(state: GoalsState, taken: Filing): GoalsState {
  const { filing: _, ...rest } = state;
  return state.approved ? rest : { ...rest, filing: { ...taken, status: 'blocked' } };
}

/** The work is done, and with it what was commissioned for it. */
function inForce(state: GoalsState, filing: Filing, at: number): GoalsState {
  const { filing: _filing, commissions: _commissions, ...rest } = state;
  const { version, adjustment, documentAt, digest, budget } = filing;
  return { ...rest, approved: { version, ...(adjustment && { adjustment }), documentAt, digest, budget, at } };
}
