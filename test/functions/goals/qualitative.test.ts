import { describe, expect, it } from 'vitest';
import { file } from '../../../functions/goals/rules/filing.ts';
import { checkGrades, type GradedSheet } from '../../../functions/goals/rules/qualitative.ts';
import { review } from '../../../functions/goals/rules/review.ts';
import { REGISTER } from '../../../shared/policy/register.ts';
import { policyFor } from '../../../shared/policy/resolve.ts';
import type { Grade } from '../../../shared/values/grade.ts';
import { department, national, perfect, project, Story, shizhong, submissionOf, unit } from './perfect.ts';

const GRADES: readonly Grade[] = ['excellent', 'good', 'fair', 'poor'];
const { criteria } = national.goals.qualitativeSheet.value;
const all = (grade: Grade, change: Partial<Record<string, Grade>> = {}): GradedSheet => ({
  ...Object.fromEntries(criteria.map(({ key }) => [key, grade])),
  ...(change as GradedSheet),
});
const said = (sheet: GradedSheet | undefined, opinion: Grade) =>
  checkGrades(sheet, opinion, national).map(({ rule, at }) => `${rule} ${at}`);

describe('定性审核表', () => {
  it('may be left out', () => {
    expect(said(undefined, 'good')).toEqual([]);
  });

  it('GO-76 is filled in whole, and has no other line', () => {
    const { clarity: _, ...partial } = all('good');
    expect(said(partial, 'good')).toEqual(['GO-76 /sheet/clarity']);
    expect(said(all('good', { 'a/b': 'good' }), 'good')).toEqual(['GO-76 /sheet/a~1b']);
    expect(checkGrades(partial, 'good', national)[0]?.says).toBe('定性审核表没有给“明确清晰性”评定等级');
  });

  it.each(GRADES)('GO-77 a sheet that is %s throughout leaves that opinion only', (grade) => {
    expect(GRADES.filter((opinion) => said(all(grade), opinion).length === 0)).toEqual([grade]);
  });

  it('GO-77 the opinion lies within the grades', () => {
    expect(GRADES.filter((opinion) => said(all('excellent', { clarity: 'fair' }), opinion).length === 0)).toEqual([
      'excellent',
      'good',
      'fair',
    ]);
    expect(checkGrades(all('good', { clarity: 'fair' }), 'excellent', national)[0]?.says).toBe(
      '定性审核表各项在“良”至“中”之间，审核意见“优”与之不一致',
    );
  });

  it('GO-77 one 差 lets nothing pass', () => {
    expect(GRADES.filter((opinion) => said(all('excellent', { clarity: 'poor' }), opinion).length === 0)).toEqual(['fair', 'poor']);
    expect(checkGrades(all('good', { clarity: 'poor' }), 'good', national)[0]?.says).toBe(
      '定性审核表有“差”的项目（内容空洞，或者大部分不符合要求），审核意见不能为“良”',
    );
  });

  it('GO-77 travels with the review that it belongs to, and refuses one that it contradicts', () => {
    const story = new Story();
    story.tell(file(undefined, unit, submissionOf(perfect), shizhong));
    const { document } = submissionOf(perfect).report.draft;
    if (!document) throw new Error('the perfect form is read');
    const judge = (sheet: GradedSheet) =>
      review(
        story.now,
        department,
        { step: 'department', opinion: 'good', comment: '意见', sheet },
        { project, fiscalYear: 2023, policy: shizhong, today: '2023-02-01', person: department.sub, document },
      );
    expect(judge(all('good'))).toMatchObject({ outcome: 'accepted', events: [{ data: { opinion: 'good', sheet: all('good') } }] });
    expect(judge(all('excellent'))).toMatchObject({ outcome: 'refused', findings: [{ rule: 'GO-77', at: '/opinion' }] });
  });

  it.each(['000000', ...REGISTER.map(({ division }) => division)])(
    '%s has the eight criteria of the quantitative sheet in words',
    (division) => {
      const { qualitativeSheet, reviewSheet } = policyFor(division, 2024).goals;
      expect(qualitativeSheet.value.criteria.map(({ key }) => key)).toEqual(reviewSheet.value.map(({ key }) => key));
    },
  );
});
