/** The score sheets and checklists that hold where a government has laid down none of its own. */
import type { Subject } from './policy.ts';
import type { Leaf, Material, ScoreSheet } from './sheet-rules.ts';

const POLICY = ['policy'] as const satisfies readonly Subject[];
const OTHERS = ['project', 'specialFund', 'department', 'street', 'government'] as const satisfies readonly Subject[];

const leaf =
  (fullMarks: number) =>
  (key: string, name: string): Leaf => ({ key, name, fullMarks });
const five = leaf(5);
const ten = leaf(10);

const AFFORDABILITY = {
  key: 'affordability',
  leaves: [ten('affordableNow', '当年财力可以承受'), ten('affordableLater', '中期财政可以承受、可持续')],
} as const;

/** Seen in use: 5 × 20 points, each leaf 5; where the seen sheet breaks off, the leaves are ours. */
const PROJECT_SHEET: ScoreSheet = {
  name: '项目事前绩效评估评分表',
  subjects: OTHERS,
  dimensions: [
    {
      key: 'necessity',
      leaves: [
        five('purpose', '目的明确、内容具体'),
        five('relevance', '与规划、政府决策和单位职责相关'),
        five('uniqueness', '不可替代、不重复交叉'),
        five('decision', '经过事前可研、专家论证、风险评估、集体决策'),
      ],
    },
    {
      key: 'economy',
      leaves: [
        five('budgetMatch', '预算内容与职责匹配'),
        five('budgetDetail', '预算明细清晰'),
        five('thrift', '体现勤俭办事'),
        five('estimate', '测算依据充分、符合定额标准'),
      ],
    },
    {
      key: 'goalSoundness',
      leaves: [
        five('goalForm', '格式规范、无缺项'),
        five('goalClarity', '目标明确'),
        five('goalRelevance', '指标与任务相关、细化量化'),
        five('goalLevel', '指标值合理可行'),
      ],
    },
    {
      key: 'feasibility',
      leaves: [
        five('organisation', '组织机构健全、职责明确'),
        five('schedule', '实施内容和进度安排明确'),
        five('conditions', '保障条件已经落实'),
        five('risk', '风险防控措施有效'),
      ],
    },
    {
      key: 'fundingCompliance',
      leaves: [
        five('source', '资金来源合规'),
        five('share', '财政投入方式和分担比例适当'),
        five('matching', '其他资金已经落实'),
        five('debt', '不新增隐性债务、财政风险可控'),
      ],
    },
    AFFORDABILITY,
  ],
};

/** 政策设立必要性、政策保障充分性、政策目标合理性、政策实施可持续性、政策资金合规性; the leaves are ours. */
const POLICY_SHEET: ScoreSheet = {
  name: '政策事前绩效评估评分表',
  subjects: POLICY,
  dimensions: [
    {
      key: 'necessity',
      name: '政策设立必要性',
      leaves: [
        five('grounds', '上位依据充分'),
        five('direction', '符合发展规划和公共财政支持方向'),
        five('uniqueness', '不与现行政策重复交叉'),
        five('decision', '经过征求意见、合法性审查、集体决策'),
      ],
    },
    {
      key: 'economy',
      name: '政策保障充分性',
      leaves: [
        five('beneficiaries', '受益范围测算准确'),
        five('standard', '保障标准适度、不擅自扩大'),
        five('estimate', '资金测算依据充分'),
        five('comparison', '与同类政策相比投入合理'),
      ],
    },
    {
      key: 'goalSoundness',
      name: '政策目标合理性',
      leaves: [
        five('goalForm', '格式规范、无缺项'),
        five('goalClarity', '目标明确'),
        five('goalRelevance', '指标与政策内容相关、细化量化'),
        five('goalLevel', '指标值合理可行'),
      ],
    },
    {
      key: 'feasibility',
      name: '政策实施可持续性',
      leaves: [
        five('organisation', '实施主体和职责明确'),
        five('schedule', '实施方案和期限明确'),
        five('exit', '有退出和调整机制'),
        five('risk', '风险防控措施有效'),
      ],
    },
    {
      key: 'fundingCompliance',
      name: '政策资金合规性',
      leaves: [
        five('source', '资金来源合规'),
        five('share', '事权与支出责任相适应'),
        five('matching', '各级分担资金已经落实'),
        five('debt', '不新增隐性债务、财政风险可控'),
      ],
    },
    AFFORDABILITY,
  ],
};

export const SCORE_SHEETS: readonly ScoreSheet[] = [PROJECT_SHEET, POLICY_SHEET];

const optional = (subjects: readonly Subject[], names: Readonly<Record<string, string>>): Material[] =>
  Object.entries(names).map(([kind, name]) => ({ kind, name, required: false, subjects }));

/** 项目15项、政策13项, and the report that both need. */
export const MATERIALS: readonly Material[] = [
  { kind: 'report', name: '事前绩效评估报告', required: true },
  { kind: 'goalForm', name: '绩效目标申报表', required: false },
  { kind: 'plan', name: '实施方案', required: false },
  ...optional(OTHERS, {
    application: '项目申报书',
    expectedPerformance: '预期绩效报告',
    laws: '法律法规依据',
    guidelines: '大政方针依据',
    developmentPlan: '发展规划依据',
    feasibilityStudy: '可行性研究报告',
    expertOpinion: '专家论证意见',
    design: '初步设计或图纸',
    budgetDetail: '预算明细及测算说明',
    priceEvidence: '材料、设备价格依据',
    quota: '定额、取费标准',
    estimateGrounds: '测算依据文件',
  }),
  ...optional(POLICY, {
    background: '政策背景说明',
    upperGrounds: '上位依据',
    comparison: '同类政策对比',
    draft: '政策草案',
    consultationSummary: '征求意见汇总',
    legalityReview: '合法性审查意见',
    fundingEstimate: '资金测算',
    beneficiaryEstimate: '受益范围测算',
    hearing: '论证、听证材料',
    indicatorGrounds: '绩效指标依据',
    riskControl: '风险防控措施',
  }),
  { kind: 'other', name: '其他材料', required: false },
];
