import { describe, expect, it } from 'vitest';
import type { DataOf } from '../../../events/index.ts';
import { applyChange, type Change, changeBudget } from '../../../functions/projects/rules/change.ts';
import { gateOf } from '../../../functions/projects/rules/gates.ts';
import type { ProjectDecision, ProjectState, YearFacts } from '../../../functions/projects/rules/state.ts';
import { by } from '../../../shared/policy/policy.ts';
import { BUDGETED, DEPARTMENT, FACTS, FINANCE, known, POLICY, refusing, said, TODAY, UNIT, withFacts, YEAR } from './perfect.ts';

const BUDGET = { amount: 975_000_000, goalsVersion: 1, on: TODAY };
/** Mid-year: the department has filed adjusted goals that cost less. */
const ADJUSTED: YearFacts = {
  ...FACTS,
  goals: { status: 'inReview', at: 7 },
  adjusted: { version: 2, reason: 'policyChange', budget: 900_000_000, at: 7 },
  budget: BUDGET,
};
const APPROVED: YearFacts = {
  ...ADJUSTED,
  goals: { status: 'approved', at: 9 },
  approvedGoals: { version: 2, digest: 'sha256:goals-2', budget: 900_000_000, at: 9 },
};
const CHANGE: Change = { year: YEAR, reason: 'policyChange', explanation: '上级政策调整，任务减少', amount: 900_000_000 };

const change = (facts: YearFacts = ADJUSTED, more: Partial<Change> = {}, by = FINANCE, policy = POLICY) =>
  changeBudget(known(withFacts(facts), 6), by, { ...CHANGE, ...more }, policy);
const stateOf = (decision: ProjectDecision): ProjectState => {
  if (decision.outcome !== 'accepted') throw new Error(decision.outcome);
  return decision.state;
};
const filedIn = (decision: ProjectDecision): DataOf<'budget.change-filed.v1'> => {
  const [event] = decision.outcome === 'accepted' ? decision.events : [];
  if (event?.type !== 'budget.change-filed.v1') throw new Error(decision.outcome);
  return event.data;
};

describe('预算调整 (G5)', () => {
  it('is filed beside adjusted goals, with the sheet that it follows, and waits for them', () => {
    const decision = change();
    expect(decision).toMatchObject({
      outcome: 'accepted',
      state: { years: { [YEAR]: { budget: BUDGET, change: { amount: 900_000_000, goalsVersion: 2, at: 7 } } } },
      events: [
        {
          type: 'budget.change-filed.v1',
          data: {
            previousAmount: 975_000_000,
            approvedAmount: 900_000_000,
            goalsVersion: 2,
            ceiling: 900_000_000,
            reason: 'policyChange',
            factors: [{ amount: 1_000_000_000 }, { says: '第2版绩效目标已审核通过，对应预算9,000,000.00元' }],
          },
        },
      ],
      answer: { status: 'waiting', amount: '9000000.00' },
    });
    expect(gateOf('G5', { state: stateOf(decision), year: YEAR, policy: POLICY })).toMatchObject({
      state: 'blocked',
      findings: [{ rule: 'PJ-25', says: '第2版绩效目标审核通过后，预算调整为9,000,000.00元才生效', basis: POLICY.gates.G5.basis }],
    });
  });

  it('is in force when the adjusted goals are approved, once, with their digest', () => {
    const decision = change();
    const waiting = stateOf(decision);
    expect(applyChange(known(waiting), filedIn(decision)).outcome).toBe('unchanged');
    const approved = withFacts({
      ...waiting.years[YEAR],
      approvedGoals: APPROVED.approvedGoals ?? { version: 0, digest: '', budget: 0, at: 0 },
    });
    const applied = applyChange(known(approved), filedIn(decision));
    expect(applied).toMatchObject({
      outcome: 'accepted',
      state: { years: { [YEAR]: { budget: { amount: 900_000_000, goalsVersion: 2, on: TODAY } } } },
      events: [{ type: 'budget.changed.v1', data: { approvedAmount: 900_000_000, goals: { version: 2, digest: 'sha256:goals-2' } } }],
    });
    expect(stateOf(applied).years[YEAR]?.change).toBeUndefined();
    expect(applyChange(known(stateOf(applied)), filedIn(decision)).outcome).toBe('unchanged');
    expect(gateOf('G5', { state: stateOf(applied), year: YEAR, policy: POLICY }).state).toBe('notRequired');
  });

  it('is in force at once where the adjusted goals are approved already', () => {
    expect(change(APPROVED)).toMatchObject({
      state: { years: { [YEAR]: { budget: { amount: 900_000_000, goalsVersion: 2, on: TODAY } } } },
      events: [{ type: 'budget.change-filed.v1' }, { type: 'budget.changed.v1' }],
      answer: { status: 'inForce' },
    });
  });

  it('leaves what monitoring took back where it is', () => {
    const funds = { state: 'recovered', at: 5 } as const;
    expect(stateOf(change({ ...APPROVED, funds })).years[YEAR]?.funds).toEqual(funds);
  });

  it('PJ-24 has one of the reasons that the government knows, the same as the goals', () => {
    const policy = { ...POLICY, goals: { ...POLICY.goals, adjustmentReasons: by('〔2024〕1号', ['budgetAdjustment'] as const) } };
    expect(said(change(ADJUSTED, {}, FINANCE, policy))).toEqual([['PJ-24', '/reason', '本级规定的调整事由为预算调整，“政策变化”不在其中']]);
    expect(said(change(ADJUSTED, { reason: 'emergency' }))).toEqual([
      ['PJ-24', '/reason', '预算调整事由“突发事件”与绩效目标调整事由“政策变化”不一致'],
    ]);
  });

  it('PJ-25 comes with goals newer than those that the money was given for, and not refused', () => {
    const { adjusted: _, ...without } = ADJUSTED;
    expect(said(change(without))).toEqual([['PJ-25', '/goals', '调整预算须同时报送调整后的绩效目标，现有目标仍是批复预算时的第1版']]);
    expect(refusing(change({ ...ADJUSTED, budget: { ...BUDGET, goalsVersion: 2 } }))).toEqual(['PJ-25']);
    expect(said(change({ ...ADJUSTED, goals: { status: 'blocked', at: 8 } }))).toEqual([
      ['PJ-25', '/goals', '第2版绩效目标审核结果为“差”，不得调整预算'],
    ]);
  });

  it('PJ-25 asks for no goals where the gate asks for none', () => {
    const { adjusted: _, ...without } = ADJUSTED;
    const G5 = by('〔2024〕1号', { ...POLICY.gates.G5.value, requires: [] });
    const policy = { ...POLICY, gates: { ...POLICY.gates, G5 } };
    expect(change(without, {}, FINANCE, policy)).toMatchObject({ outcome: 'accepted', events: [{}, { data: { goals: { version: 1 } } }] });
  });

  it('PJ-25 says when other goals have overtaken those of the change; then it is filed again', () => {
    const overtaken = { ...APPROVED, change: { amount: 950_000_000, goalsVersion: 1, at: 5 } };
    expect(gateOf('G5', { state: withFacts(overtaken), year: YEAR, policy: POLICY }).findings[0]?.says).toBe(
      '预算调整依据的第1版绩效目标已被第2版取代，须重新报送预算调整',
    );
    expect(change(overtaken).outcome).toBe('accepted');
  });

  it('PJ-26 falls to what is paid, not a cent below', () => {
    const paid = { ...ADJUSTED, reading: { paid: 800_000_000, at: 60_001 } };
    expect(change(paid, { amount: 800_000_000 }).outcome).toBe('accepted');
    expect(said(change(paid, { amount: 799_999_999 }))).toEqual([
      ['PJ-26', '/amount', '调整后的预算7,999,999.99元低于已支付的8,000,000.00元'],
    ]);
  });

  it('PJ-27 changes something', () => {
    expect(
      refusing(
        change({ ...ADJUSTED, adjusted: { version: 2, reason: 'policyChange', budget: 975_000_000, at: 7 } }, { amount: 975_000_000 }),
      ),
    ).toEqual(['PJ-27']);
  });

  it('PJ-18 passes the ceiling of the adjusted goals only with the approval number of the government', () => {
    expect(refusing(change(ADJUSTED, { amount: 900_000_001 }))).toEqual(['PJ-18']);
    expect(change(ADJUSTED, { amount: 900_000_001, approvalNo: '市中政复〔2023〕9号' })).toMatchObject({
      outcome: 'accepted',
      events: [{ data: { approvalNo: '市中政复〔2023〕9号', ceiling: 900_000_000 } }],
    });
  });

  it('is done by finance, after the budget, before the archive, one at a time', () => {
    for (const person of [UNIT, DEPARTMENT]) expect(change(ADJUSTED, {}, person).outcome).toBe('forbidden');
    expect(change(FACTS).outcome).toBe('conflict');
    expect(change({ ...ADJUSTED, archive: { at: 9 } }).outcome).toBe('conflict');
    expect(change(stateOf(change()).years[YEAR], { amount: 890_000_000 }).outcome).toBe('conflict');
    expect(changeBudget(undefined, FINANCE, CHANGE, POLICY).outcome).toBe('absent');
    expect(changeBudget(known({ ...BUDGETED, secret: true }), FINANCE, CHANGE, POLICY).outcome).toBe('absent');
  });
});
