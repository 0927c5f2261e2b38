import { describe, expect, it } from 'vitest';
import { documentOf, launch, type ProgrammeForm } from '../../../functions/pilots/rules/programme.ts';
import { policyFor } from '../../../shared/policy/resolve.ts';
import { actor, COUNTY, DOCUMENT, FORM, ID, known, LAUNCHED, POLICY, PROJECT, PROVINCE, refusal, taken, WHOLE } from './perfect.ts';

const NEW = { policy: POLICY, counties: [] };
const launched = (form: ProgrammeForm, who = PROVINCE, policy = POLICY) =>
  launch(undefined, who, form.division, documentOf(ID, form, policy), { policy, counties: [] });

describe('a programme', () => {
  it('NX-03 runs from August 2022 to June 2024 where 宁夏 names no other window', () => {
    const { state, events } = taken(launched(FORM));
    expect(state).toMatchObject({ startsOn: '2022-08-01', endsOn: '2024-06-30', documentAt: 1 });
    expect(events).toMatchObject([{ type: 'pilot.launched.v1', data: { projectsPerCounty: { min: 1, max: 2 } } }]);
  });

  it('NX-04 has five stages, each with its day inside the window', () => {
    expect(DOCUMENT.stages.map(({ stage, dueOn }) => [stage, dueOn])).toEqual([
      ['assessment', '2022-12-31'],
      ['goals', '2023-03-31'],
      ['monitoring', '2023-12-31'],
      ['evaluation', '2024-05-31'],
      ['application', '2024-06-30'],
    ]);
  });

  it('NX-04 counts the days of its stages from its own first year', () => {
    const { stages } = documentOf(ID, { ...FORM, startsOn: '2025-02-01', endsOn: '2026-03-31' }, POLICY);
    expect(stages.map(({ dueOn }) => dueOn)).toEqual(['2025-12-31', '2026-03-31', '2026-03-31', '2026-03-31', '2026-03-31']);
  });

  it('takes stages and criteria by key, by name, and of its own', () => {
    const form = {
      ...FORM,
      stages: [{ stage: '事前绩效评估' }, { stage: 'training', name: '培训' }],
      criteria: [{ criterion: '覆盖面广' }],
    };
    expect(documentOf(ID, form, POLICY)).toMatchObject({
      stages: [
        { stage: 'assessment', name: '事前绩效评估', dueOn: '2022-12-31' },
        { stage: 'training', name: '培训', dueOn: '2024-06-30' },
      ],
      criteria: [{ criterion: 'wideCoverage', name: '覆盖面广' }],
    });
  });

  it('is unchanged when it comes again, even under a policy that was worded anew', () => {
    const again = { ...DOCUMENT, policy: { id: 'ningxia-2022', version: 'another' } };
    const setting = { ...NEW, previous: DOCUMENT };
    expect(launch(known(LAUNCHED), PROVINCE, '640000', again, setting)).toMatchObject({ outcome: 'unchanged' });
  });

  it.each([
    ['finance of that very division may run one', actor('640000', 'F01', 'finance-performance'), 'accepted'],
    ['a city’s finance may not for its province', actor('640100', 'F01', 'finance-performance'), 'forbidden'],
    ['another province knows of none', actor('650000', 'P01', 'province'), 'absent'],
    ['a section of finance may not', actor('640000', 'F01', 'finance-section'), 'forbidden'],
  ])('%s', (_, who, outcome) => {
    expect(launched(FORM, who).outcome).toBe(outcome);
  });
});

describe('what a programme may not be', () => {
  const national = policyFor('330000', 2022);
  it.each<[string, ProgrammeForm, readonly string[]]>([
    [
      'PI-01 ends before it begins',
      { ...FORM, startsOn: '2024-07-01', stages: [{ stage: 'x', dueOn: '2024-07-01' }] },
      ['PI-01 /endsOn', 'PI-02 /stages/0/dueOn'],
    ],
    ['PI-02 without stages', { ...FORM, stages: [] }, ['PI-02 /stages']],
    ['PI-02 with a stage twice', { ...FORM, stages: [{ stage: 'goals' }, { stage: '绩效目标' }] }, ['PI-02 /stages/1']],
    ['PI-02 with a stage due after its end', { ...FORM, stages: [{ stage: 'goals', dueOn: '2024-07-01' }] }, ['PI-02 /stages/0/dueOn']],
    [
      'PI-02 with stages out of order',
      {
        ...FORM,
        stages: [
          { stage: 'a', dueOn: '2023-03-02' },
          { stage: 'b', dueOn: '2023-03-01' },
        ],
      },
      ['PI-02 /stages/1/dueOn'],
    ],
    ['PI-03 with more projects at least than at most', { ...FORM, projectsPerCounty: { min: 3, max: 2 } }, ['PI-03 /projectsPerCounty']],
    ['PI-03 with no project at least', { ...FORM, projectsPerCounty: { min: 0, max: 2 } }, ['PI-03 /projectsPerCounty']],
    ['PI-03 without criteria', { ...FORM, criteria: [] }, ['PI-03 /criteria']],
    [
      'PI-03 with a criterion twice',
      { ...FORM, criteria: [{ criterion: '覆盖面广' }, { criterion: 'wideCoverage' }] },
      ['PI-03 /criteria/1'],
    ],
  ])('%s', (_, form, findings) => {
    expect(refusal(launched(form))).toEqual(findings);
  });

  it('PI-01 without a window where no document names one', () => {
    const form = { name: '试点', division: '330000' };
    const province = actor('330000', 'P01', 'province');
    expect(refusal(launched(form, province, national))).toContain('PI-01 /startsOn');
  });
});

describe('a programme with counties', () => {
  const revised = (changes: Partial<ProgrammeForm>, counties = [WHOLE], division = '640000') =>
    launch(known(LAUNCHED), PROVINCE, division, documentOf(ID, { ...FORM, ...changes }, POLICY), {
      policy: POLICY,
      previous: DOCUMENT,
      counties,
    });

  it('may be lengthened and renamed', () => {
    const { state, events } = taken(revised({ endsOn: '2024-12-31', name: '试点（延期）' }));
    expect(state).toMatchObject({ endsOn: '2024-12-31', documentAt: 2 });
    expect(events).toMatchObject([{ type: 'pilot.revised.v1' }]);
  });

  it('PI-04 keeps a stage that somebody completed', () => {
    expect(refusal(revised({ stages: [{ stage: 'assessment' }] }))).toEqual(Array(4).fill('PI-04 /stages'));
  });

  it('PI-04 keeps room for the projects that were chosen', () => {
    expect(refusal(revised({ projectsPerCounty: { min: 2, max: 3 } }))).toEqual(['PI-04 /projectsPerCounty']);
  });

  it('PI-04 keeps the days on which stages were reported', () => {
    const reported = { ...PROJECT, submitted: [{ stage: 'assessment', on: '2022-09-01', at: 2, report: true }] };
    expect(refusal(revised({ startsOn: '2022-10-01' }, [{ ...COUNTY, projects: [reported] }]))).toEqual(['PI-04 /endsOn']);
  });

  it('PI-04 keeps its division', () => {
    expect(refusal(revised({}, [], '640100'))).toEqual(['PI-04 /division']);
  });
});
