import { describe, expect, it } from 'vitest';
import type { EvaluationState } from '../../../functions/evaluation/rules/evaluation.ts';
import { resultOf, statusOf } from '../../../functions/evaluation/rules/evaluation.ts';
import type { SelfForm, Yardstick } from '../../../functions/evaluation/rules/self-evaluation.ts';
import { spotCheck } from '../../../functions/evaluation/rules/spot-checking.ts';
import { policyFor } from '../../../shared/policy/resolve.ts';
import type { Actor } from '../../../shared/values/actor.ts';
import { BLANK, FINANCE, FORM, known, reporting, STREET, said, UNIT, YARDSTICK } from './perfect.ts';

const EVALUATED: EvaluationState = { ...BLANK, digest: 'sha256:form', self: { total: 100, grade: 'excellent', at: 1 } };

const check = (
  form: SelfForm = FORM,
  options: { state?: EvaluationState; by?: Actor; funds?: SelfForm['funds'] | undefined; yardstick?: Partial<Yardstick> } = {},
) => {
  const { state = EVALUATED, by = FINANCE, yardstick = {} } = options;
  const funds = 'funds' in options ? options.funds : FORM.funds;
  return spotCheck(
    known(state),
    BLANK,
    by,
    { indicators: form.indicators, finding: '现场核实', funds },
    { ...YARDSTICK, ...yardstick },
    { person: by.sub, today: '2024-05-06' },
  );
};

describe('抽查复核', () => {
  it('puts finance’s own figures beside the unit’s, and says the difference', () => {
    expect(check(reporting('q1', { actual: 11 }))).toMatchObject({
      outcome: 'accepted',
      state: { check: { total: 97.92, grade: 'excellent', bulletin: false, at: 2 } },
      events: [
        {
          type: 'evaluation.spot-checked.v1',
          data: { difference: 2.08, selfGrade: 'excellent', checkGrade: 'excellent', bulletin: false },
        },
      ],
      answer: { status: 'spotChecked', total: 97.92, difference: 2.08, gradeDifference: 0, bulletin: false, why: '' },
    });
  });

  it('sends a large difference to a bulletin, with the reason in the answer', () => {
    expect(check(reporting('q1', { actual: 6 }))).toMatchObject({
      answer: { difference: 12.5, gradeDifference: 1, bulletin: true, why: expect.stringContaining('相差12.50分、1档') },
    });
  });

  it('checks a unit that never evaluated itself against the issued budget and the last reading, and invents no grade for it', () => {
    const decision = check(FORM, { state: BLANK, funds: undefined, yardstick: { paid: 487_500_000 } });
    expect(decision).toMatchObject({
      outcome: 'accepted',
      state: { check: { total: 95, bulletin: true } },
      events: [{ data: { difference: null, selfGrade: null, checkGrade: 'excellent', findings: [{ rule: 'EV-30' }] } }],
    });
  });

  it('EV-40, EV-41 needs approved goals, and checks all of them', () => {
    expect(said(check(FORM, { yardstick: { goals: undefined } }))).toEqual([['EV-40', '', '绩效目标尚未审核批复，没有可以对照的指标']]);
    expect(said(check({ ...FORM, indicators: [] }))).toHaveLength(4);
  });

  it('EV-45 what was scored by a frame is checked by the frame', () => {
    const options = { yardstick: { framing: STREET.framing } };
    const framed = (frame?: { inputs: Record<string, number> }) =>
      spotCheck(
        known(EVALUATED),
        BLANK,
        FINANCE,
        { indicators: FORM.indicators, finding: '现场核实', funds: FORM.funds, framed: true, frame },
        { ...YARDSTICK, ...options.yardstick },
        { person: FINANCE.sub, today: '2024-05-06' },
      );
    expect(said(framed())).toEqual([['EV-45', '/frame', '自评按共性指标体系计分，抽查复核也须填报该体系的数据']]);
    expect(framed({ inputs: { ...STREET.inputs, tax: 900 } })).toMatchObject({ answer: { total: 92.5, difference: 7.5 } });
  });

  it('EV-37 where two reviews are ruled, the section drafts and somebody else decides', () => {
    const dongli = { policy: policyFor('120110', 2023) };
    const section: Actor = { ...FINANCE, sub: 'F-2', roles: ['finance-section'] };
    const form = reporting('q1', { actual: 11 });
    expect(said(check(form, { yardstick: dongli }))).toEqual([['EV-37', '', '抽查复核须先由业务科室初审，再由职能科室终审']]);
    const drafted = check(form, { yardstick: dongli, by: section });
    expect(drafted).toMatchObject({
      outcome: 'accepted',
      state: { draft: { total: 97.92, persons: ['F-2'], at: 2 } },
      events: [{ type: 'evaluation.check-drafted.v1', data: { difference: 2.08, sheet: { total: 97.92 } } }],
      answer: { status: 'selfEvaluated', draft: true, difference: 2.08 },
    });
    const state = drafted.outcome === 'accepted' ? drafted.state : EVALUATED;
    expect(said(check(form, { yardstick: dongli, state, by: { ...FINANCE, sub: 'F-2' } }))).toEqual([
      ['EV-37', '', '初审和终审不能由同一人作出'],
    ]);
    expect(check(form, { yardstick: dongli, state })).toMatchObject({
      events: [{ type: 'evaluation.spot-checked.v1' }],
      state: { check: { total: 97.92 } },
    });
    expect(said(check(form, { by: section }))).toBe('accepted');
  });

  it('DL-07 nobody but the ruled sections checks', () => {
    expect(said(check(FORM, { by: { ...FINANCE, roles: ['investment'] } }))).toBe('forbidden');
  });

  it('is done once, before the archive, and never by the unit itself', () => {
    const checked = { total: 90, grade: 'excellent', at: 2, bulletin: false } as const;
    expect(said(check(FORM, { state: { ...EVALUATED, check: checked } }))).toBe('conflict');
    expect(said(check(FORM, { state: { ...EVALUATED, archive: { archiveId: 'A', at: 3 } } }))).toBe('conflict');
    expect(said(check(FORM, { by: UNIT }))).toBe('forbidden');
  });
});

describe('the result that counts', () => {
  const of = (total: number, at: number) => ({ total, grade: 'good', at }) as const;
  const all = { self: of(95, 1), check: { ...of(85, 2), bulletin: false }, department: of(88, 4), finance: of(82, 3) };

  it('NX-17 is led by finance, leans on the department, and rests on the unit’s own', () => {
    const { self, department, finance } = all;
    const by = [{ self }, { self, department }, { self, department, finance }].map((known) => resultOf({ ...BLANK, ...known })?.by);
    expect(by).toEqual(['self', 'department', 'finance']);
  });

  it.each([
    ['finance', 'evaluated', ['finance', 'department', 'check', 'self']],
    ['department', 'evaluated', ['department', 'check', 'self']],
    ['spotCheck', 'spotChecked', ['check', 'self']],
    ['self', 'selfEvaluated', ['self']],
  ] as const)('is %s’s', (by, status, names) => {
    const state = { ...BLANK, ...Object.fromEntries(names.map((name) => [name, all[name]])) };
    expect([resultOf(state)?.by, statusOf(state)]).toEqual([by, status]);
  });

  it('is none before anybody evaluated', () => {
    expect([resultOf(BLANK), statusOf(BLANK)]).toEqual([undefined, 'open']);
  });
});
