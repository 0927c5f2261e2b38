import { describe, expect, it } from 'vitest';
import { adjust } from '../../../functions/goals/rules/adjustment.ts';
import { file } from '../../../functions/goals/rules/filing.ts';
import { review } from '../../../functions/goals/rules/review.ts';
import { withdraw } from '../../../functions/goals/rules/withdrawal.ts';
import { department, dongli, finance, perfect, person, project, Story, section, submissionOf, unit } from './perfect.ts';

const document = submissionOf(perfect).report.draft.document ?? { overall: '', indicators: [], budget: 0 };
const matter = { project, fiscalYear: 2023 };
const take = (story: Story, actor = unit) => story.tell(withdraw(story.now, actor, '填写有误', matter));
const put = (story: Story, form = perfect) => story.tell(file(story.known, unit, submissionOf(form, { policy: dongli }), dongli));
const judge = (story: Story, step: string, actor = section) =>
  story.tell(
    review(
      story.now,
      actor,
      { step, opinion: 'good', comment: '意见' },
      { ...matter, policy: dongli, today: '2023-02-01', person: actor.sub, document },
    ),
  );

function filed(): Story {
  const story = new Story();
  put(story);
  return story;
}

describe('POST …/withdrawal', () => {
  it('GO-51 who filed takes the goals back, and may file the same contents again as a new version', () => {
    const story = filed();
    expect(take(story)).toMatchObject({ outcome: 'accepted', answer: { status: 'withdrawn', goalsVersion: 1 } });
    expect(story.events.at(-1)).toEqual({ type: 'goals.withdrawn.v1', data: { fiscalYear: 2023, goalsVersion: 1, reason: '填写有误' } });
    expect(judge(story, 'finance-section')).toMatchObject({ outcome: 'conflict', says: expect.stringContaining('撤回') });
    expect(put(story)).toMatchObject({ outcome: 'accepted', answer: { status: 'inReview', goalsVersion: 2 } });
    expect(put(story)).toMatchObject({ outcome: 'unchanged' });
  });

  it('GO-51 not after the first opinion', () => {
    const story = filed();
    judge(story, 'finance-section');
    expect(take(story)).toMatchObject({ outcome: 'conflict', says: expect.stringContaining('已有审核意见') });
  });

  it('GO-51 nobody but who filed, and nothing that isn’t under review', () => {
    const story = filed();
    expect(take(story, department)).toMatchObject({ outcome: 'conflict', says: expect.stringContaining('219001') });
    expect(take(story, person('220', 'department'))).toMatchObject({ outcome: 'forbidden' });
    take(story);
    expect(take(story)).toMatchObject({ outcome: 'conflict' });
  });

  it('GO-51 an adjustment taken back leaves the approved goals as they were', () => {
    const story = filed();
    judge(story, 'finance-section');
    judge(story, 'finance-performance', finance);
    const less = submissionOf({ ...perfect, budget: 900_000_000 }, { policy: dongli });
    story.tell(adjust(story.now, unit, { ...less, reason: 'budgetAdjustment', explanation: '压减' }, dongli));
    expect(take(story)).toMatchObject({ outcome: 'accepted', answer: { status: 'approved', goalsVersion: 1 } });
  });
});
