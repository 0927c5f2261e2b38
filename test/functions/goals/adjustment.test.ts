import { describe, expect, it } from 'vitest';
import type { Event } from '../../../events/index.ts';
import { adjust } from '../../../functions/goals/rules/adjustment.ts';
import { hearBudget, hearProject } from '../../../functions/goals/rules/facts.ts';
import { file } from '../../../functions/goals/rules/filing.ts';
import { statusOf } from '../../../functions/goals/rules/goals.ts';
import { review } from '../../../functions/goals/rules/review.ts';
import { versionsOf } from '../../../functions/goals/rules/versions.ts';
import type { AdjustmentReason } from '../../../shared/policy/policy.ts';
import type { Grade } from '../../../shared/values/grade.ts';
import { department, national, perfect, project, Story, section, shizhong, spoilt, submissionOf, unit } from './perfect.ts';

const less = { ...perfect, overall: `${perfect.overall}其中2个小区转入下年。`, budget: 900_000_000 };
const document = { overall: '', indicators: [], budget: 0 };

const judge = (story: Story, step: string, opinion: Grade = 'good') =>
  story.tell(
    review(
      story.now,
      step === 'department' ? department : section,
      { step, opinion, comment: '意见' },
      {
        project,
        fiscalYear: 2023,
        policy: shizhong,
        today: '2023-08-01',
        person: 'reviewer',
        document,
      },
    ),
  );

function approved(): Story {
  const story = new Story();
  story.tell(file(undefined, unit, submissionOf(perfect), shizhong));
  judge(story, 'department');
  judge(story, 'finance');
  return story;
}

const ask = (story: Story, form = less, actor = department, reason: AdjustmentReason = 'budgetAdjustment', policy = shizhong) =>
  story.tell(adjust(story.now, actor, { ...submissionOf(form), reason, explanation: '财力紧张，压减一期' }, policy));

describe('POST …/adjustments', () => {
  it('starts the chain again while the approved goals stay in force, and replaces them when it has passed', () => {
    const story = approved();
    expect(ask(story)).toMatchObject({ outcome: 'accepted', answer: { goalsVersion: 2, status: 'inReview', step: 'finance', inForce: 1 } });
    expect(story.events.at(-1)).toMatchObject({ type: 'goals.adjusted.v1', data: { goalsVersion: 2, reason: 'budgetAdjustment' } });
    expect(story.now.state.approved?.version).toBe(1);
    judge(story, 'finance');
    expect(story.now.state).toMatchObject({ versions: 2, approved: { version: 2, adjustment: true } });
    expect(story.now.state).not.toHaveProperty('filing');
  });

  it('goes back and comes again as a new adjustment', () => {
    const story = approved();
    ask(story);
    judge(story, 'finance', 'fair');
    expect(story.now.state).toMatchObject({ filing: { status: 'returned' }, approved: { version: 1 } });
    expect(ask(story, { ...less, budget: 880_000_000 })).toMatchObject({ answer: { goalsVersion: 3, inForce: 1 } });
  });

  it('when it is refused nothing of it remains: the approved goals are shown again, and PUT still knows them', () => {
    const story = approved();
    ask(story);
    judge(story, 'finance', 'poor');
    expect(story.now.state).toMatchObject({ versions: 2, approved: { version: 1 } });
    expect(statusOf(story.now.state)).toBe('approved');
    expect(file(story.known, unit, submissionOf(perfect), shizhong)).toMatchObject({ outcome: 'unchanged', answer: { goalsVersion: 1 } });
    expect(file(story.known, unit, submissionOf(less), shizhong)).toMatchObject({ outcome: 'conflict' });
    expect(ask(story, { ...less, budget: 880_000_000 })).toMatchObject({ answer: { goalsVersion: 3 } });
  });

  it('is not for goals that nobody has approved', () => {
    const story = new Story();
    story.tell(file(undefined, unit, submissionOf(perfect), shizhong));
    expect(ask(story)).toMatchObject({ outcome: 'conflict', says: expect.stringContaining('不需要调整') });
  });

  it('meets the same checks as any goals', () => {
    expect(ask(approved(), spoilt('N1', { weight: 19 }))).toMatchObject({ outcome: 'refused', findings: [{ rule: 'GO-01' }] });
  });

  it('is replaced by its author before the first opinion, and not after', () => {
    const story = approved();
    story.tell(adjust(story.now, unit, { ...submissionOf(less), reason: 'emergency', explanation: '汛情' }, national));
    expect(ask(story)).toMatchObject({ outcome: 'conflict' });
    expect(
      story.tell(adjust(story.now, unit, { ...submissionOf({ ...less, budget: 1 }), reason: 'emergency', explanation: '汛情' }, national)),
    ).toMatchObject({ answer: { goalsVersion: 3 } });
    judge(story, 'department');
    const again = { ...submissionOf(less), reason: 'emergency' as const, explanation: '汛情' };
    expect(adjust(story.now, unit, again, national)).toMatchObject({ outcome: 'conflict' });
  });

  it('GO-39 the reason is one that the policy knows', () => {
    const reasons = { ...shizhong.goals.adjustmentReasons, value: ['policyChange'] as const };
    const strict = { ...shizhong, goals: { ...shizhong.goals, adjustmentReasons: reasons } };
    expect(ask(approved(), less, department, 'emergency', strict)).toMatchObject({
      outcome: 'refused',
      findings: [{ rule: 'GO-39', at: '/reason', says: '本级规定的调整事由为政策变化，“突发事件”不在其中' }],
    });
    expect(ask(approved(), less, department, 'emergency')).toMatchObject({ outcome: 'accepted' });
  });

  it('GO-40 in 市中 the department applies, elsewhere the unit may too', () => {
    expect(ask(approved(), less, unit)).toMatchObject({ outcome: 'forbidden', says: expect.stringContaining('由主管部门提出') });
    expect(ask(approved(), less, unit, 'policyChange', national)).toMatchObject({ outcome: 'accepted' });
  });

  it('GO-44 the same content is no adjustment', () => {
    expect(ask(approved(), perfect)).toMatchObject({ outcome: 'refused', findings: [{ rule: 'GO-44' }] });
  });
});

describe('versions', () => {
  it('tells of each version who filed it, when, and what became of it', () => {
    const story = new Story();
    story.tell(file(undefined, unit, submissionOf(spoilt('N1', { target: 11 })), shizhong));
    story.tell(file(story.known, unit, submissionOf(spoilt('N1', { target: 13 })), shizhong));
    judge(story, 'department', 'fair');
    story.tell(file(story.known, unit, submissionOf(perfect), shizhong));
    judge(story, 'department');
    judge(story, 'finance');
    ask(story);
    judge(story, 'finance', 'poor');
    ask(story, { ...less, budget: 880_000_000 });
    judge(story, 'finance');
    ask(story);
    const versions = versionsOf(
      story.events.map((event, at) => ({ ...event, time: `2023-01-${String(at + 1).padStart(2, '0')}`, hash: `h${at + 1}` }) as Event),
    );
    expect(versions.map(({ goalsVersion, kind, status, hash }) => [goalsVersion, kind, status, hash])).toEqual([
      [1, 'submission', 'replaced', 'h1'],
      [2, 'submission', 'returned', 'h2'],
      [3, 'submission', 'replaced', 'h5'],
      [4, 'adjustment', 'blocked', 'h9'],
      [5, 'adjustment', 'approved', 'h12'],
      [6, 'adjustment', 'inReview', 'h15'],
    ]);
    expect(versions[3]).toMatchObject({ reason: 'budgetAdjustment', closedAt: '2023-01-11' });
  });
});

describe('what is heard', () => {
  const budget = (sequence: number, approvedAmount: number) =>
    ({ type: 'budget.issued.v1', sequence, data: { approvedAmount, goals: { version: 1, digest: 'd' } } }) as Event<'budget.issued.v1'>;

  it('a budget changed in mid-year is what the goals stand beside from then on', () => {
    const { state } = approved().now;
    const changed = { type: 'budget.changed.v1', sequence: 9, data: { approvedAmount: 850_000_000, goals: { version: 2 } } };
    expect(hearBudget(hearBudget(state, budget(7, 900_000_000)), changed as Event<'budget.changed.v1'>)?.issued).toMatchObject({
      amount: 850_000_000,
      at: 9,
    });
  });

  it('the budget issued with the goals leaves them approved; twice or late changes nothing', () => {
    const { state } = approved().now;
    const heard = hearBudget(state, budget(7, 900_000_000));
    expect(heard).toMatchObject({ approved: { version: 1 }, issued: { amount: 900_000_000, version: 1, at: 7 } });
    expect(hearBudget(heard, budget(7, 900_000_000))).toBeUndefined();
    expect(hearBudget(heard, budget(6, 1))).toBeUndefined();
    expect(hearBudget(undefined, budget(7, 1))).toBeUndefined();
  });

  it('a project that moved moves its goals in the worklists; one that became secret leaves them, and comes back', () => {
    const { state } = approved().now;
    expect(hearProject(state, project)).toBeUndefined();
    expect(hearProject(undefined, project)).toBeUndefined();
    expect(hearProject(state, { ...project, unitCode: '219002' })).toMatchObject({ unitCode: '219002', approved: { version: 1 } });
    const secret = hearProject(state, { ...project, name: '涉密项目', secret: true });
    expect(secret).toMatchObject({ secret: true, name: '涉密项目' });
    expect(hearProject(secret, { ...project, secret: false })).not.toHaveProperty('secret');
  });
});
