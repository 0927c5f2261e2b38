import type { IndicatorRequirement } from '../../../shared/policy/policy.ts';
import type { Finding } from '../../../shared/values/finding.ts';
import { level1Name, level2Name, parentOf } from '../../../shared/values/indicator.ts';
import { fault, note } from './articles.ts';
import type { Check, Draft, Yardstick } from './form.ts';

/** GO-04…GO-07, GO-20, GO-24…GO-26: which indicators there must be, which not, and where each belongs. */
export const checkStructure: Check = (draft, yardstick) => [
  ...missing(draft, yardstick),
  ...repeated(draft),
  ...misplaced(draft),
  ...notIndicators(draft, yardstick),
];

/** GO-04: 不仅要包括产出、成本，还要包括经济效益、社会效益、生态效益、可持续影响和服务对象满意度 (滨江 二（五）2), or what the policy asks. */
function missing({ indicators }: Draft, { policy, investment }: Yardstick): Finding[] {
  const { value: requirements, basis } = policy.goals.requiredIndicators;
  const meets = ({ level1, level2 }: IndicatorRequirement) =>
    indicators.some((row) => level1?.includes(row.level1) === true || level2?.includes(row.level2) === true);
  return requirements
    .filter((requirement) => (requirement.when !== 'investment' || investment === true) && !meets(requirement))
    .map(({ name, level }) => (level === 'error' ? fault : note)('GO-04', '/indicators', `没有设置${name}`, basis));
}

/** GO-05, GO-06: two indicators of one name, or of one id, can't be told apart when they are monitored and scored. */
function repeated({ indicators }: Draft): Finding[] {
  const names = new Map<string, number>();
  const ids = new Map<string, number>();
  return indicators.flatMap(({ at, id, name }, index) => {
    const findings: Finding[] = [];
    const plain = name.normalize('NFKC').replace(/\s/gu, '');
    const twin = names.get(plain);
    const same = ids.get(id);
    if (twin !== undefined) findings.push(fault('GO-05', `${at}/name`, `指标名称“${name}”与第${twin + 1}项重复`));
    if (same !== undefined) findings.push(fault('GO-06', `${at}/id`, `指标编号“${id}”与第${same + 1}项重复`));
    names.set(plain, twin ?? index);
    ids.set(id, same ?? index);
    return findings;
  });
}

/** GO-07, GO-25, GO-26. */
function misplaced({ indicators }: Draft): Finding[] {
  return indicators.flatMap(({ at, name, level1, level2, unit, shown }) => {
    const findings: Finding[] = [];
    const parent = parentOf(level2);
    if (parent !== level1) {
      findings.push(
        fault('GO-07', `${at}/level2`, `“${name}”：${level2Name(level2)}属于${level1Name(parent)}，不属于${level1Name(level1)}`),
      );
    }
    if (name.includes('满意') && level1 !== 'satisfaction' && level2 !== 'satisfaction') {
      findings.push(note('GO-25', `${at}/level1`, `“${name}”应列入满意度指标，现列在${level1Name(level1)}`));
    }
    if (level2 === 'quantity' && unit === '%') {
      findings.push(note('GO-26', at, `数量指标“${name}”的指标值“${shown}”是比率，应写明完成的数量，比率列入质量指标`));
    }
    if (level2 === 'quantity' && unit !== undefined && /^[百千万亿]*元$/.test(unit)) {
      findings.push(note('GO-26', at, `数量指标“${name}”的指标值“${shown}”是金额，应写明用这笔钱完成的数量，金额列入成本指标`));
    }
    return findings;
  });
}

const EXECUTION = /(?:预算|资金|经费)(?:执行|支出|使用|支付)(?:率|进度)/;
const NOT_APPLICABLE = /不适用|^(?:无|暂无|不涉及)$/;

/**
 * GO-20: the execution rate is scored beside the indicators, and 预算执行进度、预算支出率、预算到项目率 are put in by finance (市中 第十条).
 * GO-24: a row that says it doesn't apply still takes points.
 */
function notIndicators({ indicators }: Draft, { policy }: Yardstick): Finding[] {
  const { value: common, basis } = policy.goals.commonIndicators;
  return indicators.flatMap(({ at, name, target }) => {
    const findings: Finding[] = [];
    if (common.some((each) => each.name === name)) {
      findings.push(note('GO-20', `${at}/name`, `“${name}”是财政部门统一编入的共性指标，不在项目绩效目标中另计分值`, basis));
    } else if (EXECUTION.test(name)) {
      findings.push(note('GO-20', `${at}/name`, `“${name}”反映预算执行，已由预算执行率单独计分，不列为绩效指标`));
    }
    if (NOT_APPLICABLE.test(name) || (typeof target === 'string' && NOT_APPLICABLE.test(target))) {
      findings.push(note('GO-24', at, `“${name}”（${target ?? ''}）不适用于本项目，应删去，分值分给其他指标`));
    }
    return findings;
  });
}
