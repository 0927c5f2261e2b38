/** Tells a policy in Chinese: every value, and the article behind it. */

import { Grade, gradeName } from '../values/grade.ts';
import { yuanText } from '../values/money.ts';
import { percent } from '../values/rate.ts';
import { coverage } from './explain-coverage.ts';
import { pilot } from './explain-pilot.ts';
import { FRAMES } from './frames.ts';
import { type Line, line, named, type Told } from './lines.ts';
import type {
  AssessmentRules,
  EvaluationRules,
  GateRules,
  GoalRules,
  KeyCriterion,
  LevelWeights,
  LinkageRules,
  MonitoringRules,
  Policy,
  Quorum,
  ReviewRules,
  ReviewStep,
} from './policy.ts';
import { SCORING } from './scoring.ts';
import * as words from './words.ts';

const roles = named(words.ROLE);
const actions = named(words.ACTION);
const points = (value: number) => `${value}分`;
const byGrade = (tell: (grade: Grade) => string) => Grade.options.map((grade) => `${gradeName(grade)} ${tell(grade)}`).join('，');
const levels = (weights: LevelWeights) =>
  (['cost', 'output', 'benefit', 'satisfaction'] as const)
    .filter((key) => weights[key] > 0)
    .map((key) => `${words.LEVEL1[key]}${weights[key]}`)
    .join(' ');

const quorum = (value: Quorum): string => {
  if (value === 'one') return '';
  return value === 'all' ? '，会签须全部同意' : `，会签须${percent(value)}以上同意`;
};
const steps = (chain: readonly ReviewStep[]) =>
  chain.map((one, i) =>
    [
      `${i + 1} ${one.name}（${roles(one.roles)}）`,
      one.beside ? '，与前一步并行' : '',
      quorum(one.quorum ?? 'one'),
      one.workingDays === undefined ? '' : `，${one.workingDays}个工作日`,
      one.reminderDays === undefined ? '' : `，提前${one.reminderDays}个工作日催办`,
      one.escalatesTo === undefined ? '' : `，逾期升级至${roles(one.escalatesTo)}`,
      one.touches === undefined ? '' : `，${one.touches.join('、')}变更时重新审核`,
    ].join(''),
  );

const assessment = (rules: AssessmentRules): Line[] => [
  line('重大金额', rules.majorAmount, (cents) => `${yuanText(cents)}以上`),
  line('应评估的', rules.required, (triggers) =>
    triggers.map(
      (one) =>
        `${named(words.ORIGIN)(one.origins)}的${one.majorOnly ? '重大' : ''}${named(words.SUBJECT)(one.subjects)}${one.investment === true ? '（政府投资）' : ''}${one.from === undefined ? '' : `（${one.from}年度起）`}：${one.says}`,
    ),
  ),
  line('评估维度', rules.dimensions, (all) =>
    all.map(
      (one) =>
        `${one.name} ${one.weight === 0 ? '不计入总分' : points(one.weight)}${one.required ? '' : '，可不论证'}${one.veto ? '，一票否决' : ''}`,
    ),
  ),
  line('评分表', rules.sheets, (all) =>
    all.flatMap((sheet) => [
      `${sheet.name}（${named(words.SUBJECT)(sheet.subjects)}）`,
      ...sheet.dimensions.map(
        ({ key, name = nameOf(rules, key), leaves }) => `${name}：${leaves.map((leaf) => `${leaf.name}${leaf.fullMarks}`).join('、')}`,
      ),
    ]),
  ),
  line('否决线', rules.vetoBelow, (share) => `低于该项满分的${percent(share)}`),
  line('评估结论', rules.verdicts, named(words.VERDICT)),
  line('可入库的结论', rules.admissible, named(words.VERDICT)),
  line('结论分数线', rules.verdictCuts, (cuts) => cuts.map(({ from, verdict }) => `${from}分以上至多${words.VERDICT[verdict]}`).join('，')),
  line('组织评估', rules.organisers, (all) =>
    (['department', 'finance', 'investment'] as const).map((key) => `${words.ORGANISER[key]}：${roles(all[key])}`),
  ),
  line('政府投资项目', rules.investmentOrganisers, named(words.ORGANISER)),
  line('评审步骤', rules.chain, steps),
  line('评审次序', rules.chainBinds, (binds) => (binds ? '按步骤逐步提出意见，评审完毕方可作出结论' : '意见不分先后，不作为结论的前提')),
  line('作出结论', rules.concludedBy, roles),
  line('征询意见', rules.consultation, (all) =>
    all.length === 0 ? '无' : all.map(({ bodies }) => `政府投资项目征询${bodies.join('、')}`),
  ),
  line('材料', rules.materials, (all) =>
    [...Map.groupBy(all, ({ subjects }) => (subjects === undefined ? '各类对象' : named(words.SUBJECT)(subjects)))].map(
      ([whose, some]) => `${whose}：${some.map(({ name, required }) => `${name}${required ? '（必备）' : ''}`).join('、')}`,
    ),
  ),
];

const nameOf = ({ dimensions }: AssessmentRules, key: string) => dimensions.value.find((each) => each.key === key)?.name ?? key;

const goals = (rules: GoalRules): Line[] => [
  line('审核步骤', rules.chain, steps),
  line('权重', rules.weights, (all) => [
    `预算执行率${all.execution}，指标${all.indicators}：${levels(all.byLevel1)}`,
    `设成本指标时：${levels(all.withCost)}`,
    `无满意度指标时并入${words.LEVEL1[all.withoutSatisfaction]}；一级指标权重${all.byLevel === 'error' ? '不得调整' : '可适当调整'}`,
  ]),
  line('应设指标', rules.requiredIndicators, (all) =>
    all.map(
      (one) => `${one.name}${one.when === 'investment' ? '（政府投资项目）' : ''}：缺少时${one.level === 'error' ? '不通过' : '提示'}`,
    ),
  ),
  line('定性指标', rules.maxQualitativeShare, (share) => `不超过${percent(share)}`),
  line('不可衡量的表述', rules.vagueWords, (all) => all.join('、')),
  line('审核表', rules.reviewSheet, (all) => all.map(({ name, marks }) => `${name}${marks}`).join('、')),
  line('文字重复', rules.maxSimilarity, (share) => `与其他项目重复达到${percent(share)}的提示`),
  line('低于上年', rules.maxDrop, (share) => (share === 0 ? '低于上年实际完成值的提示' : `比上年实际完成值低${percent(share)}以上的提示`)),
  line('定性审核表', rules.qualitativeSheet, ({ criteria, words: meanings }) => [
    ...criteria.map(({ name, asks }) => `${name}：${asks}`),
    byGrade((grade) => meanings[grade]),
  ]),
  line('目标模板', rules.templates, (all) =>
    all.length === 0
      ? '无'
      : all.map(
          ({ name, article, level, aspects }) =>
            `${name}：${aspects.map((one) => one.name).join('、')}，缺少时${level === 'error' ? '不通过' : '提示'}（${article}）`,
        ),
  ),
  line('审核结果', rules.outcomes, (all) => byGrade((grade) => words.OUTCOME[all[grade]])),
  line('调整事由', rules.adjustmentReasons, named(words.REASON)),
  line('申请调整', rules.adjustedBy, roles),
  line('共性指标', rules.commonIndicators, (all) => (all.length === 0 ? '无' : all.map(({ name, formula }) => `${name}＝${formula}`))),
  line('与预算', rules.together, named(words.TOGETHER)),
];

const keyProject = (one: KeyCriterion) => {
  const when =
    one.test === 'slowSpending' ? `（落后时序进度超过${percent(one.behind)}）` : one.test === 'tag' ? `（标记${one.tags.join('、')}）` : '';
  return `${words.KEY_KIND[one.by]}：${one.name}${when}`;
};

const monitoring = (rules: MonitoringRules): Line[] => [
  line('执行进度线', rules.lines, (all) =>
    all.map((one) => `${one.month}月底不低于${percent(one.minRate)}，否则${words.LIGHT[one.light]}`),
  ),
  line('目标与执行差距', rules.maxGap, (share) => `不超过${percent(share)}`),
  line('差距过大', rules.gapLight, (light) => words.LIGHT[light]),
  line(
    '落后时序进度',
    rules.bands,
    ({ yellow, red, release }) => `超过${percent(yellow)}黄灯，超过${percent(red)}红灯，回落${percent(release)}解除`,
  ),
  line('解除', rules.release, ({ lines, gap }) => `超过执行进度线${percent(lines)}、低于差距上限${percent(gap)}的，已亮的灯方可熄灭`),
  line('预计完成', rules.likelihoodRed, (all) => `${named(words.LIKELIHOOD)(all)}：红灯`),
  line('处置', rules.treatment, ({ actions: all, workingDays, overdue }) => [
    actions(all),
    `${workingDays}个工作日内处置${overdue === 'suspend' ? '，逾期自动暂缓拨款' : ''}`,
  ]),
  line('措施', rules.sanctions, actions),
  line('监控范围', rules.scope, ({ all, key }) => [`${all ? '全部项目' : '重点项目'}定期填报`, ...key.map(keyProject)]),
  line('集中填报', rules.rounds, (all) => all.map(({ period, due }) => `1—${period}月，${due}前`)),
  line('未按时填报', rules.lateFiling, (what) => (what === 'bulletin' ? '通报一次' : '不作处理')),
  line('精准清理', rules.sweep, ({ fromMonth, use, to }) => `${fromMonth}月起，${use}${to === 'key' ? '（只能用于重点监控项目）' : ''}`),
];

const evaluation = (rules: EvaluationRules): Line[] => [
  line('计分规则', rules.ruleSet, (id) => `${id} ${SCORING[id].name}`),
  line('预算执行率', rules.executionWeight, points),
  line('自评权重', rules.selfWeights, levels),
  line('整体评价', rules.frames, (all) =>
    (['department', 'street', 'policy'] as const).map((subject) => {
      const { name, rows } = FRAMES[all[subject]];
      return `${words.SUBJECT[subject]}：${all[subject]} ${name}（${rows.value.map((row) => `${row.name}${row.marks}`).join('、')}；${rows.basis}）`;
    }),
  ),
  line('超额完成', rules.overAchievement, (share) => `超过指标值${percent(share)}的分析原因`),
  line('执行率', rules.reasonBelow, (share) => `低于${percent(share)}的说明原因`),
  line('差异较大', rules.spotCheck, ({ difference, gradeBands }) => `相差${difference}分以上，或相差${gradeBands}个等次以上`),
  line('自评报送', rules.selfDue, (day) => `次年${day}前`),
  line('抽样', rules.sampling, ({ score, rate, amount, weights, riskShare }) => [
    `自评${score}分以上${weights.score}，执行率低于${percent(rate)}${weights.rate}，${yuanText(amount)}以上${weights.amount}，上年为差${weights.lastPoor}`,
    `${percent(riskShare)}按风险，其余随机`,
  ]),
  line('自评审核', rules.selfAudit, (chain) => (chain.length === 0 ? '不作规定' : steps(chain))),
  line('自评审核与抽查', rules.selfAuditBinds, (binds) => (binds ? '审核完毕方可抽查复核' : '审核不作为抽查复核的前提')),
  line('抽查复核', rules.checkedBy, steps),
  line('通报', rules.bulletins, named(words.CAUSE)),
  line('评价维度', rules.dimensions, (all) => `决策${all.decision} 过程${all.process} 产出${all.output} 效益${all.benefit}`),
  line(
    '财政评价程序',
    rules.procedure,
    ({ stepwise, answerDays }) => `${stepwise ? '逐步登记' : '可随结果一并登记'}，交换意见满${answerDays}日未答复视为无意见`,
  ),
  line('产出和效益', rules.minOutputBenefit, (value) => `合计不低于${value}`),
  line(
    '评价周期',
    rules.cycle,
    (all) => `${words.PLAN[all.plan]}，${all.years}年${all.onExpiry ? '，到期评价' : ''}${all.reEvaluation ? '，再评价' : ''}`,
  ),
  line('长期项目', rules.longProject, (years) => `实施期${years}年及以上的，开展中期和实施期后评价`),
  line('档案保管', rules.archiveYears, (years) => `${years}年`),
];

const linkage = (rules: LinkageRules): Line[] => [
  line('挂钩因素', rules.factors, named(words.FACTOR)),
  line('核减比例', rules.cuts, (all) => byGrade((grade) => percent(all[grade]))),
  line('结果应用', rules.uses, (all) => byGrade((grade) => words.USE[all[grade]])),
  line('结果公开', rules.afterDisclosure, (first) => (first ? '公示（公开）后方可应用' : '不以公开为应用的前提')),
  line('特殊情况', rules.exceptionBy, (all) => `报${roles(all)}同意`),
  line('退出', rules.exit, ({ fairYears, poorYears }) => `连续${fairYears}年为中，或${poorYears}年为差且未整改`),
];

const review = (rules: ReviewRules): Line[] => [
  line(
    '办理时限',
    rules.terms,
    ({ workingDays, reminderDays, escalatesTo }) =>
      `${workingDays}个工作日，提前${reminderDays}个工作日催办，逾期升级至${named(words.ROLE, '，再')(escalatesTo)}（审核步骤另有规定的从其规定）`,
  ),
  line('委托代办', rules.delegation, ({ days }) => `不超过${days}日，不得转委托`),
];

const single = (rules: Policy): Line[] => [
  line('等级', rules.grades, ({ excellent, good, fair }) => `${excellent}分以上优，${good}分以上良，${fair}分以上中，其余差`),
  line('预算', rules.books, (all) => `${named(words.BOOK)(all)}（${all.length}本）`),
  line('整改', rules.rectification, (all) => [
    `${all.days}日内整改`,
    all.measures.join('、'),
    `逾期：${named(words.ESCALATION, '→')(all.escalation)}`,
  ]),
  line('公开', rules.disclosure, ({ days, scope }) => `${days}日内，${scope === 'all' ? '除涉密外全部公开' : '先公开重大政策和项目'}`),
  line('部门考核', rules.appraisal, ({ series, scheme, bonus, deduction, reportsTo, consequences }) => [
    ...(series.length > 0 ? [series.join('、')] : []),
    `${scheme.map(({ name, marks }) => `${name}${marks}`).join('、')}；加分不超过${bonus}分，扣分不超过${deduction}分`,
    ...(reportsTo === undefined ? [] : [`报${reportsTo}`]),
    ...(consequences.length > 0 ? [consequences.join('、')] : []),
  ]),
];

const gates = (rules: GateRules): Line[] =>
  Object.entries(rules).map(([id, gate]) =>
    line(`${id} ${gate.value.name}`, gate, ({ requires, waivable, says }) => [
      says,
      ...(requires.length > 0 ? [`要求：${named(words.REQUIREMENT)(requires)}`] : []),
      ...(waivable.length > 0 ? [`经批准可免：${named(words.REQUIREMENT)(waivable)}`] : []),
    ]),
  );

/** Every value of the policy, in the order of the loop. */
export function explain(policy: Policy): Told[] {
  const sections: [string, Line[]][] = [
    ['事前绩效评估', assessment(policy.assessment)],
    ['绩效目标', goals(policy.goals)],
    ['绩效运行监控', monitoring(policy.monitoring)],
    ['绩效评价', evaluation(policy.evaluation)],
    ['结果应用', linkage(policy.linkage)],
    ['关口', gates(policy.gates)],
    ['审核办理', review(policy.review)],
    ['覆盖范围', coverage(policy.coverage)],
    ['试点', pilot(policy.pilot)],
    ['其他', single(policy)],
  ];
  return sections.flatMap(([section, lines]) => lines.map((one) => ({ section, ...one })));
}
