import { describe, expect, it } from 'vitest';
import { enrol } from '../../../functions/pilots/rules/enrolment.ts';
import { documentOf, type Programme } from '../../../functions/pilots/rules/programme.ts';
import { completeStage } from '../../../functions/pilots/rules/submission.ts';
import { REGISTER } from '../../../shared/policy/register.ts';
import { policyFor } from '../../../shared/policy/resolve.ts';
import { addDays } from '../../../shared/values/calendar.ts';
import { actor, CHOICE, CODE, COUNTY, FORM, ID, known, PROJECT, refusal, taken } from './perfect.ts';

/** Every government runs the same programme by its own figures; a county of 宁夏 stands for those that take part. */
describe.each(['000000', ...REGISTER.map(({ division }) => division)])('a programme by the policy of %s', (division) => {
  const policy = policyFor(division, 2022);
  const window = { startsOn: '2022-08-01', endsOn: '2024-06-30' };
  const programme: Programme = { ...documentOf(ID, { ...FORM, ...window, division: '640000' }, policy), division: '640000' };
  const which = { programme: ID, division: '640104' };
  const finance = actor('640104', 'F02', 'finance-performance');

  it('PI-05 takes as many projects of a county as are ruled, and not one more or less', () => {
    const { min, max } = policy.pilot.projectsPerCounty.value;
    const [criterion] = policy.pilot.criteria.value;
    const choosing = (count: number) => {
      const projects = Array.from({ length: count }, (_, at) => ({
        projectCode: at === 0 ? CODE : `X-${at}`,
        criteria: [criterion?.criterion ?? ''],
      }));
      return enrol(undefined, which, finance, { projects, support: 'own' }, { programme, policy, choices: new Map([[CODE, CHOICE]]) });
    };
    for (const count of [min, max]) taken(choosing(count));
    for (const count of [min - 1, max + 1]) expect(refusal(choosing(count))).toContain('PI-05 /projects');
  });

  it.each(programme.stages.map(({ stage, dueOn }) => [stage, dueOn] as const))(
    'PI-16 %s is in time on its last day, and late a day later',
    (stage, dueOn) => {
      const before = programme.stages.slice(
        0,
        programme.stages.findIndex((each) => each.stage === stage),
      );
      const county = { ...COUNTY, projects: [{ ...PROJECT, heard: before.map((each) => ({ stage: each.stage, on: each.dueOn })) }] };
      const open = { ...programme, endsOn: addDays(programme.endsOn, 1) };
      const late = (completedOn: string) => {
        const step = { ...which, projectCode: CODE, stage };
        return taken(completeStage(known(county, 4), step, finance, { completedOn }, { programme: open, policy, today: '2026-01-01' }))
          .answer.late;
      };
      expect([late(dueOn), late(addDays(dueOn, 1))]).toEqual([false, true]);
    },
  );
});
