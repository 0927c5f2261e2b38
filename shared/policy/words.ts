/** What the codes of a policy are called, for people who read it. */
import type { Role } from '../values/actor.ts';
import type { Level1 } from '../values/indicator.ts';
import type {
  AdjustmentReason,
  BudgetBook,
  BulletinCause,
  Escalation,
  EvaluationRules,
  GoalRules,
  Instrument,
  KeyKind,
  Likelihood,
  LinkageFactor,
  Organiser,
  Origin,
  Requirement,
  ResultUse,
  ReviewOutcome,
  Subject,
  TreatmentAction,
  Verdict,
  WarningLight,
} from './policy.ts';

export const ROLE: Record<Role, string> = {
  unit: '预算单位',
  department: '主管部门',
  'finance-section': '财政业务科室',
  'finance-performance': '财政绩效科',
  investment: '投资主管部门',
  'third-party': '第三方',
  congress: '人大',
  discipline: '纪检监察',
  organisation: '组织部',
  audit: '审计',
  province: '省级财政',
  government: '本级政府',
};
export const ORIGIN: Record<Origin, string> = { new: '新增', continuing: '延续', expanded: '扩围提标', renewed: '到期续期' };
export const SUBJECT: Record<Subject, string> = {
  project: '项目',
  policy: '政策',
  specialFund: '专项资金',
  department: '部门整体',
  street: '街道',
  government: '政府收支',
};
export const VERDICT: Record<Verdict, string> = {
  support: '予以支持',
  partial: '部分支持',
  revise: '调整完善后予以支持',
  reject: '不予支持',
};
export const ORGANISER: Record<Organiser, string> = { department: '部门组织', finance: '财政组织', investment: '投资主管部门组织' };
export const LEVEL1: Record<Level1, string> = { cost: '成本', output: '产出', benefit: '效益', satisfaction: '满意度' };
export const OUTCOME: Record<ReviewOutcome, string> = { pass: '进入下一步', return: '退回修改', block: '不得进入下一步' };
export const REASON: Record<AdjustmentReason, string> = { budgetAdjustment: '预算调整', policyChange: '政策变化', emergency: '突发事件' };
export const TOGETHER: Record<GoalRules['together']['value'][number], string> = {
  filing: '同步报送',
  review: '同步审核',
  approval: '同步批复',
  issue: '同步下达',
  disclosure: '同步公开',
};
export const LIGHT: Record<WarningLight, string> = { yellow: '黄灯', red: '红灯' };
export const LIKELIHOOD: Record<Likelihood, string> = { certain: '确定能', possible: '有可能', impossible: '完全不可能' };
export const ACTION: Record<TreatmentAction, string> = {
  continue: '继续执行',
  transfer: '调剂',
  cancel: '取消',
  rectify: '整改',
  suspend: '暂缓拨款',
  stop: '停止拨款',
  resume: '恢复拨款',
  recover: '收回资金',
};
export const KEY_KIND: Record<KeyKind, string> = { department: '部门重点监控', finance: '财政重点监控' };
export const CAUSE: Record<BulletinCause, string> = {
  missing: '未按要求开展自评',
  difference: '自评和抽评结果差异较大',
  poor: '抽评结果为差',
};
export const PLAN: Record<EvaluationRules['cycle']['value']['plan'], string> = {
  cycle: '按周期全覆盖',
  expiry: '重点评价，到期必评',
  pilot: '按试点周期',
  yearly: '按年度计划',
};
export const FACTOR: Record<LinkageFactor, string> = {
  assessedNeed: '事前评估审定的需求',
  goals: '绩效目标',
  lastYear: '上年绩效',
  departmentResult: '部门整体绩效评价结果',
};
export const USE: Record<ResultUse, string> = {
  priority: '优先保障',
  keep: '据实安排',
  improve: '督促改进',
  reduce: '削减',
  reduceOrCancel: '削减或取消',
  account: '问责',
};
export const REQUIREMENT: Record<Requirement, string> = {
  assessment: '事前绩效评估',
  goalsFiled: '已报送绩效目标',
  goals: '绩效目标审核通过',
  linkage: '挂钩核定',
  goalsIssued: '目标与预算同步批复',
  goalVersion: '调整后的绩效目标',
  reason: '调整事由',
  fundsActive: '未暂缓或停止拨款',
  secrecyReview: '保密审查',
  inTime: '按期公开',
  reply: '整改回复',
  confirmation: '财政确认',
  fundPlan: '专项资金绩效管理规划',
  expiryEvaluation: '到期评价',
  stageReports: '分阶段分报告',
  mainReport: '试点总报告',
};
export const BOOK: Record<BudgetBook, string> = {
  general: '一般公共预算',
  governmentFund: '政府性基金预算',
  stateCapital: '国有资本经营预算',
  socialInsurance: '社会保险基金预算',
};
export const ESCALATION: Record<Escalation, string> = { bulletin: '通报', summons: '约谈', reduction: '核减预算' };
export const INSTRUMENT: Record<Instrument, string> = {
  investmentFund: '政府投资基金',
  ppp: '政府和社会资本合作',
  procurement: '政府采购',
  servicePurchase: '政府购买服务',
  debt: '地方政府债务项目',
};
export const SECRET: Record<'unit' | 'project' | 'field', string> = { unit: '涉密单位', project: '涉密项目', field: '涉密内容' };
