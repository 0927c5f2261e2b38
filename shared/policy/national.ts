/** What holds where no nearer government has ruled: the national documents, and defaults marked 默认 where they give no figure. */
import { APPRAISAL } from './appraisal.ts';
import { PILOT_STAGES } from './pilot-rules.ts';
import { by, gate, type Rules } from './policy.ts';
import { MATERIALS, SCORE_SHEETS } from './score-sheets.ts';

const OPINION_34 = '中发〔2018〕34号';
const GOALS_88 = '财预〔2015〕88号';
const MONITORING_136 = '财预〔2019〕136号';
const EVALUATION_10 = '财预〔2020〕10号';
const BUDGET_LAW = '《中华人民共和国预算法》';

export const NATIONAL: Rules = {
  // 90（含）-100分为优、80（含）-90分为良、60（含）-80分为中、60分以下为差。
  grades: by(`${EVALUATION_10}（评分评级）`, { excellent: 90, good: 80, fair: 60 }),

  assessment: {
    majorAmount: by('默认（国家未定金额，取500万元）', 500_000_000),
    // 对新出台重大政策、项目开展事前绩效评估。
    required: by(`${OPINION_34} 四（六）`, [
      {
        origins: ['new'],
        subjects: ['policy', 'project', 'specialFund'],
        majorOnly: true,
        says: '新出台重大政策、项目应开展事前绩效评估。',
      },
    ]),
    // 重点论证立项必要性、投入经济性、绩效目标合理性、实施方案可行性、筹资合规性等。
    dimensions: by(`${OPINION_34} 四（六）；分值默认（每项20分）`, [
      { key: 'necessity', name: '立项必要性', fullMarks: 20, weight: 20, veto: false, required: true },
      { key: 'economy', name: '投入经济性', fullMarks: 20, weight: 20, veto: false, required: true },
      { key: 'goalSoundness', name: '绩效目标合理性', fullMarks: 20, weight: 20, veto: false, required: true },
      { key: 'feasibility', name: '实施方案可行性', fullMarks: 20, weight: 20, veto: false, required: true },
      { key: 'fundingCompliance', name: '筹资合规性', fullMarks: 20, weight: 20, veto: false, required: true },
      { key: 'affordability', name: '财力可承受能力', fullMarks: 20, weight: 0, veto: false, required: false },
    ]),
    sheets: by('默认（项目、政策各一套评分表，每项指标5分）', SCORE_SHEETS),
    vetoBelow: by('默认（低于该项分值的60%）', 0.6),
    verdicts: by('默认（四档结论）', ['support', 'partial', 'revise', 'reject']),
    admissible: by('默认（予以支持、部分支持可入库）', ['support', 'partial']),
    verdictCuts: by('默认（80分、60分）', [
      { from: 80, verdict: 'support' },
      { from: 60, verdict: 'partial' },
      { from: 0, verdict: 'reject' },
    ]),
    organisers: by(`${OPINION_34} 四（六）`, {
      department: ['unit', 'department'],
      finance: ['finance-section', 'finance-performance'],
      investment: ['investment'],
    }),
    // 投资主管部门要加强基建投资绩效评估。
    investmentOrganisers: by(`${OPINION_34} 四（六）`, ['department', 'finance', 'investment']),
    // 必要时可以组织第三方机构独立开展绩效评估。
    chain: by(`${OPINION_34} 四（六）；步骤默认`, [
      { step: 'opinion', name: '财政部门评审', roles: ['finance-section', 'finance-performance', 'third-party'] },
    ]),
    chainBinds: by('默认（意见不分先后，不作为结论的前提）', false),
    concludedBy: by('默认（财政绩效科）', ['finance-performance']),
    consultation: by('默认（无）', []),
    materials: by(`${OPINION_34} 四（六）；材料清单默认`, MATERIALS),
  },

  goals: {
    chain: by(`${GOALS_88} 第二十六条`, [
      { step: 'department', name: '主管部门审核', roles: ['department'] },
      { step: 'finance', name: '财政部门审核', roles: ['finance-section', 'finance-performance'] },
    ]),
    weights: by(`${EVALUATION_10} 第十四条；设成本指标时按财预〔2021〕101号`, {
      execution: 10,
      indicators: 90,
      byLevel1: { cost: 0, output: 50, benefit: 30, satisfaction: 10 },
      withCost: { cost: 20, output: 40, benefit: 20, satisfaction: 10 },
      withoutSatisfaction: 'benefit',
      byLevel: 'warning',
    }),
    requiredIndicators: by('财预〔2021〕101号', [
      { name: '产出指标', level1: ['output'], level: 'error' },
      { name: '效益指标', level1: ['benefit'], level: 'error' },
      { name: '数量指标', level2: ['quantity'], level: 'warning' },
      { name: '质量指标', level2: ['quality'], level: 'warning' },
      { name: '成本指标', level1: ['cost'], level2: ['cost'], level: 'warning', when: 'investment' },
    ]),
    maxQualitativeShare: by('默认（定性指标不超过一半）', 0.5),
    vagueWords: by('默认（不可衡量的表述）', [
      '进一步提高',
      '进一步提升',
      '进一步加强',
      '进一步完善',
      '不断提高',
      '不断提升',
      '不断完善',
      '逐步提高',
      '逐步完善',
      '有所提高',
      '有所改善',
      '明显提高',
      '显著提升',
      '加强管理',
      '大力推进',
      '积极推进',
      '效果明显',
    ]),
    maxSimilarity: by('默认（文字重复80%）', 0.8),
    maxDrop: by('默认（低于上年实际完成值）', 0),
    reviewSheet: by(`${GOALS_88}（定量审核表）`, [
      { key: 'completeness', name: '规范完整性', marks: 10 },
      { key: 'clarity', name: '明确清晰性', marks: 10 },
      { key: 'relevance', name: '目标相关性', marks: 15 },
      { key: 'soundness', name: '指标科学性', marks: 15 },
      { key: 'reasonableness', name: '绩效合理性', marks: 15 },
      { key: 'fundingMatch', name: '资金匹配性', marks: 15 },
      { key: 'likelihood', name: '实现可能性', marks: 10 },
      { key: 'conditions', name: '条件充分性', marks: 10 },
    ]),
    qualitativeSheet: by(`${GOALS_88}（定性审核表）`, {
      criteria: [
        { key: 'completeness', name: '规范完整性', asks: '填报格式规范、内容完整、编写及时、没有漏项' },
        { key: 'clarity', name: '明确清晰性', asks: '目标明确，内容具体，层次分明，表述准确' },
        { key: 'relevance', name: '目标相关性', asks: '总体目标符合规划、部门职能和事业发展需要' },
        { key: 'soundness', name: '指标科学性', asks: '指标全面、充分、细化、量化，难以量化的定性描述充分、具体' },
        { key: 'reasonableness', name: '绩效合理性', asks: '预期绩效显著，符合行业水平和客观规律' },
        { key: 'fundingMatch', name: '资金匹配性', asks: '目标与资金规模、使用方向匹配，需求测算合理' },
        { key: 'likelihood', name: '实现可能性', asks: '经过充分论证和合理测算，如期实现的可能性大' },
        { key: 'conditions', name: '条件充分性', asks: '组织、制度、人员和设施条件具备，进度安排合理' },
      ],
      words: {
        excellent: '完全符合要求',
        good: '基本符合要求，少量修改即可',
        fair: '部分符合要求，可以修改完善',
        poor: '内容空洞，或者大部分不符合要求',
      },
    }),
    templates: by('默认（无）', []),
    // 审核结果为“优”的，直接进入下一步；为“良”的，协商完善后进入下一步；为“中”的，修改完善后按程序重新报送；为“差”的，不得进入下一步。
    outcomes: by(`${GOALS_88} 第二十五条`, { excellent: 'pass', good: 'pass', fair: 'return', poor: 'block' }),
    // 绩效目标确定后，一般不予调整。因特殊原因确需调整的，应按照绩效目标管理要求和预算调整流程报批。
    adjustmentReasons: by(`${GOALS_88} 第二十八条；事由默认（预算调整、政策变化、突发事件）`, [
      'budgetAdjustment',
      'policyChange',
      'emergency',
    ]),
    adjustedBy: by('默认（谁申请资金，谁编制目标）', ['unit', 'department']),
    commonIndicators: by('默认（无）', []),
    // 谁批复预算，谁批复目标。
    together: by(`${GOALS_88} 第二十七条`, ['approval']),
  },

  monitoring: {
    lines: by('默认（参照川财绩〔2025〕10号）', [
      { month: 4, minRate: 0.25, light: 'yellow' },
      { month: 6, minRate: 0.4, light: 'yellow' },
      { month: 8, minRate: 0.6, light: 'yellow' },
      { month: 10, minRate: 0.8, light: 'yellow' },
    ]),
    maxGap: by('默认（参照川财绩〔2025〕10号，差距大于10%）', 0.1),
    gapLight: by('默认（黄灯）', 'yellow'),
    bands: by('默认（落后时序进度10、20个百分点，回落2个百分点解除）', { yellow: 0.1, red: 0.2, release: 0.02 }),
    release: by('默认（超过进度线、低于差距上限2个百分点解除）', { lines: 0.02, gap: 0.02 }),
    likelihoodRed: by('默认（完全不可能）', ['impossible']),
    treatment: by('默认（参照川财绩〔2025〕10号，10个工作日，逾期暂停）', {
      actions: ['continue', 'transfer', 'cancel', 'rectify', 'suspend', 'stop', 'resume', 'recover'],
      workingDays: 10,
      overdue: 'suspend',
    }),
    sanctions: by(`${MONITORING_136}（结果应用）`, ['rectify', 'suspend', 'stop']),
    // 各级财政部门建立重大政策、项目绩效跟踪机制
    scope: by(`${OPINION_34} 四（八）`, { all: true, key: [{ test: 'major', name: '重大政策和项目', by: 'finance' }] }),
    rounds: by(`${MONITORING_136}（8月集中分析1—7月）`, [{ period: 7, due: '08-31' }]),
    lateFiling: by('默认（未按时填报的通报一次）', 'bulletin'),
    sweep: by('默认（12月清理，收回统筹）', { fromMonth: 12, use: '收回统筹使用', to: 'any' }),
  },

  evaluation: {
    ruleSet: by(EVALUATION_10, 'RS-10'),
    executionWeight: by(`${EVALUATION_10} 第十四条`, 10),
    // 预算执行率10%、产出指标50%、效益指标30%、服务对象满意度指标10%。
    selfWeights: by(`${EVALUATION_10} 第十四条`, { cost: 0, output: 50, benefit: 30, satisfaction: 10 }),
    frames: by('财预〔2013〕53号（部门整体）；街道、政策默认', { department: 'CZB-53', street: 'STREET-6', policy: 'POLICY-3' }),
    overAchievement: by(`${EVALUATION_10} 第十七条；幅度默认（30%）`, 0.3),
    reasonBelow: by('默认（执行率低于90%说明原因）', 0.9),
    spotCheck: by('默认（相差10分或一个等次）', { difference: 10, gradeBands: 1 }),
    selfDue: by('默认（次年4月30日）', '04-30'),
    sampling: by('默认（自评98分以上、执行率低于60%、500万元以上、上年为差；一半按风险，一半随机）', {
      score: 98,
      rate: 0.6,
      amount: 500_000_000,
      weights: { score: 2, rate: 3, amount: 2, lastPoor: 4 },
      riskShare: 0.5,
    }),
    selfAudit: by('默认（主管部门审核，财政部门接收）', [
      { step: 'department', name: '主管部门审核', roles: ['department'] },
      { step: 'finance', name: '财政部门接收', roles: ['finance-section', 'finance-performance'] },
    ]),
    selfAuditBinds: by('默认（审核不作为抽查复核的前提）', false),
    checkedBy: by('默认（财政部门）', [{ step: 'check', name: '财政部门抽查复核', roles: ['finance-section', 'finance-performance'] }]),
    bulletins: by('默认（未开展自评、差异较大、抽评为差）', ['missing', 'difference', 'poor']),
    dimensions: by(`${EVALUATION_10}（产出、效益权重不低于60%）；分值默认`, { decision: 20, process: 20, output: 30, benefit: 30 }),
    procedure: by(`${EVALUATION_10}（评价程序）；逐步登记和答复期限默认（不强制，10日）`, { stepwise: false, answerDays: 10 }),
    minOutputBenefit: by(EVALUATION_10, 60),
    cycle: by(`${EVALUATION_10}（5年为周期）`, { years: 5, plan: 'cycle', onExpiry: false, reEvaluation: false }),
    // 对于实施期5年及以上的项目，应适时开展中期和实施期后绩效评价。
    longProject: by(`${EVALUATION_10}（实施期5年及以上的项目）`, 5),
    archiveYears: by('默认（10年）', 10),
  },

  linkage: {
    factors: by(`${BUDGET_LAW} 第三十二条；${OPINION_34} 四（九）`, ['assessedNeed', 'goals', 'lastYear']),
    cuts: by('默认（中减10%，差减30%）', { excellent: 0, good: 0, fair: 0.1, poor: 0.3 }),
    uses: by(`${EVALUATION_10}（结果应用）`, { excellent: 'priority', good: 'keep', fair: 'reduce', poor: 'reduce' }),
    afterDisclosure: by('默认（不以公开为前提）', false),
    exceptionBy: by('默认（本级政府）', ['government']),
    exit: by('默认（连续两年为中，或为差未整改）', { fairYears: 2, poorYears: 1 }),
  },

  gates: {
    G1: gate(`${OPINION_34} 四（六）`, '项目入库', ['assessment'], '应开展事前绩效评估的，结论可入库方可入库。'),
    G2: gate(
      `${OPINION_34} 四（六）（七）`,
      '申请预算',
      ['assessment', 'goalsFiled'],
      '评估结果是申请预算的必备要件，绩效目标是预算安排的前置条件。',
    ),
    G3: gate(
      `${OPINION_34} 四（七）（九）`,
      '安排预算',
      ['goals', 'linkage'],
      '绩效目标未经审核通过的不得安排预算；安排数不得高于挂钩核定的上限。',
      ['linkage'],
    ),
    G4: gate(`${GOALS_88} 第二十七条`, '批复预算', ['goalsIssued'], '批复预算时同步批复绩效目标。'),
    G5: gate(`${GOALS_88} 第二十八条`, '预算调整', ['goalVersion', 'reason'], '调整预算同时报送调整后的绩效目标，并说明事由。'),
    G6: gate(`${MONITORING_136}（结果应用）`, '资金拨付', ['fundsActive'], '暂缓或停止拨款期间不得拨付。'),
    G7: gate(`${BUDGET_LAW} 第十四条`, '信息公开', ['secrecyReview', 'inTime'], '批准后二十日内公开，涉及国家秘密的除外。'),
    G8: gate(`${EVALUATION_10}（结果应用）`, '整改销号', ['reply', 'confirmation'], '报送整改情况并经财政部门确认后销号。'),
    G9: gate('默认（未规定）', '专项资金存续', [], '本级未作规定。'),
    G10: gate('默认（未规定）', '试点验收', [], '本级未作规定。'),
  },

  // 一般公共预算、政府性基金预算、国有资本经营预算、社会保险基金预算。
  review: {
    terms: by('默认（未规定：10个工作日办理，提前3个工作日催办，逾期报上一级）', {
      workingDays: 10,
      reminderDays: 3,
      escalatesTo: ['finance-performance', 'government'],
    }),
    delegation: by('默认（委托代办不超过90日）', { days: 90 }),
  },
  books: by(`${OPINION_34} 五（十）（十一）`, ['general', 'governmentFund', 'stateCapital', 'socialInsurance']),
  rectification: by('默认（30日）', {
    days: 30,
    measures: ['制度完善', '管理改进', '加强内控', '降低成本', '落实责任'],
    escalation: ['bulletin', 'summons', 'reduction'],
  }),
  disclosure: by(`${BUDGET_LAW} 第十四条`, { days: 20, scope: 'all' }),
  coverage: {
    // 积极开展涉及一般公共预算等财政资金的政府投资基金、主权财富基金、政府和社会资本合作、政府采购、政府购买服务、政府债务项目绩效管理。
    instruments: by(`${OPINION_34} 五（十一）`, ['investmentFund', 'ppp', 'procurement', 'servicePurchase', 'debt']),
    categories: by('默认（未规定）', { common: { names: [] }, sectors: { names: [] } }),
    secrecy: by(`${BUDGET_LAW} 第十四条；审查人默认（主管部门）`, { levels: ['project', 'field'], reviewedBy: ['department'] }),
    // 委托方与被评价对象相分离；绩效目标设定、运行监控、自评不得委托第三方。
    agencies: by('财预〔2021〕6号、财监〔2021〕4号；评分、年限默认', {
      works: ['事前绩效评估', '绩效目标评审', '绩效评价', '绩效管理咨询'],
      quality: [
        { name: '工作方案', marks: 20 },
        { name: '实施过程', marks: 20 },
        { name: '报告质量', marks: 40 },
        { name: '时效', marks: 10 },
        { name: '工作纪律', marks: 10 },
      ],
      failing: 60,
      excludedYears: 2,
      recusalYears: 2,
    }),
    priorities: by('默认（未规定）', { tag: '集中财力办大事', fields: [], books: [] }),
  },
  appraisal: by('默认（未规定）', { ...APPRAISAL, series: [], consequences: [] }),
  pilot: {
    window: by('默认（未规定，由试点方案写明）', {}),
    projectsPerCounty: by('默认（1至2个）', { min: 1, max: 2 }),
    stages: by('默认（预算绩效管理各环节）', PILOT_STAGES),
    criteria: by('默认（重大政策和项目）', [{ criterion: 'majorTask', name: '重大政策和项目' }]),
    ordered: by('默认（依次完成）', true),
    acceptedBy: by('默认（组织试点的上级财政部门）', ['province']),
    specialReportTo: by('默认（同级人大、政府）', ['congress', 'government']),
    gradePoints: by('默认（优4、良3、中2、差1）', { excellent: 4, good: 3, fair: 2, poor: 1 }),
  },
};
