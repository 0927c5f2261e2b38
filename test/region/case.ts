import { cell, parts, zip } from '../shared/workbook/zip.ts';
import { KEYS } from './sender.ts';

/** One made-up project and everything that its people send about it: perfect, so that a test can spoil one thing. */
export interface Case {
  readonly code: string;
  readonly division: string;
  readonly department: string;
  readonly unit: string;
  readonly year: number;
  /** 元 */
  readonly budget: string;
  /** What it is, where it is no project: `department`. */
  readonly subject?: string;
  /** More words of its goals, where they must not be its neighbours'. */
  readonly words?: string;
  /** 元, at the year's end. */
  readonly executed: string;
  /** Attachment ids, once the files are uploaded. */
  readonly report: { readonly assessment: string; readonly evaluation: string; readonly rectification: string };
  /** Id of the rectification notice, once there is one. */
  readonly notice: string;
  /** Id of an imported workbook, once there is one. */
  readonly importId: string;
  /** The pilot programme in which its county takes part with it, once there is one. */
  readonly programme: string;
  /** Id of a blueprint of that programme, once there is one. */
  readonly blueprintId: string;
  /** Id of a batch that another stack sent, once there is one. */
  readonly batch: string;
}

/** The day on which everything here happens; the region's clock stands there. */
export const TODAY = '2026-03-02';

export function caseOf(code: string, changes: Partial<Case> = {}): Case {
  const nowhere = `640104-${'0'.repeat(64)}`;
  return {
    code,
    division: '640104',
    department: '219',
    unit: '219001',
    year: 2025,
    budget: '6000000.00',
    executed: '5880000.00',
    report: { assessment: nowhere, evaluation: nowhere, rectification: nowhere },
    notice: `${code}.2025.H0000000000`,
    importId: `640104-${'0'.repeat(24)}`,
    programme: `pilot-${code.toLowerCase()}`,
    blueprintId: '0'.repeat(16),
    batch: '640104.none',
    ...changes,
  };
}

/** How far the year's goals have come, 0–1. */
const actuals = (share: number) => [
  { id: 'I1', actual: Math.round(40 * share) },
  { id: 'I2', actual: Number((96 * share).toFixed(2)) },
  { id: 'I3', actual: Number((100 * share).toFixed(2)) },
  { id: 'I4', actual: Math.round(2100 * share) },
  { id: 'I5', actual: Number((93 * share).toFixed(2)) },
];

const indicators = [
  {
    id: 'I1',
    level1: 'output',
    level2: 'quantity',
    name: '开展技能培训场次',
    operator: '>=',
    target: 40,
    unit: '场',
    weight: 20,
    source: '培训签到表',
    raw: '≥40场',
  },
  {
    id: 'I2',
    level1: 'output',
    level2: 'quality',
    name: '培训合格率',
    operator: '>=',
    target: 95,
    unit: '%',
    weight: 15,
    source: '考核登记',
    raw: '≥95%',
  },
  {
    id: 'I3',
    level1: 'output',
    level2: 'timeliness',
    name: '培训按期完成率',
    operator: '=',
    target: 100,
    unit: '%',
    weight: 15,
    source: '培训计划',
    raw: '=100%',
  },
  {
    id: 'I4',
    level1: 'benefit',
    level2: 'social',
    name: '稳定就业人数',
    operator: '>=',
    target: 2000,
    unit: '人',
    weight: 30,
    source: '就业台账',
    raw: '≥2000人',
  },
  {
    id: 'I5',
    level1: 'satisfaction',
    level2: 'satisfaction',
    name: '参训人员满意度',
    operator: '>=',
    target: 90,
    unit: '%',
    weight: 10,
    source: '问卷',
    raw: '≥90%',
  },
];

/** A share of an amount, for readings on the way through the year. */
export function partOf(amount: string, share: number): string {
  return (Number(amount) * share).toFixed(2);
}

/** The reading of one month: so much of the budget paid, so much of the goals reached. */
export function reading({ year, budget }: Case, period: string, day: string, paid: number, reached: number) {
  return {
    asOf: `${year}-${period}-${day}`,
    paid: partOf(budget, paid),
    issued: budget,
    expected: budget,
    indicators: actuals(reached).map((row) => ({ ...row, likelihood: 'certain' })),
  };
}

const argument = (text: string, evidence: string) => ({ argument: text, score: 18, evidence: [evidence] });

/** A list of one reading, as a county sends it. */
function readingsList({ code, budget }: Case): Buffer {
  const row = (line: number, values: readonly string[]) =>
    `<row r="${line}">${values.map((value, at) => cell(`${'ABC'[at]}${line}`, value)).join('')}</row>`;
  return zip(parts(row(1, ['项目代码', '月份', '累计支付数']) + row(2, [code, '6月', partOf(budget, 0.18)])));
}

/** A perfect body for every route that takes one, by operation. */
export function bodiesOf(own: Case) {
  const { division, department, unit, year, budget, executed, report } = own;
  const overall = `全年开展职业技能培训四十场，培训合格率不低于95%，帮助两千人稳定就业。${own.words ?? ''}`;
  const goals = { overall, indicators, budget };
  const funds = { initial: budget, adjusted: budget, executed, finished: true };
  const reported = actuals(1).map((row) => ({ ...row, note: '按计划完成' }));
  const evaluated = {
    evaluator: '演示评价组',
    dimensions: { decision: 18, process: 18.5, output: 28, benefit: 27.25 },
    indicators: [{ id: 'A1', name: '立项依据充分性', weight: 5, score: 4.5, note: '资料齐全' }],
    report: report.evaluation,
    exchange: { sentOn: `${year + 1}-02-01`, answeredOn: `${year + 1}-02-10` },
  };
  const file = { name: '报告.pdf', bytes: 1024, sha256: 'a'.repeat(64), mediaType: 'application/pdf' };
  return {
    registerProject: {
      name: '（演示）职业技能培训',
      division,
      departmentCode: department,
      departmentName: '演示主管部门',
      unitCode: unit,
      unitName: '演示预算单位',
      subject: own.subject ?? 'project',
      origin: 'new',
      budgetBook: 'general',
      instrument: 'servicePurchase',
      investment: false,
      startsOn: `${year}-01-01`,
      endsOn: `${year}-12-31`,
      requestedAmount: budget,
      major: true,
      secret: false,
      tags: ['民生'],
      responsible: { id: `person-${own.code}`, name: '演示负责人', post: '科长' },
    },
    withdrawProject: { reason: '项目不再实施' },
    approveBudget: { approvedAmount: budget, exception: { approvalNo: '区政府批〔2025〕1号', reason: '特殊情况' } },
    planFund: {
      period: { from: year, until: year + 1 },
      strategicGoal: '两年培训四千人，稳定就业。',
      totalAmount: budget,
      years: [
        { fiscalYear: year, task: '培训两千人', amount: '3000000.00' },
        { fiscalYear: year + 1, task: '再培训两千人', amount: '3000000.00' },
      ],
    },
    discloseProject: { secrecyReviewedBy: '演示审查人', publishedOn: TODAY, url: 'https://example.gov.cn/1', scope: ['goals'] },
    exitProject: { reason: '任务已经完成，不再安排。', approvalNo: '区政府批〔2026〕3号' },
    renewFund: { decision: 'continue', until: year + 3, reason: '到期评价为优，继续实施。' },
    changeBudget: { reason: 'policyChange', explanation: '上级政策调整培训任务。', amount: budget, approvalNo: '区政府批〔2025〕2号' },
    offerAssessmentAttachment: file,
    offerEvaluationAttachment: file,
    offerRectificationAttachment: file,
    offerImportAttachment: file,
    offerPilotAttachment: file,
    launchPilot: {
      name: '（演示）预算绩效一体化管理试点',
      division: `${division.slice(0, 2)}0000`,
      startsOn: `${year}-01-01`,
      endsOn: `${year + 1}-12-31`,
      projectsPerCounty: { min: 1, max: 2 },
      stages: [
        { stage: 'assessment', name: '事前绩效评估', dueOn: `${year + 1}-06-30` },
        { stage: 'goals', name: '绩效目标', dueOn: `${year + 1}-06-30` },
        { stage: 'monitoring', name: '绩效跟踪监控', dueOn: `${year + 1}-06-30` },
        { stage: 'evaluation', name: '绩效评价', dueOn: `${year + 1}-06-30` },
        { stage: 'application', name: '评价结果应用', dueOn: `${year + 1}-12-31` },
      ],
      criteria: [{ criterion: 'majorTask', name: '重大目标任务' }, 'publicAttention'],
    },
    enrolPilotCounty: { projects: [{ projectCode: own.code, criteria: ['majorTask'] }], support: 'thirdParty' },
    completePilotStage: { completedOn: `${year + 1}-02-20`, report: { overview: '评估论证充分。', savings: '120000.00' } },
    reportPilot: { title: '一体化管理试点报告', overview: '五个阶段均已完成。', experience: '目标先行。', problems: '台账不全。' },
    reportPilotSpecially: { title: '一体化管理试点专报', overview: '五个阶段均已完成。', suggestions: '全面推开。' },
    acceptPilot: { verdict: 'accepted', comment: '报告完整，予以验收。' },
    publishPilotBlueprint: {
      division,
      projectCode: own.code,
      title: '培训类项目规范管理蓝本',
      summary: '从事前评估到结果应用的全流程做法。',
      stages: ['assessment'],
      content: '一、事前评估……',
    },
    offerExchangeAttachment: { ...file, name: '监控数据.ndjson', mediaType: 'application/x-ndjson' },
    registerPeer: { name: '演示区财政局', kinds: ['events', 'submissions', 'readings'], keys: [KEYS.jwk] },
    previewImport: {
      form: 'readings',
      fiscalYear: year,
      division,
      projectCode: own.code,
      moneyUnit: 'yuan',
      workbook: { name: '监控数据汇总表.xlsx', content: readingsList(own).toString('base64') },
    },
    issueRectification: {
      projectCode: own.code,
      fiscalYear: year,
      source: 'financeEvaluation',
      findings: [{ says: '培训台账登记不全', basis: '财政评价报告', measure: '完善预算管理制度' }],
      requirement: '补全台账，退回多付的培训费。',
      amount: '1000.00',
    },
    replyToRectification: {
      measures: [{ kind: '完善预算管理制度', says: '已补全台账并制定登记办法。' }],
      evidence: [report.rectification],
      completedOn: TODAY,
      amount: '1000.00',
    },
    confirmRectification: { accepted: true, comment: '整改到位，予以销号。' },
    submitAssessment: {
      organiser: 'department',
      requestedAmount: budget,
      dimensions: {
        necessity: argument('符合促进就业规划，职责明确。', report.assessment),
        economy: argument('培训单价低于同类地区平均水平。', report.assessment),
        goalSoundness: argument('目标与任务逐项对应，可衡量。', report.assessment),
        feasibility: argument('师资、场地、时限均已落实。', report.assessment),
        fundingCompliance: argument('资金来源为一般公共预算，不举债。', report.assessment),
        affordability: argument('金额占部门支出比重小，财力可承受。', report.assessment),
      },
      materials: [{ kind: 'report', title: '事前绩效评估报告', attachmentId: report.assessment }],
      consultations: [{ body: '财政部门', opinion: '同意' }],
    },
    returnAssessment: {
      reason: '论证不充分',
      findings: [{ rule: 'AS-12', level: 'error', at: '/dimensions/economy', says: '成本测算缺依据', basis: '财政部门审核意见' }],
    },
    withdrawAssessment: { reason: '测算依据有误，撤回修改。' },
    commissionAssessment: { organisation: 'third-party-001', division, from: '2025-01-01', until: '2099-12-31' },
    opineOnAssessment: {
      scores: { necessity: 19, economy: 18, goalSoundness: 18, feasibility: 19, fundingCompliance: 19, affordability: 18 },
      opinion: '论证充分，同意。',
    },
    assessIndependently: {
      organiser: 'finance',
      scores: { necessity: 19, economy: 17, goalSoundness: 18, feasibility: 18, fundingCompliance: 19, affordability: 18 },
      leaves: { purpose: 5, relevance: 5, uniqueness: 4, decision: 5 },
      supportedAmount: budget,
      opinion: '独立测算与申请基本一致。',
      report: report.assessment,
    },
    fulfilCondition: { statement: '合同已经签订，按进度支付。', evidence: report.assessment },
    confirmCondition: { outcome: 'met', comment: '已核实合同。' },
    concludeAssessment: { verdict: 'support', supportedAmount: budget, conditions: ['按合同支付'], reason: '各维度均达到要求。' },
    checkGoals: { ...goals, division, fiscalYear: year, projectCode: own.code, requestedAmount: budget, investment: false },
    fileGoals: goals,
    reviewGoals: {
      step: 'department',
      opinion: 'excellent',
      comment: '指标清晰、可衡量。',
      sheet: {
        completeness: 'excellent',
        clarity: 'excellent',
        relevance: 'good',
        soundness: 'excellent',
        reasonableness: 'excellent',
        fundingMatch: 'good',
        likelihood: 'excellent',
        conditions: 'excellent',
      },
    },
    grantDelegation: {
      to: 'person-of-trust',
      organisation: 'F01',
      kinds: ['goals'],
      from: TODAY,
      until: '2026-03-31',
      reason: '出差期间由同事代办。',
    },
    revokeDelegation: { reason: '已返岗。' },
    withdrawGoals: { reason: '指标值填写有误，撤回修改。' },
    adjustGoals: {
      ...goals,
      reason: 'policyChange',
      explanation: '上级政策调整培训任务。',
      indicators: indicators.map((row) => (row.id === 'I1' ? { ...row, target: 42, raw: '≥42场' } : row)),
    },
    commissionGoals: { organisation: 'third-party-001', division, until: '2099-12-31' },
    recordReading: reading(own, '06', '30', 0.18, 0.2),
    recordReadings: { readings: [{ projectCode: own.code, fiscalYear: year, period: '06', ...reading(own, '06', '30', 0.18, 0.2) }] },
    checkReading: {
      division,
      fiscalYear: year,
      period: '06',
      asOf: `${year}-06-30`,
      budget,
      paid: partOf(budget, 0.18),
      indicators: [{ target: 40, actual: 8, operator: '>=', weight: 20 }],
    },
    chooseKeyProject: { key: true, reason: '区政府确定的重点项目。' },
    recordCheck: { checkedOn: TODAY, checkers: ['演示检查人'], findings: [], conclusion: 'normal' },
    treatAlert: { action: 'suspend', reason: '支出进度明显滞后，暂缓拨款。' },
    proposeSweep: { division, fiscalYear: year, asOf: `${year}-12-31` },
    decideSweep: { items: [{ projectCode: own.code, recover: '60000.00', reason: '年底前无法支付，收回统筹。' }] },
    scoreEvaluation: {
      division,
      fiscalYear: year,
      ruleSet: 'RS-10',
      execution: { weight: 10, budget, executed, finished: true },
      indicators: [
        {
          id: 'I1',
          level1: 'output',
          level2: 'quantity',
          operator: '>=',
          target: 40,
          actual: 40,
          weight: 90,
          raw: { target: '≥40场', actual: '40场' },
        },
      ],
      published: { execution: 9.8, rate: 0.98, scores: { I1: 90 }, total: 99.8, grade: 'excellent' },
    },
    drawSample: { division, fiscalYear: year, seed: '20260302', size: 5 },
    scoreFrame: {
      division,
      fiscalYear: year,
      subject: 'street',
      inputs: { keyTasksDone: 30, keyTasksOrdered: 30, tax: 1010.5, taxLastYear: 1000 },
    },
    selfEvaluate: { funds, overall: '年度目标全部完成。', indicators: reported, statement: true },
    reviewSelfEvaluation: { step: 'department', opinion: 'pass', comment: '完成值与台账一致。' },
    withdrawSelfEvaluation: { reason: '完成值填写有误，撤回修改。' },
    spotCheck: { indicators: reported, finding: '抽查签到表和台账，未见差异。' },
    reportDepartmentEvaluation: evaluated,
    reportFinanceEvaluation: evaluated,
    takeEvaluationStep: {
      step: 'selected',
      on: TODAY,
      note: '列入年度评价计划。',
      attachments: [{ attachmentId: report.evaluation, title: '年度评价计划' }],
      evaluator: { organisation: 'third-party-001', division, name: '演示会计师事务所' },
    },
    answerEvaluation: { opinion: 'agree', says: '对初步结论无异议。' },
    reEvaluate: { ...evaluated, of: 'finance', reason: '社会关注度高，再次评价。' },
    applyResult: { use: 'priority', measures: ['下年度预算优先安排。'], amount: '1000.00', followUpOn: '2026-12-31' },
    followUpApplication: { done: false, says: '尚在落实。' },
  } as const;
}

export type Operation = keyof ReturnType<typeof bodiesOf>;
