import { describe, expect, it } from 'vitest';
import type { IndicatorRow } from '../../../../functions/evaluation/rules/form.ts';
import { answerOf } from '../../../../functions/evaluation/rules/qualitative.ts';
import { score } from '../../../../functions/evaluation/rules/score.ts';
import { RS_10, RS_101, rules, withRow } from './perfect.ts';

const TEXT: Partial<IndicatorRow> = { operator: 'qualitative', target: '效果明显', actual: '群众反映良好', weight: 10 };

const mark = (change: Partial<IndicatorRow>, scale = RS_10) => score(withRow({ ...TEXT, ...change }), scale).indicators[0];

describe('定性指标', () => {
  it.each([
    ['full', undefined, 10],
    ['full', 0.8, 8],
    ['full', 0.95, 9.5],
    ['partial', undefined, 6],
    ['partial', 0.6, 6],
    ['partial', 0.75, 7.5],
    ['low', undefined, 0],
    ['low', 0.59, 5.9],
    ['low', 0, 0],
  ] as const)('EV-09 %s with degree %s earns %d of 10 by both rule sets', (achieved, degree, points) => {
    for (const scale of [RS_10, RS_101]) {
      const scored = mark({ achieved, degree }, scale);
      expect(scored).toMatchObject({ completion: Math.round(points * 10) / 100, score: points });
      expect(rules(scored?.findings ?? [])).toEqual(points < 10 ? ['EV-09'] : []);
    }
  });

  it.each([
    ['full', 0.79],
    ['partial', 0.81],
    ['partial', 0.59],
    ['low', 0.61],
    ['full', 1.2],
  ] as const)('EV-09 %s with degree %d contradicts its band: not scored', (achieved, degree) => {
    expect(mark({ achieved, degree })).toMatchObject({ completion: null, score: null, findings: [{ rule: 'EV-09', level: 'error' }] });
  });

  it.each([
    ['达成预期指标', 'full'],
    ['全部或基本达成预期指标', 'full'],
    ['已完成', 'full'],
    ['部分达成预期指标并具有一定效果', 'partial'],
    ['未达成预期指标且效果较差', 'low'],
    ['未完成', 'low'],
    ['否', 'low'],
    ['未发生安全事故', undefined],
    ['完成率较高', undefined],
    ['建设中', undefined],
    ['程度较高', undefined],
  ])('EV-09 reads the fixed answer "%s" as %s', (text, achieved) => {
    expect(answerOf(text)).toBe(achieved);
  });

  it('EV-12 takes an actual that repeats its target as met, and asks for evidence', () => {
    expect(mark({ target: '及时', actual: '及时' })).toMatchObject({ score: 10, findings: [{ rule: 'EV-12', level: 'warning' }] });
  });

  it('EV-11 leaves a text that nobody judged unscored', () => {
    expect(mark({})).toMatchObject({ score: null, findings: [{ rule: 'EV-11', level: 'error', at: '/indicators/0/achieved' }] });
  });

  it.each([{ target: '' }, { actual: '' }, { target: '/', actual: '' }])('EV-11 leaves empty cells unscored: %o', (change) => {
    expect(mark(change)).toMatchObject({ score: null, findings: [{ rule: 'EV-11' }] });
  });
});
