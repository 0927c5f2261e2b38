import type { GateId, Policy } from '../../../shared/policy/policy.ts';
import { type Actor, sees } from '../../../shared/values/actor.ts';
import type { Known } from '../../../shared/values/decision.ts';
import type { Finding } from '../../../shared/values/finding.ts';
import { applies, type Setting, unmet } from './requirements.ts';
import { type ProjectDecision, type ProjectState, shut, statusOf } from './state.ts';

/** One gate as the portal shows it. `notRequired`: this government doesn't keep it, or nothing in it fits this project. */
export interface GateView {
  readonly gate: GateId;
  readonly state: 'open' | 'blocked' | 'notRequired';
  readonly findings: readonly Finding[];
}

/** Gates that projects decide; the last one belongs to pilots. */
const DECIDED: readonly GateId[] = ['G1', 'G2', 'G3', 'G4', 'G5', 'G6', 'G7', 'G8', 'G9'];

/** Every gate with what blocks it, each finding with its article. */
export function gatesOf(setting: Setting): GateView[] {
  return DECIDED.map((gate) => gateOf(gate, setting));
}

export function gateOf(gate: GateId, setting: Setting): GateView {
  const ruled = setting.policy.gates[gate];
  const asked = ruled.value.requires.filter((requirement) => applies(requirement, setting));
  if (asked.length === 0) return { gate, state: 'notRequired', findings: [] };
  const findings = asked.flatMap((requirement) => unmet(requirement, setting, ruled));
  return { gate, state: findings.some(({ level }) => level !== 'warning') ? 'blocked' : 'open', findings };
}

/** `POST …/admission`: 入库, when G1 stands open. */
export function admit(known: Known<ProjectState> | undefined, actor: Actor, year: number, policy: Policy): ProjectDecision {
  const state = known?.state;
  if (!state || !sees(actor, state)) return { outcome: 'absent' };
  const closed = shut(state);
  if (closed) return closed;
  if (state.admitted) return { outcome: 'unchanged', answer: { projectCode: state.projectCode, status: statusOf(state) } };
  const gate = gateOf('G1', { state, year, policy });
  if (gate.state === 'blocked') return { outcome: 'refused', findings: gate.findings };
  const admitted = { ...state, admitted: true };
  const gates = [{ gate: 'G1', state: gate.state, basis: policy.gates.G1.basis }];
  return {
    outcome: 'accepted',
    state: admitted,
    events: [{ type: 'project.admitted.v1', data: { gates, policy: { id: policy.id, version: policy.version } } }],
    answer: { projectCode: state.projectCode, status: statusOf(admitted) },
  };
}
