import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { exact } from '../../../shared/values/exact.ts';
import { Cents, Money, portion, yuan, yuanText } from '../../../shared/values/money.ts';

const cents = fc.maxSafeNat();

describe('money', () => {
  it('money reads 元 with at most two places', () => {
    expect(Money.parse('9750000.00')).toBe(975000000);
    expect(Money.parse('0')).toBe(0);
    expect(Money.parse('0.5')).toBe(50);
    expect(Money.parse('215457.6')).toBe(21545760);
  });

  it('money refuses what is negative, finer, empty, or no decimal text', () => {
    for (const text of ['-1', '0.001', '', '1,000.00', '1e5', '.5', '5.', '01', ' 1', '￥1', '1234567890123456', 'NaN']) {
      expect(Money.safeParse(text).success, text).toBe(false);
    }
    for (const other of [1, null, undefined, 1n]) expect(Money.safeParse(other).success).toBe(false);
  });

  it('money refuses what 分 cannot hold exactly', () => {
    expect(Money.parse('90071992547409.91')).toBe(Number.MAX_SAFE_INTEGER);
    expect(Money.safeParse('90071992547409.92').error?.issues[0]?.message).toBe('金额超出可处理的范围');
  });

  it('money says in Chinese what is wrong, once', () => {
    const issues = Money.safeParse('-1.234').error?.issues ?? [];
    expect(issues.map((issue) => issue.message)).toEqual(['金额应为以元为单位的十进制字符串，不得为负，小数不超过两位，例如"9750000.00"']);
  });

  it('money comes back as it went', () => {
    fc.assert(fc.property(cents, (amount) => Money.parse(yuan(amount)) === amount));
  });

  it('yuan prints two places, differences with their sign', () => {
    expect(yuan(975000000)).toBe('9750000.00');
    expect(yuan(5)).toBe('0.05');
    expect(yuan(-17500)).toBe('-175.00');
  });

  it('yuanText groups thousands', () => {
    expect(yuanText(975000000)).toBe('9,750,000.00元');
    expect(yuanText(99999)).toBe('999.99元');
    expect(yuanText(-100000000)).toBe('-1,000,000.00元');
  });

  it('portion rounds half up to whole 分', () => {
    expect(portion(67920000, exact('0.5'))).toBe(33960000);
    expect(portion(1, exact('1/2'))).toBe(1);
    expect(portion(100, exact('1/3'))).toBe(33);
  });

  it('portion of a share of at most 1 never exceeds the amount', () => {
    fc.assert(
      fc.property(cents, fc.integer({ min: 0, max: 1000 }), (amount, permille) => {
        const part = portion(amount, exact(permille).div(1000));
        expect(part).toBeLessThanOrEqual(amount);
        expect(Cents.safeParse(part).success).toBe(true);
      }),
    );
  });

  it('money describes its input in JSON Schema', () => {
    expect(z.toJSONSchema(Money, { io: 'input' })).toMatchObject({ type: 'string', pattern: expect.stringContaining('\\d{1,2}') });
  });
});
