import { describe, expect, it } from 'vitest';
import { ARTICLES } from '../../../../functions/evaluation/rules/articles.ts';
import { allFindings, score } from '../../../../functions/evaluation/rules/score.ts';
import { PERFECT, RS_10, RS_101, rules, withRow } from './perfect.ts';

describe('a whole form', () => {
  it.each([RS_10, RS_101])('EV-13 a perfect form has full marks, 优 and no finding', (scale) => {
    const sheet = score(PERFECT, scale);
    expect(sheet).toMatchObject({ execution: { rate: 1, score: 10 }, total: 100, grade: 'excellent', findings: [] });
    expect(allFindings(sheet)).toEqual([]);
  });

  it('EV-01 scores the published form of domain.md: 8.62 + 10 + 20 + 20 + 30 + 10 = 98.62, 优', () => {
    const sheet = score({ ...PERFECT, execution: { weight: 10, budget: 25_000_000, executed: 21_545_760 } }, RS_10);
    expect(sheet.execution).toEqual({ rate: 0.86183, score: 8.62 });
    expect([sheet.total, sheet.grade]).toEqual([98.62, 'excellent']);
  });

  it.each([
    [90, 'excellent'],
    [89.99, 'good'],
    [80, 'good'],
    [79.99, 'fair'],
    [60, 'fair'],
    [59.99, 'poor'],
  ])('EV-15 a total of %d is %s: a bound belongs to the better grade', (total, grade) => {
    const row = { id: 'all', level1: 'output', operator: '>=', target: 100, actual: total, weight: 100 } as const;
    const sheet = score({ execution: { weight: 0, budget: 100, executed: 100 }, indicators: [row] }, RS_10);
    expect([sheet.total, sheet.grade]).toEqual([total, grade]);
  });

  it('EV-05 points out weights that do not make 100 and scores all the same', () => {
    const sheet = score(withRow({ weight: 10 }), RS_10);
    expect(sheet.total).toBe(90);
    expect(sheet.findings).toMatchObject([{ rule: 'EV-05', level: 'error', at: '/indicators', basis: '财预〔2020〕10号 第十四条' }]);
    expect(sheet.findings[0]?.says).toBe('指标分值合计80.00分，预算执行率10.00分，共90.00分，不是100分');
  });

  it('EV-05 names the form whose indicators make 100 without the execution rate', () => {
    const sheet = score(withRow({ weight: 30 }), RS_10);
    expect(sheet.findings[0]?.says).toContain('指标分值自身已满100分');
  });

  it('EV-05 adds weights exactly: 22.5 × 4 + 10 = 100, 33.3 + 33.3 + 33.4 = 100', () => {
    const row = (id: string, weight: number) => ({ id, level1: 'output', operator: '>=', target: 1, actual: 1, weight }) as const;
    const execution = { weight: 0, budget: 100, executed: 100 };
    expect(score({ execution, indicators: [row('a', 33.3), row('b', 33.3), row('c', 33.4)] }, RS_10)).toMatchObject({
      total: 100,
      findings: [],
    });
    const quarters = ['a', 'b', 'c', 'd'].map((id) => row(id, 22.5));
    expect(score({ execution: { ...execution, weight: 10 }, indicators: quarters }, RS_10)).toMatchObject({ total: 100, findings: [] });
  });

  it('EV-13 leaves what cannot be scored out of the total and says that the total is partial', () => {
    const sheet = score(withRow({ actual: undefined }), RS_10);
    expect(sheet.indicators[0]).toMatchObject({ completion: null, score: null });
    expect(sheet.total).toBe(80);
    expect(sheet.findings).toMatchObject([{ rule: 'EV-13', level: 'warning' }]);
    expect(sheet.findings[0]?.says).toContain('涉及分值20.00分；总分80.00分只是已计分部分之和');
  });

  it('EV-13 does not miss a row that carries no points', () => {
    const form = { ...PERFECT, indicators: [...PERFECT.indicators, { id: 'child', level1: 'output', weight: 0 } as const] };
    expect(score(form, RS_10)).toMatchObject({ total: 100, findings: [] });
  });

  it('EV-14 points out an id that stands twice', () => {
    const sheet = score(withRow({ id: 'quality' }), RS_10);
    expect(sheet.findings).toMatchObject([{ rule: 'EV-14', at: '/indicators/1/id' }]);
  });

  it('EV-12 every finding names a rule of the list, a place, a sentence and an article', () => {
    const sheet = score(
      withRow({ operator: undefined, target: undefined, actual: undefined, raw: { target: '≥95%', actual: '0.958' } }),
      RS_101,
    );
    for (const each of allFindings(sheet)) {
      expect(Object.keys(ARTICLES)).toContain(each.rule);
      expect(each.says).toMatch(/\p{Script=Han}/u);
      expect(each.basis).not.toBe('');
    }
    expect(rules(allFindings(sheet))).toEqual(['EV-12']);
  });
});
