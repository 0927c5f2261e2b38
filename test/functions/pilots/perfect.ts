/** 宁夏's programme and one county in it. Each test spoils one thing. */
import type { CountyState, PilotProject, Which } from '../../../functions/pilots/rules/county.ts';
import type { Choice, EnrolmentForm, EnrolmentSetting } from '../../../functions/pilots/rules/enrolment.ts';
import { documentOf, type Programme, type ProgrammeForm, type ProgrammeState } from '../../../functions/pilots/rules/programme.ts';
import { policyFor } from '../../../shared/policy/resolve.ts';
import type { Actor, Role } from '../../../shared/values/actor.ts';
import type { Decision, Known } from '../../../shared/values/decision.ts';

export const POLICY = policyFor('640000', 2022);
export const ID = 'nx-2022';
export const FORM: ProgrammeForm = { name: '市、县（区）预算绩效一体化管理试点', division: '640000' };
export const DOCUMENT = documentOf(ID, FORM, POLICY);
export const PROGRAMME: Programme = { ...DOCUMENT, division: '640000' };
export const WHICH: Which = { programme: ID, division: '640104' };
export const CODE = '640104-P1';

export const actor = (division: string, organisation: string, ...roles: Role[]): Actor => ({
  sub: `p-${organisation}`,
  name: '王五',
  division,
  organisation,
  roles,
});
export const PROVINCE = actor('640000', 'P01', 'province');
export const FINANCE = actor('640104', 'F02', 'finance-performance');

export const LAUNCHED: ProgrammeState = {
  name: FORM.name,
  division: '640000',
  startsOn: '2022-08-01',
  endsOn: '2024-06-30',
  documentAt: 1,
  counties: [],
};

export const ENROLMENT: EnrolmentForm = { projects: [{ projectCode: CODE, criteria: ['majorTask'] }], support: 'thirdParty' };
export const CHOICE: Choice = { divisions: ['640104'], name: '职业技能培训', secret: false, withdrawn: false };
export const SETTING: EnrolmentSetting = { programme: PROGRAMME, policy: POLICY, choices: new Map([[CODE, CHOICE]]) };

export const PROJECT: PilotProject = { code: CODE, name: '职业技能培训', submitted: [], heard: [] };
export const COUNTY: CountyState = { status: 'enrolled', support: 'thirdParty', enrolledAt: 1, projects: [PROJECT] };

/** A county all of whose stages the loop completed in time. */
export const HEARD = [
  { stage: 'assessment', on: '2022-11-20' },
  { stage: 'goals', on: '2023-01-15' },
  { stage: 'monitoring', on: '2023-12-30' },
  { stage: 'evaluation', on: '2024-04-10' },
  { stage: 'application', on: '2024-05-20' },
] as const;
export const WHOLE: CountyState = { ...COUNTY, projects: [{ ...PROJECT, heard: HEARD }] };

export function known<State>(state: State, version = 1): Known<State> {
  return { state, version, sequence: version, head: 'sha256:00' };
}

/** Rule and place of each finding of a refusal; the outcome itself where it isn't one. */
export function refusal(decision: Decision<unknown, unknown>): string | readonly string[] {
  return decision.outcome === 'refused' ? decision.findings.map(({ rule, at }) => `${rule} ${at}`) : decision.outcome;
}

export function taken<State, Event>(decision: Decision<State, Event>) {
  if (decision.outcome !== 'accepted') throw new Error(JSON.stringify(decision));
  return decision;
}
