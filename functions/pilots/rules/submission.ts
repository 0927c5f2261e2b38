import { canonical } from '../../../events/chain.ts';
import type { DataOf } from '../../../events/index.ts';
import type { PilotFigures } from '../../../events/pilot.stage-completed.v1.ts';
import type { Policy } from '../../../shared/policy/policy.ts';
import type { Actor } from '../../../shared/values/actor.ts';
import type { Known, Receipt } from '../../../shared/values/decision.ts';
import { type Finding, finding } from '../../../shared/values/finding.ts';
import { actsFor, CLOSED, type CountyDecision, type CountyState, doneOn, type PilotProject, type Which } from './county.ts';
import type { Programme } from './programme.ts';

/** 分阶段分报告: an attachment's id or the report itself. */
export type StageReport = string | Readonly<Record<string, unknown>>;

/** `PUT …/stages/{stage}`; the same from the intake queue. */
export interface StageForm {
  readonly completedOn: string;
  readonly report?: StageReport;
  /** What the report says of money and grade. */
  readonly figures?: PilotFigures;
}

export type Soundness = 'sound' | 'missing' | 'different';

export interface StageSetting {
  readonly programme: Programme;
  readonly policy: Policy;
  readonly today: string;
  /** Of an attached report; `foreign`: brought by a division that isn't the county's. */
  readonly attachment?: Soundness | 'foreign';
  /** What was submitted for this stage before. */
  readonly previous?: DataOf<'pilot.stage-completed.v1'> | undefined;
}

/** Which stage of which project. */
export interface Step extends Which {
  readonly projectCode: string;
  readonly stage: string;
}

/** A county reports that a project completed a stage, or replaces what it reported. */
export function completeStage(
  known: Known<CountyState> | undefined,
  step: Step,
  actor: Actor,
  form: StageForm,
  setting: StageSetting,
): CountyDecision {
  const project = known?.state.projects.find(({ code }) => code === step.projectCode);
  const stage = setting.programme.stages.find((each) => each.stage === step.stage);
  if (!known || !project || project.secret || !stage || !actsFor(actor, step.division)) return { outcome: 'absent' };
  const answer = stageReceipt(step, form.completedOn, stage.dueOn);
  if (setting.previous && same(setting.previous, form)) return { outcome: 'unchanged', answer };
  const closed = CLOSED[known.state.status];
  if (closed) return { outcome: 'conflict', says: `${closed}，不能再改分阶段分报告` };
  const findings = [...checkDay(form, setting), ...checkOrder(project, step.stage, form, setting), ...checkAttachment(setting)];
  if (findings.length > 0) return { outcome: 'refused', findings };
  const { completedOn, report, figures } = form;
  const submitted = {
    stage: step.stage,
    on: completedOn,
    at: known.sequence + 1,
    report: report !== undefined,
    ...(figures ? { figures } : {}),
  };
  const next: PilotProject = { ...project, submitted: [...project.submitted.filter((each) => each.stage !== step.stage), submitted] };
  return {
    outcome: 'accepted',
    state: { ...known.state, projects: known.state.projects.map((each) => (each === project ? next : each)) },
    events: [
      {
        type: 'pilot.stage-completed.v1',
        data: {
          programme: step.programme,
          county: step.division,
          projectCode: step.projectCode,
          stage: step.stage,
          completedOn,
          dueOn: stage.dueOn,
          late: isLate(completedOn, stage.dueOn),
          by: 'submission',
          ...(report === undefined ? {} : { report }),
          ...(figures ? { figures } : {}),
        },
      },
    ],
    answer,
  };
}

/** PI-16: what is completed after its last day is late, and stays on the board as late. */
export function isLate(completedOn: string, dueOn: string): boolean {
  return completedOn > dueOn;
}

export function stageReceipt({ programme, division, projectCode, stage }: Step, completedOn: string, dueOn: string): Receipt {
  return { programme, division, projectCode, stage, status: 'completed', completedOn, dueOn, late: isLate(completedOn, dueOn) };
}

function same(previous: DataOf<'pilot.stage-completed.v1'>, { completedOn, report }: StageForm): boolean {
  return previous.completedOn === completedOn && canonical(previous.report ?? null) === canonical(report ?? null);
}

/** PI-12 试点周期: completed inside the programme. PI-13: and not in the future. */
function checkDay({ completedOn }: StageForm, { programme: { startsOn, endsOn }, policy, today }: StageSetting): Finding[] {
  const { basis } = policy.pilot.window;
  if (completedOn > today) return [finding('PI-13', '/completedOn', `完成日期${completedOn}在今天（${today}）之后`, '默认（如实报送）')];
  if (completedOn >= startsOn && completedOn <= endsOn) return [];
  const says = `完成日期${completedOn}不在试点周期${startsOn}至${endsOn}之内，延期完成的由组织试点的财政部门先调整周期`;
  return [finding('PI-12', '/completedOn', says, basis)];
}

/** PI-14 全流程: a stage isn't completed before the one before it, nor after the one behind it, where the policy keeps the order. */
function checkOrder(project: PilotProject, stage: string, { completedOn }: StageForm, { programme, policy }: StageSetting): Finding[] {
  const { value: ordered, basis } = policy.pilot.ordered;
  const at = programme.stages.findIndex((each) => each.stage === stage);
  const before = programme.stages[at - 1];
  const behind = programme.stages[at + 1];
  if (!ordered) return [];
  const earliest = before && doneOn(project, before.stage);
  const latest = behind && doneOn(project, behind.stage);
  const says = (text: string) => [finding('PI-14', '/completedOn', text, basis)];
  if (before && earliest === undefined) return says(`上一阶段“${before.name}”尚未完成`);
  if (before && earliest !== undefined && completedOn < earliest) return says(`早于上一阶段“${before.name}”的完成日期${earliest}`);
  if (behind && latest !== undefined && completedOn > latest) return says(`晚于下一阶段“${behind.name}”的完成日期${latest}`);
  return [];
}

/** PI-15: an attached report is there, is what it was registered as, and was brought by the county or those above it. */
function checkAttachment({ attachment }: StageSetting): Finding[] {
  if (attachment === undefined || attachment === 'sound') return [];
  const says = {
    missing: '没有这份附件，请先上传',
    different: '附件内容与登记的摘要不符',
    foreign: '附件不是本地区上传的',
  }[attachment];
  return [finding('PI-15', '/report', says, '默认（材料真实、完整）')];
}

/** Whether an attachment was brought by the county, or by whoever submits it. Its id begins with the division that brought it. */
export function isOurs(attachmentId: string, actor: Actor, division: string): boolean {
  return [actor.division, division].includes(attachmentId.slice(0, 6));
}
