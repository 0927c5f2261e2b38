import { describe, expect, it } from 'vitest';
import { type ConfirmationSetting, confirm } from '../../../functions/rectification/rules/confirmation.ts';
import type { RectificationState, Status } from '../../../functions/rectification/rules/rectification.ts';
import { actor, CONFIRMING, FINANCE, ID, ISSUED, known, REPLIED, said, stateOf, UNIT, WHICH } from './perfect.ts';

const ask = (accepted = true, state = REPLIED, by = FINANCE, setting: Partial<ConfirmationSetting> = {}) =>
  confirm(known(state, 2), WHICH, by, { accepted, comment: '已核实' }, { ...CONFIRMING, ...setting });

describe('a confirmation', () => {
  it('closes the notice', () => {
    const decision = ask();
    expect(stateOf(decision).status).toBe('confirmed');
    expect(decision).toMatchObject({
      events: [{ type: 'rectification.confirmed.v1', data: { rectificationId: ID, comment: '已核实' } }],
      answer: { id: ID, status: 'confirmed' },
    });
  });

  it.each<Status>(['issued', 'returned', 'escalated', 'confirmed'])('is of a reply that waits, not of a notice that is %s', (status) => {
    expect(ask(true, { ...ISSUED, status }).outcome).toBe('conflict');
    expect(confirm(undefined, WHICH, FINANCE, { accepted: true, comment: '' }, CONFIRMING).outcome).toBe('absent');
  });

  it('is finance’s, of this division or above it', () => {
    expect(ask(true, REPLIED, { ...FINANCE, division: '370100' }).outcome).toBe('accepted');
    for (const by of [UNIT, actor('118', 'finance-section'), { ...FINANCE, division: '370102' }]) {
      expect(ask(true, REPLIED, by).outcome).toBe('forbidden');
    }
  });

  it('RC-12 is nobody’s who replied, belongs to who replied, or had to mend it', () => {
    expect(ask(true, REPLIED, FINANCE, { person: 'u' }).outcome).toBe('forbidden');
    expect(ask(true, REPLIED, actor('219001', 'finance-performance')).outcome).toBe('forbidden');
    const byDepartment: RectificationState = { ...REPLIED, reply: { at: 2, person: 'd', division: '370103', organisation: '118' } };
    expect(ask(true, byDepartment).outcome).toBe('forbidden');
    expect(ask(true, byDepartment, { ...FINANCE, division: '370100' }).outcome).toBe('accepted');
  });

  it('RC-13 closes nothing while money is still owed; sending back is open', () => {
    const paid = (amount: number): RectificationState => ({
      ...REPLIED,
      amount: 12_000_000,
      reply: { at: 2, person: 'u', division: '370103', organisation: '219001', amount },
    });
    expect(ask(true, paid(11_999_999))).toMatchObject({
      outcome: 'refused',
      findings: [{ rule: 'RC-13', at: '/accepted', says: '应收回120,000.00元，已退回119,999.99元，尚差0.01元，不能销号' }],
    });
    expect(said(ask(false, paid(0)))).toBe('accepted');
    expect(ask(true, paid(12_000_000))).toMatchObject({ outcome: 'accepted', answer: { amount: '120000.00' } });
  });

  it('RC-14 that isn’t accepted sends it back, due again after a whole period', () => {
    const decision = ask(false, { ...REPLIED, steps: ['bulletin'] });
    const state = stateOf(decision);
    expect(state).toMatchObject({ status: 'returned', dueOn: '2025-07-30', steps: ['bulletin'] });
    expect(state.reply).toBeUndefined();
    expect(decision).toMatchObject({ events: [{ type: 'rectification.returned.v1', data: { comment: '已核实', dueOn: '2025-07-30' } }] });
  });
});
