import { describe, expect, it } from 'vitest';
import type { Published, ScoreForm } from '../../../../functions/evaluation/rules/form.ts';
import { score } from '../../../../functions/evaluation/rules/score.ts';
import { PERFECT, RS_10, rules } from './perfect.ts';

const SCORES = { quantity: 20, quality: 20, cost: 10, benefit: 30, satisfaction: 10 };
const PRINTED: Published = { execution: 10, rate: '100%', scores: SCORES, total: 100, grade: 'excellent' };

const audit = (change: Partial<Published>, form: ScoreForm = PERFECT) =>
  score({ ...form, published: { ...PRINTED, ...change } }, RS_10).findings;

describe('published figures', () => {
  it('EV-20 a form whose figures agree has no finding', () => {
    expect(audit({})).toEqual([]);
  });

  it('EV-20 a total that is not the sum of its scores is shown with the difference', () => {
    const [finding] = audit({ total: 94, scores: { ...SCORES, quantity: 13 }, grade: undefined });
    expect(finding).toMatchObject({ rule: 'EV-20', level: 'error', at: '/published/total' });
    expect(finding?.says).toBe('公布总分94分，各项公布得分合计93.00分，相差1.00分');
  });

  it('EV-20 names a total that leaves the execution score out', () => {
    const [finding] = audit({ total: 90 });
    expect(finding).toMatchObject({ rule: 'EV-20', level: 'warning' });
    expect(finding?.says).toContain('未计入预算执行率得分10分');
  });

  it('EV-20 with empty cells the total must lie within what they can hold', () => {
    const { satisfaction: _, ...visible } = SCORES;
    expect(rules(audit({ scores: visible }))).toEqual([]);
    expect(rules(audit({ scores: { ...visible, benefit: 20 }, total: 100 }))).toContain('EV-20');
    expect(rules(audit({ scores: {}, total: 98, grade: undefined, execution: undefined }))).toEqual(['EV-24']);
  });

  it('EV-21 a score above its weight is pointed out', () => {
    expect(audit({ scores: { ...SCORES, cost: 12 }, total: 102 })).toMatchObject([
      { rule: 'EV-21', at: '/published/scores/cost', says: '指标"cost"公布得分12分，不在0分与分值10分之间' },
      { rule: 'EV-24' },
      { rule: 'EV-24' },
    ]);
    expect(rules(audit({ execution: 11, total: 101 }))).toContain('EV-21');
  });

  it('EV-22 84.47 is 良, not 优', () => {
    const finding = audit({ total: 84.47 }).find((each) => each.rule === 'EV-22');
    expect(finding).toMatchObject({ level: 'error', at: '/published/grade', says: '公布总分84.47分应评为"良"，公布等级为"优"' });
  });

  it('EV-22 without a total the grade is held against the sum of the scores', () => {
    expect(rules(audit({ total: undefined, grade: 'good' }))).toEqual(['EV-22']);
    expect(rules(audit({ total: undefined }))).toEqual([]);
  });

  it.each([
    ['86.19%', ['EV-23']],
    ['86.18%', []],
    ['86.2%', []],
    ['86%', []],
    ['0.8618', []],
    [0.862, []],
    ['86.18', []],
    ['57.89%', ['EV-23']],
  ])('EV-23 215457.60 of 250000.00 printed as %s', (rate, expected) => {
    const form = { ...PERFECT, execution: { weight: 10, budget: 25_000_000, executed: 21_545_760 } };
    const findings = audit({ rate, execution: 8.62, total: 98.62 }, form).filter((each) => each.at.startsWith('/published'));
    expect(rules(findings)).toEqual(expected);
  });

  it('EV-23 shows a truncated rate beside the right one and keeps what was printed', () => {
    const form = { ...PERFECT, execution: { weight: 10, budget: 200_000_000, executed: 115_797_000 } };
    const finding = audit({ rate: '57.89%' }, form).find((each) => each.rule === 'EV-23');
    expect(finding?.says).toBe('公布执行率57.89%，执行数÷预算数为57.90%，两者不符；公布数保留，仅列示差异');
  });

  it('EV-23 100 % of nothing is pointed out', () => {
    const form = { ...PERFECT, execution: { weight: 10, budget: 0, executed: 0 } };
    expect(rules(audit({}, form))).toContain('EV-23');
  });

  it('EV-24 a printed score that differs from the computed one is shown, and changes nothing', () => {
    const sheet = score({ ...PERFECT, published: { ...PRINTED, scores: { ...SCORES, cost: 9 }, total: 99 } }, RS_10);
    expect(sheet.total).toBe(100);
    expect(sheet.findings).toMatchObject([
      { rule: 'EV-24', at: '/published/scores/cost', says: '指标"cost"公布9.00分，按规则计算10.00分，相差-1.00分' },
      { rule: 'EV-24', at: '/published/total' },
    ]);
  });

  it('EV-25 a score of nobody is pointed out, whatever it is called', () => {
    expect(audit({ scores: { ...SCORES, 'a/b': 1 } })).toMatchObject([{ rule: 'EV-25', at: '/published/scores/a~1b' }]);
  });

  it('EV-24 an indicator called constructor has no inherited score', () => {
    const form = { ...PERFECT, indicators: PERFECT.indicators.map((row) => (row.id === 'cost' ? { ...row, id: 'constructor' } : row)) };
    const { cost: _, ...others } = SCORES;
    expect(rules(audit({ scores: others }, form))).toEqual([]);
  });
});
