/** What a government rules about monitoring (绩效运行监控). */
import type { Ruled } from './policy.ts';

export type WarningLight = 'yellow' | 'red';
export type Likelihood = 'certain' | 'possible' | 'impossible';
export type TreatmentAction = 'continue' | 'transfer' | 'cancel' | 'rectify' | 'suspend' | 'stop' | 'resume' | 'recover';

/** By the end of `month` at least `minRate` of the year's budget is paid, or the budget light is at least `light`. */
export interface ExecutionLine {
  readonly month: number;
  readonly minRate: number;
  readonly light: WarningLight;
}

/** Who keeps a key project under watch (重点监控): its department, or finance. Everything else is watched daily (日常监控). */
export type KeyKind = 'department' | 'finance';

/**
 * One kind of key project, by the authority's own words in `name`. A project is one when `test` fits it:
 * - major: marked as major · investment: 基本建设.
 * - slowSpending: the newest reading's execution rate is more than `behind` behind the calendar.
 * - weakManagement: a rectification isn't closed, or an alert was answered by rectifying, holding or stopping, or by nobody in time.
 * - tag: it carries one of `tags` · chosen: only who is named for it picks it.
 */
export type KeyCriterion = { readonly name: string; readonly by: KeyKind } & (
  | { readonly test: 'major' | 'investment' | 'weakManagement' | 'chosen' }
  | { readonly test: 'slowSpending'; readonly behind: number }
  | { readonly test: 'tag'; readonly tags: readonly string[] }
);

/** 集中填报: the form of the months up to `period`, due on `due` (MM-DD). */
export interface FilingRound {
  readonly period: number;
  readonly due: string;
}

export interface MonitoringRules {
  /** Ascending by month and by rate. */
  readonly lines: Ruled<readonly ExecutionLine[]>;
  /** abs(goal progress − budget execution) above this warns. */
  readonly maxGap: Ruled<number>;
  readonly gapLight: Ruled<WarningLight>;
  /**
   * How far behind the calendar: more than `yellow` is yellow, more than `red` is red. A light that is on goes out, or falls from
   * red to yellow, only when the lag is below its threshold by `release`.
   */
  readonly bands: Ruled<{ readonly yellow: number; readonly red: number; readonly release: number }>;
  /** A light that is on goes out only when spending is past the line by `lines`, and goals and money are `gap` closer than `maxGap`. */
  readonly release: Ruled<{ readonly lines: number; readonly gap: number }>;
  /** Answers to 完成目标可能性 that make the goal light red by themselves. */
  readonly likelihoodRed: Ruled<readonly Likelihood[]>;
  /** What a warning may be answered with, within how many working days; what happens when nobody answers. */
  readonly treatment: Ruled<{
    readonly actions: readonly TreatmentAction[];
    readonly workingDays: number;
    readonly overdue: 'suspend' | 'none';
  }>;
  /** What the authority's document threatens, mildest first. */
  readonly sanctions: Ruled<readonly TreatmentAction[]>;
  /** Who owes filings (`all`, or only key projects), and what makes a project key. A reading is taken from any project. */
  readonly scope: Ruled<{ readonly all: boolean; readonly key: readonly KeyCriterion[] }>;
  readonly rounds: Ruled<readonly FilingRound[]>;
  /** What follows when a filing isn't there on its day: it is named once (未按时填报), or nothing. */
  readonly lateFiling: Ruled<'bulletin' | 'none'>;
  /** 精准清理: from which month money that can't be spent is proposed for recovery, what it is used for, and to which projects it may go. */
  readonly sweep: Ruled<{ readonly fromMonth: number; readonly use: string; readonly to: 'any' | 'key' }>;
}
