import type { QualitativeBand } from '../../../shared/policy/scoring.ts';
import { exact } from '../../../shared/values/exact.ts';
import { percent } from '../../../shared/values/rate.ts';
import { fault, note } from './articles.ts';
import type { Mark, Scale } from './form.ts';

export type Achieved = QualitativeBand['achieved'];

/** The three answers that the form's own note asks for in the cell 实际完成值, and the short ones that mean the same. */
const ANSWERS: readonly (readonly [Achieved, RegExp])[] = [
  ['low', /^(?:未|没有|尚未)(?:全部|基本)?(?:达成|达到|完成|实现)/u],
  ['low', /^否$/u],
  ['partial', /^部分(?:达成|达到|完成|实现)/u],
  ['full', /^(?:全部或基本|全部|基本|已|已经)?(?:达成|达到|完成|实现)(?:了)?(?:预期|年度|绩效|全部)*(?:指标|目标|要求)?$/u],
];

/** Reads a fixed answer such as 达成预期指标; any other wording is a person's to judge. */
export function answerOf(text: string): Achieved | undefined {
  const plain = text.replace(/[\s。；;，,、]/gu, '');
  return ANSWERS.find(([, pattern]) => pattern.test(plain))?.[0];
}

/**
 * 定性指标根据完成情况分三档，分别按照该指标对应分值区间100-80%（含）、80-60%（含）、60-0%合理确定分值。
 *
 * Without a degree, 达成 earns the top of its band (nothing speaks against it); the lower bands earn their lower bound, because every
 * point above it has to be reasoned by the unit. A degree outside its band contradicts the answer, so nothing is scored.
 */
export function scoreQualitative(achieved: Achieved, degree: number | undefined, at: string, { ruleSet }: Scale): Mark {
  const { value: bands, basis } = ruleSet.qualitative;
  const band = bands.find((each) => each.achieved === achieved);
  if (!band) return { share: undefined, completion: undefined, findings: [fault('EV-11', `${at}/achieved`, '规则集未设该档次', basis)] };
  const range = `${percent(band.from)}—${percent(band.to)}`;
  if (degree !== undefined && (degree < band.from || degree > band.to)) {
    const says = `填报"${band.name}"，应按分值的${range}计分，所填比例${percent(degree)}不在此区间，未计分`;
    return { share: undefined, completion: undefined, findings: [fault('EV-09', `${at}/degree`, says, basis)] };
  }
  const share = exact(degree ?? (achieved === 'full' ? band.to : band.from));
  if (share.equals(1)) return { share, completion: share, findings: [] };
  const how = degree === undefined ? `未填具体比例，按该档下限${percent(share)}计分` : `按分值的${percent(share)}计分`;
  return { share, completion: share, findings: [note('EV-09', `${at}/achieved`, `"${band.name}"对应分值的${range}，${how}`, basis)] };
}
