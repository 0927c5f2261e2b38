/**
 * The two national rule sets for self-evaluation scores. They contradict each other, so both are kept whole and a policy names one.
 * Rates and shares are 0..1; a share is of the indicator's full marks.
 */
import { by, type Ruled, type RuleSetId } from './policy.ts';

/** From this rate up (and below the next), this share of the full marks. */
export interface Step {
  readonly from: number;
  readonly share: number;
}

/** How far a qualitative indicator was met, and the shares open to it: `low` < share ≤ … see `bands`. */
export interface QualitativeBand {
  readonly achieved: 'full' | 'partial' | 'low';
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

export interface ScoringRules {
  readonly id: RuleSetId;
  readonly name: string;
  /** `steps` empty: in proportion to the rate. Finished within the budget is always full marks when `finishedIsFull`. */
  readonly execution: Ruled<{ readonly steps: readonly Step[]; readonly finishedIsFull: boolean }>;
  /** Completion below `passLine` scores 0, above it (completion − passLine) / (1 − passLine); 0: completion itself. */
  readonly quantitative: Ruled<{ readonly passLine: number }>;
  /** `steps` empty: as any quantitative indicator. The rate is the satisfaction itself, not its share of the target. */
  readonly satisfaction: Ruled<{ readonly steps: readonly Step[] }>;
  /** Both ends included. */
  readonly qualitative: Ruled<readonly QualitativeBand[]>;
  /** Whether an actual far above its target is questioned (`evaluation.overAchievement` says how far). */
  readonly overAchievement: Ruled<{ readonly questioned: boolean }>;
}

const RS_10 = '财预〔2020〕10号 第十七条';
const RS_101 = '财预〔2021〕101号';

export const SCORING: Readonly<Record<RuleSetId, ScoringRules>> = {
  'RS-10': {
    id: 'RS-10',
    name: '项目支出绩效评价管理办法',
    execution: by(RS_10, { steps: [], finishedIsFull: false }),
    // 未完成指标值的，按照完成值与指标值的比例记分。
    quantitative: by(RS_10, { passLine: 0 }),
    satisfaction: by(RS_10, { steps: [] }),
    // 分别按照该指标对应分值区间100-80%（含）、80-60%（含）、60-0%合理确定分值。
    qualitative: by(RS_10, [
      { achieved: 'full', name: '达成年度指标', from: 0.8, to: 1 },
      { achieved: 'partial', name: '部分达成年度指标并具有一定效果', from: 0.6, to: 0.8 },
      { achieved: 'low', name: '未达成年度指标且效果较差', from: 0, to: 0.6 },
    ]),
    // 对完成值高于指标值较多的，要分析原因，如果是由于年初指标值设定明显偏低造成的，要按照偏离度适度调减分值。
    overAchievement: by(RS_10, { questioned: true }),
  },
  'RS-101': {
    id: 'RS-101',
    name: '中央部门项目支出核心绩效目标和指标设置及取值指引（试行）',
    execution: by(RS_101, {
      steps: [
        { from: 1, share: 1 },
        { from: 0.8, share: 0.7 },
        { from: 0.6, share: 0.5 },
        { from: 0, share: 0 },
      ],
      finishedIsFull: true,
    }),
    quantitative: by(RS_101, { passLine: 0.6 }),
    satisfaction: by(RS_101, {
      steps: [
        { from: 0.9, share: 1 },
        { from: 0.8, share: 0.8 },
        { from: 0.6, share: 0.5 },
        { from: 0, share: 0 },
      ],
    }),
    qualitative: by(RS_101, [
      { achieved: 'full', name: '基本达成目标', from: 0.8, to: 1 },
      { achieved: 'partial', name: '部分实现目标', from: 0.6, to: 0.8 },
      { achieved: 'low', name: '实现目标程度较低', from: 0, to: 0.6 },
    ]),
    overAchievement: by(RS_101, { questioned: false }),
  },
};
