/** What a government rules about performance goals (绩效目标). */
import type { Role } from '../values/actor.ts';
import type { Grade } from '../values/grade.ts';
import type { Level1, Level2 } from '../values/indicator.ts';
import type { BudgetBook, Ruled, Subject } from './policy.ts';
import type { ReviewStep } from './review-rules.ts';

export type LevelWeights = Readonly<Record<Level1, number>>;

export interface GoalWeights {
  /** 预算执行率; with `indicators` it makes 100. */
  readonly execution: number;
  /** What the weights of a goal's indicators must sum to. */
  readonly indicators: number;
  /** Without cost indicators (产出50 效益30 满意度10). */
  readonly byLevel1: LevelWeights;
  /** With cost indicators of level 1 (成本20 产出40 效益20 满意度10). */
  readonly withCost: LevelWeights;
  /** Where the satisfaction weight goes when there is no such indicator. */
  readonly withoutSatisfaction: Level1;
  /** `error`: the sums by level 1 bind; `warning`: a departure is only pointed out. The overall sum always binds. */
  readonly byLevel: 'error' | 'warning';
}

/** Met by any indicator of one of `level1` or one of `level2`. */
export interface IndicatorRequirement {
  readonly name: string;
  readonly level1?: readonly Level1[];
  readonly level2?: readonly Level2[];
  readonly level: 'error' | 'warning';
  /** Left out: every project. */
  readonly when?: 'investment';
}

export type ReviewOutcome = 'pass' | 'return' | 'block';
export type AdjustmentReason = 'budgetAdjustment' | 'policyChange' | 'emergency';
export type CommonIndicatorKey = 'executionProgress' | 'spendingRate' | 'allocationRate';

export interface CommonIndicator {
  readonly key: CommonIndicatorKey;
  readonly name: string;
  readonly formula: string;
}

export interface ReviewCriterion {
  readonly key: string;
  readonly name: string;
  readonly marks: number;
}

/** The qualitative sheet: every criterion is graded in words, not in points. */
export interface QualitativeSheet {
  readonly criteria: readonly { readonly key: string; readonly name: string; readonly asks: string }[];
  /** What 优, 良, 中, 差 mean there. */
  readonly words: Readonly<Record<Grade, string>>;
}

/** One thing that goals of a template must speak of: by an indicator that names it, or one of these levels, or with one of these words. */
export interface TemplateAspect {
  readonly key: string;
  readonly name: string;
  readonly level1?: readonly Level1[];
  readonly level2?: readonly Level2[];
  readonly words?: readonly string[];
}

export type TemplateKind = 'department' | 'street' | 'government' | 'specialFund' | 'book';

/** 绩效目标模板: what the goals of such a subject, or of such a book, have to cover. */
export interface GoalTemplate {
  readonly kind: TemplateKind;
  readonly name: string;
  readonly article: string;
  /** Left out: every subject. */
  readonly subjects?: readonly Subject[];
  /** Left out: every book. */
  readonly books?: readonly BudgetBook[];
  readonly level: 'error' | 'warning';
  readonly aspects: readonly TemplateAspect[];
}

export interface GoalRules {
  readonly chain: Ruled<readonly ReviewStep[]>;
  readonly weights: Ruled<GoalWeights>;
  readonly requiredIndicators: Ruled<readonly IndicatorRequirement[]>;
  /** Share of the indicators, by number, that may be qualitative before it's pointed out. */
  readonly maxQualitativeShare: Ruled<number>;
  readonly vagueWords: Ruled<readonly string[]>;
  /** Share of the text that another project of the division may have in common before it's pointed out. */
  readonly maxSimilarity: Ruled<number>;
  /** By what share of last year's actual value a target may fall behind it before it's pointed out. */
  readonly maxDrop: Ruled<number>;
  /** The quantitative review sheet; its marks sum to 100, graded by `grades`. */
  readonly reviewSheet: Ruled<readonly ReviewCriterion[]>;
  readonly qualitativeSheet: Ruled<QualitativeSheet>;
  /** What goals of some subjects and books have to cover. */
  readonly templates: Ruled<readonly GoalTemplate[]>;
  readonly outcomes: Ruled<Readonly<Record<Grade, ReviewOutcome>>>;
  readonly adjustmentReasons: Ruled<readonly AdjustmentReason[]>;
  readonly adjustedBy: Ruled<readonly Role[]>;
  /** Indicators that finance puts into every department budget beside the project's own. */
  readonly commonIndicators: Ruled<readonly CommonIndicator[]>;
  /** What happens to goals and budget at the same time (三同步, 四同步). */
  readonly together: Ruled<readonly ('filing' | 'review' | 'approval' | 'issue' | 'disclosure')[]>;
}
