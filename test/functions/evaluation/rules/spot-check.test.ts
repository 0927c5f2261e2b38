import { describe, expect, it } from 'vitest';
import { difference } from '../../../../functions/evaluation/rules/spot-check.ts';
import { policyFor } from '../../../../shared/policy/resolve.ts';

const { evaluation } = policyFor('370103', 2024);
const good = { total: 85, grade: 'good' } as const;

describe('抽查复核', () => {
  it('EV-31 9.99 points within one grade is no large difference', () => {
    const check = difference({ total: 99.99, grade: 'excellent' }, { total: 90, grade: 'excellent' }, evaluation);
    expect(check).toEqual({ difference: 9.99, gradeDifference: 0, causes: [], bulletin: false, findings: [] });
  });

  it('EV-31 ten points go to a bulletin, in either direction', () => {
    for (const [self, check] of [[99, 89] as const, [89, 99] as const]) {
      const grades = { self: { total: self, grade: 'excellent' }, check: { total: check, grade: 'excellent' } } as const;
      expect(difference(grades.self, grades.check, evaluation)).toMatchObject({ difference: 10, bulletin: true, causes: ['difference'] });
    }
  });

  it('EV-31 one grade is enough: 90.5 优 against 89.5 良', () => {
    const check = difference({ total: 90.5, grade: 'excellent' }, { total: 89.5, grade: 'good' }, evaluation);
    expect(check).toMatchObject({ difference: 1, gradeDifference: 1, bulletin: true, findings: [{ rule: 'EV-31', level: 'error' }] });
    expect(check.findings[0]?.says).toBe('自评90.50分（优），抽评89.50分（良），相差1.00分、1档；相差10分或1档以上为差异较大，予以通报');
    expect(check.findings[0]?.basis).toContain('市中政办字〔2019〕36号 第十六条');
  });

  it('EV-30 no self-evaluation goes to a bulletin', () => {
    expect(difference(undefined, good, evaluation)).toMatchObject({
      difference: null,
      gradeDifference: null,
      causes: ['missing'],
      bulletin: true,
    });
  });

  it('EV-32 a poor result goes to a bulletin even when both agree', () => {
    const poor = { total: 55, grade: 'poor' } as const;
    expect(difference(poor, poor, evaluation)).toMatchObject({
      difference: 0,
      causes: ['poor'],
      bulletin: true,
      findings: [{ rule: 'EV-32' }],
    });
  });

  it('EV-31 a policy that makes nothing known still shows the difference', () => {
    const quiet = { ...evaluation, bulletins: { value: [], basis: '默认' } };
    expect(difference({ total: 99, grade: 'excellent' }, good, quiet)).toMatchObject({
      difference: 14,
      bulletin: false,
      findings: [{ level: 'warning' }],
    });
  });
});
