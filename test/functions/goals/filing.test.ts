import { describe, expect, it } from 'vitest';
import { chainFor } from '../../../functions/goals/rules/chain.ts';
import { file } from '../../../functions/goals/rules/filing.ts';
import { commissionOf, currentSteps } from '../../../functions/goals/rules/goals.ts';
import { review } from '../../../functions/goals/rules/review.ts';
import { department, finance, ningxia, perfect, person, project, Story, section, shizhong, spoilt, submissionOf, unit } from './perfect.ts';

const better = { ...perfect, overall: `${perfect.overall}新增车位120个。` };
const document = { overall: '', indicators: [], budget: 0 };
const setting = { project, fiscalYear: 2023, policy: shizhong, today: '2023-02-01', person: 'reviewer', document };
const said = (step: string, opinion: 'excellent' | 'good' | 'fair' | 'poor') => ({ step, opinion, comment: '意见' });

function filed(): Story {
  const story = new Story();
  story.tell(file(undefined, unit, submissionOf(perfect), shizhong));
  return story;
}
const put = (story: Story, form = better, actor = unit) => story.tell(file(story.known, actor, submissionOf(form), shizhong));

describe('PUT /goals', () => {
  it('takes perfect goals, pins policy and chain, and waits for the first step', () => {
    const story = filed();
    expect(story.events).toMatchObject([
      {
        type: 'goals.submitted.v1',
        data: { goalsVersion: 1, chain: ['department', 'finance'], policy: { version: shizhong.version }, findings: [] },
      },
    ]);
    expect(story.now.state).toMatchObject({ versions: 1, filing: { status: 'inReview', version: 1, documentAt: 1, done: 0 } });
    expect(currentSteps(story.now.state)).toMatchObject([{ step: 'department', roles: ['department'], escalated: false }]);
  });

  it('refuses goals with an error and says everything that was found, warnings too', () => {
    const decision = file(undefined, unit, submissionOf({ ...spoilt('N1', { weight: 19 }), overall: '完成改造。' }), shizhong);
    expect(decision).toMatchObject({ outcome: 'refused', findings: [{ rule: 'GO-01' }, { rule: 'GO-16', level: 'warning' }] });
  });

  it('refuses goals with a target that can not be read', () => {
    const form = spoilt('N1', { operator: undefined, target: undefined, raw: '—' });
    expect(file(undefined, unit, submissionOf(form), shizhong)).toMatchObject({ outcome: 'refused', findings: [{ rule: 'GO-14' }] });
  });

  it('lets warnings travel with the goals', () => {
    const story = new Story();
    const decision = story.tell(file(undefined, unit, submissionOf(spoilt('N1', { unit: undefined })), shizhong));
    expect(decision).toMatchObject({ answer: { status: 'inReview', step: 'department', warnings: 1, score: 98, grade: 'excellent' } });
    expect(story.events[0]).toMatchObject({ data: { findings: [{ rule: 'GO-09', level: 'warning' }] } });
  });

  it('answers the same content with unchanged, whatever has become of it', () => {
    const story = filed();
    expect(put(story, perfect)).toMatchObject({ outcome: 'unchanged', answer: { goalsVersion: 1, step: 'department' } });
    story.tell(review(story.now, department, said('department', 'fair'), setting));
    expect(put(story, perfect)).toMatchObject({ outcome: 'unchanged', answer: { status: 'returned' } });
  });

  it('keeps its receipt and its state small', () => {
    const story = new Story();
    const decision = story.tell(file(undefined, unit, submissionOf(perfect, { policy: ningxia }), ningxia));
    const answer = decision.outcome === 'accepted' ? decision.answer : {};
    expect(Buffer.byteLength(JSON.stringify(answer))).toBeLessThan(300);
    expect(Buffer.byteLength(JSON.stringify(story.now.state))).toBeLessThan(700);
  });

  it('GO-30 goals are filed by whoever asks for the money', () => {
    for (const actor of [person('219002', 'unit'), person('220', 'department'), finance, person('219001', 'audit')]) {
      expect(file(undefined, actor, submissionOf(perfect), shizhong)).toMatchObject({ outcome: 'forbidden' });
    }
    expect(file(undefined, person('219002', 'unit', 'audit'), submissionOf(perfect), shizhong)).toMatchObject({ outcome: 'forbidden' });
    expect(file(undefined, department, submissionOf(perfect), shizhong)).toMatchObject({ outcome: 'accepted' });
  });

  it('a withdrawn project files no goals', () => {
    const withdrawn = submissionOf(perfect, {}, { ...project, withdrawn: true });
    expect(file(undefined, unit, withdrawn, shizhong)).toMatchObject({ outcome: 'conflict' });
  });

  it('GO-33 before the first opinion the filing organisation may replace them: a new version, the chain from its start', () => {
    const story = filed();
    expect(put(story, better, person('219', 'department'))).toMatchObject({ outcome: 'conflict' });
    expect(put(story)).toMatchObject({ outcome: 'accepted', answer: { goalsVersion: 2, step: 'department' } });
    expect(story.now.state.filing).toMatchObject({ version: 2, documentAt: 2, done: 0 });
  });

  it('GO-33 after the first opinion nobody changes them until they come back', () => {
    const story = filed();
    story.tell(review(story.now, department, said('department', 'good'), setting));
    expect(put(story)).toMatchObject({ outcome: 'conflict', says: expect.stringContaining('已有审核意见') });
  });

  it('returned goals are filed again as a new version that starts the chain again', () => {
    const story = filed();
    story.tell(review(story.now, department, said('department', 'good'), setting));
    story.tell(review(story.now, section, said('finance', 'fair'), setting));
    expect(put(story)).toMatchObject({ outcome: 'accepted', answer: { goalsVersion: 2, status: 'inReview', step: 'department' } });
  });

  it('GO-31 blocked goals are not filed again in that year, by the article', () => {
    const story = filed();
    story.tell(review(story.now, department, said('department', 'poor'), setting));
    expect(put(story)).toMatchObject({
      outcome: 'refused',
      findings: [{ rule: 'GO-31', basis: '财预〔2015〕88号 第二十五条', says: expect.stringContaining('不得进入下一步') }],
    });
  });

  it('GO-32 approved goals change by adjustment only', () => {
    const story = filed();
    story.tell(review(story.now, department, said('department', 'good'), setting));
    story.tell(review(story.now, section, said('finance', 'excellent'), setting));
    expect(put(story, perfect)).toMatchObject({ outcome: 'unchanged', answer: { status: 'approved', goalsVersion: 1 } });
    expect(put(story)).toMatchObject({ outcome: 'conflict', says: expect.stringContaining('adjustments') });
  });

  it('GO-43 what the department wrote goes straight to finance', () => {
    const story = new Story();
    story.tell(file(undefined, department, submissionOf(perfect), shizhong));
    expect(currentSteps(story.now.state).map(({ step }) => step)).toEqual(['finance']);
    expect(chainFor(ningxia.goals.chain.value, department, project).map(({ step }) => step)).toEqual(['finance', 'joint']);
    const alone = [{ step: 'department', name: '主管部门审核', roles: ['department'] as const }];
    expect(chainFor(alone, department, project)).toEqual(alone);
  });

  it('keeps what is in force, what was issued and who is commissioned when new contents come', () => {
    const story = filed();
    const commissions = [{ organisation: 'TP-1', until: '2023-03-01' }];
    const known = { ...story.now, state: { ...story.now.state, commissions } };
    const again = file(known, unit, submissionOf(better), shizhong);
    expect(again).toMatchObject({ state: { commissions } });
    expect(commissionOf(known.state, person('TP-1', 'third-party'), '2023-03-01')).toBe('TP-1');
    expect(commissionOf(known.state, person('TP-1', 'third-party'), '2023-03-02')).toBeUndefined();
  });
});
