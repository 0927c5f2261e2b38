import { describe, expect, it } from 'vitest';
import { gateOf } from '../../../functions/projects/rules/gates.ts';
import { FACTS, POLICY, withFacts, YEAR } from './perfect.ts';

const concluded = { status: 'concluded', verdict: 'support', admissible: true, supported: 975_000_000, at: 5 } as const;
const pays = (open: number, at: number, more: object = {}) =>
  gateOf('G6', { state: withFacts({ ...FACTS, assessment: concluded, conditions: { open, at }, ...more }), year: YEAR, policy: POLICY });

describe('资金拨付前置条件', () => {
  it('PJ-19 what is still open is pointed out to whoever pays, and blocks nothing', () => {
    expect(pays(2, 5)).toMatchObject({
      state: 'open',
      findings: [{ rule: 'PJ-19', level: 'warning', says: '事前绩效评估结论附有资金拨付前置条件，尚有2项未经财政部门确认' }],
    });
    expect(pays(0, 7).findings).toEqual([]);
  });

  it('PJ-19 conditions of a conclusion that a new report has overtaken are none any more', () => {
    expect(pays(2, 4).findings).toEqual([]);
  });

  it('PJ-16 suspended funds still block', () => {
    expect(pays(1, 5, { funds: { state: 'suspended', at: 1 } })).toMatchObject({
      state: 'blocked',
      findings: [{ rule: 'PJ-16' }, { rule: 'PJ-19' }],
    });
  });
});
