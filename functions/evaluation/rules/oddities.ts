import type { Oddity } from '../../../shared/values/indicator.ts';

/**
 * What to tell the reader about an odd cell. Without a sentence are the oddities that are only a way of typing, and those whose reading
 * the scoring itself explains.
 */
const SENTENCES: Readonly<Partial<Record<Oddity, string>>> = {
  'operators-disagree': '前后比较符号互相矛盾，以前面的为准',
  'operator-read-as-2': '开头的"2"疑为"≥"误识，按所印数值计分，请核对原件',
  approximate: '为约数，应填实际数；按所印数值计分',
  'words-around-value': '数值前后夹有文字，只取数值',
  'range-reversed': '范围上下限颠倒，已按从小到大理解',
  'deadline-unclear': '未写明截止到哪一天，按该期最后一天理解',
  'date-impossible': '日期不存在',
  'inequality-copied': '带有比较符号，应填实际数；按所印数值计分',
  'percent-sign-missing': '未写百分号，按百分数理解',
  'ratio-for-percent': '以小数填报，而指标值为百分数；已折算为百分数计分',
  'unit-differs': '与指标值的单位不一致，按数值比较',
};

export function sentenceOf(oddity: Oddity): string | undefined {
  return SENTENCES[oddity];
}
