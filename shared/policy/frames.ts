/**
 * 共性评价指标体系: the frames by which departments, streets and policies are evaluated as a whole. A policy names one for each subject; a
 * county with other marks adds a frame here. The marks of a frame make 100.
 */
import { by, type Ruled } from './policy.ts';

export type FramedSubject = 'department' | 'street' | 'policy';
export type FrameId = 'CZB-53' | 'STREET-6' | 'POLICY-3';

/** (plus − minus) ÷ over, of inputs by key. */
export interface Ratio {
  readonly plus: string;
  readonly minus?: string;
  readonly over: string;
  /** The share of the marks is 1 at `full`, 0 at `zero`, straight between; `zero` above `full`: less is better. */
  readonly full: number;
  readonly zero: number;
  /** A part of a whole: above 1 the inputs contradict each other. */
  readonly part?: boolean;
}

/** One third-level indicator. Without a ratio it is judged: the input of its own key is the share granted, 0..1. */
export interface FrameRow {
  readonly key: string;
  readonly level1: string;
  readonly level2: string;
  readonly name: string;
  readonly marks: number;
  /** In words, as the document has it. */
  readonly formula?: string;
  readonly ratio?: Ratio;
}

export interface Frame {
  readonly id: FrameId;
  readonly name: string;
  readonly subject: FramedSubject;
  readonly rows: Ruled<readonly FrameRow[]>;
}

type Told = Omit<FrameRow, 'level1' | 'level2'>;

/** Up to `full` all marks, none from `zero`. */
const ratio = (key: string, name: string, marks: number, formula: string, of: Ratio): Told => ({ key, name, marks, formula, ratio: of });
const judged = (key: string, name: string, marks: number): Told => ({ key, name, marks });
const under = (level1: string, level2: string, rows: readonly Told[]): FrameRow[] => rows.map((row) => ({ ...row, level1, level2 }));
const part = (plus: string, over: string, full = 1, zero = 0): Ratio => ({ plus, over, full, zero, part: true });
const atMost = (plus: string, over: string, full: number, zero: number): Ratio => ({ plus, over, full, zero });
const change = (now: string, before: string, full: number, zero: number): Ratio => ({ plus: now, minus: before, over: before, full, zero });

const CZB_53 = '财预〔2013〕53号《预算绩效评价共性指标体系框架》 附件2；分值和扣分幅度默认';

export const FRAMES: Readonly<Record<FrameId, Frame>> = {
  'CZB-53': {
    id: 'CZB-53',
    name: '部门整体支出绩效评价共性指标体系',
    subject: 'department',
    rows: by(CZB_53, [
      ...under('投入', '目标设定', [judged('goalsReasonable', '绩效目标合理性', 3), judged('indicatorsClear', '绩效指标明确性', 3)]),
      ...under('投入', '预算配置', [
        ratio('staffControl', '在职人员控制率', 3, '在职人员数÷编制数', atMost('staff', 'establishment', 1, 1.2)),
        ratio(
          'threePublicChange',
          '“三公经费”变动率',
          3,
          '（本年度“三公经费”总额－上年度“三公经费”总额）÷上年度“三公经费”总额',
          change('threePublic', 'threePublicLastYear', 0, 0.2),
        ),
        ratio('keySpending', '重点支出安排率', 3, '重点项目支出÷项目总支出', part('keyProjects', 'projects', 0.9)),
      ]),
      ...under('过程', '预算执行', [
        ratio('completion', '预算完成率', 4, '预算完成数÷预算数', part('budgetCompleted', 'budget')),
        ratio('adjustment', '预算调整率', 2, '预算调整数÷预算数', atMost('budgetAdjustment', 'budget', 0, 0.3)),
        ratio('payment', '支付进度率', 3, '实际支付进度÷既定支付进度', atMost('paidProgress', 'plannedProgress', 1, 0)),
        ratio('carryOverRate', '结转结余率', 2, '结转结余总额÷支出预算数', atMost('carryOver', 'budget', 0, 0.3)),
        ratio(
          'carryOverChange',
          '结转结余变动率',
          2,
          '（本年度累计结转结余资金总额－上年度累计结转结余资金总额）÷上年度累计结转结余资金总额',
          change('carryOver', 'carryOverLastYear', 0, 0.3),
        ),
        ratio(
          'publicExpenses',
          '公用经费控制率',
          2,
          '实际支出公用经费总额÷预算安排公用经费总额',
          atMost('publicExpensesSpent', 'publicExpensesBudget', 1, 1.2),
        ),
        ratio(
          'threePublicControl',
          '“三公经费”控制率',
          2,
          '“三公经费”实际支出数÷“三公经费”预算安排数',
          atMost('threePublicSpent', 'threePublicBudget', 1, 1.2),
        ),
        ratio('procurement', '政府采购执行率', 3, '实际政府采购金额÷政府采购预算数', part('procurementSpent', 'procurementBudget')),
      ]),
      ...under('过程', '预算管理', [
        judged('rules', '管理制度健全性', 2),
        judged('compliance', '资金使用合规性', 3),
        judged('disclosure', '预决算信息公开性', 2),
        judged('records', '基础信息完善性', 1),
      ]),
      ...under('过程', '资产管理', [
        judged('assetRules', '资产管理制度健全性', 2),
        judged('assetSafety', '资产管理安全性', 3),
        ratio('assetUse', '固定资产利用率', 2, '实际在用固定资产总额÷所有固定资产总额', part('assetsInUse', 'assets')),
      ]),
      ...under('产出', '职责履行', [
        ratio('done', '实际完成率', 8, '实际完成工作数÷计划工作数', atMost('tasksDone', 'tasksPlanned', 1, 0)),
        ratio('onTime', '完成及时率', 5, '及时完成实际工作数÷计划工作数', atMost('tasksOnTime', 'tasksPlanned', 1, 0)),
        ratio('quality', '质量达标率', 6, '质量达标实际工作数÷计划工作数', atMost('tasksUpToStandard', 'tasksPlanned', 1, 0)),
        ratio('keyTasks', '重点工作办结率', 6, '重点工作实际完成数÷交办或下达数', part('keyTasksDone', 'keyTasksOrdered')),
      ]),
      ...under('效果', '履职效益', [
        judged('economic', '经济效益', 6),
        judged('social', '社会效益', 6),
        judged('ecological', '生态效益', 5),
        ratio('satisfaction', '社会公众或服务对象满意度', 8, '满意人数÷调查人数', part('satisfied', 'surveyed', 0.95, 0.6)),
      ]),
    ]),
  },
  // 围绕街道基层履职、保障民生等事权，结合涵养税源、运行成本、公共服务质量及基层满意度等方面
  'STREET-6': {
    id: 'STREET-6',
    name: '街道财政运行综合评价指标',
    subject: 'street',
    rows: by('区委〔2020〕8号 二（四）3、二（五）4；指标、分值和扣分幅度默认', [
      ...under('事权', '基层履职', [
        ratio('duties', '重点工作办结率', 20, '重点工作实际完成数÷交办或下达数', part('keyTasksDone', 'keyTasksOrdered')),
      ]),
      ...under('事权', '保障民生', [
        ratio('livelihood', '民生支出保障率', 20, '民生支出完成数÷民生支出预算数', part('livelihoodSpent', 'livelihoodBudget')),
      ]),
      ...under('财力', '涵养税源', [
        ratio('taxGrowth', '税收收入变动率', 15, '（本年税收收入－上年税收收入）÷上年税收收入', change('tax', 'taxLastYear', 0, -0.2)),
      ]),
      ...under('财力', '运行成本', [
        ratio(
          'runningCost',
          '公用经费控制率',
          15,
          '实际支出公用经费总额÷预算安排公用经费总额',
          atMost('publicExpensesSpent', 'publicExpensesBudget', 1, 1.2),
        ),
      ]),
      ...under('服务', '公共服务质量', [
        ratio('service', '服务事项按期办结率', 15, '按期办结事项数÷受理事项数', part('onTime', 'accepted')),
      ]),
      ...under('服务', '基层满意度', [
        ratio('satisfaction', '基层满意度', 15, '满意人数÷调查人数', part('satisfied', 'surveyed', 0.95, 0.6)),
      ]),
    ]),
  },
  'POLICY-3': {
    id: 'POLICY-3',
    name: '政策绩效评价指标',
    subject: 'policy',
    rows: by('中发〔2018〕34号 四（九）；指标、分值和扣分幅度默认', [
      ...under('政策制定', '制定依据', [judged('grounds', '制定依据充分性', 10), judged('goalsClear', '政策目标明确性', 10)]),
      ...under('政策执行', '资金', [
        ratio('arrival', '资金到位率', 8, '到位资金÷预算资金', part('arrived', 'budget')),
        ratio('execution', '预算执行率', 8, '支出资金÷到位资金', part('spent', 'arrived')),
        judged('compliance', '资金使用合规性', 7),
      ]),
      ...under('政策执行', '对象', [
        ratio('accuracy', '受益对象准确率', 7, '符合条件的受益对象数÷受益对象数', part('eligible', 'beneficiaries')),
      ]),
      ...under('政策效果', '实施效益', [
        ratio('coverage', '政策受益覆盖率', 15, '受益对象数÷应受益对象数', part('beneficiaries', 'entitled')),
        judged('effect', '政策目标实现程度', 15),
        judged('sustainable', '可持续影响', 10),
      ]),
      ...under('政策效果', '满意度', [
        ratio('satisfaction', '受益对象满意度', 10, '满意人数÷调查人数', part('satisfied', 'surveyed', 0.95, 0.6)),
      ]),
    ]),
  },
};

/** The keys of everything that a frame asks for. */
export function inputsOf({ rows }: Frame): ReadonlySet<string> {
  return new Set(
    rows.value.flatMap(({ key, ratio: of }) => (of ? [of.plus, ...(of.minus === undefined ? [] : [of.minus]), of.over] : [key])),
  );
}

/** What people call each figure that a frame asks for, as the formulas have it: every wording → key, the one to be printed first. */
export function wordsOf({ rows }: Frame): ReadonlyMap<string, string> {
  const words = new Map<string, string>();
  for (const { key, name, formula = '', ratio: of } of rows.value) {
    const [above = '', under = ''] = formula.split('÷');
    const [plus = '', minus = ''] = above.replace(/^（(.*)）$/u, '$1').split('－');
    const told: readonly (readonly [string, string | undefined])[] = of
      ? [
          [plus, of.plus],
          [minus, of.minus],
          [under, of.over],
        ]
      : [[name, key]];
    for (const [word, of] of told) if (of !== undefined && word !== '' && !words.has(word)) words.set(word, of);
  }
  return words;
}
