import { describe, expect, it } from 'vitest';
import { approveBudget } from '../../../functions/projects/rules/budget.ts';
import { admit, gateOf, gatesOf } from '../../../functions/projects/rules/gates.ts';
import type { ProjectState, YearFacts } from '../../../functions/projects/rules/state.ts';
import type { GateId, Policy } from '../../../shared/policy/policy.ts';
import { policyFor } from '../../../shared/policy/resolve.ts';
import { BUDGETED, DEPARTMENT, FACTS, FINANCE, known, POLICY, refusing, STATE, said, TODAY, UNIT, withFacts, YEAR } from './perfect.ts';

const gate = (id: GateId, state: ProjectState, policy: Policy = POLICY) => {
  const { state: stands, findings } = gateOf(id, { state: state, year: YEAR, policy });
  return [stands, ...findings.map(({ rule, at, says }) => [rule, at, says])];
};
const without = (...names: (keyof YearFacts)[]) =>
  withFacts(Object.fromEntries(Object.entries(FACTS).filter(([name]) => !names.some((each) => each === name))));
const lastYear = (grade: 'excellent' | 'good' | 'fair' | 'poor', amount = 800_000_000): YearFacts => ({
  budget: { amount, goalsVersion: 1 },
  result: { grade, total: 70, by: 'finance', at: 3 },
});

describe('the gates', () => {
  it('stand open for a perfect project, but for what is issued with the budget and published after it', () => {
    expect(gatesOf({ state: STATE, year: YEAR, policy: POLICY }).map(({ gate: id, state }) => [id, state])).toEqual([
      ['G1', 'open'],
      ['G2', 'open'],
      ['G3', 'open'],
      ['G4', 'blocked'],
      ['G5', 'notRequired'],
      ['G6', 'open'],
      ['G7', 'notRequired'],
      ['G8', 'notRequired'],
      ['G9', 'notRequired'],
    ]);
    const blocked = gatesOf({ state: BUDGETED, year: YEAR, policy: POLICY }).filter(({ state }) => state === 'blocked');
    expect(blocked.map(({ gate: id }) => id)).toEqual(['G7']);
  });

  it.each<[string, YearFacts['assessment'], string]>([
    ['nothing', undefined, '应当开展事前绩效评估，尚未报送评估报告（新确定项目应开展事前绩效评估。）'],
    ['submitted', { status: 'submitted', at: 1 }, '事前绩效评估尚未作出结论（新确定项目应开展事前绩效评估。）'],
    ['returned', { status: 'returned', at: 2 }, '事前绩效评估报告被退回，尚未重新报送（新确定项目应开展事前绩效评估。）'],
    [
      'rejected',
      { status: 'concluded', verdict: 'reject', admissible: false, supported: 0, at: 3 },
      '事前绩效评估结论为“不予支持”，不能入库（新确定项目应开展事前绩效评估。）',
    ],
  ])('PJ-11 what must be assessed needs an admissible conclusion: %s', (_, assessment, says) => {
    const { assessment: __, ...others } = FACTS;
    const state = withFacts({ ...others, ...(assessment ? { assessment } : {}) });
    expect(gate('G1', state)).toEqual(['blocked', ['PJ-11', '/assessment', says]]);
  });

  it('PJ-11 what needs no assessment is not asked for one', () => {
    const { assessment: _, ...others } = FACTS;
    expect(gate('G1', withFacts(others, { ...STATE, origin: 'continuing' }))).toEqual(['notRequired']);
  });

  it("PJ-11 gives the government's own article", () => {
    expect(gateOf('G1', { state: without('assessment'), year: YEAR, policy: POLICY }).findings[0]?.basis).toBe(
      '市中政办字〔2019〕36号 第九条',
    );
  });

  it('PJ-12 goals are filed before a budget is asked for', () => {
    expect(gate('G2', without('goals', 'approvedGoals'))).toEqual(['blocked', ['PJ-12', '/goals', '2023年度绩效目标尚未报送']]);
    expect(gate('G2', withFacts({ ...FACTS, goals: { status: 'inReview', at: 1 } }))).toEqual(['open']);
  });

  it.each<[string, YearFacts['goals'], string]>([
    ['not filed', undefined, '2023年度绩效目标尚未报送'],
    ['in review', { status: 'inReview', at: 1 }, '2023年度绩效目标尚在审核'],
    ['returned', { status: 'returned', at: 2 }, '2023年度绩效目标被退回，尚未重新报送'],
    ['poor', { status: 'blocked', at: 2 }, '2023年度绩效目标审核结果为“差”，不得进入下一步'],
  ])('PJ-13 goals have passed the whole review: %s', (_, goals, says) => {
    const { goals: __, approvedGoals: ___, ...others } = FACTS;
    expect(gate('G3', withFacts({ ...others, ...(goals ? { goals } : {}) }))).toContainEqual(['PJ-13', '/goals', says]);
  });

  it('PJ-13 goals that were approved stay so while an adjustment is reviewed', () => {
    expect(gate('G3', withFacts({ ...FACTS, goals: { status: 'inReview', at: 9 } }))).toEqual(['open']);
  });

  it('PJ-14 the linkage sheet allows something', () => {
    const state = withFacts({ ...FACTS, approvedGoals: { version: 1, digest: '', budget: 0, at: 4 } });
    expect(gate('G3', state)).toEqual(['blocked', ['PJ-14', '/linkage', '三个挂钩测算的预算上限为0，不得安排预算']]);
  });

  it('PJ-15 budget and goals are issued together', () => {
    expect(gate('G4', STATE)).toEqual(['blocked', ['PJ-15', '/budget', '2023年度预算和绩效目标尚未同步批复']]);
    expect(gate('G4', BUDGETED)).toEqual(['open']);
  });

  it.each([
    ['suspended', '暂缓拨款'],
    ['stopped', '停止拨款'],
    ['recovered', '收回'],
  ] as const)('PJ-16 nothing is paid while funds are %s', (funds, name) => {
    const state = withFacts({ ...FACTS, funds: { state: funds, at: 5 } });
    expect(gate('G6', state)).toEqual(['blocked', ['PJ-16', '/funds', `项目资金处于${name}状态，不得拨款`]]);
    expect(gate('G6', withFacts({ ...FACTS, funds: { state: 'normal', at: 6 } }))).toEqual(['open']);
  });

  it('ask what the nearest government asks: Jinghai wants goals before a project is admitted', () => {
    const jinghai = policyFor('120118', YEAR);
    expect(gate('G1', without('goals', 'approvedGoals'), jinghai)).toEqual(['blocked', ['PJ-13', '/goals', '2023年度绩效目标尚未报送']]);
    expect(gate('G1', without('goals', 'approvedGoals'))).toEqual(['open']);
  });
});

describe('入库', () => {
  const proposed = { ...STATE, admitted: false };

  it('admits through an open G1, and says on what grounds', () => {
    expect(admit(known(proposed), FINANCE, YEAR, POLICY)).toMatchObject({
      outcome: 'accepted',
      state: { admitted: true },
      events: [
        { data: { gates: [{ gate: 'G1', state: 'open', basis: '市中政办字〔2019〕36号 第九条' }], policy: { id: 'shizhong-2019' } } },
      ],
      answer: { status: 'admitted' },
    });
  });

  it('refuses with what G1 lacks', () => {
    expect(refusing(admit(known({ ...without('assessment'), admitted: false }), FINANCE, YEAR, POLICY))).toEqual(['PJ-11']);
  });

  it('admits once, nothing that was withdrawn, and nothing out of sight', () => {
    expect(said(admit(known(STATE), FINANCE, YEAR, POLICY))).toBe('unchanged');
    expect(said(admit(known({ ...proposed, withdrawn: true }), FINANCE, YEAR, POLICY))).toBe('conflict');
    expect(said(admit(known(proposed), { ...FINANCE, division: '370104' }, YEAR, POLICY))).toBe('absent');
    expect(said(admit(known({ ...proposed, secret: true }), FINANCE, YEAR, POLICY))).toBe('absent');
    expect(said(admit(undefined, FINANCE, YEAR, POLICY))).toBe('absent');
  });
});

describe('批复', () => {
  const approve = (state: ProjectState, amount = 975_000_000, more: object = {}, by = FINANCE) =>
    approveBudget(known(state), by, { year: YEAR, amount, on: TODAY, ...more }, POLICY);
  const exception = { approvalNo: '市中政复〔2023〕7号', reason: '冬季供热保障' };

  it('issues budget and goals in one event, with the sheet that it followed', () => {
    expect(approve(STATE)).toMatchObject({
      outcome: 'accepted',
      state: { years: { [YEAR]: { ...FACTS, budget: { amount: 975_000_000, goalsVersion: 1, on: TODAY } } } },
      events: [
        {
          type: 'budget.issued.v1',
          data: {
            fiscalYear: YEAR,
            approvedAmount: 975_000_000,
            ceiling: 975_000_000,
            factors: [{ amount: 1_000_000_000 }, { amount: 975_000_000 }],
            goals: { version: 1, digest: 'sha256:goals' },
          },
        },
      ],
      answer: { status: 'budgeted', approvedAmount: '9750000.00', goalsVersion: 1 },
    });
  });

  it('PJ-17 only an admitted project is budgeted', () => {
    expect(said(approve({ ...STATE, admitted: false }))).toEqual([['PJ-17', '', '项目尚未入库，不能安排预算']]);
  });

  it('PJ-18 not a cent above the ceiling, without the approval number of the government', () => {
    expect(said(approve(STATE, 975_000_001))).toEqual([
      [
        'PJ-18',
        '/approvedAmount',
        '批复9,750,000.01元超过上限9,750,000.00元（预算绩效目标：第1版绩效目标已审核通过，对应预算9,750,000.00元），须有本级政府批准文号',
      ],
    ]);
    expect(approve(STATE, 975_000_001, { exception })).toMatchObject({
      outcome: 'accepted',
      events: [{ data: { exception, ceiling: 975_000_000 } }],
    });
  });

  it('PJ-18 last year counts: 差 takes three tenths off what was approved then', () => {
    const state = { ...STATE, years: { ...STATE.years, [YEAR - 1]: lastYear('poor') } };
    expect(said(approve(state, 560_000_000))).toBe('accepted');
    expect(said(approve(state, 560_000_001))).toMatchObject([
      ['PJ-18', '/approvedAmount', expect.stringContaining('结果为“差”（削减或取消），核减30%')],
    ]);
  });

  it('PJ-14 an approval number waives the ceiling, but neither goals nor assessment', () => {
    expect(refusing(approve(without('goals', 'approvedGoals'), 1, { exception }))).toEqual(['PJ-13']);
    expect(refusing(approve(without('assessment'), 1, { exception }))).toEqual(['PJ-11']);
  });

  it('JH-13 PJ-11 what a request must bring is asked for when it is answered (G2), whatever the arranging asks for (G3)', () => {
    const mending = { status: 'concluded', verdict: 'revise', admissible: false, supported: 1_000_000_000, at: 5 } as const;
    const inJinghai = { ...withFacts({ ...FACTS, assessment: mending }), division: '120118' };
    const approval = { year: YEAR, amount: 1, on: TODAY };
    const policy = policyFor('120118', YEAR);
    expect(policy.gates.G3.value.requires).not.toContain('assessment');
    const decision = approveBudget(known(inJinghai), { ...FINANCE, division: '120118' }, approval, policy);
    expect(decision).toMatchObject({
      findings: [{ rule: 'PJ-11', says: expect.stringContaining('调整完善后'), basis: policy.gates.G2.basis }],
    });
    expect(approveBudget(known(inJinghai), { ...FINANCE, division: '120118' }, { ...approval, exception }, policy).outcome).toBe(
      'accepted',
    );
  });

  it('says everything that is missing at once', () => {
    const bare = { ...withFacts({}), admitted: false };
    expect(refusing(approve(bare, 100))).toEqual(['PJ-17', 'PJ-11', 'PJ-13', 'PJ-14', 'PJ-18']);
  });

  it('stays a refusal where no factor binds at all', () => {
    const policy = { ...POLICY, linkage: { ...POLICY.linkage, factors: { value: ['lastYear'] as const, basis: '默认' } } };
    const decision = approveBudget(known(STATE), FINANCE, { year: YEAR, amount: 1, on: TODAY }, policy);
    expect(decision).toMatchObject({
      findings: [{ rule: 'PJ-14' }, { rule: 'PJ-18', says: '批复0.01元超过上限0.00元，须有本级政府批准文号' }],
    });
  });

  it('is done once a year, by finance, on what there is', () => {
    expect(said(approve(BUDGETED))).toBe('conflict');
    expect(said(approve({ ...STATE, withdrawn: true }))).toBe('conflict');
    for (const by of [UNIT, DEPARTMENT]) expect(said(approve(STATE, 1, {}, by))).toBe('forbidden');
    expect(said(approve(STATE, 1, {}, { ...FINANCE, division: '370104' }))).toBe('absent');
    expect(said(approveBudget(undefined, FINANCE, { year: YEAR, amount: 1, on: TODAY }, POLICY))).toBe('absent');
  });
});
