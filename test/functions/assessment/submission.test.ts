import { describe, expect, it } from 'vitest';
import { type Ground, placed } from '../../../functions/assessment/rules/assessment.ts';
import { conclude } from '../../../functions/assessment/rules/conclusion.ts';
import { attachmentsOf, isOurs, type Report } from '../../../functions/assessment/rules/report.ts';
import { sendBack } from '../../../functions/assessment/rules/return.ts';
import { opine } from '../../../functions/assessment/rules/review.ts';
import { submit } from '../../../functions/assessment/rules/submission.ts';
import type { Actor } from '../../../shared/values/actor.ts';
import {
  BINJIANG,
  CARD,
  DEPARTMENT,
  errors,
  FINANCE,
  FULL,
  findingsOf,
  GROUND,
  INVESTMENT,
  known,
  NINGXIA,
  REPORT,
  SECTION,
  SUBMITTED,
  submission,
  UNIT,
} from './perfect.ts';

const first = (report: Report, actor: Actor = UNIT, ground: Ground = GROUND) => submit(undefined, actor, submission(report), ground);
const better: Report = {
  ...REPORT,
  dimensions: { ...REPORT.dimensions, economy: { argument: '重新比选，单价再降百分之三', evidence: [] } },
};

describe('报送', () => {
  it('a perfect report is submitted, with nothing to say about it', () => {
    const decision = first(REPORT);
    expect(decision).toMatchObject({ outcome: 'accepted', answer: { status: 'submitted', warnings: 0 } });
    expect(known(decision).state).toMatchObject({ status: 'submitted', documentAt: 1, submittedBy: { organisation: '219001' } });
  });

  it.each([
    ['AS-01 a unit is not finance', { organiser: 'finance' } as const, UNIT],
    ['AS-01 nor the investment department', { organiser: 'investment' } as const, DEPARTMENT],
    ['AS-01 finance doesn’t submit as a department', {}, SECTION],
  ])('%s', (_, change, actor) => {
    expect(errors(first({ ...REPORT, ...change }, actor))).toContain('AS-01 /organiser');
  });

  it('AS-01 a role that only reads the project doesn’t help one that may not reach it', () => {
    const mixed: Actor = { ...UNIT, organisation: '301002', roles: ['unit', 'audit'] };
    expect(errors(first(REPORT, mixed))).toEqual(['AS-01 /organiser']);
  });

  it('AS-02 government investment is assessed by whom the policy names, and nothing else by the investment department', () => {
    expect(errors(first(REPORT, DEPARTMENT, BINJIANG))).toContain('AS-02 /organiser');
    expect(errors(first({ ...REPORT, organiser: 'investment' }, INVESTMENT))).toEqual(['AS-02 /organiser']);
  });

  it('AS-03 finance and the trade are asked about government investment', () => {
    const report: Report = { ...REPORT, organiser: 'investment', consultations: [{ body: '财政部门', opinion: '原则同意' }] };
    const decision = first(report, INVESTMENT, BINJIANG);
    expect(errors(decision)).toEqual(['AS-03 /consultations']);
    expect(findingsOf(decision)[0]).toMatchObject({ says: '没有征询行业主管部门的意见', basis: '区委〔2020〕8号 二（五）1' });
    const both = [...report.consultations, { body: '行业主管部门', opinion: '同意' }];
    expect(first({ ...report, consultations: both }, INVESTMENT, BINJIANG).outcome).toBe('accepted');
  });

  it('AS-04 the amount is the project’s', () => {
    const decision = first({ ...REPORT, requestedAmount: 975_000_001 });
    expect(errors(decision)).toEqual(['AS-04 /requestedAmount']);
    expect(findingsOf(decision)[0]?.says).toBe('评估的申请金额9,750,000.01元与项目申报的9,750,000.00元不一致');
  });

  it('AS-05 Ningxia asks what finance can bear; elsewhere it may be left out, or argued', () => {
    expect(errors(first(REPORT, UNIT, NINGXIA))).toEqual(['AS-05 /dimensions/affordability']);
    const whole: Report = { ...REPORT, dimensions: { ...REPORT.dimensions, affordability: { argument: '财力可以承受', evidence: [] } } };
    expect(first(whole, UNIT, NINGXIA).outcome).toBe('accepted');
    expect(first(whole).outcome).toBe('accepted');
  });

  it('AS-05 a dimension that this government doesn’t have is none', () => {
    const { value, basis } = GROUND.policy.assessment.dimensions;
    const assessment = { ...GROUND.policy.assessment, dimensions: { value: value.filter(({ key }) => key !== 'economy'), basis } };
    const ground = { ...GROUND, policy: { ...GROUND.policy, assessment } };
    expect(errors(first(REPORT, UNIT, ground))).toEqual(['AS-05 /dimensions/economy']);
  });

  it('AS-06 no dimension scores itself above its full marks', () => {
    const dimensions = { ...REPORT.dimensions, necessity: { argument: '必要', score: 20.01, evidence: [] } };
    expect(errors(first({ ...REPORT, dimensions }))).toEqual(['AS-06 /dimensions/necessity/score']);
  });

  it('AS-07 a material that the policy requires is missed as an error, one that it lists as a warning', () => {
    const without = (kind: string) => first({ ...REPORT, materials: REPORT.materials.filter((each) => each.kind !== kind) });
    for (const { kind } of GROUND.policy.assessment.materials.value.filter(({ required }) => required)) {
      expect(errors(without(kind))).toEqual(['AS-07 /materials']);
    }
    const decision = without('goalForm');
    expect(decision).toMatchObject({ outcome: 'accepted', answer: { warnings: 1 } });
    expect(findingsOf(decision)).toMatchObject([{ rule: 'AS-07', level: 'warning', says: '没有“绩效目标申报表”，如有请一并报送' }]);
    const bare = first({ ...REPORT, materials: REPORT.materials.filter(({ kind }) => kind === 'report' || kind === 'application') });
    expect(findingsOf(bare)).toHaveLength(1);
  });

  it('AS-07 a kind that isn’t listed is taken, with a warning', () => {
    const material = { kind: 'drawing', title: '初步设计图纸', attachmentId: REPORT.materials[0]?.attachmentId ?? '' };
    expect(findingsOf(first({ ...REPORT, materials: [...REPORT.materials, material] }))).toMatchObject([
      { rule: 'AS-07', level: 'warning', at: `/materials/${REPORT.materials.length}/kind` },
    ]);
  });

  it('AS-08 an attachment that isn’t there is named where it is named', () => {
    const [, ...others] = attachmentsOf(REPORT);
    const inspected = new Map(others.map(([, id]) => [id, 'sound'] as const));
    expect(errors(submit(undefined, UNIT, submission(REPORT, { inspected }), GROUND))).toEqual(['AS-08 /dimensions/necessity/evidence/0']);
  });

  it('AS-08 another county’s file isn’t looked for', () => {
    const id = (division: string) => `${division}-${'a'.repeat(64)}`;
    expect([isOurs(id('370103'), UNIT, CARD), isOurs(id('370104'), UNIT, CARD)]).toEqual([true, false]);
    expect(isOurs(id('370100'), { ...FINANCE, division: '370100' }, CARD)).toBe(true);
  });

  it('AS-09 an attachment with other bytes than registered is refused', () => {
    const inspected = new Map(
      attachmentsOf(REPORT).map(([at, id]) => [id, at.startsWith('/materials/1/') ? 'different' : 'sound'] as const),
    );
    expect(errors(submit(undefined, UNIT, submission(REPORT, { inspected }), GROUND))).toEqual(['AS-09 /materials/1/attachmentId']);
  });

  it.each([
    ['another unit of the department', { ...UNIT, organisation: '219002' }],
    ['the unit of that code in another county', { ...UNIT, division: '370104' }],
    ['a third party', { ...UNIT, roles: ['third-party'] as const }],
  ])('is absent for %s', (_, actor) => {
    expect(submit(SUBMITTED, { ...actor, roles: [...actor.roles] }, submission(), GROUND)).toEqual({ outcome: 'absent' });
  });

  it('is absent for a secret project, and closed for a withdrawn one', () => {
    expect(first(REPORT, UNIT, { ...GROUND, card: { ...CARD, secret: true } })).toEqual({ outcome: 'absent' });
    expect(first(REPORT, UNIT, { ...GROUND, card: { ...CARD, withdrawn: true } }).outcome).toBe('conflict');
  });

  it('follows a project that moved or became secret', () => {
    expect(placed(SUBMITTED.state, { ...CARD, name: '管网改造二期', unitCode: '219002' })).toMatchObject({
      name: '管网改造二期',
      unitCode: '219002',
    });
    expect(placed(SUBMITTED.state, { ...CARD, secret: true }).secret).toBe(true);
    expect(placed(placed(SUBMITTED.state, { ...CARD, secret: true }), CARD)).toEqual(SUBMITTED.state);
  });
});

describe('再次报送', () => {
  const again = (before: typeof SUBMITTED, report: Report) => submit(before, UNIT, submission(report), GROUND);
  const opined = known(opine(SUBMITTED, FINANCE, { scores: FULL, opinion: '同意', person: 'f1' }, GROUND), SUBMITTED);
  const returned = known(sendBack(SUBMITTED, FINANCE, { reason: '测算依据不足', remarks: [] }, GROUND), SUBMITTED);
  const concluded = (verdict: 'support' | 'revise') =>
    known(
      conclude(SUBMITTED, FINANCE, { verdict, supportedAmount: CARD.requestedAmount, conditions: [], reason: '依据充分' }, GROUND),
      SUBMITTED,
    );

  it('the same report changes nothing, whatever became of it', () => {
    expect(again(SUBMITTED, REPORT)).toMatchObject({ outcome: 'unchanged', answer: { status: 'submitted' } });
    expect(again(returned, REPORT)).toMatchObject({ outcome: 'unchanged', answer: { status: 'returned' } });
    expect(again(concluded('support'), REPORT)).toMatchObject({ outcome: 'unchanged', answer: { status: 'concluded' } });
  });

  it('another report takes its place, and starts without opinions', () => {
    const decision = again(opined, better);
    expect(known(decision, opined).state).toMatchObject({ status: 'submitted', documentAt: 3, opinions: { by: [], total: 0 } });
  });

  it('a returned report is submitted again', () => {
    expect(known(again(returned, better), returned).state).toMatchObject({ status: 'submitted', documentAt: 3 });
  });

  it('AS-21 a conclusion closes the assessment; only 调整完善后予以支持 opens it again', () => {
    expect(again(concluded('support'), better)).toMatchObject({ outcome: 'conflict' });
    const reopened = known(again(concluded('revise'), better), concluded('revise'));
    expect(reopened.state.status).toBe('submitted');
    expect(reopened.state.conclusion).toBeUndefined();
  });
});
