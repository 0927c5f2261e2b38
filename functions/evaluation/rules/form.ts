import type { Policy, Ruled } from '../../../shared/policy/policy.ts';
import type { ScoringRules } from '../../../shared/policy/scoring.ts';
import type { Exact } from '../../../shared/values/exact.ts';
import type { Finding } from '../../../shared/values/finding.ts';
import type { Grade, GradeBands } from '../../../shared/values/grade.ts';
import type { Level1, Level2, Operator } from '../../../shared/values/indicator.ts';
import type { Cents } from '../../../shared/values/money.ts';

/** 预算执行. `budget` is the year's adjusted budget (全年、调整后), never the initial one. */
export interface ExecutionRow {
  readonly weight: number;
  readonly budget: Cents;
  readonly executed: Cents;
  /** The project is finished (RS-101 grants a finished project within its budget full marks). */
  readonly finished?: boolean | undefined;
}

/** One row of 项目支出绩效自评表. What `operator`, `target` and `actual` leave out is read from the printed cells in `raw`. */
export interface IndicatorRow {
  readonly id: string;
  readonly level1: Level1;
  /** Only asked where a target is printed without a sign: 成本 and 时效 are read as "at most". */
  readonly level2?: Level2 | undefined;
  readonly operator?: Operator | undefined;
  readonly target?: number | string | undefined;
  readonly actual?: number | string | undefined;
  /** Full marks, ≥ 0, at most two places. */
  readonly weight: number;
  readonly raw?: { readonly target?: string | null | undefined; readonly actual?: string | null | undefined } | undefined;
  /** Of a qualitative indicator: 达成, 部分达成, 未达成; `degree` (0..1) is the share of the weight, inside that band. */
  readonly achieved?: 'full' | 'partial' | 'low' | undefined;
  readonly degree?: number | undefined;
}

/** The figures of a published form, as printed: they are compared and never replaced. */
export interface Published {
  /** The printed score of the execution row. */
  readonly execution?: number | undefined;
  /** The printed execution rate, e.g. `86.19%` or `0.958`. */
  readonly rate?: number | string | undefined;
  readonly scores?: Readonly<Record<string, number>> | undefined;
  readonly total?: number | undefined;
  readonly grade?: Grade | undefined;
}

export interface ScoreForm {
  readonly execution: ExecutionRow;
  readonly indicators: readonly IndicatorRow[];
  readonly published?: Published | undefined;
}

/** The yardstick: a national rule set, and what the policy of the division and year adds to it. */
export interface Scale {
  readonly ruleSet: ScoringRules;
  readonly grades: Ruled<GradeBands>;
  /** 0.3: an actual above 130 % of its target is questioned. */
  readonly overAchievement: Ruled<number>;
  /** An execution rate below this needs a reason. */
  readonly reasonBelow: Ruled<number>;
}

/** The scale of a policy; `ruleSet` is the one that the policy, or the request, names. */
export function scaleOf(policy: Policy, ruleSet: ScoringRules): Scale {
  const { overAchievement, reasonBelow } = policy.evaluation;
  return { ruleSet, grades: policy.grades, overAchievement, reasonBelow };
}

export interface ScoredIndicator {
  readonly id: string;
  /** How far the target was reached, 1 = 100 %, above 1 when exceeded; of a qualitative indicator the share granted. `null`: not known. */
  readonly completion: number | null;
  /** 0..weight, two places. `null`: can't be scored, and a finding says why. */
  readonly score: number | null;
  readonly findings: readonly Finding[];
}

export interface ScoreSheet {
  readonly execution: { readonly rate: number | null; readonly score: number | null };
  readonly indicators: readonly ScoredIndicator[];
  /** The sum of the scores there are; EV-13 says when some are missing. */
  readonly total: number;
  readonly grade: Grade;
  /** Of the form as a whole: execution, weights, total, published figures. Those of a row stand beside it. */
  readonly findings: readonly Finding[];
}

/** What a rule grants: a share of the full marks, before rounding. `undefined`: can't be scored. */
export interface Mark {
  readonly share: Exact | undefined;
  readonly completion: Exact | undefined;
  readonly findings: readonly Finding[];
}
