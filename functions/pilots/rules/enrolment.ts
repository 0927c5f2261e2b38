import { canonical } from '../../../events/chain.ts';
import type { DataOf } from '../../../events/index.ts';
import type { Policy } from '../../../shared/policy/policy.ts';
import type { Actor } from '../../../shared/values/actor.ts';
import type { Known } from '../../../shared/values/decision.ts';
import { liesUnder } from '../../../shared/values/division.ts';
import { type Finding, finding } from '../../../shared/values/finding.ts';
import {
  actsFor,
  CLOSED,
  type CountyDecision,
  type CountyState,
  countyReceipt,
  type PilotProject,
  shortName,
  type Which,
} from './county.ts';
import type { Programme } from './programme.ts';

/** `PUT …/counties/{division}`: the county's projects, and by whose help it walks them. */
export interface EnrolmentForm {
  readonly projects: readonly { readonly projectCode: string; readonly criteria: readonly string[] }[];
  readonly support: 'thirdParty' | 'own';
}

/** What is known here of a chosen project. */
export interface Choice {
  /** Divisions that have a project of that code; none: it is managed elsewhere. */
  readonly divisions: readonly string[];
  readonly name?: string;
  readonly secret?: boolean;
  readonly withdrawn?: boolean;
  /** Another county of the programme that has it. */
  readonly takenBy?: string;
}

export interface EnrolmentSetting {
  readonly programme: Programme;
  readonly policy: Policy;
  readonly choices: ReadonlyMap<string, Choice>;
  /** What was enrolled before. */
  readonly previous?: DataOf<'pilot.enrolled.v1'> | undefined;
}

/** 每个市、县（区）委托第三方（专家或机构）或组织力量，选择1-2个重点项目: enrols a county, or changes what it chose. */
export function enrol(
  known: Known<CountyState> | undefined,
  which: Which,
  actor: Actor,
  form: EnrolmentForm,
  setting: EnrolmentSetting,
): CountyDecision {
  if (!actsFor(actor, which.division)) return { outcome: 'absent' };
  const projects = form.projects.map(({ projectCode, criteria }) => ({
    projectCode,
    criteria: criteria.map((given) => named(given, setting.programme)),
  }));
  const data = { programme: which.programme, county: which.division, support: form.support, projects };
  if (known && setting.previous && canonical(setting.previous) === canonical(data))
    return { outcome: 'unchanged', answer: countyReceipt(known.state, which) };
  const closed = known && CLOSED[known.state.status];
  if (closed) return { outcome: 'conflict', says: `${closed}，不能再改` };
  const findings = [
    ...checkPlace(which, setting),
    ...checkNumber(data.projects, setting),
    ...data.projects.flatMap((project, at) => [
      ...checkCriteria(project.criteria, at, setting),
      ...checkProject(project, at, which, setting),
    ]),
    ...checkDropped(data.projects, known?.state, setting),
  ];
  if (findings.length > 0) return { outcome: 'refused', findings };
  const state: CountyState = {
    ...(known?.state ?? { status: 'enrolled' }),
    support: form.support,
    enrolledAt: (known?.sequence ?? 0) + 1,
    projects: data.projects.map(({ projectCode }) => projectOf(projectCode, known?.state, setting)),
  };
  return { outcome: 'accepted', state, events: [{ type: 'pilot.enrolled.v1', data }], answer: countyReceipt(state, which) };
}

/** Criteria may be named by key or in words. */
function named(given: string, { criteria }: Programme): string {
  return criteria.find(({ criterion, name }) => given === criterion || given === name)?.criterion ?? given;
}

function projectOf(code: string, before: CountyState | undefined, { choices }: EnrolmentSetting): PilotProject {
  const name = choices.get(code)?.name;
  const kept = before?.projects.find((each) => each.code === code) ?? { code, submitted: [], heard: [] };
  return name === undefined ? kept : { ...kept, name: shortName(name) };
}

/** PI-07 各市、县（区）: a county or city under the programme's division. */
function checkPlace({ division }: Which, { programme, policy }: EnrolmentSetting): Finding[] {
  if (division !== programme.division && liesUnder(division, programme.division)) return [];
  const says = `${division}不是${programme.division}所辖的市、县（区）`;
  return [finding('PI-07', '/division', says, policy.pilot.projectsPerCounty.basis)];
}

/** PI-05 选择1-2个重点项目. */
function checkNumber(projects: EnrolmentForm['projects'], { programme, policy }: EnrolmentSetting): Finding[] {
  const { min, max } = programme.projectsPerCounty;
  const { basis } = policy.pilot.projectsPerCounty;
  const twice = projects.flatMap(({ projectCode }, at) =>
    projects.findIndex((each) => each.projectCode === projectCode) < at
      ? [finding('PI-05', `/projects/${at}/projectCode`, `项目${projectCode}重复`, basis)]
      : [],
  );
  if (projects.length >= min && projects.length <= max) return twice;
  return [finding('PI-05', '/projects', `应选择${min}至${max}个项目，填报了${projects.length}个`, basis), ...twice];
}

/** PI-06 项目选择以…重大目标任务，覆盖面广、影响力大、社会关注度高…的重点项目等: at least one of the programme's criteria. */
function checkCriteria(criteria: readonly string[], at: number, { programme, policy }: EnrolmentSetting): Finding[] {
  const { basis } = policy.pilot.criteria;
  if (criteria.length === 0) return [finding('PI-06', `/projects/${at}/criteria`, '应至少符合一条遴选标准', basis)];
  return criteria.flatMap((criterion, place) =>
    programme.criteria.some((each) => each.criterion === criterion)
      ? []
      : [finding('PI-06', `/projects/${at}/criteria/${place}`, `“${criterion}”不是本试点的遴选标准`, basis)],
  );
}

/**
 * PI-08: a project of that county, as far as it is known here; one that nobody here knows is managed elsewhere. PI-09: of one county only.
 * PI-10: a secret project is followed by nobody (《中华人民共和国预算法》第十四条).
 */
function checkProject(
  { projectCode }: { readonly projectCode: string },
  at: number,
  { division }: Which,
  { choices, policy }: EnrolmentSetting,
): Finding[] {
  const { divisions = [], secret, withdrawn, takenBy } = choices.get(projectCode) ?? {};
  const { basis } = policy.pilot.projectsPerCounty;
  const place = `/projects/${at}/projectCode`;
  if (divisions.length > 0 && !divisions.some((each) => liesUnder(each, division)))
    return [finding('PI-08', place, `项目${projectCode}不是本市、县（区）的项目`, basis)];
  if (withdrawn) return [finding('PI-08', place, `项目${projectCode}已经撤回`, basis)];
  if (takenBy !== undefined) return [finding('PI-09', place, `项目${projectCode}已由${takenBy}申报试点`, basis)];
  if (secret) return [finding('PI-10', place, '涉密项目不纳入试点', '《中华人民共和国预算法》 第十四条')];
  return [];
}

/** PI-11: what a county reported on stays in the programme. */
function checkDropped(projects: EnrolmentForm['projects'], before: CountyState | undefined, { policy }: EnrolmentSetting): Finding[] {
  const dropped = before?.projects.filter(
    ({ code, submitted }) => submitted.length > 0 && !projects.some(({ projectCode }) => projectCode === code),
  );
  return (dropped ?? []).map(({ code }) =>
    finding(
      'PI-11',
      '/projects',
      `项目${code}已经报送分阶段分报告，不能更换`,
      `${policy.pilot.projectsPerCounty.basis}；默认（已报送的不更换）`,
    ),
  );
}
