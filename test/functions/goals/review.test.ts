import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commission } from '../../../functions/goals/rules/commission.ts';
import { file } from '../../../functions/goals/rules/filing.ts';
import { currentSteps, statusOf } from '../../../functions/goals/rules/goals.ts';
import { review } from '../../../functions/goals/rules/review.ts';
import type { Policy } from '../../../shared/policy/policy.ts';
import { unpin } from '../../../shared/review/chain.ts';
import type { Grade } from '../../../shared/values/grade.ts';
import {
  agency,
  binjiang,
  department,
  dongli,
  finance,
  national,
  ningxia,
  perfect,
  person,
  project,
  Story,
  section,
  shizhong,
  submissionOf,
  unit,
} from './perfect.ts';

const TODAY = '2023-02-01';
const document = submissionOf(perfect).report.draft.document ?? { overall: '', indicators: [], budget: 0 };

function filed(policy: Policy = shizhong): Story {
  const story = new Story();
  story.tell(file(undefined, unit, submissionOf(perfect, { policy }), policy));
  return story;
}

const judge = (
  story: Story,
  step: string,
  actor = department,
  opinion: Grade = 'good',
  policy: Policy = shizhong,
  scores?: Record<string, number>,
) =>
  story.tell(
    review(
      story.now,
      actor,
      { step, opinion, comment: '意见', scores },
      { project, fiscalYear: 2023, policy, today: TODAY, person: actor.sub, document },
    ),
  );

const full = {
  completeness: 10,
  clarity: 9,
  relevance: 15,
  soundness: 12,
  reasonableness: 13,
  fundingMatch: 13,
  likelihood: 8,
  conditions: 8,
};

describe('POST …/reviews', () => {
  it('walks 部门 → 财政 and approves with the whole document in the same act', () => {
    const story = filed();
    expect(judge(story, 'department')).toMatchObject({ outcome: 'accepted', answer: { status: 'inReview', step: 'finance' } });
    expect(judge(story, 'finance', section, 'excellent')).toMatchObject({ outcome: 'accepted', answer: { status: 'approved' } });
    expect(story.events.map(({ type }) => type)).toEqual([
      'goals.submitted.v1',
      'goals.reviewed.v1',
      'goals.reviewed.v1',
      'goals.approved.v1',
    ]);
    expect(story.events.slice(1, 3)).toMatchObject([{ data: { next: 'finance' } }, { data: { next: null } }]);
    expect(story.events[3]).toMatchObject({ data: { goalsVersion: 1, goals: document } });
    expect(story.now.state.approved).toEqual({ version: 1, documentAt: 1, at: 4, digest: expect.any(String), budget: 975_000_000 });
  });

  it.each([
    ['national', national, ['department', 'finance'], [department, section]],
    ['滨江', binjiang, ['finance'], [finance]],
    ['东丽 业务科室初审 → 职能科室终审', dongli, ['finance-section', 'finance-performance'], [section, finance]],
    ['宁夏 初审 → 复核 → 联审', ningxia, ['department', 'finance', 'joint'], [department, section, finance]],
  ])('follows the chain of the policy: %s', (_, policy, steps, actors) => {
    const story = new Story();
    const cost = { level2: 'cost' as const, name: '改造成本', operator: '<=' as const, target: 900, unit: '万元' };
    const form = { ...perfect, indicators: perfect.indicators.map((row) => (row.id === 'T1' ? { ...row, ...cost } : row)) };
    story.tell(file(undefined, unit, submissionOf(form, { policy }), policy));
    expect(unpin(story.now.state.filing?.review.chain ?? '').map(({ step }) => step)).toEqual(steps);
    steps.forEach((step, at) => {
      judge(story, step, actors[at], 'good', policy);
    });
    expect(statusOf(story.now.state)).toBe('approved');
  });

  it.each([
    ['fair', 'returned', 'goals.returned.v1'],
    ['poor', 'blocked', 'goals.blocked.v1'],
  ] as const)('%s: the goals are %s in the same act', (opinion, status, type) => {
    const story = filed();
    expect(judge(story, 'department', department, opinion)).toMatchObject({ answer: { status } });
    expect(story.events.slice(1)).toMatchObject([
      { type: 'goals.reviewed.v1', data: { opinion, next: null } },
      { type, data: { step: 'department', comment: '意见', goalsVersion: 1 } },
    ]);
  });

  it('GO-56 the chain is the one pinned when the goals were filed', () => {
    const story = filed(ningxia);
    judge(story, 'department', department, 'good', shizhong);
    judge(story, 'finance', section, 'good', shizhong);
    expect(currentSteps(story.now.state)).toMatchObject([{ step: 'joint' }]);
  });

  it('GO-34 a step that was taken, or is not yet due, conflicts: of two reviewers at once one is too late', () => {
    const story = filed();
    expect(judge(story, 'finance', section)).toMatchObject({ outcome: 'conflict', says: expect.stringContaining('还没有轮到') });
    judge(story, 'department');
    expect(judge(story, 'department', person('219', 'department', 'audit'))).toMatchObject({
      outcome: 'conflict',
      says: expect.stringContaining('不在待办之列'),
    });
    judge(story, 'finance', section);
    expect(judge(story, 'finance', finance)).toMatchObject({ outcome: 'conflict', says: expect.stringContaining('已审核通过') });
    expect(story.events.filter(({ type }) => type === 'goals.reviewed.v1')).toHaveLength(2);
  });

  it('GO-34 a step that the chain does not have is refused with the steps that it has', () => {
    expect(judge(filed(), 'joint')).toMatchObject({
      outcome: 'refused',
      findings: [{ rule: 'GO-34', at: '/step', says: expect.stringContaining('department（区业务主管部门审核）、finance') }],
    });
  });

  it('GO-35 each step belongs to its roles, over this place', () => {
    const story = filed();
    for (const actor of [
      section,
      person('220', 'department'),
      person('220', 'department', 'audit'),
      { ...department, division: '370102' },
    ]) {
      expect(judge(story, 'department', actor)).toMatchObject({ outcome: 'forbidden' });
    }
    judge(story, 'department');
    expect(judge(story, 'finance', person('101', 'investment'))).toMatchObject({ outcome: 'forbidden' });
    expect(judge(story, 'finance', { ...finance, division: '110101' })).toMatchObject({ outcome: 'forbidden' });
  });

  it('GO-36 nobody reviews what they or their own unit wrote', () => {
    const own = filed();
    expect(judge(own, 'department', { ...unit, organisation: '219', roles: ['department'] })).toMatchObject({ outcome: 'forbidden' });
    expect(judge(own, 'department', person('219001', 'department'))).toMatchObject({ outcome: 'forbidden' });
    const departments = new Story();
    departments.tell(file(undefined, department, submissionOf(perfect), shizhong));
    expect(judge(departments, 'finance', person('219', 'finance-section'))).toMatchObject({ outcome: 'forbidden' });
    expect(judge(departments, 'finance', section)).toMatchObject({ outcome: 'accepted' });
  });

  it('GO-37 scores stay within the review sheet', () => {
    expect(judge(filed(), 'department', department, 'good', shizhong, { completeness: 11 })).toMatchObject({
      outcome: 'refused',
      findings: [{ rule: 'GO-37', at: '/scores/completeness', says: '“规范完整性”得分11分超过该项10分' }],
    });
    expect(judge(filed(), 'department', department, 'good', shizhong, { 'a/b': 1 })).toMatchObject({ findings: [{ at: '/scores/a~1b' }] });
    expect(judge(filed(), 'department', department, 'good', shizhong, { completeness: 10 })).toMatchObject({ outcome: 'accepted' });
  });

  it('GO-38 an opinion is the grade of a full sheet', () => {
    const story = filed();
    expect(judge(story, 'department', department, 'excellent', shizhong, full)).toMatchObject({
      outcome: 'refused',
      findings: [{ rule: 'GO-38', at: '/opinion', says: '评分合计88分为“良”，与审核意见“优”不一致' }],
    });
    expect(judge(story, 'department', department, 'good', shizhong, full)).toMatchObject({ outcome: 'accepted' });
    expect(story.events[1]).toMatchObject({ data: { scores: full } });
  });

  it('a withdrawn project is reviewed no more', () => {
    const story = filed();
    const setting = {
      project: { ...project, withdrawn: true },
      fiscalYear: 2023,
      policy: shizhong,
      today: TODAY,
      person: 'reviewer',
      document,
    };
    expect(review(story.now, department, { step: 'department', opinion: 'good', comment: '意见' }, setting)).toMatchObject({
      outcome: 'conflict',
    });
  });

  it('whatever is asked in whatever order: as many reviews as steps at most, and approval only by all of them', () => {
    const actors = [unit, department, section, finance, agency];
    const opinions = ['excellent', 'good', 'fair', 'poor'] as const;
    const asks = fc.array(
      fc.tuple(fc.constantFrom(...actors), fc.constantFrom('department', 'finance', 'joint'), fc.constantFrom(...opinions)),
      {
        maxLength: 12,
      },
    );
    fc.assert(
      fc.property(asks, (given) => {
        const story = filed(ningxia);
        for (const [actor, step, opinion] of given) judge(story, step, actor, opinion, ningxia);
        const reviewed = story.events.flatMap((event) => (event.type === 'goals.reviewed.v1' ? [event.data] : []));
        const status = statusOf(story.now.state);
        expect(reviewed.map(({ step }) => step)).toEqual(['department', 'finance', 'joint'].slice(0, reviewed.length));
        expect(status === 'approved').toBe(
          reviewed.length === 3 && reviewed.every(({ opinion }) => opinion === 'good' || opinion === 'excellent'),
        );
        expect(story.events.filter(({ type }) => type === 'goals.approved.v1')).toHaveLength(status === 'approved' ? 1 : 0);
      }),
      { numRuns: 500 },
    );
  });
});

describe('POST …/commissions', () => {
  const ask = (story: Story, more: { organisation?: string; until?: string; division?: string } = {}, actor = finance, policy = ningxia) =>
    story.tell(
      commission(
        story.now,
        actor,
        { organisation: 'TP-1', until: '2023-03-31', ...more },
        { project, fiscalYear: 2023, policy, today: TODAY },
      ),
    );
  const atJoint = () => {
    const story = filed(ningxia);
    judge(story, 'department', department, 'good', ningxia);
    judge(story, 'finance', section, 'good', ningxia);
    return story;
  };

  it('lets a third party review the step that names it, and only while the commission is open', () => {
    const story = atJoint();
    expect(judge(story, 'joint', agency, 'good', ningxia)).toMatchObject({
      outcome: 'forbidden',
      says: expect.stringContaining('先受财政部门委托'),
    });
    expect(ask(story)).toMatchObject({ outcome: 'accepted', answer: { organisation: 'TP-1', until: '2023-03-31', step: 'joint' } });
    expect(story.events.at(-1)).toEqual({
      type: 'goals.commissioned.v1',
      data: { fiscalYear: 2023, goalsVersion: 1, step: 'joint', organisation: 'TP-1', until: '2023-03-31' },
    });
    const late = { project, fiscalYear: 2023, policy: ningxia, today: '2023-04-01', person: 'reviewer', document };
    expect(review(story.now, agency, { step: 'joint', opinion: 'good', comment: '意见' }, late)).toMatchObject({ outcome: 'forbidden' });
    const lastDay = { ...late, today: '2023-03-31' };
    expect(review(story.now, agency, { step: 'joint', opinion: 'good', comment: '意见' }, lastDay)).toMatchObject({ outcome: 'accepted' });
    expect(judge(story, 'joint', person('TP-2', 'third-party'), 'good', ningxia)).toMatchObject({ outcome: 'forbidden' });
    expect(judge(story, 'joint', { ...agency, division: '370102' }, 'good', ningxia)).toMatchObject({ outcome: 'forbidden' });
    expect(judge(story, 'joint', { ...agency, division: '370100' }, 'good', ningxia)).toMatchObject({ outcome: 'accepted' });
  });

  it('names the division of the third party where its code is not unique', () => {
    const story = atJoint();
    ask(story, { division: '370100' });
    expect(judge(story, 'joint', agency, 'good', ningxia)).toMatchObject({ outcome: 'forbidden' });
    expect(judge(story, 'joint', { ...agency, division: '370100' }, 'good', ningxia)).toMatchObject({ outcome: 'accepted' });
  });

  it('opens no other step to a third party', () => {
    const story = filed(ningxia);
    ask(story);
    expect(judge(story, 'department', agency, 'good', ningxia)).toMatchObject({ outcome: 'forbidden' });
  });

  it('is finance’s to give; the same again is unchanged, another day moves it', () => {
    const story = filed(ningxia);
    expect(ask(story, {}, section)).toMatchObject({ outcome: 'forbidden' });
    ask(story);
    expect(ask(story)).toMatchObject({ outcome: 'unchanged' });
    expect(ask(story, { until: '2023-04-30' })).toMatchObject({ state: { commissions: [{ organisation: 'TP-1', until: '2023-04-30' }] } });
    ask(story, { organisation: 'TP-2' });
    ask(story, { organisation: 'TP-3' });
    expect(ask(story, { organisation: 'TP-4' })).toMatchObject({ outcome: 'conflict' });
  });

  it('GO-41 the third party is neither client nor reviewed', () => {
    for (const organisation of ['101', '219', '219001']) {
      expect(ask(filed(ningxia), { organisation })).toMatchObject({
        outcome: 'refused',
        findings: [{ rule: 'GO-41', at: '/organisation' }],
      });
    }
  });

  it('GO-42 only where the chain has a step for it, and not in the past', () => {
    expect(ask(filed(), {}, finance, shizhong)).toMatchObject({ outcome: 'refused', findings: [{ rule: 'GO-42' }] });
    expect(ask(filed(ningxia), { until: '2023-01-31' })).toMatchObject({ outcome: 'refused', findings: [{ rule: 'GO-42', at: '/until' }] });
    expect(ask(filed(ningxia), { until: TODAY })).toMatchObject({ outcome: 'accepted' });
    const done = atJoint();
    judge(done, 'joint', finance, 'good', ningxia);
    expect(ask(done)).toMatchObject({ outcome: 'conflict' });
  });
});
