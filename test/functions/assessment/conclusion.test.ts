import { describe, expect, it } from 'vitest';
import type { AssessmentState, Ground } from '../../../functions/assessment/rules/assessment.ts';
import { type Conclusion, conclude } from '../../../functions/assessment/rules/conclusion.ts';
import { opine } from '../../../functions/assessment/rules/review.ts';
import { submit } from '../../../functions/assessment/rules/submission.ts';
import type { Known } from '../../../shared/values/decision.ts';
import {
  CARD,
  errors,
  FINANCE,
  FULL,
  findingsOf,
  GROUND,
  known,
  NINGXIA,
  REPORT,
  SECTION,
  SUBMITTED,
  submission,
  UNIT,
} from './perfect.ts';

const SUPPORT: Conclusion = { verdict: 'support', supportedAmount: 975_000_000, conditions: ['初步设计批复后拨付'], reason: '必要、可行' };
const end = (change: Partial<Conclusion> = {}, before: Known<AssessmentState> | undefined = SUBMITTED, ground: Ground = GROUND) =>
  conclude(before, FINANCE, { ...SUPPORT, ...change }, ground);

/** The report scored once; `each` points for each of the five dimensions. */
const scored = (each: number, affordability?: number, ground: Ground = GROUND) => {
  const scores = Object.fromEntries(Object.keys(FULL).map((key) => [key, each]));
  const all = affordability === undefined ? scores : { ...scores, affordability };
  return known(opine(SUBMITTED, SECTION, { scores: all, opinion: '见评分', person: 'f2' }, ground), SUBMITTED);
};

describe('评估结论', () => {
  it('is recorded with its amounts, conditions and policy, and lets the project in', () => {
    const decision = end();
    expect(decision).toMatchObject({
      outcome: 'accepted',
      answer: { status: 'concluded', supportedAmount: '9750000.00', unsupportedAmount: '0.00', score: null },
      events: [{ data: { admissible: true, conditions: ['初步设计批复后拨付'], policy: { id: 'shizhong-2019' } } }],
    });
  });

  it('AS-18 部分支持: requested 975.00, supported 800.00 leaves 175.00', () => {
    const card = { ...CARD, requestedAmount: 97_500 };
    const before = known(submit(undefined, UNIT, submission({ ...REPORT, requestedAmount: 97_500 }), { ...GROUND, card }));
    const decision = end({ verdict: 'partial', supportedAmount: 80_000 }, before, { ...GROUND, card });
    expect(decision).toMatchObject({ answer: { supportedAmount: '800.00', unsupportedAmount: '175.00' } });
  });

  it.each([
    ['support', 974_999_999],
    ['support', 975_000_001],
    ['partial', 0],
    ['partial', 975_000_000],
    ['revise', 975_000_001],
    ['reject', 1],
  ] as const)('AS-18 %s doesn’t go with %d 分', (verdict, supportedAmount) => {
    expect(errors(end({ verdict, supportedAmount }))).toEqual(['AS-18 /supportedAmount']);
  });

  it('AS-18 says what the amount should be', () => {
    expect(findingsOf(end({ verdict: 'partial' }))[0]?.says).toBe(
      '“部分支持”的支持金额应大于0且小于申请金额9,750,000.00元，填报为9,750,000.00元',
    );
  });

  it.each([
    ['revise', 0],
    ['revise', 975_000_000],
    ['reject', 0],
  ] as const)('%s with %d 分 lets no project in', (verdict, supportedAmount) => {
    expect(end({ verdict, supportedAmount })).toMatchObject({ outcome: 'accepted', events: [{ data: { admissible: false } }] });
  });

  it('AS-17 knows only the verdicts of this government', () => {
    const { policy } = GROUND;
    const verdicts = { value: ['support', 'reject'] as const, basis: '本级办法 第三条' };
    const decision = end({ verdict: 'partial', supportedAmount: 1 }, SUBMITTED, {
      ...GROUND,
      policy: { ...policy, assessment: { ...policy.assessment, verdicts } },
    });
    expect(findingsOf(decision)).toMatchObject([{ rule: 'AS-17', at: '/verdict', basis: '本级办法 第三条' }]);
  });

  it('AS-19 the score allows this verdict at best', () => {
    expect(end({}, scored(16)).outcome).toBe('accepted');
    const decision = end({}, scored(15.99));
    expect(errors(decision)).toEqual(['AS-19 /verdict']);
    expect(findingsOf(decision)[0]?.says).toBe('平均得分79.95分，结论最多为“部分支持”，不能“予以支持”');
    expect(end({ verdict: 'partial', supportedAmount: 1 }, scored(12)).outcome).toBe('accepted');
    expect(errors(end({ verdict: 'revise', supportedAmount: 1 }, scored(11.99)))).toEqual(['AS-19 /verdict']);
    expect(end({ verdict: 'reject', supportedAmount: 0 }, scored(20)).outcome).toBe('accepted');
  });

  it('AS-20 what finance can’t bear is rejected, whatever else is good', () => {
    const half = scored(20, 11.99, NINGXIA);
    expect(errors(end({}, half, NINGXIA))).toEqual(['AS-20 /verdict']);
    expect(errors(end({ verdict: 'revise' }, half, NINGXIA))).toEqual(['AS-20 /verdict']);
    expect(end({ verdict: 'reject', supportedAmount: 0 }, half, NINGXIA).outcome).toBe('accepted');
    expect(end({}, scored(20, 12, NINGXIA), NINGXIA).outcome).toBe('accepted');
  });

  it('AS-04 a report on an amount that the project no longer asks for concludes nothing', () => {
    expect(errors(end({}, SUBMITTED, { ...GROUND, card: { ...CARD, requestedAmount: 900_000_000 } }))).toEqual(['AS-04 ']);
  });

  it('AS-16 nobody concludes what their own organisation submitted', () => {
    const own = known(submit(undefined, SECTION, submission({ ...REPORT, organiser: 'finance' }), GROUND));
    expect(end({}, own).outcome).toBe('forbidden');
  });

  it('AS-21 a second conclusion is a conflict, whoever comes with it', () => {
    const once = known(end(), SUBMITTED);
    expect(end({}, once).outcome).toBe('conflict');
    expect(end({ verdict: 'reject', supportedAmount: 0 }, once).outcome).toBe('conflict');
  });

  it('is for whom the policy names, and absent for everybody else’s county', () => {
    expect(conclude(SUBMITTED, SECTION, SUPPORT, GROUND).outcome).toBe('forbidden');
    expect(conclude(SUBMITTED, { ...FINANCE, division: '370104' }, SUPPORT, GROUND).outcome).toBe('absent');
    expect(conclude(undefined, FINANCE, SUPPORT, GROUND).outcome).toBe('absent');
    expect(end({}, SUBMITTED, { ...GROUND, card: { ...CARD, withdrawn: true } }).outcome).toBe('conflict');
  });
});
