import type { Event } from '../../../events/index.ts';
import { type Actor, reachesAs, sees } from '../../../shared/values/actor.ts';
import type { Known, Rejection } from '../../../shared/values/decision.ts';
import { type AssessmentDecision, type AssessmentState, closedProject, type Ground } from './assessment.ts';
import { checkProof, type Soundness } from './report.ts';

/** pending: nothing was said of it, or what was said didn't do · reported: the unit says that it holds · met, waived: settled by finance. */
export type ConditionStatus = 'pending' | 'reported' | 'met' | 'waived';
/** What finance says of a condition; `returned`: it is to be reported again. */
export type Settlement = 'met' | 'waived' | 'returned';

/** 资金拨付前置条件 of the conclusion in force, `condition` counted from 1. */
export interface Condition {
  readonly condition: number;
  readonly says: string;
  readonly status: ConditionStatus;
  readonly reported?: Event<'assessment.condition-reported.v1'>;
  readonly settled?: Event<'assessment.condition-settled.v1'>;
}

/** The conditions of the last conclusion, as the events since have left them. */
export function conditionsOf(events: readonly Event[]): readonly Condition[] {
  return events.reduce<readonly Condition[]>((conditions, event) => {
    const change = (changes: Partial<Condition>, at: number) =>
      conditions.map((each) => (each.condition === at ? { ...each, ...changes } : each));
    switch (event.type) {
      case 'assessment.concluded.v1':
        return event.data.conditions.map((says, index) => ({ condition: index + 1, says, status: 'pending' }));
      case 'assessment.submitted.v1':
        return [];
      case 'assessment.condition-reported.v1':
        return change({ status: 'reported', reported: event }, event.data.condition);
      case 'assessment.condition-settled.v1':
        return change({ status: event.data.status, settled: event }, event.data.condition);
      default:
        return conditions;
    }
  }, []);
}

export const isOpen = ({ status }: Pick<Condition, 'status'>) => status === 'pending' || status === 'reported';

export interface Fulfilment {
  readonly condition: number;
  readonly statement: string;
  /** Attachment that proves it. */
  readonly evidence?: string | undefined;
}

type KnownAssessment = Known<AssessmentState> | undefined;

/** `POST …/conditions/{condition}/fulfilment`: the unit, or its department, says that a condition holds; finance confirms it. */
export function fulfil(
  known: KnownAssessment,
  actor: Actor,
  { condition, statement, evidence }: Fulfilment,
  conditions: readonly Condition[],
  inspected: ReadonlyMap<string, Soundness>,
  { card }: Ground,
): AssessmentDecision {
  const one = conditions.find((each) => each.condition === condition);
  if (!known || !sees(actor, card) || !one) return { outcome: 'absent' };
  if (!reachesAs(actor, ['unit', 'department'], card))
    return { outcome: 'forbidden', says: '前置条件的落实情况由项目单位或者其主管部门报送' };
  const rejected = closedProject(card) ?? unlessStanding(one);
  if (rejected) return rejected;
  const findings = evidence === undefined ? [] : checkProof('/evidence', inspected.get(evidence) ?? 'missing');
  if (findings.length > 0) return { outcome: 'refused', findings };
  const { fiscalYear, projectCode } = known.state;
  return {
    outcome: 'accepted',
    state: known.state,
    events: [
      {
        type: 'assessment.condition-reported.v1',
        data: { fiscalYear, condition, says: one.says, statement, ...(evidence === undefined ? {} : { evidence }) },
      },
    ],
    answer: { projectCode, fiscalYear, status: known.state.status, condition, conditionStatus: 'reported' },
  };
}

/** AS-24: what finance has settled isn't reported or settled again. */
function unlessStanding({ condition, status }: Condition): Rejection | undefined {
  if (status === 'pending' || status === 'reported') return undefined;
  return { outcome: 'conflict', says: `第${condition}项资金拨付前置条件${status === 'met' ? '已确认落实' : '已同意豁免'}，不再办理` };
}

export interface Confirmation {
  readonly condition: number;
  readonly outcome: Settlement;
  readonly comment: string;
}

/** `POST …/conditions/{condition}/confirmation`: finance confirms, sends back, or waives. Money waits for what is still open (G6). */
export function confirm(
  known: KnownAssessment,
  actor: Actor,
  { condition, outcome, comment }: Confirmation,
  conditions: readonly Condition[],
  { card }: Ground,
): AssessmentDecision {
  const one = conditions.find((each) => each.condition === condition);
  if (!known || !sees(actor, card) || !one) return { outcome: 'absent' };
  if (!reachesAs(actor, ['finance-section', 'finance-performance'], card)) {
    return { outcome: 'forbidden', says: '资金拨付前置条件由财政部门确认' };
  }
  // AS-26: 谁报送的，不得由谁确认.
  if (one.reported?.organisation === actor.organisation && one.reported.division === actor.division) {
    return { outcome: 'forbidden', says: '落实情况由您所在单位报送，应回避，不能确认' };
  }
  const rejected = closedProject(card) ?? unlessStanding(one);
  if (rejected) return rejected;
  // AS-25
  if (one.status !== 'reported' && outcome !== 'waived') {
    return { outcome: 'conflict', says: `第${condition}项资金拨付前置条件尚未报送落实情况，只能等待或者豁免` };
  }
  const status: ConditionStatus = outcome === 'returned' ? 'pending' : outcome;
  const open = conditions.filter((each) => (each === one ? status === 'pending' : isOpen(each))).length;
  const { fiscalYear, projectCode } = known.state;
  return {
    outcome: 'accepted',
    state: known.state,
    events: [{ type: 'assessment.condition-settled.v1', data: { fiscalYear, condition, says: one.says, status, comment, open } }],
    answer: { projectCode, fiscalYear, status: known.state.status, condition, conditionStatus: status, open },
  };
}
