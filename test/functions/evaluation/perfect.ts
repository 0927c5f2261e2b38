import type { GoalsDocument } from '../../../events/goals.submitted.v1.ts';
import { type Event, read } from '../../../events/index.ts';
import type { Filing } from '../../../functions/evaluation/rules/audit.ts';
import type { EvaluationDecision, EvaluationState } from '../../../functions/evaluation/rules/evaluation.ts';
import type { ReportForm } from '../../../functions/evaluation/rules/report.ts';
import type { SelfForm, Yardstick } from '../../../functions/evaluation/rules/self-evaluation.ts';
import { FRAMES, inputsOf } from '../../../shared/policy/frames.ts';
import { policyFor } from '../../../shared/policy/resolve.ts';
import { SCORING } from '../../../shared/policy/scoring.ts';
import type { Actor } from '../../../shared/values/actor.ts';
import type { Known } from '../../../shared/values/decision.ts';
import { sample } from '../../events/samples.ts';

export const CODE = '37010323T000000000017';
export const YEAR = 2023;
export const POLICY = policyFor('370103', YEAR);

export const UNIT: Actor = { sub: 'U-1', name: '某某', division: '370103', organisation: '219001', roles: ['unit'] };
export const FINANCE: Actor = { ...UNIT, sub: 'F-1', organisation: '118', roles: ['finance-performance'] };

export const BLANK: EvaluationState = {
  projectCode: CODE,
  name: '老旧小区供热管网改造',
  fiscalYear: YEAR,
  division: '370103',
  departmentCode: '219',
  unitCode: '219001',
};

const GOALS: GoalsDocument = {
  overall: '完成12个老旧小区供热管网改造。',
  budget: 975_000_000,
  indicators: [
    { id: 'q1', level1: 'output', level2: 'quantity', name: '改造小区数量', operator: '>=', target: 12, unit: '个', weight: 25 },
    { id: 'q2', level1: 'output', level2: 'quality', name: '验收合格率', operator: '=', target: 100, unit: '%', weight: 25 },
    { id: 'b1', level1: 'benefit', level2: 'social', name: '改善居民用热条件', operator: 'qualitative', target: '效果明显', weight: 30 },
    { id: 's1', level1: 'satisfaction', level2: 'satisfaction', name: '居民满意度', operator: '>=', target: 90, unit: '%', weight: 10 },
  ],
};

function approved(): Event<'goals.approved.v1'> {
  const kept = sample('goals.approved.v1');
  const reading = read({ ...kept, data: { ...kept.data, goals: GOALS } });
  if (!reading.readable || reading.event.type !== 'goals.approved.v1') throw new Error('no approved goals');
  return reading.event;
}

export const YARDSTICK: Yardstick = {
  goals: approved(),
  budget: 975_000_000,
  paid: 975_000_000,
  policy: POLICY,
  ruleSet: SCORING['RS-10'],
};

/** Everything was done: 100 points. */
export const FORM: SelfForm = {
  funds: { initial: 975_000_000, adjusted: 975_000_000, executed: 975_000_000 },
  overall: '12个小区改造全部完成并通过验收。',
  indicators: [
    { id: 'q1', actual: 12 },
    { id: 'q2', actual: 100 },
    { id: 'b1', actual: '达成预期指标', achieved: 'full', degree: 1 },
    { id: 's1', actual: 95 },
  ],
};

/** Filed by the unit, in time. */
export const FILING: Filing = { actor: UNIT, person: UNIT.sub, today: '2024-02-01' };

/** A street's frame and its figures: everything as it should be. */
export const STREET = {
  framing: { frame: FRAMES['STREET-6'], known: inputsOf(FRAMES['STREET-6']) },
  inputs: {
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
  },
} as const;

export const REPORT: ReportForm = {
  evaluator: '区财政局绩效科',
  dimensions: { decision: 18, process: 16.5, output: 27.25, benefit: 26 },
  indicators: [{ id: 'q1', name: '改造小区数量', weight: 25, score: 25 }],
  report: `370103-${'a'.repeat(64)}`,
  exchange: { sentOn: '2024-04-15', answeredOn: '2024-04-28' },
};

export function known(state: EvaluationState, sequence = 1): Known<EvaluationState> {
  return { state, version: sequence, sequence, head: 'sha256:head' };
}

/** The same form with one indicator changed. */
export function reporting(id: string, change: object): SelfForm {
  return { ...FORM, indicators: FORM.indicators.map((each) => (each.id === id ? { ...each, ...change } : each)) };
}

/** What a refusal says: rule, place, sentence. Any other outcome answers its name. */
export function said(decision: EvaluationDecision): unknown {
  return decision.outcome === 'refused' ? decision.findings.map(({ rule, at, says }) => [rule, at, says]) : decision.outcome;
}
