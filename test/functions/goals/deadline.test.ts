import { describe, expect, it } from 'vitest';
import { remind } from '../../../functions/goals/rules/deadline.ts';
import { file } from '../../../functions/goals/rules/filing.ts';
import type { GoalsEvent, GoalsState } from '../../../functions/goals/rules/goals.ts';
import { review } from '../../../functions/goals/rules/review.ts';
import { goalsKey } from '../../../functions/goals/view.ts';
import { openReviewNight } from '../../../shared/io/review-night.ts';
import { pin } from '../../../shared/review/chain.ts';
import { clockOf } from '../../../shared/review/deadline.ts';
import { enrolled, isQueueOf, queueOf, queuesOf } from '../../../shared/review/roll.ts';
import type { Known, Ledger } from '../../../shared/values/decision.ts';
import { dongli, finance, perfect, project, Story, section, submissionOf, unit } from './perfect.ts';

const WHICH = { projectCode: project.projectCode, fiscalYear: 2023 };
const document = submissionOf(perfect).report.draft.document ?? { overall: '', indicators: [], budget: 0 };

/** Filed on 1 February 2023: ten working days end on the 15th, three before it is the 10th. */
function filed(): Story {
  const story = new Story();
  story.tell(file(undefined, unit, submissionOf(perfect, { policy: dongli }), dongli));
  return story;
}
const on = (story: Story, today: string) => story.tell(remind(story.known, WHICH, today));
const judge = (story: Story, actor: typeof section, today = '2023-02-20') =>
  review(
    story.now,
    actor,
    { step: 'finance-section', opinion: 'good', comment: '意见' },
    { project, fiscalYear: 2023, policy: dongli, today, person: actor.sub, document },
  );

describe('a step that nobody takes', () => {
  it('GO-54 is reminded of before its limit and escalated after it, each once', () => {
    const story = filed();
    expect(on(story, '2023-02-09')).toMatchObject({ outcome: 'unchanged' });
    expect(on(story, '2023-02-10')).toMatchObject({ outcome: 'accepted' });
    expect(on(story, '2023-02-15')).toMatchObject({ outcome: 'unchanged' });
    expect(on(story, '2023-02-16')).toMatchObject({ outcome: 'accepted' });
    expect(on(story, '2023-03-16')).toMatchObject({ outcome: 'unchanged' });
    expect(story.events.slice(1)).toEqual([
      {
        type: 'goals.review-reminded.v1',
        data: { fiscalYear: 2023, goalsVersion: 1, step: 'finance-section', roles: ['finance-section'], dueOn: '2023-02-15' },
      },
      {
        type: 'goals.review-escalated.v1',
        data: { fiscalYear: 2023, goalsVersion: 1, step: 'finance-section', to: ['finance-performance'], dueOn: '2023-02-15' },
      },
    ]);
  });

  it('GO-54 may be taken by those above once it is escalated, and still by its own', () => {
    const story = filed();
    expect(judge(story, finance)).toMatchObject({ outcome: 'forbidden' });
    on(story, '2023-02-16');
    expect(judge(story, finance)).toMatchObject({ outcome: 'accepted', answer: { step: 'finance-performance' } });
    expect(judge(story, section)).toMatchObject({ outcome: 'accepted' });
  });

  it('GO-54 stands in its own worklist and in that of what is escalated', () => {
    const chain = pin(dongli.goals.chain.value, dongli.review.terms.value);
    expect(queuesOf(chain)).toEqual(['finance-section', 'finance-performance', 'finance-section!', 'finance-performance!']);
    expect(queuesOf(chain).filter((queue) => isQueueOf(queue, 'finance-section'))).toEqual(['finance-section', 'finance-section!']);
    expect(queuesOf(chain).filter((queue) => isQueueOf(queue, 'escalated'))).toEqual(['finance-section!', 'finance-performance!']);
    const beside = queuesOf(
      pin(
        [
          { step: 'a', name: '甲', roles: ['department'] },
          { step: 'b', name: '乙', roles: ['audit'], beside: true },
        ],
        dongli.review.terms.value,
      ),
    );
    expect(beside).toEqual(['a', 'b', 'a+b', 'a!', 'b!', 'a+b!']);
    expect(beside.filter((queue) => isQueueOf(queue, 'b'))).toEqual(['b', 'a+b', 'b!', 'a+b!']);
    expect(queueOf([{ step: 'a' }, { step: 'b', escalated: true }])).toBe('a+b!');
  });

  it('GO-54 has nothing said about what was judged, returned or never filed', () => {
    expect(remind(undefined, WHICH, '2023-12-31')).toEqual({ outcome: 'absent' });
    const story = filed();
    const next = judge(story, section, '2023-02-03');
    story.tell(next);
    expect(story.now.state.filing && clockOf(story.now.state.filing.review)).toEqual({ dueOn: '2023-02-17', noticeOn: '2023-02-14' });
    expect(on(story, '2023-02-13')).toMatchObject({ outcome: 'unchanged' });
  });
});

/** One aggregate in memory, and the row that its worklist would show. */
function worldOf(story: Story, noticeOn: string | undefined) {
  const ledger: Ledger<GoalsState, GoalsEvent> = {
    read: async () => story.known,
    decide: async (_, __, rule) => {
      const decision = await rule(story.known as Known<GoalsState> | undefined);
      story.tell(decision);
      if (decision.outcome !== 'accepted' && decision.outcome !== 'unchanged') return decision;
      return { outcome: decision.outcome, created: false, version: story.now.version, answer: decision.answer };
    },
  };
  const registry = {
    async *divisions() {
      yield { division: '120110', years: [2023], chains: [] };
    },
    async *waiting() {
      yield { ...WHICH, noticeOn };
    },
  };
  return { ledger, registry, keyOf: goalsKey, remind };
}

describe('the night', () => {
  const night = (story: Story, time: string, noticeOn: string | undefined, left = Number.POSITIVE_INFINITY) =>
    openReviewNight(worldOf(story, noticeOn))(time, 'night', () => left);

  it('GO-54 says what is to be said, and twice in one night nothing more', async () => {
    const story = filed();
    expect(await night(story, '2023-02-09T22:00:00Z', '2023-02-10')).toEqual({ told: 1, left: 0, faults: [] });
    expect(await night(story, '2023-02-09T22:00:00Z', '2023-02-10')).toEqual({ told: 0, left: 0, faults: [] });
    expect(story.events.map(({ type }) => type)).toEqual(['goals.submitted.v1', 'goals.review-reminded.v1']);
  });

  it('GO-54 passes over what isn’t due, counts what it has no time for, and reports faults', async () => {
    const story = filed();
    expect(await night(story, '2023-02-08T22:00:00Z', '2023-02-10')).toMatchObject({ told: 0, left: 0 });
    expect(await night(story, '2023-02-20T22:00:00Z', undefined)).toMatchObject({ told: 0, left: 0 });
    expect(await night(story, '2023-02-20T22:00:00Z', '2023-02-10', 1_000)).toMatchObject({ told: 0, left: 1 });
    const { registry } = worldOf(story, '2023-02-10');
    const broken = { read: async () => undefined, decide: () => Promise.reject(new Error('throttled')) };
    const { faults } = await openReviewNight({ ...worldOf(story, '2023-02-10'), ledger: broken, registry })(
      '2023-02-20T22:00:00Z',
      'night',
      () => 1e9,
    );
    expect(faults).toEqual([new Error('throttled')]);
  });

  it('GO-54 finds every division, year and chain that anything was ever filed under, each enrolled once', () => {
    const first = enrolled(undefined, '120110', 2023, 'a');
    expect(first).toEqual({ division: '120110', years: [2023], chains: ['a'] });
    expect(enrolled(first, '120110', 2023, 'a')).toBeUndefined();
    expect(enrolled(enrolled(first, '120110', 2022, 'a'), '120110', 2023, 'b')).toEqual({
      division: '120110',
      years: [2022, 2023],
      chains: ['a', 'b'],
    });
  });
});
