import type { Escalation, Policy } from '../../../shared/policy/policy.ts';
import type { Known } from '../../../shared/values/decision.ts';
import { dueFrom, idOf, type RectificationDecision, type RectificationState, receipt, type Which, withoutDue } from './rectification.ts';

/** Whether the due date has passed without a reply: the day itself still counts. */
export function isOverdue(dueOn: string | undefined, today: string): boolean {
  return dueOn !== undefined && dueOn < today;
}

/**
 * RC-15: 逾期未整改的，依次通报、约谈、核减. One step for each period that nobody used: the step sets the next date, so that a second run of the
 * same day finds nothing due. After the last step nothing more follows by itself; the notice stays open.
 */
export function escalate(known: Known<RectificationState> | undefined, which: Which, today: string, policy: Policy): RectificationDecision {
  const state = known?.state;
  const { value, basis } = policy.rectification;
  const overdueSince = state?.dueOn;
  const step = state && value.escalation[state.steps.length];
  if (!state || state.place.secret || !overdueSince || !isOverdue(overdueSince, today) || !step)
    return { outcome: 'unchanged', answer: {} };
  const steps: readonly Escalation[] = [...state.steps, step];
  const due = steps.length < value.escalation.length ? { dueOn: dueFrom(today, policy) } : {};
  const next: RectificationState = { ...withoutDue(state), status: 'escalated', steps, ...due };
  return {
    outcome: 'accepted',
    state: next,
    events: [
      {
        type: 'rectification.escalated.v1',
        data: { fiscalYear: which.fiscalYear, rectificationId: idOf(which), step, on: today, overdueSince, ...due, basis },
      },
    ],
    answer: receipt(next, which),
  };
}
