import { describe, expect, it } from 'vitest';
import type { DataOf } from '../../../events/index.ts';
import type { EvaluationState } from '../../../functions/evaluation/rules/evaluation.ts';
import { type SelfForm, selfEvaluate, type Yardstick } from '../../../functions/evaluation/rules/self-evaluation.ts';
import { SCORING } from '../../../shared/policy/scoring.ts';
import type { Known } from '../../../shared/values/decision.ts';
import { BLANK, FILING, FORM, known, reporting, STREET, said, YARDSTICK } from './perfect.ts';

const evaluate = (form: SelfForm = FORM, change: Partial<Yardstick> = {}, before?: Known<EvaluationState>) =>
  selfEvaluate(before, BLANK, form, 'sha256:form', { ...YARDSTICK, ...change }, FILING);

/** The findings about the form that stand in the event; what the scoring itself says (EV-0…) has tests of its own. */
function noted(form: SelfForm, change: Partial<Yardstick> = {}): unknown {
  const decision = evaluate(form, change);
  if (decision.outcome !== 'accepted' || decision.events[0].type !== 'evaluation.self-evaluated.v1') return decision;
  const { findings }: DataOf<'evaluation.self-evaluated.v1'> = decision.events[0].data;
  return findings.filter(({ rule }) => rule.startsWith('EV-4')).map(({ rule, level, at, says }) => [rule, level, at, says]);
}

describe('单位自评', () => {
  it('scores a perfect form at once: 100 points, 优, nothing to explain', () => {
    expect(evaluate()).toMatchObject({
      outcome: 'accepted',
      state: { digest: 'sha256:form', self: { total: 100, grade: 'excellent', at: 1 } },
      events: [
        {
          type: 'evaluation.self-evaluated.v1',
          data: { ruleSet: 'RS-10', statement: true, sheet: { total: 100 }, policy: { id: 'shizhong-2019' } },
        },
      ],
      answer: { status: 'selfEvaluated', total: 100, grade: 'excellent' },
    });
    expect(noted(FORM)).toEqual([]);
  });

  it('measures against the approved goals, whatever the form says of weights or targets', () => {
    const decision = evaluate(reporting('q1', { actual: 6 }));
    expect(decision).toMatchObject({ state: { self: { total: 87.5, grade: 'good' } } });
  });

  it('scores by the rule set that it is given', () => {
    expect(evaluate(reporting('q1', { actual: 6 }), { ruleSet: SCORING['RS-101'] })).toMatchObject({
      state: { self: { total: 75 } },
      events: [{ data: { ruleSet: 'RS-101' } }],
    });
  });

  it('EV-40 needs approved goals', () => {
    expect(said(evaluate(FORM, { goals: undefined }))).toEqual([['EV-40', '', '绩效目标尚未审核批复，没有可以对照的指标']]);
  });

  it('EV-41 reports every approved indicator', () => {
    const form = { ...FORM, indicators: FORM.indicators.filter(({ id }) => id !== 'q2') };
    expect(said(evaluate(form))).toEqual([['EV-41', '/indicators', '指标“q2 验收合格率”没有填报']]);
  });

  it('EV-41 reports no indicator twice, and none that was not approved', () => {
    const [first] = FORM.indicators;
    const form = { ...FORM, indicators: [...FORM.indicators, ...(first ? [first] : []), { id: 'x9', actual: 1 }] };
    expect(said(evaluate(form))).toEqual([
      ['EV-41', '/indicators/4/id', '指标“q1”重复填报'],
      ['EV-41', '/indicators/5/id', '批复的绩效目标中没有指标“x9”'],
    ]);
  });

  it('EV-42 claims no more than the computed score, not by a hundredth', () => {
    expect(said(evaluate(reporting('q1', { actual: 6, score: 12.5, note: '半数小区延后' })))).toBe('accepted');
    expect(said(evaluate(reporting('q1', { actual: 6, score: 12.51 })))).toEqual([
      ['EV-42', '/indicators/0/score', '指标“q1”自报12.51分，高于按规则计算的12.50分'],
    ]);
  });

  it('EV-42 a modest claim stands as it is; the computed score counts', () => {
    expect(evaluate(reporting('q1', { score: 20 }))).toMatchObject({ outcome: 'accepted', state: { self: { total: 100 } } });
  });

  it('EV-42 claims no more than the weight where nothing can be computed', () => {
    const unreadable = { actual: '基本完成', note: '数据待核' };
    expect(said(evaluate(reporting('q1', { ...unreadable, score: 25 })))).toBe('accepted');
    expect(said(evaluate(reporting('q1', { ...unreadable, score: 25.01 })))).toEqual([
      ['EV-42', '/indicators/0/score', '指标“q1”自报25.01分，高于分值25.00分'],
    ]);
  });

  it('EV-43 below full marks, the reason and the remedy are missed', () => {
    expect(noted(reporting('q1', { actual: 6 }))).toEqual([
      ['EV-43', 'warning', '/indicators/0/note', '指标“q1”得12.50分，不足25.00分，未说明偏差原因和改进措施'],
    ]);
    expect(noted(reporting('q1', { actual: 6, note: '  ' }))).toHaveLength(1);
    expect(noted(reporting('q1', { actual: 6, note: '半数小区延后，九月前补齐' }))).toEqual([]);
  });

  it('EV-44 the adjusted budget is the issued one, or the difference is shown', () => {
    const funds = { initial: 975_000_000, adjusted: 900_000_000, executed: 900_000_000 };
    expect(noted({ ...FORM, funds })).toEqual([
      ['EV-44', 'warning', '/funds/adjusted', '填报的全年预算数9,000,000.00元与批复的9,750,000.00元不一致，请说明调整情况'],
    ]);
    expect(noted({ ...FORM, funds }, { budget: 900_000_000 })).toEqual([]);
    expect(noted({ ...FORM, funds }, { budget: undefined })).toEqual([]);
  });
});

describe('evaluating oneself again', () => {
  const own = { total: 100, grade: 'excellent', at: 1 } as const;

  it('with the same form changes nothing', () => {
    expect(evaluate(FORM, {}, known({ ...BLANK, digest: 'sha256:form', self: own }))).toEqual({
      outcome: 'unchanged',
      answer: { projectCode: BLANK.projectCode, fiscalYear: 2023, status: 'selfEvaluated', total: 100, grade: 'excellent' },
    });
  });

  it('with another form replaces the first', () => {
    expect(evaluate(FORM, {}, known({ ...BLANK, digest: 'sha256:before', self: own }, 4))).toMatchObject({ state: { self: { at: 5 } } });
  });

  it.each([
    ['archived', { archive: { archiveId: 'A', at: 5 } }],
    ['spot-checked', { check: { ...own, bulletin: false } }],
    ['evaluated by its department', { department: own }],
    ['evaluated by finance', { finance: own }],
  ])('comes too late once the project is %s', (_, change) => {
    expect(said(evaluate(FORM, {}, known({ ...BLANK, digest: 'sha256:before', self: own, ...change })))).toBe('conflict');
  });
});

describe('部门整体、街道、政策自评', () => {
  const framing = { framing: STREET.framing };

  it('SZ-30 counts the frame’s sheet, and keeps its figures and the goals’ sheet', () => {
    const decision = evaluate({ ...FORM, frame: { inputs: { ...STREET.inputs, tax: 900 } } }, framing);
    expect(decision).toMatchObject({
      outcome: 'accepted',
      state: { self: { total: 92.5, grade: 'excellent' } },
      events: [{ data: { sheet: { total: 92.5 }, frame: { id: 'STREET-6', inputs: { tax: 900 }, goals: { total: 100 } } } }],
      answer: { total: 92.5 },
    });
  });

  it('EV-45 without the figures it goes by the goals alone, and says so; a project has none to send', () => {
    expect(noted(FORM, framing)).toEqual([['EV-45', 'warning', '/frame', '未填报《街道财政运行综合评价指标》的数据，只按绩效目标计分']]);
    expect(said(evaluate({ ...FORM, frame: { inputs: {} } }))).toEqual([
      ['EV-45', '/frame', '部门整体、街道、政策才按共性指标体系评价，项目按绩效目标自评'],
    ]);
  });
});
