import { describe, expect, it } from 'vitest';
import { read } from '../../../events/index.ts';
import type { EvaluationDecision, EvaluationState } from '../../../functions/evaluation/rules/evaluation.ts';
import { answerExchange, procedureOf, STEPS, type StepForm, takeStep } from '../../../functions/evaluation/rules/procedure.ts';
import { report } from '../../../functions/evaluation/rules/report.ts';
import type { Policy } from '../../../shared/policy/policy.ts';
import { sample } from '../../events/samples.ts';
import { BLANK, FINANCE, known, POLICY, REPORT, said, UNIT } from './perfect.ts';

const TODAY = '2024-05-06';
const step = (form: Partial<StepForm>, state: EvaluationState = BLANK, by = FINANCE) =>
  takeStep(known(state), BLANK, by, { step: 'selected', on: '2024-03-01', ...form }, TODAY, POLICY, []);
const stateOf = (decision: EvaluationDecision): EvaluationState => {
  if (decision.outcome !== 'accepted') throw new Error(JSON.stringify(decision));
  return decision.state;
};
const at = (last: NonNullable<EvaluationState['procedure']>['step'], on = '2024-03-20'): EvaluationState => ({
  ...BLANK,
  procedure: { step: last, on },
});
const SENT: EvaluationState = { ...BLANK, procedure: { step: 'exchanged', on: '2024-04-15', sentOn: '2024-04-15' } };
const ANSWERED: EvaluationState = {
  ...BLANK,
  procedure: { ...SENT.procedure, step: 'exchanged', on: '2024-04-15', answeredOn: '2024-04-28', opinion: 'agree' },
};
const conclude = (state: EvaluationState, exchange = REPORT.exchange, policy: Policy = POLICY, today = TODAY) =>
  report(known(state), BLANK, FINANCE, 'finance', { ...REPORT, exchange }, 'sha256:report', policy, [], { today, expiry: false });

describe('财政评价程序', () => {
  it('EV-54 takes nine steps in their order', () => {
    const days = ['2024-03-01', '2024-03-04', '2024-03-08', '2024-03-20', '2024-04-10', '2024-04-15'];
    const walked = days.reduce((state, on, each) => stateOf(step({ step: STEPS[each]?.step ?? 'filed', on }, state)), BLANK);
    expect(walked.procedure).toEqual({ step: 'exchanged', on: '2024-04-15', sentOn: '2024-04-15' });
    const answered = stateOf(answerExchange(known(walked), { opinion: 'agree', says: '无异议' }, '2024-04-28'));
    const concluded = stateOf(conclude(answered));
    expect(concluded).toMatchObject({ procedure: { step: 'concluded', on: TODAY, answeredOn: '2024-04-28' }, finance: { total: 87.75 } });
    expect(stateOf(step({ step: 'reported', on: TODAY }, concluded)).procedure?.step).toBe('reported');
    expect(STEPS).toHaveLength(9);
  });

  it('EV-54 skips none, and takes none twice', () => {
    expect(said(step({ step: 'planned' }))).toEqual([
      ['EV-54', '/step', '财政评价应按程序进行：下一步是“确定评价对象”，不能跳到“制订评价方案”'],
    ]);
    expect(said(step({ step: 'collected', on: '2024-03-20' }, at('notified')))).toMatchObject([
      ['EV-54', '/step', expect.stringContaining('制订评价方案')],
    ]);
    expect(said(step({ step: 'notified' }, at('planned')))).toBe('conflict');
  });

  it.each([
    ['concluded', '最终结论随财政评价结果一并登记（PUT …/finance）', ANSWERED],
    ['filed', '归档即建档（POST …/archive）', { ...BLANK, procedure: { step: 'reported', on: '2024-05-01' } } satisfies EvaluationState],
  ] as const)('EV-54 “%s” is taken elsewhere', (name, says, state) => {
    expect(said(step({ step: name, on: TODAY }, state))).toEqual([['EV-54', '/step', says]]);
  });

  it('EV-55 no step comes before the one before it, none in the future', () => {
    expect(said(step({ step: 'planned', on: '2024-03-20' }, at('notified')))).toBe('accepted');
    expect(said(step({ step: 'planned', on: '2024-03-19' }, at('notified')))).toEqual([
      ['EV-55', '/on', '日期2024-03-19早于上一步的2024-03-20'],
    ]);
    expect(said(step({ on: TODAY }))).toBe('accepted');
    expect(said(step({ on: '2024-05-07' }))).toEqual([['EV-55', '/on', '日期2024-05-07晚于今天2024-05-06']]);
  });

  it('EV-56 a commissioned evaluator is neither the unit nor its department', () => {
    const evaluator = { organisation: 'third-party-001', division: '370103', name: '某会计师事务所' };
    expect(said(step({ evaluator }))).toBe('accepted');
    for (const organisation of ['219001', '219']) {
      expect(said(step({ evaluator: { ...evaluator, organisation } }))).toMatchObject([
        ['EV-56', '/evaluator/organisation', expect.anything()],
      ]);
      expect(said(step({ evaluator: { ...evaluator, organisation, division: '370102' } }))).toBe('accepted');
    }
  });

  it('is not for the unit itself, nor after the archive, nor beside a conclusion that came at once', () => {
    expect(said(step({}, BLANK, UNIT))).toBe('forbidden');
    expect(said(step({}, { ...BLANK, archive: { archiveId: 'A', at: 1 } }))).toBe('conflict');
    expect(said(step({}, { ...BLANK, finance: { total: 90, grade: 'excellent', at: 1 } }))).toBe('conflict');
  });
});

describe('the steps as they are shown', () => {
  const kept = (
    type: 'evaluation.stepped.v1' | 'evaluation.reported.v1' | 'evaluation.archived.v1',
    change: object,
    time = '2024-05-05T16:30:00.000Z',
  ) => {
    const raw = sample(type);
    const reading = read({ ...raw, time, data: { ...raw.data, ...change } });
    if (!reading.readable) throw new Error(reading.reason);
    return reading.event;
  };
  const shown = (...events: readonly ReturnType<typeof kept>[]) =>
    procedureOf(events).flatMap(({ step: name, on }) => (on === null ? [] : [[name, on]]));

  it('EV-54 have the days on which they were taken, the conclusion its report’s, the filing the archive’s', () => {
    const steps = (['selected', 'notified', 'exchanged'] as const).map((name, day) =>
      kept('evaluation.stepped.v1', { step: name, on: `2024-03-0${day + 1}` }),
    );
    expect(shown(...steps, kept('evaluation.reported.v1', {}), kept('evaluation.archived.v1', {}))).toEqual([
      ['selected', '2024-03-01'],
      ['notified', '2024-03-02'],
      ['exchanged', '2024-03-03'],
      ['concluded', '2024-05-06'],
      ['filed', '2024-05-06'],
    ]);
  });

  it('EV-54 of a conclusion that came at once are its exchange and itself; a department’s has none', () => {
    expect(shown(kept('evaluation.reported.v1', {}))).toEqual([
      ['exchanged', '2024-04-15'],
      ['concluded', '2024-05-06'],
    ]);
    expect(shown(kept('evaluation.reported.v1', { organiser: 'department' }))).toEqual([]);
  });
});

describe('交换意见', () => {
  const answer = (state: EvaluationState) =>
    answerExchange(known(state), { opinion: 'disagree', says: '第三项指标口径有误' }, '2024-04-28');

  it('EV-57 is answered once, after it was sent and before the conclusion', () => {
    expect(answer(SENT)).toMatchObject({
      outcome: 'accepted',
      state: { procedure: { step: 'exchanged', on: '2024-04-15', sentOn: '2024-04-15', answeredOn: '2024-04-28', opinion: 'disagree' } },
      events: [{ type: 'evaluation.answered.v1', data: { sentOn: '2024-04-15', answeredOn: '2024-04-28', opinion: 'disagree' } }],
    });
    expect(said(answer(at('verified')))).toBe('conflict');
    expect(said(answer(ANSWERED))).toBe('conflict');
    expect(said(answerExchange(undefined, { opinion: 'agree', says: '无' }, TODAY))).toBe('conflict');
    expect(said(answer({ ...SENT, procedure: { step: 'concluded', on: TODAY, sentOn: '2024-04-15' } }))).toBe('conflict');
  });

  it('EV-57 comes before the conclusion once steps are recorded', () => {
    expect(said(conclude(at('verified')))).toEqual([
      ['EV-57', '/exchange', '财政评价只进行到“核实情况、形成初步结论”，尚未与被评价单位交换意见'],
    ]);
    expect(said(conclude(ANSWERED))).toBe('accepted');
    expect(said(conclude(ANSWERED, { sentOn: '2024-04-14', answeredOn: '2024-04-28' }))).toMatchObject([
      ['EV-57', '/exchange/sentOn', expect.anything()],
    ]);
    expect(said(conclude(ANSWERED, { sentOn: '2024-04-15', answeredOn: '2024-04-27' }))).toMatchObject([
      ['EV-57', '/exchange/answeredOn', expect.anything()],
    ]);
  });

  it('EV-57 silence counts as no objection after ten days, not before', () => {
    const exchange = { sentOn: '2024-04-15', answeredOn: '2024-04-25' };
    expect(said(conclude(SENT, exchange, POLICY, '2024-04-25'))).toEqual([
      ['EV-57', '/exchange/answeredOn', '被评价单位尚未答复；送出10日，满10日未答复的视为无意见'],
    ]);
    expect(said(conclude(SENT, exchange, POLICY, '2024-04-26'))).toBe('accepted');
  });

  it('EV-57 a conclusion with its dates counts as all steps at once, unless the policy asks for each', () => {
    expect(said(conclude(BLANK))).toBe('accepted');
    const stepwise: Policy = {
      ...POLICY,
      evaluation: { ...POLICY.evaluation, procedure: { value: { stepwise: true, answerDays: 10 }, basis: '某办法' } },
    };
    expect(conclude(BLANK, REPORT.exchange, stepwise)).toMatchObject({
      outcome: 'refused',
      findings: [{ rule: 'EV-57', basis: '某办法' }],
    });
    expect(said(conclude(ANSWERED, REPORT.exchange, stepwise))).toBe('accepted');
  });
});
