import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countyView } from '../../../functions/pilots/rules/board.ts';
import type { CountyState } from '../../../functions/pilots/rules/county.ts';
import { type Followed, heed, type YearFacts } from '../../../functions/pilots/rules/facts.ts';
import { follow, followed, type Trail } from '../../../functions/pilots/rules/progress.ts';
import { said, YEAR } from './heard.ts';
import { CODE, COUNTY, HEARD, known, POLICY, PROGRAMME, PROJECT, taken, WHICH } from './perfect.ts';

const CARD = { name: '职业技能培训', secret: false, endsOn: '2025-12-31' };
const SETTING = { programme: PROGRAMME, policy: POLICY };
const heard = (events: readonly Followed[]) => events.reduce(heed, {} as YearFacts);
const trail = (events: readonly Followed[], card: Trail['card'] | undefined = CARD): Trail => {
  const years = Map.groupBy(events, ({ data }) => data.fiscalYear);
  return { ...(card ? { card } : {}), years: new Map([...years].map(([year, all]) => [year, heard(all)])) };
};
const countyAfter = (events: readonly Followed[], card?: Trail['card']) => followed(COUNTY, CODE, trail(events, card), PROGRAMME, POLICY);
const stages = (state: CountyState) => state.projects[0]?.heard.map(({ stage, on }) => [stage, on]);

describe('the loop’s own events', () => {
  it('PI-17 complete each stage on the day of the first that does', () => {
    expect(stages(countyAfter(YEAR))).toEqual(HEARD.map(({ stage, on }) => [stage, on]));
  });

  it('PI-17 leave the figures of the newest', () => {
    expect(countyAfter(YEAR).projects[0]?.figures).toEqual({
      requested: 600_000_000,
      supported: 550_000_000,
      budget: 500_000_000,
      total: 85,
      grade: 'good',
      light: 'green',
    });
  });

  it('PI-17 come to the same board in whatever order and however often they are heard', () => {
    const whole = JSON.stringify(countyAfter(YEAR));
    const deliveries = fc.shuffledSubarray([...YEAR, ...YEAR], { minLength: YEAR.length * 2 });
    fc.assert(
      fc.property(deliveries, (order) => {
        // Heard one by one, each with its own look at the county, as the inbox does.
        const years = new Map<number, YearFacts>();
        let state = COUNTY;
        for (const event of order) {
          const { fiscalYear } = event.data;
          years.set(fiscalYear, heed(years.get(fiscalYear) ?? {}, event));
          state = followed(state, CODE, { card: CARD, years }, PROGRAMME, POLICY);
        }
        expect(JSON.stringify(state)).toBe(whole);
      }),
      { numRuns: 150 },
    );
  });

  it('PI-17 say of each completed stage once that it is', () => {
    let state = COUNTY;
    const completed: string[] = [];
    for (const [at] of [...YEAR, ...YEAR].entries()) {
      const decision = follow(known(state), WHICH, CODE, trail([...YEAR, ...YEAR].slice(0, at + 1)), SETTING);
      if (decision.outcome !== 'accepted') continue;
      completed.push(...decision.events.map(({ data }) => ('stage' in data ? data.stage : '')));
      state = decision.state;
    }
    expect(completed).toEqual(['assessment', 'goals', 'monitoring', 'evaluation', 'application']);
  });

  it('weigh little: a year’s facts, and a county with two projects, are under a kilobyte', () => {
    expect(Buffer.byteLength(JSON.stringify(heard(YEAR)))).toBeLessThan(1024);
    const [project = PROJECT] = countyAfter(YEAR, { ...CARD, name: '职业技能培训和稳定就业综合服务项目（二期）' }).projects;
    expect(
      Buffer.byteLength(JSON.stringify({ ...COUNTY, projects: [project, project], report: { at: 7, on: '2024-06-25' } })),
    ).toBeLessThan(1024);
    const facts = heard(YEAR);
    for (const event of YEAR) expect(heed(facts, event)).toBe(facts);
  });

  it.each([
    ['PI-17 no conclusion that asks for revision', said('assessment.concluded.v1', 2, '2022-11-20', { verdict: 'revise' })],
    ['PI-17 no reading before the year’s last month', said('reading.recorded.v1', 1, '2023-11-30', { period: '11' })],
    ['PI-17 no evaluation by the department', said('evaluation.reported.v1', 1, '2024-04-10', { organiser: 'department' })],
    ['PI-17 nothing of a year outside the programme', said('goals.approved.v1', 1, '2025-01-10', {}, 2025)],
    ['PI-17 nothing before its first day', said('goals.approved.v1', 1, '2022-02-10', {}, 2022)],
    ['PI-17 no check on the spot, where the policy doesn’t say so', said('monitoring.checked.v1', 1, '2023-06-10')],
  ])('%s', (_, event) => {
    expect(stages(countyAfter([event]))).toEqual([]);
  });

  it('PI-17 take the month in which the project ends for the year’s last', () => {
    const october = said('reading.recorded.v1', 1, '2023-10-31', { period: '10' });
    expect(stages(countyAfter([october], { ...CARD, endsOn: '2023-10-31' }))).toEqual([['monitoring', '2023-10-31']]);
  });

  it('PI-17 follow what the policy names: a check where it says so', () => {
    const checked = POLICY.pilot.stages.value.map((stage) =>
      stage.stage === 'monitoring' ? { ...stage, completedBy: 'siteCheck' as const } : stage,
    );
    const policy = { ...POLICY, pilot: { ...POLICY.pilot, stages: { ...POLICY.pilot.stages, value: checked } } };
    const check = said('monitoring.checked.v1', 1, '2023-06-10');
    expect(followed(COUNTY, CODE, trail([check]), PROGRAMME, policy).projects[0]?.heard).toMatchObject([{ stage: 'monitoring' }]);
  });

  it('PI-17 stand back where the county reported the stage itself', () => {
    const submitted = [{ stage: 'goals', on: '2023-01-10', at: 2, report: true }];
    const state = { ...COUNTY, projects: [{ ...PROJECT, submitted }] };
    const row = { ...followed(state, CODE, trail(YEAR), PROGRAMME, POLICY), division: '640104', name: '兴庆区' };
    const [project] = countyView(row, PROGRAMME, '2024-06-30').projects;
    expect(project?.stages[1]).toMatchObject({ completedOn: '2023-01-10', by: 'submission' });
  });

  it('PI-16 call a stage late that they complete after its last day', () => {
    const late = said('assessment.concluded.v1', 2, '2023-01-05', { verdict: 'support' });
    expect(taken(follow(known(COUNTY), WHICH, CODE, trail([late]), SETTING)).events).toMatchObject([{ data: { late: true, by: 'event' } }]);
  });

  it('leave a marker of a project that became secret', () => {
    expect(countyAfter(YEAR, { ...CARD, secret: true }).projects).toEqual([{ code: CODE, secret: true, submitted: [], heard: [] }]);
  });

  it('tell nothing of a county or a project that isn’t enrolled', () => {
    expect(follow(undefined, WHICH, CODE, trail(YEAR), SETTING)).toEqual({ outcome: 'absent' });
    expect(follow(known(COUNTY), WHICH, 'OTHER', trail(YEAR), SETTING)).toEqual({ outcome: 'absent' });
  });
});
