/** 滨江: what the goals of departments, streets, the government, special funds and the four books have to cover. */
import type { GoalTemplate } from './goal-rules.ts';

const OPINION = '区委〔2020〕8号';

export const BINJIANG_TEMPLATES: readonly GoalTemplate[] = [
  {
    // 从运行成本、管理效率、履职效能、社会效应、可持续发展能力和服务对象满意度等方面，衡量部门和单位整体及核心业务实施效果
    kind: 'department',
    name: '部门（单位）整体绩效目标',
    article: `${OPINION} 二（四）2`,
    subjects: ['department'],
    level: 'warning',
    aspects: [
      { key: 'runningCost', name: '运行成本', level1: ['cost'], level2: ['cost'] },
      { key: 'management', name: '管理效率', words: ['管理效率', '办结', '及时率', '内控'] },
      { key: 'duties', name: '履职效能', words: ['履职', '重点工作', '职责'] },
      { key: 'socialEffect', name: '社会效应', level2: ['social'] },
      { key: 'sustainability', name: '可持续发展能力', level2: ['sustainable'] },
      { key: 'satisfaction', name: '服务对象满意度', level1: ['satisfaction'] },
    ],
  },
  {
    // 围绕街道基层履职、保障民生等事权，结合涵养税源、运行成本、公共服务质量及基层满意度等方面
    kind: 'street',
    name: '街道绩效目标',
    article: `${OPINION} 二（四）3`,
    subjects: ['street'],
    level: 'warning',
    aspects: [
      { key: 'duties', name: '基层履职', words: ['履职', '基层治理', '职责'] },
      { key: 'livelihood', name: '保障民生', words: ['民生', '保障', '救助', '养老'] },
      { key: 'taxSources', name: '涵养税源', words: ['税源', '税收', '招商'] },
      { key: 'runningCost', name: '运行成本', level1: ['cost'], level2: ['cost'] },
      { key: 'serviceQuality', name: '公共服务质量', words: ['公共服务', '服务质量'] },
      { key: 'satisfaction', name: '基层满意度', level1: ['satisfaction'] },
    ],
  },
  {
    // 政府预算收入要积极稳妥、讲求质量，严格落实各项减税降费政策……严控地方隐性债务；支出要统筹兼顾、突出重点……增强财政可持续性。
    kind: 'government',
    name: '政府预算绩效目标',
    article: `${OPINION} 二（四）1`,
    subjects: ['government'],
    level: 'warning',
    aspects: [
      { key: 'revenueQuality', name: '收入质量', words: ['收入质量', '税收占比', '收入结构'] },
      { key: 'taxRelief', name: '减税降费', words: ['减税', '降费'] },
      { key: 'hiddenDebt', name: '隐性债务控制', words: ['隐性债务', '债务率', '债务风险'] },
      { key: 'priorities', name: '支出统筹和重点保障', words: ['重点支出', '支出结构', '重点保障'] },
      { key: 'livelihoodStandard', name: '民生保障标准适度', words: ['民生'] },
      { key: 'sustainability', name: '财政可持续性', level2: ['sustainable'], words: ['可持续'] },
    ],
  },
  {
    // 自设立年度起，由主管部门制定绩效管理规划，进行战略目标设定和分解，细化年度工作任务，合理确定年度绩效目标并进行相匹配的资金测算。
    kind: 'specialFund',
    name: '专项资金绩效目标',
    article: `${OPINION} 三（八）`,
    subjects: ['specialFund'],
    level: 'warning',
    aspects: [
      { key: 'strategy', name: '战略目标', words: ['战略', '规划'] },
      { key: 'yearlyTasks', name: '年度工作任务', level2: ['quantity'] },
      { key: 'fundingMatch', name: '相匹配的资金测算', level1: ['cost'], level2: ['cost'] },
    ],
  },
  {
    // 收入方面，要重点关注收入结构、征收效率和优惠政策实施效果。支出方面，要重点关注预算资金配置效率、使用效益
    kind: 'book',
    name: '一般公共预算绩效目标',
    article: `${OPINION} 二（六）1`,
    subjects: ['government'],
    books: ['general'],
    level: 'warning',
    aspects: [
      { key: 'revenueStructure', name: '收入结构', words: ['收入结构', '税收占比'] },
      { key: 'collection', name: '征收效率', words: ['征收', '征管'] },
      { key: 'preferences', name: '优惠政策效果', words: ['优惠政策', '减税', '降费'] },
      { key: 'allocation', name: '资金配置效率', words: ['配置'] },
      { key: 'benefit', name: '资金使用效益', level1: ['benefit'] },
    ],
  },
  {
    // 政府性基金预算绩效管理，要重点关注政府性基金使用效果情况，及其对专项债务的支撑能力
    kind: 'book',
    name: '政府性基金预算绩效目标',
    article: `${OPINION} 二（六）2`,
    books: ['governmentFund'],
    level: 'warning',
    aspects: [
      { key: 'benefit', name: '基金使用效果', level1: ['benefit'] },
      { key: 'debtSupport', name: '对专项债务的支撑能力', words: ['专项债', '偿债', '还本付息', '支撑'] },
    ],
  },
  {
    // 国有资本经营预算绩效管理，要重点关注国有资本贯彻发展战略、收益上缴、支出结构、使用效果等情况
    kind: 'book',
    name: '国有资本经营预算绩效目标',
    article: `${OPINION} 二（六）2`,
    books: ['stateCapital'],
    level: 'warning',
    aspects: [
      { key: 'strategy', name: '贯彻发展战略', words: ['战略', '布局'] },
      { key: 'profit', name: '收益上缴', words: ['收益', '上缴'] },
      { key: 'structure', name: '支出结构', words: ['支出结构', '占比'] },
      { key: 'benefit', name: '使用效果', level1: ['benefit'] },
    ],
  },
  {
    // 社会保险基金预算绩效管理，要重点关注各类社会保险基金收支政策效果、基金管理、精算平衡、运行风险等情况
    kind: 'book',
    name: '社会保险基金预算绩效目标',
    article: `${OPINION} 二（六）2`,
    books: ['socialInsurance'],
    level: 'warning',
    aspects: [
      { key: 'policyEffect', name: '收支政策效果', level1: ['benefit'] },
      { key: 'management', name: '基金管理', words: ['基金管理', '征缴', '发放'] },
      { key: 'actuarial', name: '精算平衡', words: ['精算', '收支平衡'] },
      { key: 'risk', name: '运行风险', words: ['风险', '可支付月数'] },
    ],
  },
];
