import { type Finding, finding } from '../../../shared/values/finding.ts';

export interface Article {
  /** What the rule asks, in one line; the function's README lists it. */
  readonly title: string;
  /** The article it comes from; `默认（…）` where no document fixes it. A policy's own basis comes before it. */
  readonly basis: string;
}

const GOALS_88 = '财预〔2015〕88号';
const CORE_101 = '财预〔2021〕101号';

/** GO-01…GO-29 and GO-70…GO-75 check what is filed, GO-30…GO-56, GO-76 and GO-77 say who may do what with it, and when; GO-78 sorts what was found. */
export const ARTICLES = {
  'GO-01': { title: '指标分值合计等于规定分值（默认90分，预算执行率另计10分）', basis: '财预〔2020〕10号 第十四条' },
  'GO-02': { title: '预算执行率的分值单列，不分给指标', basis: '财预〔2020〕10号 第十四条' },
  'GO-03': { title: '各一级指标的分值符合规定', basis: '财预〔2020〕10号 第十四条；财预〔2021〕101号' },
  'GO-04': { title: '必设的指标齐全', basis: CORE_101 },
  'GO-05': { title: '指标名称不重复', basis: '默认（逐项对应）' },
  'GO-06': { title: '指标编号不重复', basis: '默认（逐项对应）' },
  'GO-07': { title: '二级指标归入所属的一级指标', basis: CORE_101 },
  'GO-08': { title: '定量指标的指标值是数值', basis: `${GOALS_88}（细化量化）` },
  'GO-09': { title: '定量指标有度量单位', basis: `${GOALS_88}（细化量化）` },
  'GO-10': { title: '不用不可衡量的表述', basis: '默认（不可衡量的表述）' },
  'GO-11': { title: '定性指标不过多', basis: '默认（定性指标不超过一半）' },
  'GO-12': { title: '满意度指标值在0至100之间', basis: `${GOALS_88}（合理可行）` },
  'GO-13': { title: '成本指标的金额不超过预算', basis: `${GOALS_88}（相互匹配）` },
  'GO-14': { title: '指标值可以辨认', basis: `${GOALS_88}（指向明确）` },
  'GO-15': { title: '填报的指标性质、指标值与原文一致', basis: '默认（以原文为准）' },
  'GO-16': { title: '有总体目标，说明预期结果', basis: `${GOALS_88}（指向明确）` },
  'GO-17': { title: '目标对应的预算与申请、批复的金额一致', basis: `${GOALS_88}（相互匹配）` },
  'GO-18': { title: '不能超过100%的比率写“=100%”', basis: `${GOALS_88}（合理可行）` },
  'GO-19': { title: '越低越好的指标用“≤”', basis: `${GOALS_88}（合理可行）` },
  'GO-20': { title: '预算执行率不列为绩效指标', basis: '财预〔2020〕10号 第十四条' },
  'GO-21': { title: '指标名称不含比较符号、指标值和单位', basis: `${GOALS_88}（指向明确）` },
  'GO-22': { title: '不以百分比代替对效果的说明', basis: `${GOALS_88}（细化量化）` },
  'GO-23': { title: '指标值的写法没有歧义', basis: `${GOALS_88}（指向明确）` },
  'GO-24': { title: '不列不适用的指标', basis: `${GOALS_88}（指向明确）` },
  'GO-25': { title: '满意度列入满意度指标', basis: CORE_101 },
  'GO-26': { title: '数量指标用绝对数', basis: `${GOALS_88}（细化量化）` },
  'GO-27': { title: '目标年度在项目起止时间之内', basis: '项目起止时间须与预算年度一致' },
  'GO-28': { title: '目标按本项目编制，不照搬其他项目', basis: '默认（文字重复80%）' },
  'GO-29': { title: '目标值不低于上年实际完成值', basis: '默认（低于上年实际完成值）' },
  'GO-30': { title: '谁申请资金，谁编制目标', basis: `${GOALS_88}；市中政办字〔2019〕36号 第十条` },
  'GO-31': { title: '审核为“差”的不得进入下一步', basis: `${GOALS_88} 第二十五条` },
  'GO-32': { title: '批复的绩效目标只能通过调整程序变更', basis: `${GOALS_88} 第二十八条` },
  'GO-33': { title: '首个审核意见作出前可以由报送单位替换', basis: '默认（审核中的内容不得变动）' },
  'GO-34': { title: '按审核流程逐步审核', basis: `${GOALS_88} 第二十六条` },
  'GO-35': { title: '由该步骤的审核人审核', basis: `${GOALS_88} 第二十六条` },
  'GO-36': { title: '不得审核本人、本单位报送的目标', basis: `${GOALS_88}（谁分配资金，谁审核目标）` },
  'GO-37': { title: '审核评分不超出评分表', basis: `${GOALS_88}（定量审核表）` },
  'GO-38': { title: '审核意见与评分一致', basis: `${GOALS_88}（定量审核表）` },
  'GO-39': { title: '调整有规定的事由', basis: `${GOALS_88} 第二十八条` },
  'GO-40': { title: '由规定的单位提出调整', basis: '市中政办字〔2019〕36号 第十一条' },
  'GO-41': { title: '第三方独立于委托方和被审核方', basis: '财预〔2021〕6号；财监〔2021〕4号' },
  'GO-42': { title: '只就第三方参与的步骤、在期限内委托', basis: '财预〔2021〕6号' },
  'GO-43': { title: '主管部门自行报送的目标直接由财政部门审核', basis: `${GOALS_88}（谁分配资金，谁审核目标）` },
  'GO-44': { title: '调整须有实际变更', basis: `${GOALS_88} 第二十八条` },
  'GO-50': { title: '可以退回到已办理的任一步骤，说明理由', basis: `${GOALS_88} 第二十六条；默认（退回到步骤）` },
  'GO-51': { title: '首个审核意见作出前报送单位可以撤回，内容保留', basis: '默认（取消送审）' },
  'GO-52': { title: '会签：应征求的各方各提一次意见，达到规定比例方为通过', basis: `${GOALS_88} 第二十六条；默认（会签）` },
  'GO-53': { title: '变更只重新审核所涉及的步骤', basis: '默认（逐格比对）' },
  'GO-54': { title: '按时限办理，到期前催办，逾期升级，各一次', basis: '默认（办理时限）' },
  'GO-55': { title: '委托代办的意见记明代谁办理', basis: '默认（委托代办）' },
  'GO-56': { title: '审核流程和审核结果的处理以报送时的规定为准', basis: '默认（以报送时的规定为准）' },
  'GO-70': { title: '数量乘以单价与预算一致', basis: `${GOALS_88}（相互匹配）` },
  'GO-71': { title: '部门整体绩效目标覆盖规定的方面', basis: '区委〔2020〕8号 二（四）2' },
  'GO-72': { title: '街道绩效目标覆盖规定的方面', basis: '区委〔2020〕8号 二（四）3' },
  'GO-73': { title: '政府预算绩效目标覆盖规定的方面', basis: '区委〔2020〕8号 二（四）1' },
  'GO-74': { title: '专项资金绩效目标覆盖规定的方面', basis: '区委〔2020〕8号 三（八）' },
  'GO-75': { title: '各本预算的绩效目标覆盖重点关注的方面', basis: '区委〔2020〕8号 二（六）' },
  'GO-76': { title: '定性审核表逐项评定等级', basis: `${GOALS_88}（定性审核表）` },
  'GO-77': { title: '审核意见与定性审核表一致', basis: `${GOALS_88}（定性审核表）` },
  'GO-78': { title: '分完整性、相关性、适当性、可行性四个方面审核', basis: `${GOALS_88}（绩效目标审核的主要内容）` },
} as const satisfies Record<string, Article>;

export type RuleId = keyof typeof ARTICLES;

export function isRuleId(rule: string): rule is RuleId {
  return Object.hasOwn(ARTICLES, rule);
}

/** What must be mended before the goals can be filed. */
export function fault(rule: RuleId, at: string, says: string, basis: string = ARTICLES[rule].basis): Finding {
  return finding(rule, at, says, basis, 'error');
}

/** What travels with the goals for the reviewers to see. */
export function note(rule: RuleId, at: string, says: string, basis: string = ARTICLES[rule].basis): Finding {
  return finding(rule, at, says, basis, 'warning');
}
