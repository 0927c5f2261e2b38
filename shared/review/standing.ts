import type { Receipt } from '../values/decision.ts';
import { clockOf } from './deadline.ts';
import { dueSteps, type ReviewState } from './progress.ts';

/** Where a document stands on its chain, as every receipt says it: the first step that waits, and all where they stand side by side. */
export function stepsOf(review: ReviewState | undefined): Receipt {
  const steps = review ? dueSteps(review).map(({ step }) => step) : [];
  return { ...(steps[0] === undefined ? {} : { step: steps[0] }), ...(steps.length > 1 ? { steps } : {}) };
}

/** What a worklist shows of a review beside that: until when, on which day the night has something to say, and whether it is overdue. */
export function clockRow(review: ReviewState | undefined): Receipt {
  const due = review ? dueSteps(review) : [];
  const clock = review && due.length > 0 ? clockOf(review) : undefined;
  return {
    ...(clock && { due: clock.dueOn }),
    ...(clock?.noticeOn && { noticeOn: clock.noticeOn }),
    ...(due.some(({ escalated }) => escalated) && { escalated: true }),
  };
}

/** Whether such a row waits for the step; `escalated` stands for any step that is overdue. */
export function waitsFor(row: Receipt, step: string): boolean {
  if (step === 'escalated') return row.escalated === true;
  return row.step === step || (Array.isArray(row.steps) && row.steps.includes(step));
}
