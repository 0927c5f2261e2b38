import { describe, expect, it } from 'vitest';
import type { IndicatorRow } from '../../../../functions/evaluation/rules/form.ts';
import { score } from '../../../../functions/evaluation/rules/score.ts';
import { RS_10, rules, withRow } from './perfect.ts';

/** Scores one row of 10 points from its printed cells. */
const read = (target: string | null, actual: string | null, change: Partial<IndicatorRow> = {}) => {
  const row = { operator: undefined, target: undefined, actual: undefined, weight: 10, raw: { target, actual }, ...change };
  const [first] = score(withRow(row), RS_10).indicators;
  if (!first) throw new Error('no row');
  return first;
};

describe('printed cells', () => {
  it.each([
    ['≥50个', '50', 10],
    ['≥100百分比', '100', 10],
    ['≤90万元', '90', 10],
    ['=100%', '100%', 10],
    ['﹦100%', '100', 10],
    ['>=90%', '100%', 10],
    ['98%以上', '100%', 10],
    ['不少于12种', '14种', 10],
    ['≥500', '487', 9.74],
    ['≤90万元', '100万元', 9],
  ])('EV-06 reads %s with %s as %d of 10 points', (target, actual, points) => {
    expect(read(target, actual).score).toBe(points);
  });

  it('EV-06 fields come before cells', () => {
    expect(read('≥500', '1', { operator: '>=', target: 500, actual: 250 }).score).toBe(5);
    expect(read('≥500', '250', { target: 1000 }).score).toBe(2.5);
  });

  it('EV-12 a target without a sign is "at least", and says so when it matters', () => {
    expect(read('50件', '50件')).toMatchObject({ score: 10, findings: [] });
    expect(read('50件', '40件')).toMatchObject({ score: 8 });
    expect(rules(read('50件', '40件').findings)).toEqual(['EV-12', 'EV-06']);
  });

  it('EV-12 a cost or a deadline without a sign is "at most", and so is a target of 0', () => {
    expect(read('400元', '180元', { level2: 'cost' }).score).toBe(10);
    expect(read('400元', '500元', { level1: 'cost' }).score).toBe(8);
    expect(read('10天', '8天', { level2: 'timeliness' }).score).toBe(10);
    expect(read('100%', '95%', { level2: 'timeliness' }).score).toBe(9.5);
    expect(read('0起', '0起').score).toBe(10);
    expect(read('0起', '2起').score).toBe(0);
  });

  it('EV-12 reads 0.958 beside 95% as a percentage and says so', () => {
    const scored = read('≥95%', '0.958');
    expect(scored).toMatchObject({ score: 10, findings: [{ rule: 'EV-12' }] });
    expect(scored.findings[0]?.says).toContain('以小数填报，而指标值为百分数');
  });

  it('EV-12 takes 0.958 beside a bare 95 as it is, and doubts it', () => {
    const scored = read(null, null, { operator: '>=', target: 95, actual: 0.958 });
    expect(scored.score).toBe(0.1);
    expect(rules(scored.findings)).toEqual(['EV-12', 'EV-06']);
  });

  it('EV-12 an actual printed as an inequality is scored by its figure and pointed out', () => {
    expect(read('≥266米', '≥266米')).toMatchObject({ score: 10, findings: [{ rule: 'EV-12', at: '/indicators/0/raw/actual' }] });
  });

  it.each([
    ['≤90万元', '≥80万元'],
    ['=100%', '≥90%'],
    ['≥100人', '≤120人'],
  ])('EV-11 an inequality that leaves %s open cannot be scored: %s', (target, actual) => {
    expect(read(target, actual)).toMatchObject({ score: null, findings: [{ rule: 'EV-11' }] });
  });

  it.each([
    ['≤90万元', '900000元', 10],
    ['≥2公里', '1500米', 7.5],
    ['≥1万人', '9000人', 9],
    ['≤1%', '9‰', 10],
  ])('EV-12 brings units of one kind together: %s with %s is %d', (target, actual, points) => {
    expect(read(target, actual).score).toBe(points);
  });

  it('EV-11 does not compare lengths with money', () => {
    expect(read('≥266米', '266元')).toMatchObject({ score: null, findings: [{ rule: 'EV-11' }] });
  });

  it('EV-12 compares unfamiliar units by their figures, with doubt', () => {
    expect(read('≥6场', '6次')).toMatchObject({ score: 10, findings: [{ rule: 'EV-12' }] });
  });

  it.each([
    ['1', '建设中'],
    ['1000件', '达成预期指标'],
    ['100%', '无'],
    ['≥50个', null],
    ['≥50个', ''],
  ])('EV-11 a figure was asked (%s), none was given (%s): null, never 0', (target, actual) => {
    expect(read(target, actual)).toMatchObject({
      completion: null,
      score: null,
      findings: [{ rule: 'EV-11', at: '/indicators/0/raw/actual' }],
    });
  });

  it.each([
    [null, null],
    [null, '100%'],
    ['', '100'],
  ])('EV-11 without a target nothing can be scored: %s, %s', (target, actual) => {
    expect(read(target, actual)).toMatchObject({ score: null, findings: [{ rule: 'EV-11', at: '/indicators/0/raw/target' }] });
  });
});

describe('printed dates', () => {
  it.each([
    ['11月底前', '10月', 10],
    ['2021年12月完成', '2021年12月完成', 10],
    ['2022年12月底前', '12月15日', 10],
  ])('EV-09 by %s, done in %s: kept, full marks', (target, actual, points) => {
    expect(read(target, actual)).toMatchObject({ score: points, findings: [] });
  });

  it('EV-11 a date missed has no ratio: not scored until somebody judges it', () => {
    expect(read('11月底前', '12月')).toMatchObject({ score: null, findings: [{ rule: 'EV-11' }] });
    expect(read('11月底前', '12月', { achieved: 'partial', degree: 0.7 }).score).toBe(7);
    expect(read('2020年底', '2021年3月')).toMatchObject({ score: null });
  });
});
