/** Published monitoring forms and reports go through the trial as they are printed: what is odd about them is a finding, never a fault. */
import { describe, expect, it } from 'vitest';
import { judge, type Measured } from '../../../functions/monitoring/rules/judgement.ts';
import { toRate } from '../../../shared/values/rate.ts';
import { reconcile } from '../../../shared/values/tally.ts';
import { loadMonitoring, type MonitoringCase } from '../../cases/load.ts';
import { RULES, rules } from './perfect.ts';

const CASES = loadMonitoring();
const caseOf = (id: string) => {
  const found = CASES.find((each) => each.id === id);
  if (!found) throw new Error(`${id} is gone`);
  return found;
};

/** 万元 as printed, in 分. */
const cents = (figure: number | null | undefined) => Math.round((figure ?? 0) * 1_000_000);
const printed = (text: MonitoringCase['text'], pattern: RegExp) => Number(pattern.exec(text ?? '')?.[1] ?? Number.NaN);
const sides = ['确定能', '有可能', '不可能'];
const LIKELIHOOD = ['certain', 'possible', 'impossible'] as const;

/** What a form says: its first sum of money, or another of them, and its indicators; the half-year where no other time is printed. */
function formOf({ year, period, funds, indicators_raw }: MonitoringCase, change: Partial<Measured> = {}): Measured {
  const [first] = funds ?? [];
  const fiscalYear = year ?? 2022;
  const rows = (indicators_raw ?? []).flatMap((row) => (Array.isArray(row) ? [row.map(String)] : []));
  return {
    fiscalYear,
    asOf: `${fiscalYear}-${period === '1-12月' ? '12-31' : '06-30'}`,
    budget: cents(first?.initial_budget),
    paid: cents(first?.executed),
    indicators: rows.map(([, level2 = '', target = '', actual = '', likelihood = ''], index) => {
      const said = LIKELIHOOD[sides.indexOf(likelihood)];
      return { at: `/indicators/${index}`, name: level2, target, actual, weight: 10, ...(said ? { likelihood: said } : {}) };
    }),
    ...change,
  };
}

describe('published monitoring', () => {
  it('JH-21 all seven are here, and each goes through', () => {
    expect(CASES.map(({ id }) => id)).toEqual(['MO001', 'MO005', 'MO006', 'MO007', 'MO008', 'MO009', 'MO010']);
    for (const each of CASES) {
      const { lights, findings } = judge(formOf(each), RULES);
      expect(['green', 'yellow', 'red']).toContain(lights.overall);
      for (const { says, basis } of findings) expect(`${says}${basis}`).not.toMatch(/undefined|NaN|Infinity/);
    }
  });

  it('MO-03 黄石 (MO001): “about 40 %” by June is 39.8 %, yellow by the line and by the calendar just not', () => {
    const said = judge(formOf(caseOf('MO001')), RULES);
    expect(said).toMatchObject({ lights: { budget: 'yellow', goal: 'green' }, goalProgress: null });
    expect(rules(said.findings)).toEqual(['MO-04', 'MO-08', 'MO-08', 'MO-08']);
  });

  it('MO-11 区医保局 (MO005): 100 % of the money received is a quarter of the budget, whichever of the two printed budgets', () => {
    const [parts, whole] = caseOf('MO005').funds ?? [];
    const paid = cents(whole?.executed);
    for (const [funds, rate] of [
      [whole, 0.254102],
      [parts, 0.26522],
    ] as const) {
      const said = judge(formOf(caseOf('MO005'), { budget: cents(funds?.initial_budget), paid, issued: paid }), RULES);
      expect(said.executionRate && toRate(said.executionRate)).toBe(rate);
      expect(said.spendingRate && toRate(said.spendingRate)).toBe(1);
      expect(said.lights.budget).toBe('red');
    }
    const figures = { 合计: 264634, 一: 50000, 二: 174000, 三: 20000, 四: 2000, 五: 1540, 六: 6000 };
    expect(reconcile(figures, [{ total: '合计', parts: ['一', '二', '三', '四', '五', '六'] }]).says).toEqual([
      '50000+174000+20000+2000+1540+6000=253540≠264634',
    ]);
  });

  it('MO-08 新田镇 (MO006): all paid and done by December is green; what is text isn’t counted', () => {
    const said = judge(formOf(caseOf('MO006')), RULES);
    expect(said).toMatchObject({ lights: { budget: 'green', goal: 'green', overall: 'green' } });
    expect(said.executionRate && toRate(said.executionRate)).toBe(1);
    expect(new Set(rules(said.findings))).toEqual(new Set(['MO-08']));
  });

  it('MO-11 长沙 (MO007): 8 and 18 projects aren’t the 27 that are printed; without a budget in sight nothing is computed', () => {
    const { text } = caseOf('MO007');
    const figures = { 项目: printed(text, /^(\d+)个项目/), 部门: printed(text, /部门项目(\d+)个/), 公共: printed(text, /公共项目(\d+)个/) };
    expect(reconcile(figures, [{ total: '项目', parts: ['部门', '公共'] }])).toMatchObject({
      says: ['8+18=26≠27'],
      suggestions: expect.arrayContaining(['27→26']),
    });
    const said = judge(formOf(caseOf('MO007')), RULES);
    expect(said).toMatchObject({ executionRate: null, lights: { overall: 'green' } });
    expect(rules(said.findings)).toEqual(['MO-11', 'MO-08']);
  });

  it('MO-03 海南 (MO008): the printed 77.35 % is what the figures make', () => {
    const { text } = caseOf('MO008');
    const budget = cents(printed(text, /预算(\d+)/));
    const paid = cents(printed(text, /支出([\d.]+)/));
    const { executionRate } = judge(formOf(caseOf('MO008'), { budget, paid }), RULES);
    expect(executionRate && toRate(executionRate) * 100).toBe(printed(text, /执行率([\d.]+)%/));
  });

  it('MO-26 七里河 (MO009): four key projects chosen out of all is a notice without figures', () => {
    expect(caseOf('MO009').text).toContain('选取4个重点项目开展重点监控');
    expect(rules(judge(formOf(caseOf('MO009')), RULES).findings)).toEqual(['MO-11', 'MO-08']);
  });

  it('MO-08 赤水 (MO010): seven printed targets without an actual value are seven findings, and no light', () => {
    const targets = [...(caseOf('MO010').text ?? '').matchAll(/([\u4e00-\u9fff]+?)(≥?[\d.]+[^,]+)/g)].map(
      ([, name = '', target = ''], index) => ({
        at: `/indicators/${index}`,
        name,
        target,
        actual: '',
        weight: 10,
      }),
    );
    expect(targets.map(({ target }) => target)).toEqual(['100%', '99%', '34座', '238万㎡', '≥91%', '100%', '100%']);
    const said = judge(formOf(caseOf('MO010'), { indicators: targets }), RULES);
    expect(rules(said.findings).filter((rule) => rule === 'MO-08')).toHaveLength(8);
    expect(said).toMatchObject({ goalProgress: null, lights: { goal: 'green' } });
  });
});
