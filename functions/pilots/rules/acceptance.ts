import type { Policy } from '../../../shared/policy/policy.ts';
import { type Actor, has } from '../../../shared/values/actor.ts';
import type { Known } from '../../../shared/values/decision.ts';
import { liesUnder } from '../../../shared/values/division.ts';
import { finding } from '../../../shared/values/finding.ts';
import { type CountyDecision, type CountyState, countyReceipt, type Which } from './county.ts';

export interface Acceptance {
  readonly verdict: 'accepted' | 'returned';
  readonly comment: string;
}

/** `POST …/acceptance` 自治区财政厅组织验收: of the report that the county sent; one that is returned is mended and sent again. */
export function accept(
  known: Known<CountyState> | undefined,
  which: Which,
  actor: Actor,
  { verdict, comment }: Acceptance,
  { policy, today }: { readonly policy: Policy; readonly today: string },
): CountyDecision {
  const { value: acceptedBy } = policy.pilot.acceptedBy;
  if (!known) return { outcome: 'absent' };
  if (!has(actor, ...acceptedBy) || !liesUnder(which.division, actor.division))
    return { outcome: 'forbidden', says: '试点由组织试点的上级财政部门验收' };
  const { state } = known;
  if (state.status === 'accepted') {
    if (verdict === 'accepted') return { outcome: 'unchanged', answer: countyReceipt(state, which) };
    return { outcome: 'conflict', says: '试点已经验收，不能再退回' };
  }
  if (state.status !== 'reported' || !state.report) return { outcome: 'refused', findings: [unreported(state, policy)] };
  const data = { programme: which.programme, county: which.division, report: state.report.at, comment };
  const next: CountyState = { ...state, status: verdict, acceptance: { at: known.sequence + 1, on: today } };
  return {
    outcome: 'accepted',
    state: next,
    events: [verdict === 'accepted' ? { type: 'pilot.accepted.v1', data } : { type: 'pilot.returned.v1', data }],
    answer: { ...countyReceipt(next, which), verdict, comment, on: today },
  };
}

/** PI-20 (G10) 试点验收: of a main report that lies before the province. */
function unreported({ status }: CountyState, policy: Policy) {
  const says = status === 'returned' ? '试点报告已经退回，尚未重新上报' : '还没有上报试点报告，不能验收';
  return finding('PI-20', '/verdict', says, policy.gates.G10.basis);
}
