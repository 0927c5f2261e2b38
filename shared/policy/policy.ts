/**
 * What a government has ruled about budget performance management, as data. The functions hold the law that is common to all;
 * whatever differs between governments or years is a value here, beside the article it comes from.
 *
 * Money is 分, rates and shares are 0..1, scores are points out of 100, months are 1..12.
 */
import type { Role } from '../values/actor.ts';
import type { Grade, GradeBands } from '../values/grade.ts';
import type { Cents } from '../values/money.ts';
import type { Appraisal, CoverageRules } from './coverage-rules.ts';
import type { FramedSubject, FrameId } from './frames.ts';
import type { Gate, GateRules, Requirement } from './gate-rules.ts';
import type { GoalRules, LevelWeights } from './goal-rules.ts';
import type { MonitoringRules } from './monitoring-rules.ts';
import type { PilotRules } from './pilot-rules.ts';
import type { ReviewRules, ReviewStep } from './review-rules.ts';
import type { Material, ScoreSheet } from './sheet-rules.ts';

export type { Appraisal, CoverageRules, Instrument } from './coverage-rules.ts';
export type { Gate, GateId, GateRules, Requirement } from './gate-rules.ts';
export type {
  AdjustmentReason,
  CommonIndicator,
  CommonIndicatorKey,
  GoalRules,
  GoalTemplate,
  GoalWeights,
  IndicatorRequirement,
  LevelWeights,
  QualitativeSheet,
  ReviewCriterion,
  ReviewOutcome,
  TemplateAspect,
  TemplateKind,
} from './goal-rules.ts';
export type {
  ExecutionLine,
  FilingRound,
  KeyCriterion,
  KeyKind,
  Likelihood,
  MonitoringRules,
  TreatmentAction,
  WarningLight,
} from './monitoring-rules.ts';
export type { Completion, PilotCriterion, PilotRules, PilotStage } from './pilot-rules.ts';
export type { Quorum, ReviewRules, ReviewStep, ReviewTerms } from './review-rules.ts';
export type { Leaf, Material, ScoreSheet, SheetDimension } from './sheet-rules.ts';

/** A value and the article it comes from, e.g. `市中政办字〔2019〕36号 第九条`; `默认（…）` where no document fixes it. */
export interface Ruled<T> {
  readonly value: T;
  readonly basis: string;
}

export type Origin = 'new' | 'continuing' | 'expanded' | 'renewed';
export type Subject = 'project' | 'policy' | 'specialFund' | 'department' | 'street' | 'government';
export type BudgetBook = 'general' | 'governmentFund' | 'stateCapital' | 'socialInsurance';

// ── 事前绩效评估 ──────────────────────────────────────────────────────────────

export type DimensionKey = 'necessity' | 'economy' | 'goalSoundness' | 'feasibility' | 'fundingCompliance' | 'affordability';
export type Verdict = 'support' | 'partial' | 'revise' | 'reject';
export type Organiser = 'department' | 'finance' | 'investment';

/** A project must be assessed when any trigger fits it; every condition of a trigger must hold. */
export interface AssessmentTrigger {
  readonly origins: readonly Origin[];
  readonly subjects: readonly Subject[];
  /** Only what reaches `majorAmount`, or what finance marked as major. */
  readonly majorOnly: boolean;
  /** Only government investment (`true`); left out: either. */
  readonly investment?: boolean;
  /** First fiscal year that it holds for (逐步扩大事前绩效评估范围); left out: as long as the policy does. */
  readonly from?: number;
  readonly says: string;
}

export interface Dimension {
  readonly key: DimensionKey;
  readonly name: string;
  /** The most points a reviewer may give. */
  readonly fullMarks: number;
  /** What it counts in the total: its full marks, or 0 when it doesn't count. The weights sum to 100. */
  readonly weight: number;
  /** Scored below `vetoBelow` of its full marks, the whole is refused. */
  readonly veto: boolean;
  /** Must be argued. */
  readonly required: boolean;
}

export interface AssessmentRules {
  /** 重大: requested amounts from here up. */
  readonly majorAmount: Ruled<Cents>;
  readonly required: Ruled<readonly AssessmentTrigger[]>;
  readonly dimensions: Ruled<readonly Dimension[]>;
  /** 评分指标体系: each subject is scored on one of them, whose leaves make the dimensions' full marks. */
  readonly sheets: Ruled<readonly ScoreSheet[]>;
  /** Share of a veto dimension's full marks below which the verdict can only be `reject`. */
  readonly vetoBelow: Ruled<number>;
  /** In falling order of favour. */
  readonly verdicts: Ruled<readonly Verdict[]>;
  /** Verdicts that let a project into the library (G1). */
  readonly admissible: Ruled<readonly Verdict[]>;
  /** The best verdict a score from `from` up allows; a severer one is always open to the reviewer. Falling, the last from 0. */
  readonly verdictCuts: Ruled<readonly { readonly from: number; readonly verdict: Verdict }[]>;
  /** Who may submit as which organiser. */
  readonly organisers: Ruled<Readonly<Record<Organiser, readonly Role[]>>>;
  /** Organisers allowed for government investment. */
  readonly investmentOrganisers: Ruled<readonly Organiser[]>;
  /** 评审流程: whose opinions are asked for, in which steps. */
  readonly chain: Ruled<readonly ReviewStep[]>;
  /** Whether opinions keep to the chain's order and a conclusion waits for its end; else they come in any order, also later. */
  readonly chainBinds: Ruled<boolean>;
  readonly concludedBy: Ruled<readonly Role[]>;
  /** Bodies whose opinion must be sought, by the name used in `consultations[].body`. */
  readonly consultation: Ruled<readonly { readonly when: 'investment'; readonly bodies: readonly string[] }[]>;
  readonly materials: Ruled<readonly Material[]>;
}

// ── 绩效评价 ──────────────────────────────────────────────────────────────────

/** RS-10: 财预〔2020〕10号; RS-101: 财预〔2021〕101号. Their contents are in scoring.ts. */
export type RuleSetId = 'RS-10' | 'RS-101';
export type BulletinCause = 'missing' | 'difference' | 'poor';

/** Who is likelier to be checked; amount in 分, `rate` 0..1. */
export interface SamplingRules {
  /** A self-evaluation from this total up. */
  readonly score: number;
  /** An execution rate below this. */
  readonly rate: number;
  /** A year's budget from this amount up. */
  readonly amount: Cents;
  /** Points of risk for each sign; `lastPoor`: last year's grade was 差. */
  readonly weights: Readonly<Record<'score' | 'rate' | 'amount' | 'lastPoor', number>>;
  /** The share of the sample that goes to the highest risk; the rest to chance. */
  readonly riskShare: number;
}

export interface EvaluationRules {
  readonly ruleSet: Ruled<RuleSetId>;
  /** Weight of the execution rate in a self-evaluation. */
  readonly executionWeight: Ruled<number>;
  /** Weights by level 1 of a self-evaluation; with the execution weight they make 100. */
  readonly selfWeights: Ruled<LevelWeights>;
  /** The frame by which departments, streets and policies are evaluated as a whole; their contents are in frames.ts. */
  readonly frames: Ruled<Readonly<Record<FramedSubject, FrameId>>>;
  /** An actual this share above its target asks why (0.3: above 130 %). */
  readonly overAchievement: Ruled<number>;
  /** An execution rate below this needs a reason. */
  readonly reasonBelow: Ruled<number>;
  /** 差异较大: scores that far apart (≥, points) or grades that many bands apart (≥). */
  readonly spotCheck: Ruled<{ readonly difference: number; readonly gradeBands: number }>;
  /** MM-DD of the year after: a self-evaluation filed later, or not at all, is not 按要求. */
  readonly selfDue: Ruled<string>;
  readonly sampling: Ruled<SamplingRules>;
  /** 自评审核: who audits a self-evaluation, in which steps; none: nobody does. */
  readonly selfAudit: Ruled<readonly ReviewStep[]>;
  /** Whether a spot check waits for the audit's end. */
  readonly selfAuditBinds: Ruled<boolean>;
  /** Who checks on the spot: the last step decides (终审), what comes before drafts (初审), and no two steps are one person's. */
  readonly checkedBy: Ruled<readonly ReviewStep[]>;
  /** What goes to a bulletin (通报). */
  readonly bulletins: Ruled<readonly BulletinCause[]>;
  /** Full marks of a department or finance evaluation; they sum to 100. */
  readonly dimensions: Ruled<{ readonly decision: number; readonly process: number; readonly output: number; readonly benefit: number }>;
  /** Finance's evaluation: whether each step must be recorded, and after how many days the unit's silence counts as no objection. */
  readonly procedure: Ruled<{ readonly stepwise: boolean; readonly answerDays: number }>;
  /** Output and benefit together make at least this. */
  readonly minOutputBenefit: Ruled<number>;
  readonly cycle: Ruled<{
    readonly years: number;
    readonly plan: 'cycle' | 'expiry' | 'pilot' | 'yearly';
    readonly onExpiry: boolean;
    readonly reEvaluation: boolean;
  }>;
  /** Projects of so many years and more are evaluated at mid-term and at their end. */
  readonly longProject: Ruled<number>;
  readonly archiveYears: Ruled<number>;
}

// ── 结果应用 ──────────────────────────────────────────────────────────────────

export type LinkageFactor = 'assessedNeed' | 'goals' | 'lastYear' | 'departmentResult';
/** 优先保障、据实安排、督促改进、削减、削减或取消、问责. */
export type ResultUse = 'priority' | 'keep' | 'improve' | 'reduce' | 'reduceOrCancel' | 'account';

export interface LinkageRules {
  /** What caps next year's budget; the ceiling is the least of them. */
  readonly factors: Ruled<readonly LinkageFactor[]>;
  /** Share taken off the last approved budget, by last year's grade. */
  readonly cuts: Ruled<Readonly<Record<Grade, number>>>;
  readonly uses: Ruled<Readonly<Record<Grade, ResultUse>>>;
  /** A result is applied only after it was made public. */
  readonly afterDisclosure: Ruled<boolean>;
  /** Who may approve a budget above the ceiling. */
  readonly exceptionBy: Ruled<readonly Role[]>;
  /** A project leaves when this many years in a row were fair, or this many poor years weren't repaired. */
  readonly exit: Ruled<{ readonly fairYears: number; readonly poorYears: number }>;
}

// ── 其他 ──────────────────────────────────────────────────────────────────────

export type Escalation = 'bulletin' | 'summons' | 'reduction';

export interface Rectification {
  /** Calendar days to reply. */
  readonly days: number;
  readonly measures: readonly string[];
  /** What follows when it stays undone, in order. */
  readonly escalation: readonly Escalation[];
}

export interface Disclosure {
  /** Calendar days after approval. */
  readonly days: number;
  /** `all`: everything but secrets; `major`: key policies and projects first. */
  readonly scope: 'all' | 'major';
}

/** Everything a government can rule; an authority's file states the part where it differs. */
export interface Rules {
  readonly grades: Ruled<GradeBands>;
  readonly assessment: AssessmentRules;
  readonly goals: GoalRules;
  readonly monitoring: MonitoringRules;
  readonly evaluation: EvaluationRules;
  readonly linkage: LinkageRules;
  readonly gates: GateRules;
  readonly review: ReviewRules;
  readonly books: Ruled<readonly BudgetBook[]>;
  readonly coverage: CoverageRules;
  readonly rectification: Ruled<Rectification>;
  readonly disclosure: Ruled<Disclosure>;
  readonly appraisal: Ruled<Appraisal>;
  readonly pilot: PilotRules;
}

/** The values where an authority differs from what lies above it. A ruled value is replaced whole, never mixed. */
export type Overlay = { readonly [S in keyof Rules]?: Rules[S] extends Ruled<unknown> ? Rules[S] : Readonly<Partial<Rules[S]>> };

/** The rules that hold for one division and fiscal year. */
export interface Policy extends Rules {
  /** Of the nearest authority that has ruled, e.g. `jinghai-2020`. */
  readonly id: string;
  readonly name: string;
  /** Of that authority; `000000` is the nation. */
  readonly division: string;
  readonly document: string;
  /** Id and digest of all the content, e.g. `jinghai-2020+sha256:1a2b3c4d`: two equal versions decide alike. */
  readonly version: string;
}

/** The rules that an event names by their version, as they stood then; of one that nobody keeps, or that wasn't named, those in force now. */
export type Recall = (version?: string) => Policy;

/** One authority's file. */
export interface PolicyFile {
  readonly id: string;
  readonly name: string;
  readonly division: string;
  readonly document: string;
  /** When it came into force, `2020-11-06`, or `2022-06` where the day isn't known. */
  readonly since: string;
  /** Fiscal years, both included, none before `since`; without `to` it is still in force. */
  readonly years: { readonly from: number; readonly to?: number };
  readonly rules: Overlay;
}

/** Writes a value with its article: `by('津静海政发〔2020〕19号 四（二）', …)`. */
export function by<T>(basis: string, value: T): Ruled<T> {
  return { value, basis };
}

/** Writes a gate with its article. */
export function gate(
  basis: string,
  name: string,
  requires: readonly Requirement[],
  says: string,
  waivable: readonly Requirement[] = [],
): Ruled<Gate> {
  return by(basis, { name, requires, waivable, says });
}
