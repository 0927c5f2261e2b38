import { describe, expect, it } from 'vitest';
import { toNumber } from '../../../shared/values/exact.ts';
import { comparable, inYuan, measure, readActual, readPrinted } from '../../../shared/values/indicator.ts';

function compared(target: string, actual: string) {
  const pair = comparable(readPrinted(target), readActual(actual));
  return pair && [toNumber(pair.target), toNumber(pair.actual), pair.unit, ...pair.oddities];
}

describe('measure', () => {
  it('money is counted in 元', () => {
    const yuanOf = (cell: string) => {
      const amount = inYuan(readPrinted(cell));
      return amount && toNumber(amount);
    };
    expect(['≤90万元', '20元', '1.5亿元', '3千元', '≤202.6万元'].map(yuanOf)).toEqual([900000, 20, 150000000, 3000, 2026000]);
    for (const other of ['1600元/亩', '10万', '50个', '90%', '效果明显', '', '10-20万元']) expect(yuanOf(other), other).toBeUndefined();
  });

  it('万 and 亿 scale any unit, 千 and 百 only money', () => {
    const measured = (cell: string) => {
      const found = measure(readPrinted(cell));
      return found && [toNumber(found.amount), found.unit];
    };
    expect(measured('6万人')).toEqual([60000, '人']);
    expect(measured('10万')).toEqual([100000, '']);
    expect(measured('2万元/亩')).toEqual([20000, '元/亩']);
    expect(measured('5千米')).toEqual([5, '千米']);
    expect(measured('3百分点')).toEqual([3, '百分点']);
    expect(measured('0.9‰')).toEqual([0.09, '%']);
    expect(measured('10-20个')).toBeUndefined();
    expect(measured('9月前')).toBeUndefined();
  });

  it('a target and an actual value are brought to one unit', () => {
    expect(compared('≥50个', '50')).toEqual([50, 50, '个']);
    expect(compared('≤90万元', '850000元')).toEqual([900000, 850000, '元']);
    expect(compared('≤90万元', '85')).toEqual([900000, 850000, '元']);
    expect(compared('﹦72890元', '72890')).toEqual([72890, 72890, '元']);
    expect(compared('≥266米', '≥266米')).toEqual([266, 266, '米']);
    expect(compared('≥3', '7个')).toEqual([3, 7, '个']);
    expect(compared('小于0.9‰', '0.05%')).toEqual([0.09, 0.05, '%']);
    expect(compared('小于0.9‰', '0.8')).toEqual([0.09, 0.08, '%', 'percent-sign-missing']);
  });

  it('a rate without % is read as one, and said to be', () => {
    expect(compared('≥95%', '96')).toEqual([95, 96, '%', 'percent-sign-missing']);
    expect(compared('≥95%', '0.958')).toEqual([95, 95.8, '%', 'ratio-for-percent']);
    expect(compared('=100%', '1')).toEqual([100, 100, '%', 'ratio-for-percent']);
    expect(compared('≥95%', '0')).toEqual([95, 0, '%', 'percent-sign-missing']);
    expect(compared('≤5%', '0.8')).toEqual([5, 0.8, '%', 'percent-sign-missing']);
  });

  it('different counting units are compared and said to differ; money and percentages are not compared with them', () => {
    expect(compared('≥5个', '6处')).toEqual([5, 6, '个', 'unit-differs']);
    expect(compared('≥95%', '96人')).toBeUndefined();
    expect(compared('≤90万元', '3次')).toBeUndefined();
    expect(compared('≥50个', '达成预期指标')).toBeUndefined();
    expect(compared('效果明显', '50')).toBeUndefined();
    expect(compared('10-20个', '15个')).toBeUndefined();
  });
});
