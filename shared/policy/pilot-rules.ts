/** 预算绩效管理试点: a programme that counties walk through with a project or two, and what a government has ruled about it. */
import type { Role } from '../values/actor.ts';
import type { Grade } from '../values/grade.ts';
import type { Ruled } from './policy.ts';

/**
 * What of the loop completes a stage: a conclusion that supports the project · the approval of its goals · the reading of the last month
 * of its year · a check on the spot · finance's evaluation, or its second one · the department's evaluation · the unit's own · a result
 * that was applied · nothing, so that only a submission does.
 */
export type Completion =
  | 'assessmentSupported'
  | 'goalsApproved'
  | 'lastReading'
  | 'siteCheck'
  | 'financeEvaluated'
  | 'departmentEvaluated'
  | 'selfEvaluated'
  | 'resultApplied'
  | 'submission';

export interface PilotStage {
  /** As it stands in paths: `assessment`. */
  readonly stage: string;
  readonly name: string;
  readonly completedBy: Completion;
  /** Due on that day (MM-DD) of the year so many years after the programme's first. */
  readonly due: { readonly year: number; readonly day: string };
  /** Where the stage is ordered. */
  readonly article: string;
}

export interface PilotCriterion {
  readonly criterion: string;
  readonly name: string;
}

export interface PilotRules {
  /** First and last day of a programme that names none; without them it has to. */
  readonly window: Ruled<{ readonly startsOn?: string; readonly endsOn?: string }>;
  readonly projectsPerCounty: Ruled<{ readonly min: number; readonly max: number }>;
  readonly stages: Ruled<readonly PilotStage[]>;
  /** Of which a chosen project meets one at least. */
  readonly criteria: Ruled<readonly PilotCriterion[]>;
  /** Whether a stage waits for the one before it. */
  readonly ordered: Ruled<boolean>;
  readonly acceptedBy: Ruled<readonly Role[]>;
  /** Who gets the special report (专报). */
  readonly specialReportTo: Ruled<readonly Role[]>;
  /** What a grade counts where counties are compared. */
  readonly gradePoints: Ruled<Readonly<Record<Grade, number>>>;
}

const stage = (key: string, name: string, completedBy: Completion, year: number, day: string, article = '默认（未规定）'): PilotStage => ({
  stage: key,
  name,
  completedBy,
  due: { year, day },
  article,
});

/** The loop, of which a county's first full year is the programme's second. */
export const PILOT_STAGES: readonly PilotStage[] = [
  stage('assessment', '事前绩效评估', 'assessmentSupported', 0, '12-31'),
  stage('goals', '绩效目标', 'goalsApproved', 1, '03-31'),
  stage('monitoring', '绩效跟踪监控', 'lastReading', 1, '12-31'),
  stage('evaluation', '绩效评价', 'financeEvaluated', 2, '05-31'),
  stage('application', '评价结果应用', 'resultApplied', 2, '06-30'),
];
