/** What a government's gates (关口) require. */
import type { Ruled } from './policy.ts';

export type GateId = 'G1' | 'G2' | 'G3' | 'G4' | 'G5' | 'G6' | 'G7' | 'G8' | 'G9' | 'G10';

/**
 * assessment: concluded with an admissible verdict, if a trigger fits · goalsFiled: this year's goals are submitted · goals: they passed
 * the whole review · linkage: the sheet is computed and the amount is under its ceiling · goalsIssued: budget and goals in one
 * transaction · goalVersion: a new version of the goals comes with the change · reason: one of `adjustmentReasons` · fundsActive:
 * not suspended or stopped · secrecyReview: 保密审查 done and not secret · inTime: within `disclosure.days` · reply, confirmation:
 * of a rectification · fundPlan: 绩效管理规划, of a special fund · expiryEvaluation: 到期评价 · stageReports, mainReport: of a pilot.
 */
export type Requirement =
  | 'assessment'
  | 'goalsFiled'
  | 'goals'
  | 'linkage'
  | 'goalsIssued'
  | 'goalVersion'
  | 'reason'
  | 'fundsActive'
  | 'secrecyReview'
  | 'inTime'
  | 'reply'
  | 'confirmation'
  | 'fundPlan'
  | 'expiryEvaluation'
  | 'stageReports'
  | 'mainReport';

/** Every requirement must be met, but those in `waivable` when `linkage.exceptionBy` has approved. None required: the gate isn't kept. */
export interface Gate {
  readonly name: string;
  readonly requires: readonly Requirement[];
  readonly waivable: readonly Requirement[];
  readonly says: string;
}

export type GateRules = Readonly<Record<GateId, Ruled<Gate>>>;
