import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exact } from '../../../shared/values/exact.ts';
import { portion, yuan } from '../../../shared/values/money.ts';
import { reconcile } from '../../../shared/values/tally.ts';

describe('tally', () => {
  // 东丽区2022年: 共制定指标体系152条，其中共性41条、分行业101条；2017-2021年已制定91条，2022年新增20条。
  const printed = { total: 152, common: 41, sector: 101, before: 91, added: 20 };
  const sums = [
    { total: 'total', parts: ['common', 'sector'] },
    { total: 'sector', parts: ['before', 'added'] },
  ];

  it('tally names what does not add up in a printed report, and the one figure that would mend it', () => {
    expect(reconcile(printed, sums)).toEqual({ says: ['41+101=142≠152', '91+20=111≠101'], suggestions: ['101→111'] });
    expect(printed.sector).toBe(101);
  });

  it('tally has nothing to say where everything adds up', () => {
    const figures = fc.array(fc.nat(1_000_000), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(figures, (parts) => {
        const named = Object.fromEntries(parts.map((value, at) => [`p${at}`, value]));
        const sum = { total: 'total', parts: Object.keys(named) };
        const total = parts.reduce((all, value) => all + value, 0);
        expect(reconcile({ ...named, total }, [sum])).toEqual({ says: [], suggestions: [] });
      }),
    );
  });

  it('money multiplies a cost standard exactly: 10 000 ㎡ at 5.66 元 a month is 679 200.00 元 a year, at 6.31 元 757 200.00 元', () => {
    expect(yuan(portion(566, exact(10_000).mul(12)))).toBe('679200.00');
    expect(yuan(portion(631, exact(10_000).mul(12)))).toBe('757200.00');
  });
});
