/** The published 部门整体自评表 and a re-evaluation sheet, and what the collection's README calls odd: findings, never a fault. */
import { describe, expect, it } from 'vitest';
import { ARTICLES } from '../../../../functions/evaluation/rules/articles.ts';
import { scoreFrame } from '../../../../functions/evaluation/rules/frame.ts';
import { allFindings, score } from '../../../../functions/evaluation/rules/score.ts';
import { FRAMES, inputsOf } from '../../../../shared/policy/frames.ts';
import { formOf } from '../../../cases/form.ts';
import { loadDepartments, loadSelfEvaluations, type SelfEvaluationCase } from '../../../cases/load.ts';
import { POLICY } from '../perfect.ts';
import { RS_10, RS_101 } from './perfect.ts';

const DEPARTMENTS = loadDepartments();
const ALL = [...DEPARTMENTS, ...loadSelfEvaluations()];

function caseOf(id: string): SelfEvaluationCase {
  const record = ALL.find((each) => each.id === id);
  if (!record) throw new Error(`No case ${id}`);
  return record;
}

describe('published forms of whole departments', () => {
  it('DL-12 are all there', () => {
    expect(DEPARTMENTS.map(({ id }) => id)).toEqual(['DE001', 'DE002', 'RE001', 'DE003']);
  });

  it.each(DEPARTMENTS.map((record) => [record.id, record] as const))(
    'EV-11 %s goes through both rule sets without a fault',
    (_, record) => {
      for (const scale of [RS_10, RS_101]) {
        const sheet = score(formOf(record), scale);
        expect(Object.keys(ARTICLES)).toEqual(expect.arrayContaining(allFindings(sheet).map(({ rule }) => rule)));
        for (const each of sheet.indicators) if (each.score === null) expect(each.findings.map(({ rule }) => rule)).toContain('EV-11');
      }
    },
  );

  it('DE001 is scored row by row as published, its overspent budget questioned', () => {
    const form = formOf(caseOf('DE001'));
    const sheet = score(form, RS_10);
    expect(Object.fromEntries(sheet.indicators.map(({ id, score: points }) => [id, points]))).toEqual(form.published?.scores);
    expect(sheet.execution).toEqual({ rate: 1.025897, score: 10 });
    expect(sheet.findings[0]).toMatchObject({ rule: 'EV-02', says: expect.stringContaining('执行率102.59%') });
  });

  it('DE003 prints the ratios of 53号: as goals they are misread, by the frame they score as they should', () => {
    const printed = { staff: 92, establishment: 100, budgetAdjustment: 0, carryOver: 0, budget: 100, publicExpensesSpent: 97 };
    const inputs = { ...printed, publicExpensesBudget: 100, procurementSpent: 72.74, procurementBudget: 100, assetsInUse: 1, assets: 1 };
    const { rows } = scoreFrame(FRAMES['CZB-53'], inputsOf(FRAMES['CZB-53']), inputs, POLICY.grades);
    const share = (key: string) => {
      const { score: points, marks } = rows.find((row) => row.key === key) ?? { score: null, marks: 1 };
      return points === null ? null : points / marks;
    };
    for (const key of ['staffControl', 'adjustment', 'carryOverRate', 'publicExpenses', 'assetUse']) expect(share(key), key).toBe(1);
    // Published with full marks at 72.74 %.
    expect(rows.find(({ key }) => key === 'procurement')).toMatchObject({ rate: 0.7274, score: 2.18, findings: [{ rule: 'EV-16' }] });
    const asGoals = score(formOf(caseOf('DE003')), RS_10).indicators;
    expect([0, 4, 5, 6].map((at) => asGoals[at]?.score)).toEqual([1.84, 0, 0, 1.94]);
  });

  it('RE001 gave nothing for 350 % too much; the rules question it and keep the marks', () => {
    const row = score(formOf(caseOf('RE001')), RS_10).indicators[14];
    expect(row).toMatchObject({ completion: 4.5, score: 7 });
    expect(row?.findings.map(({ rule }) => rule)).toContain('EV-08');
  });
});

describe('what governments print oddly', () => {
  it.each<[string, string, string]>([
    ['DE001', 'EV-02', '执行率102.59%'],
    ['DE001', 'EV-12', '"9月前"未写明截止到哪一天'],
    ['DE002', 'EV-23', '公布执行率79.27，而预算数为零'],
    ['DE003', 'EV-20', '公布总分97.6分'],
    ['RE001', 'EV-24', '公布0.00分，按规则计算7.00分'],
    ['SE001', 'EV-03', '执行率无从计算'],
    ['SE001', 'EV-12', '"100"未写百分号'],
    ['SE003', 'EV-12', '"≥266米"带有比较符号'],
    ['SE006', 'EV-11', '实际完成值（空）不是数值'],
    ['SE013', 'EV-11', '指标值未填写'],
    ['SE016', 'EV-20', '公布总分98分，各项公布得分合计84.00分'],
    ['SE019', 'EV-11', '"达成预期指标"不是数值'],
    ['SE020', 'EV-05', '共120.00分，不是100分'],
    ['SE028', 'EV-08', '完成率220.81%'],
    ['SE031', 'EV-11', '指标值未填写'],
    ['SE033', 'EV-05', '共110.00分，不是100分'],
    ['SE042', 'EV-12', '"200余人"为约数'],
    ['SE043', 'EV-23', '公布执行率0.958'],
    ['SE044', 'EV-12', '"≥90%"带有比较符号'],
    ['SE052', 'EV-12', '"100"未写百分号'],
    ['SE054', 'EV-11', '"建设中"不是数值'],
  ])('%s is a finding of %s: %s', (id, rule, says) => {
    const found = allFindings(score(formOf(caseOf(id)), RS_10)).filter((each) => each.rule === rule);
    expect(found.map((each) => each.says).join('\n')).toContain(says);
  });

  it.each<[string, string]>([
    ['SE052', '﹦'],
    ['SE047', '>='],
    ['SE001', '百分比'],
  ])('%s writes its targets with “%s”, and they are read', (id, sign) => {
    const form = formOf(caseOf(id));
    const rows = form.indicators.flatMap(({ raw }, at) => (raw?.target?.includes(sign) ? [at] : []));
    expect(rows.length).toBeGreaterThan(0);
    const sheet = score(form, RS_10);
    for (const at of rows) expect(sheet.indicators[at]?.score, `${id} ${at}`).not.toBeNull();
  });
});
