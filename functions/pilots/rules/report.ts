import type { PilotProjectReport } from '../../../events/pilot.reported.v1.ts';
import type { Policy } from '../../../shared/policy/policy.ts';
import { type Actor, has } from '../../../shared/values/actor.ts';
import type { Known } from '../../../shared/values/decision.ts';
import { type Finding, finding } from '../../../shared/values/finding.ts';
import { type CountyDecision, type CountyState, countyReceipt, FINANCE, type Which } from './county.ts';
import type { Programme } from './programme.ts';
import type { Lack } from './sub-report.ts';

/** One project of the county with its sub-reports, and what it lacks. */
export interface Part extends PilotProjectReport {
  readonly lacks: readonly Lack[];
}

/** What the county writes itself: overview, experience, problems, attachments. */
export type Remarks = Readonly<Record<string, unknown>>;

export interface ReportSetting {
  readonly programme: Programme;
  readonly policy: Policy;
  readonly today: string;
  readonly parts: readonly Part[];
}

const mayReport = (actor: Actor, division: string) => has(actor, ...FINANCE) && actor.division === division;
const countyOnly = { outcome: 'forbidden', says: '试点报告由市、县（区）财政部门出具' } as const;

/**
 * `POST …/report` 试点结束后各市、县（区）出具预算绩效一体化管理试点报告（含以上分阶段绩效管理分报告）: assembled from the sub-reports, and with
 * that sent to the province. A report that was returned is mended and made anew.
 */
export function report(
  known: Known<CountyState> | undefined,
  which: Which,
  actor: Actor,
  remarks: Remarks | undefined,
  setting: ReportSetting,
): CountyDecision {
  if (!known) return { outcome: 'absent' };
  if (!mayReport(actor, which.division)) return countyOnly;
  const { state } = known;
  if (state.status === 'accepted') return { outcome: 'conflict', says: '试点已经验收，不再上报' };
  if (state.status === 'reported') return { outcome: 'conflict', says: '试点报告已经上报，等待验收；退回后方可重新上报' };
  const findings = missing('PI-18', setting);
  if (findings.length > 0) return { outcome: 'refused', findings };
  const { programme, policy, today: on } = setting;
  const next: CountyState = { ...state, status: 'reported', report: { at: known.sequence + 1, on } };
  return {
    outcome: 'accepted',
    state: next,
    events: [
      {
        type: 'pilot.reported.v1',
        data: {
          programme: which.programme,
          county: which.division,
          name: programme.name,
          support: state.support,
          on,
          projects: setting.parts.map(withoutLacks),
          ...(remarks ? { remarks } : {}),
          basis: policy.gates.G10.basis,
        },
      },
    ],
    answer: { ...countyReceipt(next, which), reportedOn: on },
  };
}

/**
 * PI-19 项目实施全流程周期结束后形成专报，上报同级人大、政府，为决策提供依据: after the whole course, whether the province has accepted it or not.
 */
export function specialReport(
  known: Known<CountyState> | undefined,
  which: Which,
  actor: Actor,
  remarks: Remarks | undefined,
  setting: ReportSetting,
): CountyDecision {
  if (!known) return { outcome: 'absent' };
  if (!mayReport(actor, which.division)) return { ...countyOnly, says: '专报由市、县（区）财政部门上报' };
  const findings = missing('PI-19', setting);
  if (findings.length > 0) return { outcome: 'refused', findings };
  const { programme, policy, today: on } = setting;
  const { value: to, basis } = policy.pilot.specialReportTo;
  const next: CountyState = { ...known.state, special: { at: known.sequence + 1, on } };
  const data = {
    programme: which.programme,
    county: which.division,
    name: programme.name,
    on,
    to: [...to],
    projects: setting.parts.map(withoutLacks),
    ...(remarks ? { remarks } : {}),
    basis,
  };
  return {
    outcome: 'accepted',
    state: next,
    events: [{ type: 'pilot.special-reported.v1', data }],
    answer: { ...countyReceipt(next, which), specialReportedOn: on, to },
  };
}

/** PI-18 (G10): every stage of every project has its sub-report, where the gate asks for them. */
function missing(rule: 'PI-18' | 'PI-19', { parts, policy }: ReportSetting): Finding[] {
  const { value: gate, basis: gateBasis } = policy.gates.G10;
  if (rule === 'PI-18' && !gate.requires.includes('stageReports')) return [];
  const basis = rule === 'PI-18' ? gateBasis : policy.pilot.specialReportTo.basis;
  return parts.flatMap(({ projectCode, name, lacks }) =>
    lacks.map(({ stage, name: called, says }) =>
      finding(rule, `/projects/${projectCode}/stages/${stage}`, `项目${name ?? ''}（${projectCode}）的“${called}”${says}`, basis),
    ),
  );
}

function withoutLacks({ lacks: _, ...part }: Part): PilotProjectReport {
  return part;
}
