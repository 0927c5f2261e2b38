import type { DataOf, NewEvent } from '../../../events/index.ts';
import type { Policy } from '../../../shared/policy/policy.ts';
import type { Actor } from '../../../shared/values/actor.ts';
import type { Decision, Known } from '../../../shared/values/decision.ts';
import { type Finding, finding } from '../../../shared/values/finding.ts';
import type { CountyState } from './county.ts';
import { leads, type Programme } from './programme.ts';

/** `POST /pilots/{programme}/blueprints` 规范管理蓝本, drawn from an accepted county. */
export interface BlueprintForm {
  readonly division: string;
  readonly projectCode?: string;
  readonly title: string;
  readonly summary: string;
  readonly stages?: readonly string[];
  readonly content?: string;
  readonly attachments?: readonly string[];
}

/** The row of the library; the blueprint itself is in its one event. */
export interface BlueprintState {
  readonly programme: string;
  readonly id: string;
  readonly division: string;
  readonly projectCode?: string;
  readonly title: string;
  /** Cut for the row. */
  readonly summary: string;
  readonly on: string;
}

const SUMMARY_LENGTH = 120;

export const blueprintKey = (programme: string, id: string) => `blueprint#${programme}#${id}`;

export function publish(
  known: Known<BlueprintState> | undefined,
  which: { readonly programme: string; readonly id: string },
  actor: Actor,
  form: BlueprintForm,
  setting: { readonly programme: Programme; readonly policy: Policy; readonly today: string; readonly county: CountyState | undefined },
): Decision<BlueprintState, NewEvent<'pilot.blueprint-published.v1'>> {
  const { programme, policy, today: on, county } = setting;
  if (!leads(actor, programme.division)) return { outcome: 'forbidden', says: '蓝本由组织试点的财政部门编印' };
  if (known) return { outcome: 'unchanged', answer: { ...known.state } };
  const findings = checkSource(form, county, policy);
  if (findings.length > 0) return { outcome: 'refused', findings };
  const { division, projectCode, title, summary, stages, content, attachments } = form;
  const short = summary.length > SUMMARY_LENGTH ? `${summary.slice(0, SUMMARY_LENGTH)}…` : summary;
  const state: BlueprintState = { ...which, division, ...(projectCode ? { projectCode } : {}), title, summary: short, on };
  const data: DataOf<'pilot.blueprint-published.v1'> = {
    programme: which.programme,
    blueprintId: which.id,
    county: division,
    ...(projectCode ? { projectCode } : {}),
    title,
    summary,
    ...(stages ? { stages: [...stages] } : {}),
    ...(content ? { content } : {}),
    ...(attachments ? { attachments: [...attachments] } : {}),
    on,
  };
  return { outcome: 'accepted', state, events: [{ type: 'pilot.blueprint-published.v1', data }], answer: { ...state } };
}

/** PI-21 组织验收后编印规范管理蓝本: only what was accepted becomes an example, and no secret project does. */
function checkSource({ division, projectCode }: BlueprintForm, county: CountyState | undefined, policy: Policy): Finding[] {
  const { basis } = policy.pilot.acceptedBy;
  if (county?.status !== 'accepted') return [finding('PI-21', '/division', `${division}的试点尚未验收，不能编入蓝本`, basis)];
  const project = county.projects.find(({ code }) => code === projectCode);
  if (projectCode === undefined || (project && !project.secret)) return [];
  return [finding('PI-21', '/projectCode', `项目${projectCode}不是${division}的试点项目`, basis)];
}
