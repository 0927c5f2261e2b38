import { describe, expect, it } from 'vitest';
import { accept } from '../../../functions/pilots/rules/acceptance.ts';
import { publish } from '../../../functions/pilots/rules/blueprint.ts';
import type { CountyState } from '../../../functions/pilots/rules/county.ts';
import { heed, type YearFacts } from '../../../functions/pilots/rules/facts.ts';
import { flagOverdue } from '../../../functions/pilots/rules/overdue.ts';
import { type Part, report, specialReport } from '../../../functions/pilots/rules/report.ts';
import { subReports } from '../../../functions/pilots/rules/sub-report.ts';
import { policyFor } from '../../../shared/policy/resolve.ts';
import { YEAR } from './heard.ts';
import {
  actor,
  CODE,
  COUNTY,
  FINANCE,
  HEARD,
  ID,
  known,
  POLICY,
  PROGRAMME,
  PROJECT,
  PROVINCE,
  refusal,
  taken,
  WHICH,
  WHOLE,
} from './perfect.ts';

const TRAIL = { years: new Map([[2023, YEAR.reduce(heed, {} as YearFacts)]]) };
const SETTING = { programme: PROGRAMME, policy: POLICY };
const today = '2024-06-25';

describe('a stage report', () => {
  it('NX-04 is generated from what the events say: figures, days, article', () => {
    const { reports, lacks } = subReports({ ...PROJECT, heard: HEARD }, new Map(), TRAIL, SETTING);
    expect(lacks).toEqual([]);
    expect(reports.map(({ stage, source }) => [stage, source])).toEqual(HEARD.map(({ stage }) => [stage, 'generated']));
    expect(reports.map(({ says }) => says.slice(1))).toEqual([
      ['2023年度事前绩效评估结论：部分支持；申请6,000,000.00元，支持5,500,000.00元，节约500,000.00元'],
      ['2023年度绩效目标第2版审核通过，批复预算5,000,000.00元'],
      ['2023年度监控至12月，累计支付5,900,000.00元', '预警已经解除'],
      ['2023年度评价得分85分，等级为良', expect.stringMatching(/^单位自评/)],
      ['2023年度评价结果应用：优先保障'],
    ]);
    expect(reports[0]?.basis).toMatch(/三（一）$/);
  });

  it('NX-04 is what the county submitted, where it did', () => {
    const submitted = [{ stage: 'goals', on: '2023-04-10', at: 2, report: true }];
    const { reports } = subReports({ ...PROJECT, submitted, heard: HEARD }, new Map([['goals', { overview: '已批复' }]]), TRAIL, SETTING);
    expect(reports[1]).toMatchObject({ source: 'submitted', completedOn: '2023-04-10', late: true, report: { overview: '已批复' } });
  });

  it('PI-18 is lacking where a stage isn’t complete, or is without a report', () => {
    const submitted = [{ stage: 'assessment', on: '2022-11-20', at: 2, report: false }];
    const { lacks } = subReports({ ...PROJECT, submitted }, new Map(), { years: new Map() }, SETTING);
    expect(lacks.map(({ stage, says }) => [stage, says])).toEqual([
      ['assessment', '已完成，未报送分阶段分报告'],
      ...['goals', 'monitoring', 'evaluation', 'application'].map((stage) => [stage, '尚未完成']),
    ]);
  });
});

const { reports } = subReports({ ...PROJECT, heard: HEARD }, new Map(), TRAIL, SETTING);
const PART: Part = { projectCode: CODE, name: '职业技能培训', criteria: ['覆盖面广'], figures: {}, subReports: [...reports], lacks: [] };
const LACKING: Part = { ...PART, projectCode: 'X-2', lacks: [{ stage: 'goals', name: '绩效目标', says: '尚未完成' }] };
const reporting = (parts: readonly Part[], policy = POLICY) => ({ programme: PROGRAMME, policy, today, parts });

describe('the main report', () => {
  it('NX-05 is assembled from the stage reports and sent to the province', () => {
    const { state, events } = taken(report(known(WHOLE, 6), WHICH, FINANCE, { overview: '全部完成' }, reporting([PART])));
    expect(state).toMatchObject({ status: 'reported', report: { at: 7, on: today } });
    expect(events[0]).toMatchObject({
      type: 'pilot.reported.v1',
      data: { projects: [{ subReports: reports }], remarks: { overview: '全部完成' } },
    });
    expect(JSON.stringify(events)).not.toContain('lacks');
  });

  it('PI-18 is refused while one is missing, naming stage and project', () => {
    const decision = report(known(WHOLE), WHICH, FINANCE, undefined, reporting([PART, LACKING]));
    expect(decision).toMatchObject({
      outcome: 'refused',
      findings: [
        {
          rule: 'PI-18',
          at: '/projects/X-2/stages/goals',
          says: '项目职业技能培训（X-2）的“绩效目标”尚未完成',
          basis: POLICY.gates.G10.basis,
        },
      ],
    });
  });

  it('PI-18 asks for them only where the gate does', () => {
    taken(report(known(WHOLE), WHICH, FINANCE, undefined, reporting([LACKING], policyFor('330000', 2022))));
  });

  it('is the county’s own, once, until it is returned', () => {
    for (const who of [PROVINCE, actor('640100', 'F01', 'finance-performance')])
      expect(report(known(WHOLE), WHICH, who, undefined, reporting([PART])).outcome).toBe('forbidden');
    for (const status of ['reported', 'accepted'] as const)
      expect(report(known({ ...WHOLE, status }), WHICH, FINANCE, undefined, reporting([PART])).outcome).toBe('conflict');
    taken(report(known({ ...WHOLE, status: 'returned' }), WHICH, FINANCE, undefined, reporting([PART])));
    expect(report(undefined, WHICH, FINANCE, undefined, reporting([PART]))).toEqual({ outcome: 'absent' });
  });
});

describe('the special report', () => {
  it('NX-21 goes to congress and government after the whole course', () => {
    const { state, events } = taken(specialReport(known(WHOLE, 6), WHICH, FINANCE, undefined, reporting([PART])));
    expect(state).toMatchObject({ status: 'enrolled', special: { at: 7, on: today } });
    expect(events[0]).toMatchObject({ type: 'pilot.special-reported.v1', data: { to: ['congress', 'government'] } });
  });

  it('PI-19 waits for every stage', () => {
    expect(refusal(specialReport(known(WHOLE), WHICH, FINANCE, undefined, reporting([LACKING])))).toEqual([
      'PI-19 /projects/X-2/stages/goals',
    ]);
    expect(specialReport(known(WHOLE), WHICH, PROVINCE, undefined, reporting([PART])).outcome).toBe('forbidden');
  });
});

describe('the acceptance', () => {
  const REPORTED: CountyState = { ...WHOLE, status: 'reported', report: { at: 7, on: today } };
  const judged = (state: CountyState, verdict: 'accepted' | 'returned' = 'accepted', who = PROVINCE) =>
    accept(known(state, 8), WHICH, who, { verdict, comment: '完整' }, { policy: POLICY, today });

  it('NX-06 accepts the report, or returns it', () => {
    expect(taken(judged(REPORTED))).toMatchObject({
      state: { status: 'accepted', acceptance: { at: 9 } },
      events: [{ type: 'pilot.accepted.v1', data: { report: 7 } }],
    });
    expect(taken(judged(REPORTED, 'returned'))).toMatchObject({ state: { status: 'returned' }, events: [{ type: 'pilot.returned.v1' }] });
  });

  it.each(['enrolled', 'returned'] as const)('PI-20 is of a report that lies there, not of a county that is %s', (status) => {
    expect(refusal(judged({ ...WHOLE, status }))).toEqual(['PI-20 /verdict']);
  });

  it('is the province’s alone, and stands', () => {
    expect(judged(REPORTED, 'accepted', FINANCE).outcome).toBe('forbidden');
    expect(judged(REPORTED, 'accepted', actor('650000', 'P01', 'province')).outcome).toBe('forbidden');
    expect(judged({ ...REPORTED, status: 'accepted' }).outcome).toBe('unchanged');
    expect(judged({ ...REPORTED, status: 'accepted' }, 'returned').outcome).toBe('conflict');
  });
});

describe('a blueprint', () => {
  const form = { division: '640104', projectCode: CODE, title: '蓝本', summary: '做法'.repeat(100) };
  const published = (county: CountyState | undefined, changes = {}, who = PROVINCE) =>
    publish(undefined, { programme: ID, id: '01' }, who, { ...form, ...changes }, { programme: PROGRAMME, policy: POLICY, today, county });

  it('NX-06 is drawn from an accepted county; its row is short', () => {
    const { state, events } = taken(published({ ...WHOLE, status: 'accepted' }));
    expect(state.summary).toHaveLength(121);
    expect(events[0].data.summary).toHaveLength(200);
  });

  it('PI-21 is drawn from no other', () => {
    for (const county of [undefined, WHOLE, { ...WHOLE, status: 'reported' as const }])
      expect(refusal(published(county))).toEqual(['PI-21 /division']);
    const accepted = { ...WHOLE, status: 'accepted' as const };
    expect(refusal(published(accepted, { projectCode: 'X-2' }))).toEqual(['PI-21 /projectCode']);
    const secret = { ...accepted, projects: [{ ...PROJECT, secret: true as const }] };
    expect(refusal(published(secret))).toEqual(['PI-21 /projectCode']);
    expect(published(accepted, {}, FINANCE).outcome).toBe('forbidden');
  });
});

describe('the night', () => {
  it('PI-16 says of each stage that is past its last day that it is, once', () => {
    const { state, events } = taken(flagOverdue(known(COUNTY), WHICH, '2023-04-01', PROGRAMME));
    expect(events.map(({ data }) => 'stage' in data && data.stage)).toEqual(['assessment', 'goals']);
    expect(state.projects[0]?.flagged).toEqual(['assessment', 'goals']);
    expect(flagOverdue(known(state), WHICH, '2023-04-02', PROGRAMME).outcome).toBe('unchanged');
    expect(flagOverdue(known(COUNTY), WHICH, '2022-12-31', PROGRAMME).outcome).toBe('unchanged');
    expect(flagOverdue(undefined, WHICH, '2023-04-01', PROGRAMME).outcome).toBe('unchanged');
  });

  it('PI-16 says nothing of what is done or secret', () => {
    expect(flagOverdue(known(WHOLE), WHICH, '2024-12-31', PROGRAMME).outcome).toBe('unchanged');
    const secret = { ...COUNTY, projects: [{ ...PROJECT, secret: true as const }] };
    expect(flagOverdue(known(secret), WHICH, '2024-12-31', PROGRAMME).outcome).toBe('unchanged');
  });
});
