import { describe, expect, it } from 'vitest';
import { type Filing, fallDue, file, lapse, moveFiling, owe, pass, roundsOf } from '../../../functions/monitoring/rules/filing.ts';
import { by } from '../../../shared/policy/policy.ts';
import { REGISTER } from '../../../shared/policy/register.ts';
import { policyFor } from '../../../shared/policy/resolve.ts';
import type { Known } from '../../../shared/values/decision.ts';
import { CARD, NATIONAL_POLICY, YEAR } from './perfect.ts';

const ROUND = { period: '07', due: '2025-08-31' };
const OWED: Filing = { place: CARD, due: '2025-08-31', status: 'owed' };
const known = (state: Filing): Known<Filing> => ({ state, version: 0, sequence: 0, head: 'genesis' });
const due = (state: Filing | undefined, today: string) => fallDue(state && known(state), YEAR, '07', today, NATIONAL_POLICY);

describe('a filing', () => {
  it('MO-27 has its rounds and days from the policy, one before its own month in the next year', () => {
    for (const division of ['000000', ...REGISTER.map((file) => file.division)]) {
      expect(roundsOf(2025, policyFor(division, 2025))).toEqual([ROUND]);
    }
    const rounds = by(
      '默认',
      [7, 10, 12].map((period) => ({ period, due: period === 12 ? '01-15' : `${period + 1}-31`.padStart(5, '0') })),
    );
    const policy = { ...NATIONAL_POLICY, monitoring: { ...NATIONAL_POLICY.monitoring, rounds } };
    expect(roundsOf(2025, policy)).toEqual([ROUND, { period: '10', due: '2025-11-31' }, { period: '12', due: '2026-01-15' }]);
  });

  it('MO-27 is owed by who is there on the day, and not by who comes later', () => {
    expect(owe(undefined, ROUND, CARD, '2025-08-31')).toEqual(OWED);
    expect(owe(undefined, ROUND, CARD, '2025-09-01')).toBeUndefined();
    expect(owe(OWED, ROUND, CARD, '2025-08-01')).toBeUndefined();
    expect(owe({ ...OWED, status: 'filed' }, ROUND, CARD, '2025-08-01')).toBeUndefined();
    expect(owe({ ...OWED, status: 'lapsed' }, ROUND, CARD, '2025-08-01')).toEqual(OWED);
  });

  it('MO-27 lapses when it is owed no more, but not when it was late already', () => {
    expect(lapse(OWED)?.status).toBe('lapsed');
    expect(lapse({ ...OWED, status: 'overdue' })).toBeUndefined();
    expect(lapse(undefined)).toBeUndefined();
  });

  it('MO-27 is filed once, in time or late', () => {
    const filed = file(OWED, ROUND, CARD, '2025-08-20');
    expect(filed).toEqual({ ...OWED, status: 'filed', filedOn: '2025-08-20' });
    expect(file(filed, ROUND, CARD, '2025-09-20')).toBeUndefined();
    expect(file({ ...OWED, status: 'overdue' }, ROUND, CARD, '2025-09-20')).toMatchObject({ status: 'filed', filedOn: '2025-09-20' });
  });

  it('MO-28 that is not there on its day is named once, the day after', () => {
    expect(due(OWED, '2025-08-31').outcome).toBe('unchanged');
    const named = due(OWED, '2025-09-01');
    expect(named).toMatchObject({
      state: { status: 'overdue' },
      events: [
        {
          type: 'filing.overdue.v1',
          data: { due: '2025-08-31', findings: [{ rule: 'MO-28', says: '未按时填报：2025年1—7月监控表应于2025-08-31前填报' }] },
        },
      ],
    });
    expect(due({ ...OWED, status: 'overdue' }, '2025-09-02').outcome).toBe('unchanged');
    expect(due({ ...OWED, status: 'filed' }, '2025-09-02').outcome).toBe('unchanged');
    expect(due({ ...OWED, place: { ...CARD, secret: true } }, '2025-09-02').outcome).toBe('unchanged');
    expect(due(undefined, '2025-09-02').outcome).toBe('unchanged');
  });

  it('MO-27 that is late is late also where nobody is told', () => {
    expect(pass(OWED, '2025-08-31')).toBeUndefined();
    expect(pass(OWED, '2025-09-01')).toEqual({ ...OWED, status: 'overdue' });
    expect(pass({ ...OWED, status: 'filed' }, '2025-09-01')).toBeUndefined();
  });

  it('MO-27 moves with its project', () => {
    expect(moveFiling(OWED, CARD)).toBeUndefined();
    expect(moveFiling(OWED, { ...CARD, unitCode: '219002' })).toMatchObject({ place: { unitCode: '219002' } });
  });
});
