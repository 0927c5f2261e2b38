import { describe, expect, it } from 'vitest';
import type { GoalsForm } from '../../../functions/goals/rules/form.ts';
import { CheckBody } from '../../../functions/goals/shapes.ts';
import { exact, toNumber } from '../../../shared/values/exact.ts';
import type { Level1, Level2 } from '../../../shared/values/indicator.ts';
import { yuan } from '../../../shared/values/money.ts';
import { type GoalsCase, loadGoals } from '../../cases/load.ts';
import { checked } from './perfect.ts';

const LEVEL1: readonly (readonly [RegExp, Level1])[] = [
  [/满意/, 'satisfaction'],
  [/^成本/, 'cost'],
  [/效益|效果/, 'benefit'],
  [/./, 'output'],
];
const LEVEL2: readonly (readonly [RegExp, Level2])[] = [
  [/经济成本/, 'economicCost'],
  [/满意/, 'satisfaction'],
  [/数量/, 'quantity'],
  [/质量|制度/, 'quality'],
  [/时效/, 'timeliness'],
  [/成本|预算/, 'cost'],
  [/社会/, 'social'],
  [/经济/, 'economic'],
  [/生态/, 'ecological'],
  [/持续/, 'sustainable'],
];

const find = <Level>(levels: readonly (readonly [RegExp, Level])[], printed: string | null | undefined) =>
  levels.find(([name]) => name.test(printed ?? ''))?.[1];

/** Row n of case GO001 (the first is 1) has the id `GO001-n`. The budget is the first sum that the form prints. */
function formOf({ id, goal_text, indicators, amount_text, money_unit }: GoalsCase): GoalsForm {
  const amount = /\d[\d,]*(?:\.\d+)?/.exec(amount_text ?? '')?.[0].replaceAll(',', '') ?? '0';
  const budget = exact(amount).mul(money_unit === '元' ? 100 : 1_000_000);
  return {
    overall: goal_text ?? '',
    budget: toNumber(budget),
    indicators: indicators.map(({ level1, level2, level3, target, weight }, at) => ({
      id: `${id}-${at + 1}`,
      level1: find(LEVEL1, level1) ?? 'output',
      level2: find(LEVEL2, level2) ?? 'quantity',
      name: level3 ?? '',
      weight: weight ?? 0,
      raw: target ?? '',
    })),
  };
}

/** What the collectors noted as odd in the cases, row by row (from 1; none: the form as a whole), and the rule that says so. */
const ODDITIES: readonly (readonly [record: string, row: number | undefined, rule: string, oddity: string])[] = [
  ['GO001', 4, 'GO-18', '≥100% for a rate that cannot exceed 100'],
  ['GO002', 6, 'GO-22', 'a qualitative effect given 100% as its target: pseudo-quantification'],
  ['GO004', 3, 'GO-09', '168 what?'],
  ['GO005', undefined, 'GO-02', 'weights 20+10+10+10+10+20+20 = 100'],
  ['GO005', 3, 'GO-20', 'expenditure rate as a quantity indicator'],
  ['GO005', 5, 'GO-25', 'satisfaction listed as a quality indicator'],
  ['GO009', 8, 'GO-10', 'a benefit whose target is a sentence of praise'],
  ['GO013', 2, 'GO-21', 'the template ( ≥**个 ) left in the name'],
  ['GO013', 4, 'GO-21', 'the name says 达标率100%, the target >=98%'],
  ['GO014', 2, 'GO-19', 'wrong direction: 逾期发放率 >=100%'],
  ['GO014', 3, 'GO-18', '及时发放率 >=100%'],
  ['GO023', 1, 'GO-26', 'no absolute quantity at all, only rates of 100%'],
  ['GO023', 8, 'GO-07', 'satisfaction inside 效益指标'],
  ['GO026', 9, 'GO-24', 'a row 不适用 / 无'],
  ['GO028', 1, 'GO-26', 'an indicator named …学生数 with the target 100%'],
  ['GO028', 2, 'GO-26', 'an indicator named …学生数 with the target 100%'],
  ['GO031', 2, 'GO-22', 'an effect in percent'],
  ['GO032', 7, 'GO-20', '预算执行率 ≥95% as an indicator'],
  ['GO032', 10, 'GO-14', 'no target printed'],
];

/** Operators in words and signs of every kind are read, not complained about. */
const READ: readonly (readonly [record: string, row: number, operator: string, target: number | string, unit: string | undefined])[] = [
  ['GO001', 1, '>=', 100, '公里'],
  ['GO004', 2, '>=', 95, '%'],
  ['GO004', 8, '>', 90, '%'],
  ['GO007', 1, '<=', 65, '万元'],
  ['GO009', 7, '<=', 71.86, '元/平方米'],
  ['GO013', 7, '<=', 2875, '元/个'],
  ['GO005', 4, '>=', 100, '%'],
  ['GO009', 6, 'qualitative', '2020.1.1-2020.12.31', undefined],
];

const cases = loadGoals();
const forms = new Map(cases.map((record) => [record.id, formOf(record)]));

const report = (id: string) => {
  const form = forms.get(id);
  if (!form) throw new Error(`no case ${id}`);
  return checked(form);
};

describe('published goals', () => {
  it('there are 17', () => {
    expect(cases).toHaveLength(17);
  });

  it.each([...forms])('%s goes through the check without a fault, its printed targets kept', (id, form) => {
    const { findings, score, draft } = report(id);
    expect(draft.indicators.map(({ raw = '' }) => raw)).toEqual(form.indicators.map(({ raw }) => raw));
    expect(findings.every(({ says, basis }) => says !== '' && basis !== '')).toBe(true);
    expect(score).toBeLessThan(90);
  });

  it.each([...forms].filter(([, { indicators }]) => indicators.length > 0))('%s is a body that POST /goals/check takes', (_, form) => {
    const body = { ...form, budget: yuan(form.budget), division: '370103', fiscalYear: 2023 };
    expect(CheckBody.safeParse(body)).toMatchObject({ success: true, data: { budget: form.budget } });
  });

  it.each(ODDITIES)('%s row %s: %s finds that it has %s', (id, row, rule) => {
    const at = row === undefined ? '' : `/indicators/${row - 1}`;
    expect(report(id).findings.filter((finding) => finding.rule === rule && finding.at.startsWith(at))).not.toEqual([]);
  });

  it.each(READ)('%s row %s is read as %s %s %s', (id, row, operator, target, unit) => {
    const { operator: sign, target: value, unit: measure } = report(id).draft.indicators[row - 1] ?? {};
    expect([sign, value, measure]).toEqual([operator, target, unit]);
  });
});
