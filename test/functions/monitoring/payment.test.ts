import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FundsState } from '../../../functions/monitoring/rules/alert.ts';
import { paymentSignal } from '../../../functions/monitoring/rules/payment.ts';
import { leftOf } from '../../../functions/monitoring/rules/treatment.ts';
import { by } from '../../../shared/policy/policy.ts';
import { exact } from '../../../shared/values/exact.ts';
import { NATIONAL_POLICY } from './perfect.ts';

const FUNDS = { state: 'normal', transferred: 0, cancelled: 0, recovered: 0 } as const;
const HALF = { goalProgress: exact(0.5), timeProgress: exact(0.5) };
const PAYING = { fiscalYear: 2025, budget: 100_000_000, paid: 50_000_000, funds: FUNDS, newest: HALF, today: '2025-07-01' };
const ask = (change: Partial<Parameters<typeof paymentSignal>[0]> = {}) => paymentSignal({ ...PAYING, ...change }, NATIONAL_POLICY);
const held = (state: FundsState) => ({ funds: { ...FUNDS, state } });

describe('the payment signal', () => {
  it('MO-32 SZ-27 pays as far as the goals have come, and the gap that is allowed', () => {
    expect(ask()).toMatchObject({
      signal: 'pay',
      upTo: 10_000_000,
      reasons: [
        { rule: 'MO-32', says: '绩效目标进度50%，加允许的差距10%，累计可支付600,000.00元，已支付500,000.00元，可用余额500,000.00元' },
      ],
    });
  });

  it.each([
    [59_999_999, 'pay', 1],
    [60_000_000, 'hold', 0],
    [60_000_001, 'hold', 0],
  ] as const)('MO-32 with %d paid: %s %d', (paid, signal, upTo) => {
    expect(ask({ paid })).toMatchObject({ signal, upTo });
  });

  it('MO-32 goes by the calendar where the progress can’t be told', () => {
    expect(ask({ newest: { goalProgress: null, timeProgress: exact(0.6) } })).toMatchObject({
      upTo: 20_000_000,
      reasons: [{ says: expect.stringContaining('无从计算') }],
    });
    expect(ask({ newest: undefined, paid: 0, today: '2025-12-31' })).toMatchObject({
      upTo: 100_000_000,
      reasons: [{ says: expect.stringContaining('尚无监控数据') }],
    });
  });

  it.each<[FundsState, string]>([
    ['suspended', 'hold'],
    ['stopped', 'stop'],
    ['recovered', 'stop'],
  ])('MO-31 BJ-13 %s funds: %s, and nothing is paid', (state, signal) => {
    expect(ask(held(state))).toMatchObject({ signal, upTo: 0, reasons: [{ rule: 'MO-31', basis: NATIONAL_POLICY.gates.G6.basis }] });
  });

  it('MO-31 holds only where the government keeps that gate', () => {
    const { gates } = NATIONAL_POLICY;
    const open = { ...NATIONAL_POLICY, gates: { ...gates, G6: by('本级', { ...gates.G6.value, requires: [] }) } };
    expect(paymentSignal({ ...PAYING, ...held('suspended') }, open).signal).toBe('pay');
  });

  it('MO-31 stops when nothing is left', () => {
    expect(ask({ funds: { ...FUNDS, recovered: 50_000_000 } })).toMatchObject({
      signal: 'stop',
      upTo: 0,
      reasons: [{ says: '预算已无可用余额' }],
    });
    expect(ask({ budget: 0, paid: 0, newest: undefined })).toMatchObject({
      signal: 'stop',
      reasons: [{ rule: 'MO-31', says: '2025年度没有批复下达的预算，不得拨付' }],
    });
  });

  it('MO-32 never allows more than is left, nor more than the budget', () => {
    const cents = fc.integer({ min: 0, max: 200_000_000 });
    fc.assert(
      fc.property(cents, cents, cents, fc.integer({ min: 0, max: 100 }), (budget, paid, recovered, done) => {
        const funds = { ...FUNDS, recovered };
        const { upTo, signal } = ask({ budget, paid, funds, newest: { ...HALF, goalProgress: exact(done).div(100) } });
        expect(upTo).toBeGreaterThanOrEqual(0);
        expect(upTo).toBeLessThanOrEqual(leftOf(budget, paid, funds));
        expect(signal === 'pay').toBe(upTo > 0);
      }),
      { numRuns: 200 },
    );
  });
});
