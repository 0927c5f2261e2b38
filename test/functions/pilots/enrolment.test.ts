import { describe, expect, it } from 'vitest';
import type { Choice, EnrolmentForm } from '../../../functions/pilots/rules/enrolment.ts';
import { enrol } from '../../../functions/pilots/rules/enrolment.ts';
import { actor, CHOICE, CODE, COUNTY, ENROLMENT, FINANCE, known, PROJECT, PROVINCE, refusal, SETTING, taken, WHICH } from './perfect.ts';

const enrolled = (form: EnrolmentForm, choice: Partial<Choice> = {}, which = WHICH) =>
  enrol(undefined, which, FINANCE, form, { ...SETTING, choices: new Map([[CODE, { ...CHOICE, ...choice }]]) });
const projects = (...codes: string[]) => codes.map((projectCode) => ({ projectCode, criteria: ['majorTask'] }));

describe('a county', () => {
  it('NX-01 takes part with a project or two, by a third party or by itself', () => {
    const { state, events } = taken(enrolled(ENROLMENT));
    expect(state).toMatchObject({ status: 'enrolled', support: 'thirdParty', projects: [{ code: CODE, name: '职业技能培训' }] });
    expect(events).toMatchObject([{ type: 'pilot.enrolled.v1', data: { county: '640104', projects: [{ criteria: ['majorTask'] }] } }]);
    taken(enrolled({ ...ENROLMENT, projects: projects(CODE, 'ELSEWHERE-1') }));
  });

  it('NX-02 names criteria by key or in words', () => {
    const form = { ...ENROLMENT, projects: [{ projectCode: CODE, criteria: ['覆盖面广', 'majorTask'] }] };
    expect(taken(enrolled(form)).events[0]).toMatchObject({ data: { projects: [{ criteria: ['wideCoverage', 'majorTask'] }] } });
  });

  it('is enrolled by its own finance, by one above it or by the province, and by nobody else', () => {
    for (const who of [FINANCE, PROVINCE, actor('640100', 'F01', 'finance-section')])
      taken(enrol(undefined, WHICH, who, ENROLMENT, SETTING));
    for (const who of [actor('640105', 'F02', 'finance-performance'), actor('640104', '219', 'department')])
      expect(enrol(undefined, WHICH, who, ENROLMENT, SETTING)).toEqual({ outcome: 'absent' });
  });

  it('is unchanged when it says the same again, also after it has reported', () => {
    const previous = { programme: WHICH.programme, county: '640104', support: 'thirdParty' as const, projects: projects(CODE) };
    const again = enrol(known({ ...COUNTY, status: 'reported' }), WHICH, FINANCE, ENROLMENT, { ...SETTING, previous });
    expect(again.outcome).toBe('unchanged');
  });

  it.each(['reported', 'accepted'] as const)('changes nothing once it has %s', (status) => {
    const other = { ...ENROLMENT, support: 'own' as const };
    expect(enrol(known({ ...COUNTY, status }), WHICH, FINANCE, other, SETTING).outcome).toBe('conflict');
  });

  it('keeps what a project has done when another joins it', () => {
    const heard = [{ stage: 'assessment', on: '2022-11-20' }];
    const before = { ...COUNTY, projects: [{ ...PROJECT, heard }] };
    const { state } = taken(enrol(known(before, 3), WHICH, FINANCE, { ...ENROLMENT, projects: projects('X-2', CODE) }, SETTING));
    expect(state.projects).toMatchObject([
      { code: 'X-2', heard: [] },
      { code: CODE, heard },
    ]);
    expect(state.enrolledAt).toBe(4);
  });
});

describe('what a county may not choose', () => {
  it.each<[string, EnrolmentForm, readonly string[]]>([
    ['PI-05 no project', { ...ENROLMENT, projects: [] }, ['PI-05 /projects']],
    ['PI-05 three projects', { ...ENROLMENT, projects: projects(CODE, 'X-2', 'X-3') }, ['PI-05 /projects']],
    ['PI-05 a project twice', { ...ENROLMENT, projects: projects(CODE, CODE) }, ['PI-05 /projects/1/projectCode']],
    ['PI-06 a project by no criterion', { ...ENROLMENT, projects: [{ projectCode: CODE, criteria: [] }] }, ['PI-06 /projects/0/criteria']],
    [
      'PI-06 a project by another criterion',
      { ...ENROLMENT, projects: [{ projectCode: CODE, criteria: ['majorTask', '好看'] }] },
      ['PI-06 /projects/0/criteria/1'],
    ],
  ])('%s', (_, form, findings) => {
    expect(refusal(enrolled(form))).toEqual(findings);
  });

  const PLACE = '/projects/0/projectCode';
  it.each<[string, Partial<Choice>, readonly string[]]>([
    ['PI-08 a project of another county', { divisions: ['640105'] }, [`PI-08 ${PLACE}`]],
    ['PI-08 a project that was withdrawn', { withdrawn: true }, [`PI-08 ${PLACE}`]],
    ['PI-09 a project that another county has', { takenBy: '640105' }, [`PI-09 ${PLACE}`]],
    ['PI-10 a secret project', { secret: true }, [`PI-10 ${PLACE}`]],
  ])('%s', (_, choice, findings) => {
    expect(refusal(enrolled(ENROLMENT, choice))).toEqual(findings);
  });

  it('PI-08 takes a project that nobody here knows', () => {
    taken(enrol(undefined, WHICH, FINANCE, ENROLMENT, { ...SETTING, choices: new Map() }));
  });

  it.each(['640000', '650104'])('PI-07 a place that is no county of the programme: %s', (division) => {
    const who = actor(division, 'P01', 'province');
    expect(refusal(enrol(undefined, { ...WHICH, division }, who, ENROLMENT, { ...SETTING, choices: new Map() }))).toEqual([
      'PI-07 /division',
    ]);
  });

  it('PI-11 another project once it reported on this one', () => {
    const submitted = [{ stage: 'assessment', on: '2022-09-01', at: 2, report: true }];
    const before = { ...COUNTY, projects: [{ ...PROJECT, submitted }] };
    expect(refusal(enrol(known(before), WHICH, FINANCE, { ...ENROLMENT, projects: projects('X-2') }, SETTING))).toEqual([
      'PI-11 /projects',
    ]);
  });
});
