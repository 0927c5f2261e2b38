import type { Figures } from '../../../events/reading.recorded.v1.ts';
import { toRate } from '../../../shared/values/rate.ts';
import type { Judgement } from './judgement.ts';
import type { Lights } from './lights.ts';
import type { Issued } from './plan.ts';

/** What a reading came to on the day it was filed, as its event keeps it: against which plan, after which lights, by which policy. */
export function figuresOf(judgement: Judgement, before: Lights, { budget, goals }: Issued, policy: string): Figures {
  const { executionRate, goalProgress, gap, timeProgress, forecast, lights } = judgement;
  return {
    executionRate: executionRate && toRate(executionRate),
    goalProgress: goalProgress && toRate(goalProgress),
    gap: gap && toRate(gap),
    timeProgress: toRate(timeProgress),
    forecast: forecast && { amount: forecast.amount, method: forecast.method },
    lights,
    before,
    against: { budget: budget.at, goals: goals.at },
    policy,
  };
}
