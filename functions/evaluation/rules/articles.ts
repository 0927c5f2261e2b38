import { type Finding, finding } from '../../../shared/values/finding.ts';

export interface Article {
  /** What the rule asks, in one line; the function's README lists it. */
  readonly title: string;
  /** The article it comes from; `默认（…）` where no document fixes it. */
  readonly basis: string;
}

/** Every rule of scoring, of reading published forms and of the spot check. EV-01…EV-15 score, EV-20…EV-25 audit, EV-30…EV-32 compare,
 * EV-40…EV-44 self-evaluation, EV-50…EV-52 reports, EV-60…EV-63 the archive. */
export const ARTICLES = {
  'EV-01': { title: '预算执行率＝全年执行数÷全年（调整后）预算数，按规则集计分', basis: '财预〔2020〕10号 第十七条' },
  'EV-02': { title: '执行数不应超过预算数；计分不超过分值', basis: '《中华人民共和国预算法》第十三条' },
  'EV-03': { title: '预算数为零时执行率无从计算，不计分', basis: '默认（除数不得为零）' },
  'EV-04': { title: '预算执行率偏低须说明原因', basis: '财预〔2020〕10号 第十七条' },
  'EV-05': { title: '指标分值与预算执行率分值合计应为100分', basis: '财预〔2020〕10号 第十四条' },
  'EV-06': { title: '定量指标：完成指标值的记满分，未完成的按规则集折算', basis: '财预〔2020〕10号 第十七条' },
  'EV-07': { title: '指标值为零或负数时不作除法：达到记满分，未达到按偏离度折算', basis: '默认（除数不得为零）' },
  'EV-08': { title: '完成值明显高于指标值的须分析原因', basis: '财预〔2020〕10号 第十七条' },
  'EV-09': { title: '定性指标按达成程度分档计分，分值应在该档区间内', basis: '财预〔2020〕10号 第十七条' },
  'EV-10': { title: '满意度指标按满意率分档计分', basis: '财预〔2021〕101号' },
  'EV-11': { title: '缺少或无法辨认指标值、完成值的指标不计分，留待核实', basis: '财预〔2020〕10号 第十七条' },
  'EV-12': { title: '填报应规范：写明比较符号、单位一致、完成值填实际数', basis: '财预〔2020〕10号 第十三条' },
  'EV-13': { title: '有未计分项目时，总分只是已计分部分之和，等级仅供参考', basis: '财预〔2020〕10号 第十七条' },
  'EV-14': { title: '指标编号不得重复', basis: '默认（逐项对应）' },
  'EV-15': { title: '等级按总分分档', basis: '财预〔2020〕10号 第十九条' },
  'EV-16': { title: '部门整体、街道、政策按共性指标体系的算式计分', basis: '财预〔2013〕53号' },
  'EV-17': { title: '算式的除数为零时无从计算，不计分', basis: '默认（除数不得为零）' },
  'EV-18': { title: '部分不超过整体，评定比例在0至1之间', basis: '财预〔2013〕53号' },
  'EV-19': { title: '只填指标体系所需的数据', basis: '财预〔2013〕53号' },
  'EV-20': { title: '公布的总分应等于各项得分之和', basis: '财预〔2020〕10号 第十七条' },
  'EV-21': { title: '公布的得分应在零分与该项分值之间', basis: '财预〔2020〕10号 第十七条' },
  'EV-22': { title: '公布的等级应与公布的总分相符', basis: '财预〔2020〕10号 第十九条' },
  'EV-23': { title: '公布的预算执行率应与执行数、预算数相符', basis: '财预〔2020〕10号 第十七条' },
  'EV-24': { title: '公布的得分与按规则计算的得分不同的，列示差异，不作改动', basis: '财预〔2020〕10号 第十七条' },
  'EV-25': { title: '公布的得分应有对应的指标', basis: '默认（逐项对应）' },
  'EV-30': { title: '未按要求开展自评的，予以通报', basis: '市中政办字〔2019〕36号 第十六条' },
  'EV-31': { title: '自评和抽评结果差异较大的，予以通报', basis: '市中政办字〔2019〕36号 第十六条' },
  'EV-32': { title: '抽评结果为差的，予以通报', basis: '市中政办字〔2019〕36号 第十六条' },
  'EV-33': { title: '抽查样本按风险与随机抽取，同一种子、同一总体抽出同一样本', basis: '市中政办字〔2019〕36号 第十六条；抽样办法默认' },
  'EV-34': { title: '逾期未报送自评的列入通报', basis: '市中政办字〔2019〕36号 第十六条' },
  'EV-35': { title: '以5年为周期实现重点项目评价全覆盖，逐年均衡', basis: '财预〔2020〕10号；津静海政发〔2020〕19号 四（四）' },
  'EV-36': { title: '到期专项资金到期年度必评，长期项目中期和期末评价', basis: '市中政办字〔2019〕36号 第十六条；财预〔2020〕10号' },
  'EV-37': { title: '规定两级审核的，抽查复核先初审后终审，两审不由同一人', basis: '东丽区2022年预算绩效管理工作开展情况 一（一）4 二是' },
  'EV-40': { title: '没有批复的绩效目标，无从自评和复核', basis: '财预〔2015〕88号；财预〔2020〕10号 第十三条' },
  'EV-41': { title: '批复的每项指标都须填报，且只填报一次', basis: '财预〔2020〕10号 第十三条' },
  'EV-42': { title: '自报得分不得高于按规则计算的得分', basis: '财预〔2020〕10号 第十七条' },
  'EV-43': { title: '得分低于分值的，须说明偏差原因和改进措施', basis: '财预〔2020〕10号 第十七条' },
  'EV-44': { title: '全年预算数应与批复（调整后）一致', basis: '财预〔2020〕10号 第十七条' },
  'EV-45': { title: '部门整体、街道、政策自评应附指标体系数据，其他项目不附', basis: '财预〔2013〕53号' },
  'EV-50': { title: '各维度得分不超过满分', basis: '财预〔2020〕10号 附件' },
  'EV-51': { title: '各项指标得分不超过分值', basis: '财预〔2020〕10号 附件' },
  'EV-52': { title: '与被评价单位交换意见后形成结论', basis: '财预〔2020〕10号（评价程序）' },
  'EV-53': { title: '评价报告须已上传且与登记的摘要一致', basis: '财预〔2020〕10号（评价程序）' },
  'EV-54': { title: '财政评价按程序九步进行，不得跳步', basis: '财预〔2020〕10号（评价程序）' },
  'EV-55': { title: '评价步骤的日期先后有序，不晚于当日', basis: '默认（先后有序）' },
  'EV-56': { title: '受委托的评价机构独立于委托方和被评价对象', basis: '财预〔2021〕6号；财监〔2021〕4号' },
  'EV-57': { title: '交换意见后方可形成最终结论', basis: '财预〔2020〕10号（评价程序）' },
  'EV-58': { title: '规定再评价的地方方可再评价', basis: '区委〔2020〕8号 二（五）4' },
  'EV-59': { title: '再评价指明所评的评价结果，列示差异', basis: '区委〔2020〕8号 二（五）4' },
  'EV-60': { title: '归档前须有自评、批复的目标和预算', basis: '财预〔2020〕10号（建立档案）；GB/T 18894-2016' },
  'EV-61': { title: '归档时各环节记录须齐全、首尾相接', basis: 'GB/T 18894-2016 完整性' },
  'EV-62': { title: '归档时附件须在库且与其摘要一致', basis: 'GB/T 18894-2016 完整性' },
  'EV-64': { title: '结果应用方式与评价等级相符', basis: '财预〔2020〕10号（结果应用）' },
  'EV-65': { title: '削减须有金额，跟踪须有期限', basis: '默认（可跟踪）' },
  'EV-66': { title: '结果应用跟踪问效，未落实的继续跟踪', basis: '宁夏《市、县（区）预算绩效一体化管理试点工作方案》 三（五）二是' },
  'EV-67': {
    title: '规定先公开后应用的，评价结果公示（公开）后方可应用',
    basis: '宁夏《市、县（区）预算绩效一体化管理试点工作方案》 三（四）',
  },
  'EV-63': { title: '归档后可随时检测真实性、完整性、可用性、安全性', basis: 'GB/T 18894-2016；DA/T 70-2018' },
  'EV-70': {
    title: '自评按审核流程逐步审核，由该步骤的审核人办理，不得审核本人、本单位报送的自评',
    basis: '默认（主管部门审核，财政部门接收）',
  },
  'EV-71': { title: '会签：应征求的各方各提一次意见，达到规定比例方为通过', basis: '默认（会签）' },
  'EV-72': { title: '可以退回到已办理的任一步骤，说明理由', basis: '默认（退回到步骤）' },
  'EV-73': { title: '首个审核意见作出前报送单位可以撤回自评，内容保留', basis: '默认（取消送审）' },
  'EV-74': { title: '变更只重新审核所涉及的步骤', basis: '默认（逐格比对）' },
  'EV-75': { title: '自评审核、抽查复核按时限办理，到期前催办，逾期升级，各一次', basis: '默认（办理时限）' },
  'EV-76': { title: '委托代办的意见记明代谁办理', basis: '默认（委托代办）' },
  'EV-77': { title: '审核流程以报送时的规定为准', basis: '默认（以报送时的规定为准）' },
  'EV-78': { title: '规定先审核的，自评审核完毕方可抽查复核', basis: '默认（审核不作为抽查复核的前提）' },
} as const satisfies Record<string, Article>;

export type RuleId = keyof typeof ARTICLES;

/** What stands in the way of a right score: it must be mended or explained before the figure is relied on. */
export function fault(rule: RuleId, at: string, says: string, basis: string = ARTICLES[rule].basis): Finding {
  return finding(rule, at, says, basis, 'error');
}

/** What a reader of the score should know: why points are missing, how a cell was read. */
export function note(rule: RuleId, at: string, says: string, basis: string = ARTICLES[rule].basis): Finding {
  return finding(rule, at, says, basis, 'warning');
}
