import { describe, expect, it } from 'vitest';
import { type EvaluationState, resultOf } from '../../../functions/evaluation/rules/evaluation.ts';
import { type Earlier, reEvaluate } from '../../../functions/evaluation/rules/re-evaluation.ts';
import { isExpiry, report } from '../../../functions/evaluation/rules/report.ts';
import { policyFor } from '../../../shared/policy/resolve.ts';
import { BLANK, FINANCE, known, POLICY, REPORT, said, UNIT } from './perfect.ts';

const BINJIANG = policyFor('330108', 2023);
const EARLIER: Earlier = { event: 'evaluation#P#2023/3', hash: 'sha256:3', by: 'department', total: 95.5, grade: 'excellent' };
const STATE: EvaluationState = { ...BLANK, department: { total: 95.5, grade: 'excellent', at: 3 } };

const again = (
  options: { policy?: typeof POLICY; earlier?: Earlier | undefined; state?: EvaluationState; by?: typeof FINANCE; expiry?: boolean } = {},
) => {
  const { policy = BINJIANG, state = STATE, by = FINANCE, expiry = false } = options;
  const earlier = 'earlier' in options ? options.earlier : EARLIER;
  return reEvaluate(
    known(state, 3),
    BLANK,
    by,
    { ...REPORT, of: 'department', reason: '群众反映较多' },
    'sha256:again',
    policy,
    earlier,
    expiry,
    [],
  );
};

describe('再评价', () => {
  it('EV-59 points at the earlier evaluation, shows the difference, and is the result that counts', () => {
    const decision = again();
    expect(decision).toMatchObject({
      outcome: 'accepted',
      events: [
        {
          type: 'evaluation.re-evaluated.v1',
          data: { of: EARLIER, reason: '群众反映较多', total: 87.75, grade: 'good', difference: -7.75, gradeDifference: 1 },
        },
      ],
      answer: { total: 87.75, of: EARLIER.event, difference: -7.75, gradeDifference: 1, status: 'evaluated' },
    });
    if (decision.outcome === 'accepted') {
      const finance = { total: 99, grade: 'excellent', at: 5 } as const;
      expect(resultOf({ ...decision.state, finance })).toMatchObject({ by: 'reEvaluation', total: 87.75 });
    }
  });

  it('EV-58 is for where the document has it', () => {
    expect(again({ policy: POLICY })).toMatchObject({
      outcome: 'refused',
      findings: [{ rule: 'EV-58', basis: expect.stringContaining('市中政办字') }],
    });
  });

  it('EV-59 needs something to evaluate again', () => {
    expect(said(again({ earlier: undefined }))).toEqual([['EV-59', '/of', '没有可以再评价的“department”评价结果']]);
  });

  it('BJ-14 the same again changes nothing; not by the unit, nor after the archive; what was before is closed', () => {
    const done: EvaluationState = {
      ...STATE,
      reEvaluation: { total: 87.75, grade: 'good', at: 4 },
      reports: { reEvaluation: 'sha256:again' },
    };
    expect(said(again({ state: done }))).toBe('unchanged');
    expect(said(again({ by: UNIT }))).toBe('forbidden');
    expect(said(again({ state: { ...STATE, archive: { archiveId: 'A', at: 4 } } }))).toBe('conflict');
    const late = report(known(done), BLANK, FINANCE, 'finance', REPORT, 'sha256:late', BINJIANG, [], {
      today: '2024-05-06',
      expiry: false,
    });
    expect(said(late)).toBe('conflict');
  });
});

describe('到期评价', () => {
  it.each([
    ['specialFund', '2023-12-31', true],
    ['specialFund', '2022-12-31', true],
    ['specialFund', '2024-01-01', false],
    ['project', '2023-12-31', false],
  ] as const)('SZ-32 a %s that ends on %s: %s', (subject, endsOn, expected) => {
    expect(isExpiry({ subject, endsOn }, 2023)).toBe(expected);
  });

  it('SZ-32 finance’s report of it says so, the department’s doesn’t', () => {
    const of = (organiser: 'department' | 'finance') =>
      report(known(BLANK), BLANK, FINANCE, organiser, REPORT, 'd', POLICY, [], { today: '2024-05-06', expiry: true });
    expect(of('finance')).toMatchObject({ events: [{ data: { expiry: true } }] });
    expect(JSON.stringify(of('department'))).not.toContain('expiry');
    expect(again({ expiry: true })).toMatchObject({ events: [{ data: { expiry: true } }] });
  });
});
