import { describe, expect, it } from 'vitest';
import { figuresIn } from '../../../functions/pilots/rules/figures.ts';
import { completeStage, isOurs, type StageForm, type StageSetting } from '../../../functions/pilots/rules/submission.ts';
import { actor, CODE, COUNTY, FINANCE, HEARD, known, POLICY, PROGRAMME, PROJECT, refusal, taken, WHICH } from './perfect.ts';

const STEP = { ...WHICH, projectCode: CODE, stage: 'assessment' };
const FORM: StageForm = { completedOn: '2022-11-20', report: { overview: '论证充分' } };
const SETTING: StageSetting = { programme: PROGRAMME, policy: POLICY, today: '2024-06-30' };
const having = (heard: (typeof HEARD)[number][], submitted: (typeof PROJECT)['submitted'] = []) => ({
  ...COUNTY,
  projects: [{ ...PROJECT, heard, submitted }],
});
const sent = (form: Partial<StageForm> = {}, stage = 'assessment', state = COUNTY, setting: Partial<StageSetting> = {}) =>
  completeStage(known(state, 4), { ...STEP, stage }, FINANCE, { ...FORM, ...form }, { ...SETTING, ...setting });

describe('a stage report', () => {
  it('NX-04 completes its stage, and is kept with the day', () => {
    const { state, events, answer } = taken(sent());
    expect(state.projects).toMatchObject([{ submitted: [{ stage: 'assessment', on: '2022-11-20', at: 5, report: true }] }]);
    expect(events).toMatchObject([{ data: { by: 'submission', late: false, dueOn: '2022-12-31', report: { overview: '论证充分' } } }]);
    expect(answer).toMatchObject({ status: 'completed', late: false });
  });

  it('PI-16 is late after the last day, and says so; the day itself is in time', () => {
    expect(taken(sent({ completedOn: '2023-01-01' })).answer).toMatchObject({ late: true });
    expect(taken(sent({ completedOn: '2022-12-31' })).answer).toMatchObject({ late: false });
  });

  it('may be replaced until the county has reported', () => {
    const before = having([], [{ stage: 'assessment', on: '2022-11-20', at: 2, report: true }]);
    const { state } = taken(sent({ completedOn: '2022-11-21' }, 'assessment', before));
    expect(state.projects[0]?.submitted).toMatchObject([{ on: '2022-11-21', at: 5 }]);
    for (const status of ['reported', 'accepted'] as const) expect(sent({}, 'assessment', { ...before, status }).outcome).toBe('conflict');
    taken(sent({}, 'assessment', { ...before, status: 'returned' }));
  });

  it('is unchanged when it comes again', () => {
    const previous = {
      ...WHICH,
      county: '640104',
      projectCode: CODE,
      stage: 'assessment',
      dueOn: '2022-12-31',
      late: false,
      by: 'submission' as const,
    };
    const setting = { previous: { ...previous, completedOn: '2022-11-20', report: { overview: '论证充分' } } };
    expect(sent({}, 'assessment', COUNTY, setting).outcome).toBe('unchanged');
    expect(sent({ report: { overview: '另一份' } }, 'assessment', COUNTY, setting).outcome).toBe('accepted');
  });

  it('is of a project, a stage and a county that there are', () => {
    expect(sent({}, 'nonsense').outcome).toBe('absent');
    expect(completeStage(known(COUNTY), { ...STEP, projectCode: 'X' }, FINANCE, FORM, SETTING).outcome).toBe('absent');
    expect(completeStage(undefined, STEP, FINANCE, FORM, SETTING).outcome).toBe('absent');
    expect(completeStage(known(COUNTY), STEP, actor('640105', 'F02', 'finance-performance'), FORM, SETTING).outcome).toBe('absent');
    const secret = { ...COUNTY, projects: [{ ...PROJECT, secret: true as const }] };
    expect(sent({}, 'assessment', secret).outcome).toBe('absent');
  });
});

describe('what a stage report may not say', () => {
  it.each([
    ['PI-12 a day before the programme', { completedOn: '2022-07-31' }, {}, 'PI-12 /completedOn'],
    ['PI-12 a day after the programme', { completedOn: '2024-07-01' }, { today: '2024-12-31' }, 'PI-12 /completedOn'],
    ['PI-13 a day in the future', { completedOn: '2022-11-21' }, { today: '2022-11-20' }, 'PI-13 /completedOn'],
  ])('%s', (_, form, setting, found) => {
    expect(refusal(sent(form, 'assessment', COUNTY, setting))).toEqual([found]);
  });

  it('PI-14 a stage whose forerunner isn’t complete', () => {
    expect(refusal(sent({ completedOn: '2023-01-15' }, 'goals'))).toEqual(['PI-14 /completedOn']);
    taken(sent({ completedOn: '2023-01-15' }, 'goals', having([HEARD[0]])));
  });

  it('PI-14 a day before the forerunner’s or behind the follower’s', () => {
    expect(refusal(sent({ completedOn: '2022-11-19' }, 'goals', having([HEARD[0]])))).toEqual(['PI-14 /completedOn']);
    expect(refusal(sent({ completedOn: '2023-01-16' }, 'assessment', having([HEARD[1]])))).toEqual(['PI-14 /completedOn']);
  });

  it('PI-14 holds only where the policy keeps the order', () => {
    const free = { ...POLICY, pilot: { ...POLICY.pilot, ordered: { value: false, basis: '默认（不分先后）' } } };
    taken(sent({ completedOn: '2023-01-15' }, 'goals', COUNTY, { policy: free }));
  });

  it.each(['missing', 'different', 'foreign'] as const)('PI-15 a file that is %s', (attachment) => {
    expect(refusal(sent({ report: 'x' }, 'assessment', COUNTY, { attachment }))).toEqual(['PI-15 /report']);
  });

  it('PI-15 counts the county’s files and the sender’s as its own', () => {
    const id = (division: string) => `${division}-${'a'.repeat(64)}`;
    expect(['640104', '640000', '640105'].map((division) => isOurs(id(division), actor('640000', 'P01', 'province'), '640104'))).toEqual([
      true,
      true,
      false,
    ]);
  });
});

describe('the figures of a report', () => {
  it('NX-09 are read where they are what they should be, and left alone elsewhere', () => {
    expect(figuresIn({ requestedAmount: '6000000.00', supportedAmount: '5500000.00', score: 91.5, grade: 'good', other: [1] })).toEqual({
      requested: 600_000_000,
      supported: 550_000_000,
      savings: 50_000_000,
      total: 91.5,
      grade: 'good',
    });
    expect(figuresIn({ savings: 12, grade: '优' })).toBeUndefined();
    expect(figuresIn('640104-0')).toBeUndefined();
  });
});
