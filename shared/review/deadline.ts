import type { PlainDate } from '../values/calendar.ts';
import { addDays } from '../values/calendar.ts';
import { addWorkingDays } from '../values/working-days.ts';
import type { PinnedStep } from './chain.ts';
import { type DueStep, dueSteps, type ReviewState } from './progress.ts';

/** The last day of a step, in working days; the day on which it became due doesn't count (民法典第二百零一条). */
export function dueOn({ workingDays }: Pick<PinnedStep, 'workingDays'>, since: PlainDate): PlainDate {
  return addWorkingDays(since, workingDays);
}

/** From this day on the reviewers are reminded. */
export function remindOn(step: Pick<PinnedStep, 'workingDays' | 'reminderDays'>, since: PlainDate): PlainDate {
  return addWorkingDays(dueOn(step, since), -step.reminderDays);
}

export interface Notice {
  readonly step: DueStep;
  readonly level: 'reminder' | 'escalation';
  readonly dueOn: PlainDate;
}

/** What has to be said today, each once: 催办 before the limit, 升级 after it. A night that didn't run skips to what is true now. */
export function noticesOn(state: ReviewState, today: PlainDate): readonly Notice[] {
  return dueSteps(state).flatMap((step): Notice[] => {
    const told = state.told?.[step.at] ?? 0;
    const last = dueOn(step, state.since);
    if (today > last) return told >= 2 ? [] : [{ step, level: 'escalation', dueOn: last }];
    return told >= 1 || today < remindOn(step, state.since) ? [] : [{ step, level: 'reminder', dueOn: last }];
  });
}

/** The state after these notices. */
export function noted(state: ReviewState, notices: readonly Notice[]): ReviewState {
  const told = state.agreed.map((_, at) => {
    const said = notices.find(({ step }) => step.at === at)?.level;
    return said === undefined ? (state.told?.[at] ?? 0) : said === 'escalation' ? 2 : 1;
  });
  return { ...state, told };
}

/** What a night says about one review, as its events have it, and the state that remembers it. */
export function tellOn(state: ReviewState, today: PlainDate) {
  const notices = noticesOn(state, today);
  const reminded = notices.flatMap(({ step: { step, roles }, level, dueOn: last }) =>
    level === 'reminder' ? [{ step, roles: [...roles], dueOn: last }] : [],
  );
  const escalated = notices.flatMap(({ step: { step, escalatesTo }, level, dueOn: last }) =>
    level === 'escalation' ? [{ step, to: [...escalatesTo], dueOn: last }] : [],
  );
  return { reminded, escalated, state: noted(state, notices) };
}

/** The earliest limit of the due steps, and the first day on which there is something to say; none when all was said. */
export function clockOf(state: ReviewState): { readonly dueOn: PlainDate; readonly noticeOn?: PlainDate } | undefined {
  const due = dueSteps(state);
  const limits = due.map((step) => dueOn(step, state.since));
  const notices = due.flatMap((step) => {
    const told = state.told?.[step.at] ?? 0;
    if (told >= 2) return [];
    return [told === 0 ? remindOn(step, state.since) : addDays(dueOn(step, state.since), 1)];
  });
  const [first] = limits.toSorted();
  const [notice] = notices.toSorted();
  return first === undefined ? undefined : { dueOn: first, ...(notice === undefined ? {} : { noticeOn: notice }) };
}
