import type { Finding } from '../../../shared/values/finding.ts';
import { fault, note } from './articles.ts';
import type { Check } from './form.ts';
import type { ReadIndicator } from './indicator.ts';

/** GO-08, GO-09, GO-12, GO-14, GO-15, GO-18, GO-19, GO-23: the value of each indicator by itself. */
export const checkTargets: Check = ({ indicators }) => indicators.flatMap((row) => [...row.findings, ...ofNumber(row)]);

/** Rates of a whole, which never pass 100 %; growth and returns may. */
const CAPPED = /率|比例|占比|覆盖|满意度/;
const UNCAPPED = /增长|增加|增幅|增收|增值|超额|提高|提升|回报|收益率|利用率|投入产出|周转/;
/** The less the better: the name ends in the harm or in its rate or count, and isn't about mending it. */
const HARMFUL =
  /(?:逾期|超支|超期|超概|事故|投诉|违规|违纪|差错|失误|损耗|上访|缺陷|漏报|不合格)[^，、,]{0,4}?(?:率|数|数量|次数|件数|起数|人次)?$/;
const MENDING = /处理|处置|办结|解决|下降|降低|减少|整改|化解|查处|回复|受理|防范|避免|救助|无/;
/** What is to be done as often or as much as it says: 开展…次数, 新建…数量. */
const REACHED = /(?:开展|建设|新建|改建|完成|培训|举办|组织|补助|惠及|种植|发放)[^，、,]*(?:数|数量|次数|场次|人数|户数|面积)$/;

function ofNumber({ at, name, level1, level2, operator, target, unit, shown: printed, assumed }: ReadIndicator): Finding[] {
  if (typeof target !== 'number' || operator === undefined || operator === 'qualitative') return [];
  const findings: Finding[] = [];
  const shown = `“${printed}”`;
  const pointer = `${at}/target`;
  const upward = operator === '>=' || operator === '>';
  if (!unit) findings.push(note('GO-09', `${at}/unit`, `定量指标“${name}”的指标值${shown}没有度量单位`));
  if (level1 === 'satisfaction' && (unit === undefined || unit === '%' || unit === '分')) {
    if (target < 0 || target > 100) findings.push(fault('GO-12', pointer, `“${name}”的指标值${shown}不在0至100之间`));
    else if (target > 0 && target <= 1) findings.push(note('GO-12', pointer, `“${name}”的指标值${shown}疑为小数形式，应写作百分数`));
  }
  if (unit === '%' && level1 !== 'satisfaction' && CAPPED.test(name) && !UNCAPPED.test(name)) {
    if (target > 100) findings.push(note('GO-18', pointer, `“${name}”不能超过100%，指标值${shown}无法实现`));
    else if (target === 100 && upward && !assumed)
      findings.push(note('GO-18', pointer, `“${name}”不能超过100%，应写作“=100%”，不写${shown}`));
  }
  if (upward && HARMFUL.test(name) && !MENDING.test(name)) {
    findings.push(note('GO-19', `${at}/operator`, `“${name}”越低越好，指标值${shown}的方向相反，应使用“≤”`));
  }
  if (level2 === 'quantity' && (operator === '<=' || operator === '<') && !assumed && REACHED.test(name) && !HARMFUL.test(name)) {
    findings.push(note('GO-19', `${at}/operator`, `“${name}”是要完成的数量，指标值${shown}只限定了最多，请核对是否应使用“≥”`));
  }
  return findings;
}
