import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FrameInputs, scoreFrame } from '../../../../functions/evaluation/rules/frame.ts';
import { framed } from '../../../../functions/evaluation/rules/framed.ts';
import { sheetOf } from '../../../../functions/evaluation/rules/self-evaluation.ts';
import { FRAMES, type Frame, type FramedSubject, inputsOf } from '../../../../shared/policy/frames.ts';
import { policyFor } from '../../../../shared/policy/resolve.ts';
import { FORM, POLICY, YARDSTICK } from '../perfect.ts';

const { grades } = policyFor('330108', 2024);

/** Every figure as it should be. */
const DEPARTMENT: FrameInputs = {
  goalsReasonable: 1,
  indicatorsClear: 1,
  staff: 98,
  establishment: 100,
  threePublic: 12.5,
  threePublicLastYear: 13,
  keyProjects: 930,
  projects: 1000,
  budgetCompleted: 2000,
  budget: 2000,
  budgetAdjustment: 0,
  paidProgress: 1,
  plannedProgress: 1,
  carryOver: 0,
  carryOverLastYear: 15,
  publicExpensesSpent: 190,
  publicExpensesBudget: 200,
  threePublicSpent: 12.5,
  threePublicBudget: 13,
  procurementSpent: 300,
  procurementBudget: 300,
  rules: 1,
  compliance: 1,
  disclosure: 1,
  records: 1,
  assetRules: 1,
  assetSafety: 1,
  assetsInUse: 500,
  assets: 500,
  tasksDone: 20,
  tasksOnTime: 20,
  tasksUpToStandard: 20,
  tasksPlanned: 20,
  keyTasksDone: 6,
  keyTasksOrdered: 6,
  economic: 1,
  social: 1,
  ecological: 1,
  satisfied: 96,
  surveyed: 100,
};
const STREET: FrameInputs = {
  keyTasksDone: 30,
  keyTasksOrdered: 30,
  livelihoodSpent: 800,
  livelihoodBudget: 800,
  tax: 1010,
  taxLastYear: 1000,
  publicExpensesSpent: 100,
  publicExpensesBudget: 100,
  onTime: 4000,
  accepted: 4000,
  satisfied: 285,
  surveyed: 300,
};
const POLICY_FIGURES: FrameInputs = {
  grounds: 1,
  goalsClear: 1,
  arrived: 500,
  budget: 500,
  spent: 500,
  compliance: 1,
  eligible: 1200,
  beneficiaries: 1200,
  entitled: 1200,
  effect: 1,
  sustainable: 1,
  satisfied: 95,
  surveyed: 100,
};
const PERFECT: Readonly<Record<FramedSubject, readonly [Frame, FrameInputs]>> = {
  department: [FRAMES['CZB-53'], DEPARTMENT],
  street: [FRAMES['STREET-6'], STREET],
  policy: [FRAMES['POLICY-3'], POLICY_FIGURES],
};

const of = (subject: FramedSubject, change: FrameInputs = {}) => {
  const [frame, inputs] = PERFECT[subject];
  return scoreFrame(frame, inputsOf(frame), { ...inputs, ...change }, grades);
};
const row = (subject: FramedSubject, key: string, change: FrameInputs) => {
  const found = of(subject, change).rows.find((each) => each.key === key);
  return [found?.rate, found?.score, found?.findings.map(({ rule }) => rule)];
};

describe('共性指标体系', () => {
  it.each(['department', 'street', 'policy'] as const)('EV-16 a perfect %s has 100 points and nothing to say', (subject) => {
    const { total, grade, rows, findings } = of(subject);
    expect({ total, grade, said: [...findings, ...rows.flatMap((each) => each.findings)] }).toEqual({
      total: 100,
      grade: 'excellent',
      said: [],
    });
  });

  it.each<[FramedSubject, string, FrameInputs, number, number]>([
    ['department', 'staffControl', { staff: 100 }, 1, 3],
    ['department', 'staffControl', { staff: 101 }, 1.01, 2.85],
    ['department', 'staffControl', { staff: 120 }, 1.2, 0],
    ['department', 'threePublicChange', { threePublic: 13 }, 0, 3],
    ['department', 'threePublicChange', { threePublic: 13.13 }, 0.01, 2.85],
    ['department', 'threePublicChange', { threePublic: 10.4 }, -0.2, 3],
    ['department', 'keySpending', { keyProjects: 450 }, 0.45, 1.5],
    ['department', 'completion', { budgetCompleted: 1999.99 }, 0.999995, 4],
    ['department', 'completion', { budgetCompleted: 1850 }, 0.925, 3.7],
    ['department', 'adjustment', { budgetAdjustment: 300 }, 0.15, 1],
    ['department', 'payment', { paidProgress: 0.9 }, 0.9, 2.7],
    ['department', 'carryOverRate', { carryOver: 15 }, 0.0075, 1.95],
    ['department', 'carryOverChange', { carryOver: 18 }, 0.2, 0.67],
    ['department', 'publicExpenses', { publicExpensesSpent: 220 }, 1.1, 1],
    ['department', 'threePublicControl', { threePublicSpent: 15.6 }, 1.2, 0],
    ['department', 'procurement', { procurementSpent: 255 }, 0.85, 2.55],
    ['department', 'assetUse', { assetsInUse: 495 }, 0.99, 1.98],
    ['department', 'done', { tasksDone: 19 }, 0.95, 7.6],
    ['department', 'satisfaction', { satisfied: 94 }, 0.94, 7.77],
    ['department', 'satisfaction', { satisfied: 60 }, 0.6, 0],
    ['street', 'taxGrowth', { tax: 1000 }, 0, 15],
    ['street', 'taxGrowth', { tax: 900 }, -0.1, 7.5],
    ['street', 'taxGrowth', { tax: 700 }, -0.3, 0],
    ['policy', 'execution', { spent: 431 }, 0.862, 6.9],
  ])('EV-16 %s: %s of %o is %f and earns %f', (subject, key, change, rate, score) => {
    expect(row(subject, key, change).slice(0, 2)).toEqual([rate, score]);
  });

  it('EV-16 says the ratio, both ends and the points', () => {
    const { findings = [] } = of('department', { staff: 101 }).rows.find(({ key }) => key === 'staffControl') ?? {};
    expect(findings.map(({ says, level }) => [level, says])).toEqual([
      ['warning', '在职人员控制率101%，100%记满分，120%不得分，计2.85分（分值3分）'],
    ]);
    expect(findings[0]?.basis).toContain('财预〔2013〕53号');
  });

  it('EV-16 a figure that is missing leaves its row open, and EV-13 says what that weighs', () => {
    const { threePublic: _, ...rest } = DEPARTMENT;
    const sheet = scoreFrame(FRAMES['CZB-53'], inputsOf(FRAMES['CZB-53']), rest, grades);
    expect(sheet.rows.find(({ key }) => key === 'threePublicChange')).toMatchObject({
      rate: null,
      score: null,
      findings: [{ rule: 'EV-16', level: 'error' }],
    });
    expect([sheet.total, sheet.findings.map(({ rule, says }) => [rule, says])]).toEqual([
      97,
      [['EV-13', '1项指标未计分，涉及分值3.00分；总分97.00分只是已计分部分之和']],
    ]);
  });

  it.each([
    ['establishment', ['staffControl']],
    ['threePublicLastYear', ['threePublicChange']],
    ['procurementBudget', ['procurement']],
    ['tasksPlanned', ['done', 'onTime', 'quality']],
    ['surveyed', ['satisfaction']],
  ])('EV-17 a zero %s is no divisor: not scored, with a finding', (key, rows) => {
    const sheet = of('department', { [key]: 0 });
    expect(sheet.rows.filter(({ score }) => score === null).map((each) => each.key)).toEqual(rows);
    for (const each of rows) expect(row('department', each, { [key]: 0 })).toEqual([null, null, ['EV-17']]);
  });

  it('EV-18 a part above its whole is questioned and earns no more than the marks', () => {
    expect(row('department', 'assetUse', { assetsInUse: 501 })).toEqual([1.002, 2, ['EV-18']]);
    expect(row('department', 'assetUse', { assetsInUse: 500 })).toEqual([1, 2, []]);
    expect(row('department', 'rules', { rules: 1.01 })).toEqual([null, null, ['EV-18']]);
    expect(row('department', 'rules', { rules: 0.755 })).toEqual([0.755, 1.51, []]);
  });

  it('EV-19 a figure that the frame doesn’t ask for is pointed at', () => {
    expect(of('street', { 'a/b': 1 }).findings).toMatchObject([{ rule: 'EV-19', at: '/inputs/a~1b', level: 'error' }]);
    expect(of('street', { constructor: 1 } as FrameInputs).findings).toMatchObject([{ rule: 'EV-19' }]);
  });

  it('EV-16 the total is the sum of the rows, none outside its marks, whatever the figures', () => {
    const keys = [...inputsOf(FRAMES['CZB-53'])];
    const figures = fc.dictionary(
      fc.constantFrom(...keys),
      fc.double({ min: 0, max: 1e9, noNaN: true }).map((x) => Number(x.toFixed(4))),
    );
    fc.assert(
      fc.property(figures, (inputs) => {
        const sheet = scoreFrame(FRAMES['CZB-53'], inputsOf(FRAMES['CZB-53']), inputs, grades);
        for (const { score, marks } of sheet.rows) if (score !== null) expect(score >= 0 && score <= marks).toBe(true);
        const cents = sheet.rows.reduce((sum, { score }) => sum + Math.round((score ?? 0) * 100), 0);
        expect(Math.round(sheet.total * 100)).toBe(cents);
      }),
      { numRuns: 150 },
    );
  });
});

describe('the sheet that counts', () => {
  const goals = sheetOf(FORM, YARDSTICK.goals?.data.goals.indicators ?? [], YARDSTICK);
  const framing = { frame: FRAMES['STREET-6'], known: inputsOf(FRAMES['STREET-6']) };

  it('BJ-15 is the frame’s, with the goals’ own beside it', () => {
    const whole = framed(goals, framing, { inputs: { ...STREET, tax: 900 } }, POLICY);
    expect(whole).toMatchObject({
      framed: true,
      sheet: { total: 92.5, grade: 'excellent', execution: { rate: 1, score: null } },
      record: { id: 'STREET-6', goals: { total: 100 } },
      refusals: [],
    });
  });

  it('EV-45 a project has no frame; what has one should send its figures', () => {
    expect(framed(goals, undefined, { inputs: {} }, POLICY)).toMatchObject({ framed: false, refusals: [{ rule: 'EV-45', at: '/frame' }] });
    expect(framed(goals, framing, undefined, POLICY)).toMatchObject({
      framed: false,
      sheet: goals,
      refusals: [],
      notes: [{ rule: 'EV-45' }],
    });
    expect(framed(goals, undefined, undefined, POLICY)).toEqual({ framed: false, sheet: goals, refusals: [], notes: [] });
  });

  it('EV-19 a strange figure is refused, not kept', () => {
    expect(framed(goals, framing, { inputs: { ...STREET, staff: 1 } }, POLICY).refusals).toMatchObject([
      { rule: 'EV-19', at: '/frame/inputs/staff' },
    ]);
  });
});
