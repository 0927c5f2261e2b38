import { exact } from '../../../shared/values/exact.ts';
import type { Finding } from '../../../shared/values/finding.ts';
import { percent } from '../../../shared/values/rate.ts';
import { fault, note } from './articles.ts';
import type { Check, Draft } from './form.ts';

/** 默认: a goal in fewer characters can't say what the money is for and what it brings about. */
const SHORTEST_OVERALL = 20;

/** GO-10, GO-11, GO-16, GO-21, GO-22: 指向明确、细化量化. */
export const checkWording: Check = (draft, { policy }) => {
  const { value: words, basis } = policy.goals.vagueWords;
  const { value: most, basis: mostBasis } = policy.goals.maxQualitativeShare;
  return [...overallFindings(draft), ...vague(draft, words, basis), ...tooQualitative(draft, most, mostBasis), ...names(draft)];
};

function overallFindings({ overall }: Draft): Finding[] {
  const length = [...overall.trim()].length;
  if (length === 0) return [fault('GO-16', '/overall', '没有填写总体目标')];
  if (length >= SHORTEST_OVERALL) return [];
  return [note('GO-16', '/overall', `总体目标只有${length}字，应说明做什么、达到什么效果（不少于${SHORTEST_OVERALL}字）`)];
}

function vague({ overall, indicators }: Draft, words: readonly string[], basis: string): Finding[] {
  const find = (text: string, at: string, where: string): Finding[] => {
    const found = words.filter((word) => text.includes(word));
    return found.length === 0 ? [] : [note('GO-10', at, `${where}含有不可衡量的表述“${found.join('”“')}”`, basis)];
  };
  return [
    ...find(overall, '/overall', '总体目标'),
    ...indicators.flatMap(({ at, name, target, raw }) => [
      ...find(name, `${at}/name`, `指标名称“${name}”`),
      ...(typeof target === 'string' ? find(target, raw === undefined ? `${at}/target` : `${at}/raw`, `“${name}”的指标值“${target}”`) : []),
    ]),
  ];
}

/** A date is measured as well as a number is. */
function tooQualitative({ indicators }: Draft, most: number, basis: string): Finding[] {
  const qualitative = indicators.filter(({ operator, measurable }) => operator === 'qualitative' && !measurable).length;
  if (indicators.length === 0 || !exact(qualitative).div(indicators.length).gt(exact(most))) return [];
  const says = `${indicators.length}项指标中有${qualitative}项定性指标，占${percent(exact(qualitative).div(indicators.length))}，超过${percent(most)}`;
  return [note('GO-11', '/indicators', says, basis)];
}

const SIGN = /[≥≤＞＜]|[<>]=|\*\*/;
const FIGURE = /\d+(?:\.\d+)?\s*[%％]/;
const UNIT = /[(（](?:[百千]?万?元|亿元|%|％|个|人|人次|次|户|套|台|平方米|米|公里|亩|吨|天|日|年)[)）]$/;
const EFFECT = /促进|推动|推进|提升|提高|增强|改善|保障|维护|实现|确保|发展|带动/;
const RATE = /率|度|比例|比重|占比|幅|性$/;

/**
 * GO-21: what belongs into the target's own field stands in the name, or a template was left unfilled (`≥**个`).
 * GO-22: 促进人口与经济协调发展 = 100% measures nothing; an effect needs a figure of its own, or an honest description.
 */
function names({ indicators }: Draft): Finding[] {
  return indicators.flatMap(({ at, name, level1, unit, operator, shown }) => {
    const findings: Finding[] = [];
    const odd = SIGN.exec(name)?.[0] ?? FIGURE.exec(name)?.[0] ?? UNIT.exec(name)?.[0];
    if (odd !== undefined) {
      findings.push(note('GO-21', `${at}/name`, `指标名称“${name}”中的“${odd}”应填入指标性质、指标值或单位（现指标值“${shown}”）`));
    }
    if (unit === '%' && operator !== 'qualitative' && level1 !== 'satisfaction' && EFFECT.test(name) && !RATE.test(name)) {
      findings.push(note('GO-22', at, `“${name}”是对效果的描述，以“${shown}”为指标值无法衡量，应改用可计算的指标，或作为定性指标说明`));
    }
    return findings;
  });
}
