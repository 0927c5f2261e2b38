import { describe, expect, it } from 'vitest';
import { digestOf } from '../../../events/chain.ts';
import { adjust } from '../../../functions/goals/rules/adjustment.ts';
import { chainFor } from '../../../functions/goals/rules/chain.ts';
import { commission } from '../../../functions/goals/rules/commission.ts';
import { file, type Submission } from '../../../functions/goals/rules/filing.ts';
import { currentSteps, statusOf } from '../../../functions/goals/rules/goals.ts';
import { review, unlent } from '../../../functions/goals/rules/review.ts';
import type { Policy, ReviewStep } from '../../../shared/policy/policy.ts';
import type { Mandate } from '../../../shared/review/mandate.ts';
import type { Actor } from '../../../shared/values/actor.ts';
import type { Grade } from '../../../shared/values/grade.ts';
import {
  agency,
  department,
  dongli,
  finance,
  ningxia,
  perfect,
  person,
  project,
  Story,
  section,
  spoilt,
  submissionOf,
  unit,
} from './perfect.ts';

const TODAY = '2023-02-01';
const document = submissionOf(perfect).report.draft.document ?? { overall: '', indicators: [], budget: 0 };

/** 东丽 with another chain. */
const ruled = (...chain: ReviewStep[]): Policy => ({
  ...dongli,
  goals: { ...dongli.goals, chain: { ...dongli.goals.chain, value: chain } },
});
const beside = ruled(
  { step: 'department', name: '部门', roles: ['department'] },
  { step: 'finance-section', name: '科室', roles: ['finance-section'], beside: true },
  { step: 'finance-performance', name: '终审', roles: ['finance-performance'] },
);
const jointly = ruled(
  { step: 'finance', name: '会签', roles: ['finance-section', 'finance-performance'], quorum: 'all' },
  { step: 'government', name: '政府', roles: ['government'] },
);

function filed(policy: Policy, form = perfect): Story {
  const story = new Story();
  story.tell(file(undefined, unit, submissionOf(form, { policy }), policy));
  return story;
}

interface Said {
  readonly opinion?: Grade;
  readonly returnTo?: string;
  readonly mandate?: Mandate;
}

const judge = (story: Story, policy: Policy, step: string, actor: Actor, { opinion = 'good', returnTo, mandate }: Said = {}) =>
  story.tell(
    review(
      story.now,
      actor,
      { step, opinion, comment: '意见', returnTo },
      { project, fiscalYear: 2023, policy, today: TODAY, person: digestOf(actor.sub).slice(7, 23), document, mandate },
    ),
  );
const due = (story: Story) => currentSteps(story.now.state).map(({ step }) => step);

describe('steps side by side', () => {
  it('GO-34 are taken in either order, and the next is due when both are through', () => {
    const story = filed(beside);
    expect(due(story)).toEqual(['department', 'finance-section']);
    expect(judge(story, beside, 'finance-section', section)).toMatchObject({ answer: { step: 'department' } });
    expect(story.events.at(-1)).toMatchObject({ data: { next: 'department' } });
    expect(judge(story, beside, 'finance-performance', finance)).toMatchObject({ outcome: 'conflict' });
    expect(judge(story, beside, 'department', department)).toMatchObject({ answer: { step: 'finance-performance' } });
    expect(judge(story, beside, 'finance-performance', finance)).toMatchObject({ answer: { status: 'approved' } });
  });

  it('GO-34 are both named while both are waited for', () => {
    const story = new Story();
    expect(story.tell(file(undefined, unit, submissionOf(perfect, { policy: beside }), beside))).toMatchObject({
      answer: { step: 'department', steps: ['department', 'finance-section'] },
    });
  });

  it('GO-43 a step stays beside those that are left of its neighbours', () => {
    const chain: ReviewStep[] = [
      { step: 'a', name: '甲', roles: ['finance-section'] },
      { step: 'b', name: '乙', roles: ['department'] },
      { step: 'c', name: '丙', roles: ['finance-section'], beside: true },
      { step: 'd', name: '丁', roles: ['finance-performance'], beside: true },
    ];
    expect(chainFor(chain, department, project).map(({ step, beside: also }) => [step, also ?? false])).toEqual([
      ['a', false],
      ['c', false],
      ['d', true],
    ]);
  });
});

describe('会签', () => {
  it('GO-52 everybody who is asked has to agree, and each has one opinion', () => {
    const story = filed(jointly);
    expect(judge(story, jointly, 'finance', section)).toMatchObject({ outcome: 'accepted', answer: { step: 'finance' } });
    expect(judge(story, jointly, 'finance', section)).toMatchObject({ outcome: 'conflict', says: expect.stringContaining('只能提出一次') });
    expect(judge(story, jointly, 'finance', person('102', 'finance-section'))).toMatchObject({
      outcome: 'conflict',
      says: expect.stringContaining('已有意见'),
    });
    expect(judge(story, jointly, 'finance', finance)).toMatchObject({ outcome: 'accepted', answer: { step: 'government' } });
  });

  it('GO-52 one who disagrees sends the goals back at once', () => {
    const story = filed(jointly);
    judge(story, jointly, 'finance', section);
    expect(judge(story, jointly, 'finance', finance, { opinion: 'fair' })).toMatchObject({ answer: { status: 'returned' } });
  });

  it('GO-52 NX-11 in 宁夏 finance concludes the joint review when the commissioned third parties have spoken, or their time is over', () => {
    const story = filed(ningxia);
    judge(story, ningxia, 'department', department);
    judge(story, ningxia, 'finance', section);
    const setting = { project, fiscalYear: 2023, policy: ningxia, today: TODAY };
    story.tell(commission(story.now, finance, { organisation: 'TP-1', until: '2023-03-31' }, setting));
    expect(judge(story, ningxia, 'joint', finance)).toMatchObject({
      outcome: 'conflict',
      says: expect.stringContaining('TP-1尚未提出意见'),
    });
    const late = { project, fiscalYear: 2023, policy: ningxia, today: '2023-04-01', person: 'f', document };
    expect(review(story.now, finance, { step: 'joint', opinion: 'good', comment: '意见' }, late)).toMatchObject({
      answer: { status: 'approved' },
    });
    const { now } = story;
    const objection = { project, fiscalYear: 2023, policy: ningxia, today: TODAY, person: 'f', document };
    expect(review(now, finance, { step: 'joint', opinion: 'fair', comment: '意见' }, objection)).toMatchObject({
      answer: { status: 'returned' },
    });
    expect(judge(story, ningxia, 'joint', agency)).toMatchObject({ outcome: 'accepted', answer: { step: 'joint' } });
    expect(judge(story, ningxia, 'joint', finance)).toMatchObject({ answer: { status: 'approved' } });
  });
});

describe('back to a step', () => {
  it('GO-50 goes back with reasons to an earlier step, which judges the same contents again', () => {
    const story = filed(dongli);
    judge(story, dongli, 'finance-section', section);
    const back = judge(story, dongli, 'finance-performance', finance, { opinion: 'fair', returnTo: 'finance-section' });
    expect(back).toMatchObject({ outcome: 'accepted', answer: { status: 'inReview', step: 'finance-section', goalsVersion: 1 } });
    expect(story.events.at(-1)).toMatchObject({ type: 'goals.reviewed.v1', data: { returnTo: 'finance-section', comment: '意见' } });
    judge(story, dongli, 'finance-section', section);
    expect(judge(story, dongli, 'finance-performance', finance)).toMatchObject({ answer: { status: 'approved' } });
  });

  it.each([
    ['a step to come', 'finance-section', section, 'fair', 'finance-performance', '只能退回已办理的审核步骤：无'],
    ['a step that is not there', 'finance-section', section, 'fair', 'nowhere', '只能退回已办理的审核步骤：无'],
    ['by an opinion that passes', 'finance-section', section, 'good', 'finance-section', '只有退回修改的意见才能指定退回的步骤'],
  ] as const)('GO-50 not %s', (_, step, actor, opinion, returnTo, says) => {
    expect(judge(filed(dongli), dongli, step, actor, { opinion, returnTo })).toMatchObject({
      outcome: 'refused',
      findings: [{ rule: 'GO-50', at: '/returnTo', says }],
    });
  });
});

/** The story's documents, as the table would give them back. */
const earlier = (story: Story) =>
  new Map(
    story.events.flatMap((event, at) =>
      event.type === 'goals.submitted.v1' || event.type === 'goals.adjusted.v1'
        ? [[at + 1, { document: event.data.goals, policy: event.data.policy.version }] as const]
        : [],
    ),
  );
const again = (story: Story, policy: Policy, form = perfect): Submission => ({
  ...submissionOf(form, { policy }),
  earlier: earlier(story),
});

describe('a change opens again only what it touches', () => {
  const words = ruled(
    { step: 'words', name: '目标', roles: ['finance-section'], touches: ['/overall', '/indicators'] },
    { step: 'last', name: '终审', roles: ['finance-performance'] },
  );

  it('GO-53 filed again with another budget, the step that looks at indicators needn’t look again', () => {
    const story = filed(words);
    judge(story, words, 'words', section);
    judge(story, words, 'last', finance, { opinion: 'fair' });
    story.tell(file(story.known, unit, again(story, words, { ...perfect, budget: 970_000_000 }), words));
    expect(due(story)).toEqual(['last']);
    expect(story.events.at(-1)).toMatchObject({ data: { chain: ['words', 'last'], carried: [{ step: 'words', documentAt: 1 }] } });
    expect(judge(story, words, 'last', finance)).toMatchObject({ answer: { status: 'approved' } });
  });

  it('GO-53 a step compares with what it agreed on, not with the version in between', () => {
    const story = filed(words);
    judge(story, words, 'words', section);
    judge(story, words, 'last', finance, { opinion: 'fair' });
    story.tell(file(story.known, unit, again(story, words, { ...perfect, budget: 970_000_000 }), words));
    judge(story, words, 'last', finance, { opinion: 'fair' });
    story.tell(file(story.known, unit, again(story, words, { ...spoilt('N1', { target: 13 }), budget: 970_000_000 }), words));
    expect(due(story)).toEqual(['words']);
  });

  it('GO-53 under another policy everybody judges again', () => {
    const story = filed(words);
    judge(story, words, 'words', section);
    judge(story, words, 'last', finance, { opinion: 'fair' });
    const newer = { ...words, version: 'dongli-2022+sha256:00000000' };
    story.tell(file(story.known, unit, again(story, newer, { ...perfect, budget: 970_000_000 }), newer));
    expect(due(story)).toEqual(['words']);
  });

  it('GO-53 NX-11 in 宁夏 an adjustment of money alone isn’t asked of the joint review', () => {
    const story = filed(ningxia);
    judge(story, ningxia, 'department', department);
    judge(story, ningxia, 'finance', section);
    judge(story, ningxia, 'joint', finance);
    const less = {
      ...again(story, ningxia, { ...perfect, budget: 900_000_000 }),
      reason: 'budgetAdjustment' as const,
      explanation: '压减',
    };
    story.tell(adjust(story.now, unit, less, ningxia));
    judge(story, ningxia, 'department', department);
    expect(judge(story, ningxia, 'finance', section)).toMatchObject({ answer: { status: 'approved', goalsVersion: 2 } });
  });
});

describe('in somebody else’s name', () => {
  const mandate: Mandate = {
    delegation: '370103-D1',
    person: 'chief',
    name: '科长',
    organisation: '101',
    division: '370103',
    roles: ['finance-section'],
  };
  const clerk = person('101', 'finance-performance');

  it('GO-55 the other one’s roles count, and both are recorded', () => {
    const story = filed(dongli);
    expect(judge(story, dongli, 'finance-section', clerk)).toMatchObject({ outcome: 'forbidden' });
    expect(judge(story, dongli, 'finance-section', clerk, { mandate })).toMatchObject({ outcome: 'accepted' });
    expect(story.events.at(-1)).toMatchObject({
      data: { onBehalfOf: { delegation: '370103-D1', person: 'chief', name: '科长', organisation: '101', roles: ['finance-section'] } },
    });
    const own = filed(dongli);
    judge(own, dongli, 'finance-section', section);
    expect(judge(own, dongli, 'finance-performance', clerk, { mandate })).toMatchObject({ outcome: 'forbidden' });
  });

  it('GO-55 what isn’t lent is refused, with the reason', () => {
    expect(unlent('委托已收回')).toMatchObject({
      outcome: 'refused',
      findings: [{ rule: 'GO-55', at: '/onBehalfOf', says: '委托已收回' }],
    });
  });

  it('GO-36 nobody judges their own work through a delegate, nor as one', () => {
    const authors = [
      { ...mandate, person: unit.sub },
      { ...mandate, organisation: '219001' },
    ];
    for (const author of authors)
      expect(judge(filed(dongli), dongli, 'finance-section', clerk, { mandate: author })).toMatchObject({ outcome: 'forbidden' });
    const own = filed(dongli);
    expect(judge(own, dongli, 'finance-section', { ...clerk, organisation: '219001' }, { mandate })).toMatchObject({
      outcome: 'forbidden',
    });
  });

  it('GO-52 a person and whom they act for are one', () => {
    const story = filed(jointly);
    judge(story, jointly, 'finance', clerk);
    expect(judge(story, jointly, 'finance', clerk, { mandate })).toMatchObject({
      outcome: 'conflict',
      says: expect.stringContaining('一次'),
    });
  });
});

it('GO-56 what an opinion leads to and who judges is what was pinned, whatever the policy says today', () => {
  const { goals } = dongli;
  const lenient: Policy = {
    ...dongli,
    goals: { ...goals, outcomes: { ...goals.outcomes, value: { ...goals.outcomes.value, poor: 'return' } } },
  };
  const changed = { ...beside, goals: { ...beside.goals, outcomes: lenient.goals.outcomes } };
  expect(judge(filed(dongli), lenient, 'finance-section', section, { opinion: 'poor' })).toMatchObject({ answer: { status: 'blocked' } });
  expect(judge(filed(lenient), dongli, 'finance-section', section, { opinion: 'poor' })).toMatchObject({ answer: { status: 'returned' } });
  const story = filed(dongli);
  judge(story, changed, 'finance-section', section);
  judge(story, changed, 'finance-performance', finance);
  expect(statusOf(story.now.state)).toBe('approved');
});
