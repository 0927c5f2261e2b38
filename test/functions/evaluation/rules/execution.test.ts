import { describe, expect, it } from 'vitest';
import type { ExecutionRow } from '../../../../functions/evaluation/rules/form.ts';
import { score } from '../../../../functions/evaluation/rules/score.ts';
import { PERFECT, RS_10, RS_101, rules } from './perfect.ts';

const execute = (change: Partial<ExecutionRow>, scale = RS_10) =>
  score({ ...PERFECT, execution: { weight: 10, budget: 1_000_000, executed: 1_000_000, ...change } }, scale);

describe('预算执行率', () => {
  it.each([
    [10_000, 10, 10],
    [9_999, 10, 7],
    [8_619, 8.62, 7],
    [8_000, 8, 7],
    [7_999, 8, 5],
    [6_000, 6, 5],
    [5_999, 6, 0],
    [4_517, 4.52, 0],
  ])('EV-01 %d of 10000 earns %d by RS-10 and %d by RS-101', (executed, proportional, stepped) => {
    expect(execute({ budget: 10_000, executed }, RS_10).execution.score).toBe(proportional);
    expect(execute({ budget: 10_000, executed }, RS_101).execution.score).toBe(stepped);
  });

  it('EV-01 a finished project within its budget has full marks by RS-101 only', () => {
    expect(execute({ executed: 999_900, finished: true }, RS_101).execution.score).toBe(10);
    expect(execute({ executed: 400_000, finished: true }, RS_101).execution.score).toBe(10);
    expect(execute({ executed: 400_000, finished: true }, RS_10).execution.score).toBe(4);
  });

  it('EV-01 takes the adjusted budget that it is given: 251.89 of 251.89 is 100 %', () => {
    expect(execute({ budget: 25_189_0000, executed: 25_189_0000 }).execution).toEqual({ rate: 1, score: 10 });
  });

  it('EV-01 says how the points came about, with the numbers', () => {
    const [finding] = execute({ budget: 25_000_000, executed: 21_545_760 }).findings;
    expect(finding).toEqual({
      rule: 'EV-01',
      level: 'warning',
      at: '/execution',
      says: '执行数215,457.60元，预算数250,000.00元，执行率86.18%，按比例计8.62分（分值10分）',
      basis: '财预〔2020〕10号 第十七条',
    });
  });

  it('EV-02 a rate above 1 earns no more than the weight and is pointed out', () => {
    const sheet = execute({ executed: 1_054_200 });
    expect(sheet.execution).toEqual({ rate: 1.0542, score: 10 });
    expect(sheet.findings).toMatchObject([{ rule: 'EV-02', level: 'error', at: '/execution/executed' }]);
    expect(sheet.findings[0]?.says).toContain('执行率105.42%，超出预算542.00元');
  });

  it('EV-02 RS-101 grants full marks only within the budget, so a rate above 1 is not scored', () => {
    const sheet = execute({ executed: 1_054_200, finished: true }, RS_101);
    expect(sheet.execution).toEqual({ rate: 1.0542, score: null });
    expect(rules(sheet.findings)).toEqual(['EV-02', 'EV-13']);
  });

  it('EV-03 a zero budget with money spent is not scored, not divided by and not refused', () => {
    const sheet = execute({ budget: 0, executed: 8_997_400 });
    expect(sheet.execution).toEqual({ rate: null, score: null });
    expect(sheet.findings).toMatchObject([{ rule: 'EV-03', level: 'error', at: '/execution/budget' }, { rule: 'EV-13' }]);
  });

  it('EV-03 nothing of nothing is no 100 %', () => {
    const sheet = execute({ budget: 0, executed: 0 });
    expect(sheet.execution).toEqual({ rate: null, score: null });
    expect(sheet.findings).toMatchObject([{ rule: 'EV-03', level: 'warning' }, { rule: 'EV-13' }]);
  });

  it('EV-04 a rate below 90 % needs a reason, 90 % does not', () => {
    expect(rules(execute({ executed: 899_999 }).findings)).toContain('EV-04');
    expect(rules(execute({ executed: 900_000 }).findings)).not.toContain('EV-04');
  });
});
