import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checklistOf } from '../../../functions/assessment/rules/report.ts';
import { opine } from '../../../functions/assessment/rules/review.ts';
import type { Scores } from '../../../functions/assessment/rules/scores.ts';
import { averages, suited } from '../../../functions/assessment/rules/sheet.ts';
import { submit } from '../../../functions/assessment/rules/submission.ts';
import { REGISTER } from '../../../shared/policy/register.ts';
import { policyFor } from '../../../shared/policy/resolve.ts';
import { CARD, errors, FULL, findingsOf, GROUND, REPORT, SECTION, SUBMITTED, submission, UNIT } from './perfect.ts';

const sheetOf = (division: string, subject: 'project' | 'policy') => {
  const { dimensions, sheets } = suited(policyFor(division, 2024), subject).assessment;
  return { dimensions: dimensions.value, leaves: sheets.value.flatMap((sheet) => sheet.dimensions.flatMap(({ leaves }) => leaves)) };
};
const FULL_LEAVES: Scores = Object.fromEntries(
  GROUND.policy.assessment.sheets.value.flatMap((sheet) =>
    sheet.dimensions
      .filter(({ key }) => key !== 'affordability')
      .flatMap(({ leaves }) => leaves.map(({ key, fullMarks }) => [key, fullMarks] as const)),
  ),
);
const say = (leaves: Scores, scores: Scores = FULL) =>
  opine(SUBMITTED, SECTION, { scores, leaves, opinion: '见评分表', person: 'f2' }, GROUND);
const without = (key: string) => Object.fromEntries(Object.entries(FULL_LEAVES).filter(([leaf]) => leaf !== key));

describe('评分表', () => {
  it('JH-14 a project and a policy are scored on different sheets, under the same dimensions', () => {
    const project = sheetOf('000000', 'project');
    const policy = sheetOf('000000', 'policy');
    const counted = ({ dimensions }: typeof project) => dimensions.filter(({ weight }) => weight > 0).map(({ name }) => name);
    expect(counted(project)).toEqual(['立项必要性', '投入经济性', '绩效目标合理性', '实施方案可行性', '筹资合规性']);
    expect(counted(policy)).toEqual(['政策设立必要性', '政策保障充分性', '政策目标合理性', '政策实施可持续性', '政策资金合规性']);
    expect(policy.dimensions.map(({ key }) => key)).toEqual(project.dimensions.map(({ key }) => key));
  });

  it.each(['000000', ...REGISTER.map(({ division }) => division)])(
    'NX-08 %s: the leaves of every dimension make its full marks, the weights 100',
    (division) => {
      for (const subject of ['project', 'policy', 'specialFund'] as const) {
        const { assessment } = suited(policyFor(division, 2024), subject);
        expect(assessment.sheets.value).toHaveLength(1);
        for (const { key, fullMarks } of assessment.dimensions.value) {
          const leaves = assessment.sheets.value[0]?.dimensions.find((each) => each.key === key)?.leaves ?? [];
          expect(leaves.reduce((sum, leaf) => sum + leaf.fullMarks, 0)).toBe(fullMarks);
        }
        expect(assessment.dimensions.value.reduce((sum, { weight }) => sum + weight, 0)).toBe(100);
      }
    },
  );

  it('NX-08 Ningxia calls the fourth dimension of a project 实施方案有效性 on the sheet too', () => {
    expect(sheetOf('640104', 'project').dimensions.map(({ name }) => name)).toContain('实施方案有效性');
    expect(sheetOf('640104', 'policy').dimensions.map(({ name }) => name)).toContain('政策实施可持续性');
  });

  it('an opinion may score leaf by leaf, and the leaves are kept', () => {
    expect(say(FULL_LEAVES)).toMatchObject({ outcome: 'accepted', answer: { total: 100 }, events: [{ data: { leaves: FULL_LEAVES } }] });
    const some = { purpose: 5, relevance: 5, uniqueness: 5, decision: 5 };
    expect(say(some)).toMatchObject({ outcome: 'accepted', events: [{ data: { leaves: some } }] });
  });

  it('AS-22 every leaf of a dimension is scored, within its marks, and no other', () => {
    expect(errors(say(without('estimate')))).toEqual(['AS-22 /leaves/estimate']);
    expect(errors(say({ ...FULL_LEAVES, purpose: 5.01 }))).toEqual(['AS-22 /leaves/purpose']);
    expect(findingsOf(say({ ...FULL_LEAVES, purpose: 6 }))[0]?.says).toBe('“目的明确、内容具体”满分5分，评了6分');
    // 退出机制 stands on the policies' sheet only.
    expect(errors(say({ ...FULL_LEAVES, exit: 5 }))).toEqual(['AS-22 /leaves/exit']);
    expect(errors(say({ ...FULL_LEAVES, affordableNow: 10 }))).toEqual(['AS-22 /leaves/affordableLater']);
  });

  it('AS-23 the leaves sum to the dimension’s score, to the hundredth', () => {
    expect(say({ ...FULL_LEAVES, purpose: 4.9 }, { ...FULL, necessity: 19.9 }).outcome).toBe('accepted');
    const decision = say({ ...FULL_LEAVES, purpose: 4.9 }, { ...FULL, necessity: 19.91 });
    expect(errors(decision)).toEqual(['AS-23 /scores/necessity']);
    expect(findingsOf(decision)[0]?.says).toBe('“立项必要性”各项指标合计19.9分，该维度评了19.91分，应当一致');
    expect(errors(say({ ...FULL_LEAVES, affordableNow: 5, affordableLater: 5 }))).toEqual(['AS-23 /scores/affordability']);
  });

  it('AS-23 whatever leaves add up to in decimals is the dimension’s score', () => {
    const points = fc.integer({ min: 0, max: 500 }).map((hundredths) => hundredths / 100);
    fc.assert(
      fc.property(fc.array(points, { minLength: 4, maxLength: 4 }), ([purpose = 0, relevance = 0, uniqueness = 0, decision = 0]) => {
        const necessity = Math.round((purpose + relevance + uniqueness + decision) * 100) / 100;
        expect(say({ purpose, relevance, uniqueness, decision }, { ...FULL, necessity }).outcome).toBe('accepted');
      }),
      { numRuns: 100 },
    );
  });

  it('prints full marks and average of every dimension and leaf, as the report does', () => {
    const half = Object.fromEntries(Object.entries(FULL_LEAVES).map(([key, points]) => [key, points / 2]));
    const told = averages(
      [{ scores: FULL, leaves: FULL_LEAVES }, { scores: { ...FULL, necessity: 10 }, leaves: half }, { scores: FULL }],
      GROUND.policy.assessment,
    );
    expect(told.map(({ key }) => key)).toEqual(['necessity', 'economy', 'goalSoundness', 'feasibility', 'fundingCompliance']);
    expect(told[0]).toMatchObject({ name: '立项必要性', fullMarks: 20, average: 16.67 });
    expect(told[0]?.leaves[0]).toEqual({ key: 'purpose', name: '目的明确、内容具体', fullMarks: 5, average: 3.75 });
    expect(averages([], GROUND.policy.assessment)[0]?.average).toBeNull();
  });
});

describe('材料清单', () => {
  const policy = { ...GROUND, card: { ...CARD, subject: 'policy' as const }, policy: suited(policyFor('000000', 2024), 'policy') };
  const kinds = (subject: 'project' | 'policy') =>
    suited(policyFor('000000', 2024), subject).assessment.materials.value.map(({ kind }) => kind);

  it('JH-13 a project’s checklist has fifteen items beside the report, a policy’s thirteen and 其他', () => {
    expect(kinds('project').filter((kind) => kind !== 'report')).toHaveLength(15);
    expect(kinds('policy').filter((kind) => kind !== 'report' && kind !== 'other')).toHaveLength(13);
    expect(kinds('policy')).toEqual(expect.arrayContaining(['background', 'legalityReview', 'riskControl']));
    expect(kinds('project')).not.toContain('legalityReview');
  });

  it('AS-07 what a policy lacks is named from the policies’ list', () => {
    const materials = REPORT.materials.filter(({ kind }) => kind === 'report');
    const decision = submit(undefined, UNIT, submission({ ...REPORT, materials }), policy);
    const says = findingsOf(decision).map((found) => found.says);
    expect(says).toHaveLength(1);
    expect(says[0]).toBe('没有“绩效目标申报表”“实施方案”“政策背景说明”“上位依据”等13项清单内的材料，如有请一并报送');
    const missing = checklistOf(materials, policy.policy).filter(({ status }) => status === 'missing');
    expect(missing.map(({ name }) => name)).toEqual(expect.arrayContaining(['合法性审查意见', '受益范围测算', '风险防控措施']));
    expect(missing.map(({ kind }) => kind)).not.toContain('report');
  });
});
