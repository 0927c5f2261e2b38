import { canonical } from '../../../events/chain.ts';
import type { NewEvent } from '../../../events/index.ts';
import type { PilotProgramme } from '../../../events/pilot.launched.v1.ts';
import type { PilotStage, Policy } from '../../../shared/policy/policy.ts';
import { type Actor, has } from '../../../shared/values/actor.ts';
import type { Decision, Known, Receipt } from '../../../shared/values/decision.ts';
import { liesUnder } from '../../../shared/values/division.ts';
import { type Finding, finding } from '../../../shared/values/finding.ts';
import type { CountyState } from './county.ts';
import { checkRevision } from './revision.ts';

/** The small hot part of one programme; its document is in the event `documentAt`. Dates in Asia/Shanghai, both included. */
export interface ProgrammeState {
  readonly name: string;
  readonly division: string;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly documentAt: number;
  /** Counties that take part, or are about to. */
  readonly counties: readonly string[];
}

/** A programme as its counties see it. */
export interface Programme extends PilotProgramme {
  readonly division: string;
}

/** `PUT /pilots/{programme}`: what is left out is as the policy has it. */
export interface ProgrammeForm {
  readonly name: string;
  readonly division: string;
  readonly startsOn?: string;
  readonly endsOn?: string;
  readonly projectsPerCounty?: { readonly min: number; readonly max: number };
  readonly stages?: readonly { readonly stage: string; readonly name?: string; readonly dueOn?: string }[];
  readonly criteria?: readonly { readonly criterion: string; readonly name?: string }[];
}

export type ProgrammeDecision = Decision<ProgrammeState, NewEvent<'pilot.launched.v1' | 'pilot.revised.v1'>>;

export const programmeKey = (programme: string) => `programme#${programme}`;

/** More would be no pilot, and more than one row holds. */
const MOST_PROJECTS = 10;

/** Who runs a programme: the province over what lies under it, and the finance department of that very division. */
export function leads(actor: Actor, division: string): boolean {
  if (has(actor, 'province') && liesUnder(division, actor.division)) return true;
  return has(actor, 'finance-performance') && actor.division === division;
}

/** Whom a programme concerns: everybody under it, and those above it. */
export function concerns(actor: Actor, { division }: Pick<ProgrammeState, 'division'>): boolean {
  return liesUnder(actor.division, division) || liesUnder(division, actor.division);
}

/** The form with everything that it left out, as the policy has it. */
export function documentOf(programme: string, form: ProgrammeForm, policy: Policy): PilotProgramme {
  const { pilot } = policy;
  const { startsOn = '', endsOn = '' } = pilot.window.value;
  const window = { startsOn: form.startsOn ?? startsOn, endsOn: form.endsOn ?? endsOn };
  const stages = form.stages ?? pilot.stages.value.map(({ stage }) => ({ stage }));
  const criteria = form.criteria ?? pilot.criteria.value;
  return {
    programme,
    name: form.name,
    ...window,
    projectsPerCounty: form.projectsPerCounty ?? pilot.projectsPerCounty.value,
    stages: stages.map((given: { readonly stage: string; readonly name?: string; readonly dueOn?: string }) => {
      const ruled = pilot.stages.value.find(({ stage, name }) => given.stage === stage || given.stage === name);
      const dueOn = given.dueOn ?? (ruled ? dueOf(ruled, window) : window.endsOn);
      return { stage: ruled?.stage ?? given.stage, name: given.name ?? ruled?.name ?? given.stage, dueOn };
    }),
    criteria: criteria.map((given: { readonly criterion: string; readonly name?: string }) => {
      const ruled = pilot.criteria.value.find(({ criterion, name }) => given.criterion === criterion || given.criterion === name);
      return { criterion: ruled?.criterion ?? given.criterion, name: given.name ?? ruled?.name ?? given.criterion };
    }),
    policy: { id: policy.id, version: policy.version },
  };
}

/** The policy's day, counted from the programme's first year and held inside its window. */
function dueOf({ due }: PilotStage, { startsOn, endsOn }: { readonly startsOn: string; readonly endsOn: string }): string {
  const day = `${Number(startsOn.slice(0, 4)) + due.year}-${due.day}`;
  if (day > endsOn) return endsOn;
  return day < startsOn ? startsOn : day;
}

/** `PUT /pilots/{programme}`: launches a programme, or changes it as far as its counties aren't hurt. */
export function launch(
  known: Known<ProgrammeState> | undefined,
  actor: Actor,
  division: string,
  document: PilotProgramme,
  setting: { readonly policy: Policy; readonly previous?: PilotProgramme | undefined; readonly counties: readonly CountyState[] },
): ProgrammeDecision {
  if (known && !concerns(actor, known.state)) return { outcome: 'absent' };
  if (!leads(actor, division)) return concerns(actor, { division }) ? onlyLeaders() : { outcome: 'absent' };
  if (known && !leads(actor, known.state.division)) return onlyLeaders();
  const findings = [
    ...checkWindow(document, setting.policy),
    ...checkStages(document, setting.policy),
    ...checkChoice(document, setting.policy),
    ...(known && setting.previous ? checkRevision(known.state.division, division, document, setting.counties) : []),
  ];
  if (findings.length > 0) return { outcome: 'refused', findings };
  const answer = receiptOf(document, division);
  if (setting.previous && sameProgramme(setting.previous, document)) return { outcome: 'unchanged', answer };
  const state: ProgrammeState = {
    name: document.name,
    division,
    startsOn: document.startsOn,
    endsOn: document.endsOn,
    documentAt: (known?.sequence ?? 0) + 1,
    counties: known?.state.counties ?? [],
  };
  const type = setting.previous ? 'pilot.revised.v1' : 'pilot.launched.v1';
  return { outcome: 'accepted', state, events: [{ type, data: document }], answer };
}

function onlyLeaders(): { readonly outcome: 'forbidden'; readonly says: string } {
  return { outcome: 'forbidden', says: '试点由省级财政或者本级财政绩效科组织' };
}

/** The policy may have been worded anew since: that alone is no change of the programme. */
function sameProgramme({ policy: _, ...one }: PilotProgramme, { policy: _other, ...other }: PilotProgramme): boolean {
  return canonical(one) === canonical(other);
}

export function receiptOf({ programme, name, startsOn, endsOn }: PilotProgramme, division: string): Receipt {
  return { programme, name, division, startsOn, endsOn };
}

/** PI-01 试点周期自2022年8月开始，至2024年6月结束: a programme has a first and a last day, in that order. */
function checkWindow({ startsOn, endsOn }: PilotProgramme, { pilot }: Policy): Finding[] {
  const { basis } = pilot.window;
  if (startsOn === '') return [finding('PI-01', '/startsOn', '未写明试点开始日期，本级也没有规定', basis)];
  if (endsOn === '') return [finding('PI-01', '/endsOn', '未写明试点结束日期，本级也没有规定', basis)];
  return endsOn > startsOn ? [] : [finding('PI-01', '/endsOn', `试点结束日期${endsOn}应在开始日期${startsOn}之后`, basis)];
}

/** PI-02 全流程规范化绩效管理包括…等方面: stages one after the other, each due inside the programme. */
function checkStages({ stages, startsOn, endsOn }: PilotProgramme, { pilot }: Policy): Finding[] {
  const { basis } = pilot.stages;
  if (stages.length === 0) return [finding('PI-02', '/stages', '试点应至少有一个阶段', basis)];
  return stages.flatMap(({ stage, name, dueOn }, at) => {
    const before = stages[at - 1];
    if (stages.findIndex((each) => each.stage === stage || each.name === name) < at)
      return [finding('PI-02', `/stages/${at}`, `阶段“${name}”重复`, basis)];
    if (startsOn !== '' && endsOn !== '' && (dueOn < startsOn || dueOn > endsOn))
      return [finding('PI-02', `/stages/${at}/dueOn`, `“${name}”的时限${dueOn}不在试点周期${startsOn}至${endsOn}之内`, basis)];
    if (before && dueOn < before.dueOn)
      return [finding('PI-02', `/stages/${at}/dueOn`, `“${name}”的时限${dueOn}早于上一阶段“${before.name}”的${before.dueOn}`, basis)];
    return [];
  });
}

/** PI-03 选择1-2个重点项目: how many a county chooses, and by which criteria. */
function checkChoice({ projectsPerCounty: { min, max }, criteria }: PilotProgramme, { pilot }: Policy): Finding[] {
  const range = min >= 1 && min <= max && max <= MOST_PROJECTS;
  const says = `每县项目数应为1至${MOST_PROJECTS}个，下限不高于上限，填报为${min}至${max}个`;
  return [
    ...(range ? [] : [finding('PI-03', '/projectsPerCounty', says, pilot.projectsPerCounty.basis)]),
    ...(criteria.length > 0 ? [] : [finding('PI-03', '/criteria', '应至少有一条项目遴选标准', pilot.criteria.basis)]),
    ...criteria.flatMap(({ criterion, name }, at) =>
      criteria.findIndex((each) => each.criterion === criterion || each.name === name) < at
        ? [finding('PI-03', `/criteria/${at}`, `遴选标准“${name}”重复`, pilot.criteria.basis)]
        : [],
    ),
  ];
}
