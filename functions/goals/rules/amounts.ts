import { exact, halfUp, toNumber } from '../../../shared/values/exact.ts';
import type { Finding } from '../../../shared/values/finding.ts';
import { inYuan } from '../../../shared/values/indicator.ts';
import { yuanText } from '../../../shared/values/money.ts';
import { fault, note } from './articles.ts';
import type { Check, Draft, Yardstick } from './form.ts';

/** GO-13, GO-17, GO-27, GO-70: 相互匹配, goals and money fit together. */
export const checkAmounts: Check = (draft, yardstick) => [
  ...beyondBudget(draft),
  ...budgetFindings(draft, yardstick),
  ...priceFindings(draft),
  ...yearFindings(yardstick),
];

/**
 * GO-13: a cost above the budget can't be paid from it. A sum among the outputs is only pointed out; one among the benefits (产值, 增收) is
 * not the budget's, nor are social and ecological costs.
 */
function beyondBudget({ budget, indicators }: Draft): Finding[] {
  return indicators.flatMap(({ at, name, level1, level2, target, unit, shown, operator }) => {
    if (typeof target !== 'number' || operator === 'qualitative' || unit === undefined) return [];
    const isCost = level2 === 'economicCost' || level2 === 'cost';
    if (!isCost && level1 !== 'output') return [];
    const yuan = inYuan({ raw: shown, kind: 'number', value: String(target), unit, oddities: [] });
    if (yuan === undefined || !yuan.mul(100).gt(budget)) return [];
    const says = `“${name}”的指标值“${shown}”（${yuanText(toNumber(yuan.mul(100).floor()))}）超过预算${yuanText(budget)}`;
    return [(isCost ? fault : note)('GO-13', `${at}/target`, says)];
  });
}

/** A price by the piece: 元/亩, 万元/套; not one by time as well (元/人·天), which times the pieces is nothing yet. */
const PRICE = /^(元|[百千万亿]+元)[/／每](?:每)?([^/／.·每]+)$/u;
const COSTS: readonly string[] = ['cost', 'economicCost'];
const piece = (unit: string) => unit.replace('㎡', '平方米').replace('平米', '平方米');

/** GO-70: quantities times their prices make the budget, where every price has its one quantity. */
function priceFindings({ budget, indicators }: Draft): Finding[] {
  const counted = indicators.flatMap((row) =>
    typeof row.target === 'number' && row.operator !== 'qualitative' ? [{ ...row, target: row.target }] : [],
  );
  const prices = counted.flatMap((row) => {
    const [, money, per] = (COSTS.includes(row.level2) && PRICE.exec(row.unit ?? '')) || [];
    return money === undefined || per === undefined ? [] : [{ row, money, per: piece(per) }];
  });
  const pairs = prices.flatMap(({ row, money, per }) => {
    const quantities = counted.filter(({ level2, unit }) => level2 === 'quantity' && piece(unit ?? '') === per);
    const price = inYuan({ raw: row.shown, kind: 'number', value: String(row.target), unit: money, oddities: [] });
    const [quantity] = quantities;
    return quantities.length === 1 && quantity && price ? [{ quantity, row, amount: price.mul(exact(quantity.target)) }] : [];
  });
  if (pairs.length === 0 || pairs.length < prices.length) return [];
  const total = pairs.reduce((sum, { amount }) => sum.add(amount), exact(0)).mul(100);
  const step = precisionOf(budget);
  if (halfUp(total.div(step), 0).mul(step).equals(budget)) return [];
  const terms = pairs.map(({ quantity, row }) => `“${quantity.name}”${quantity.shown}×“${row.name}”${row.shown}`).join('＋');
  return [note('GO-70', '/budget', `${terms}＝${yuanText(toNumber(total.floor()))}，与预算${yuanText(budget)}不一致，应核对或者说明`)];
}

/** How finely a budget is printed, in 分: forms in 万元 have one or two places, and what they cost to the 分 is rounded to them. */
function precisionOf(budget: number): number {
  return [100_000, 10_000].find((step) => budget % step === 0) ?? 1;
}

/** GO-17: against what was approved, once it is; before that, no more than the project asks for. */
function budgetFindings({ budget }: Draft, { requestedAmount, issuedAmount }: Yardstick): Finding[] {
  if (issuedAmount !== undefined) {
    if (budget === issuedAmount) return [];
    return [note('GO-17', '/budget', `目标对应的预算${yuanText(budget)}与已批复的${yuanText(issuedAmount)}不同，须同时办理预算调整`)];
  }
  if (requestedAmount === undefined || budget <= requestedAmount) return [];
  return [fault('GO-17', '/budget', `目标对应的预算${yuanText(budget)}超过项目申请金额${yuanText(requestedAmount)}`)];
}

function yearFindings({ fiscalYear, startsOn, endsOn }: Yardstick): Finding[] {
  if (startsOn === undefined || endsOn === undefined) return [];
  if (Number(startsOn.slice(0, 4)) <= fiscalYear && fiscalYear <= Number(endsOn.slice(0, 4))) return [];
  return [note('GO-27', '', `${fiscalYear}年度不在项目起止时间（${startsOn}至${endsOn}）之内`)];
}
