import { describe, expect, it } from 'vitest';
import { seal } from '../../../events/chain.ts';
import { type Event, read } from '../../../events/index.ts';
import { adjust } from '../../../functions/goals/rules/adjustment.ts';
import { commission } from '../../../functions/goals/rules/commission.ts';
import { file } from '../../../functions/goals/rules/filing.ts';
import { review } from '../../../functions/goals/rules/review.ts';
import { changesSince } from '../../../functions/goals/rules/since.ts';
import { ChangesAnswer, GoalsAnswer, VersionsAnswer } from '../../../functions/goals/shapes.ts';
import { versionViews, viewOf } from '../../../functions/goals/view.ts';
import type { Actor } from '../../../shared/values/actor.ts';
import type { Grade } from '../../../shared/values/grade.ts';
import { department, finance, ningxia, perfect, person, project, Story, section, shizhong, spoilt, submissionOf, unit } from './perfect.ts';

const which = { projectCode: project.projectCode, fiscalYear: 2023 };
const document = submissionOf(perfect).report.draft.document ?? { overall: '', indicators: [], budget: 0 };
const less = { ...perfect, budget: 900_000_000 };
const setting = { project, fiscalYear: 2023, policy: shizhong, today: '2023-02-01', person: 'reviewer', document };

/** The story's events as the table would give them back. */
function history({ events }: Story): Event[] {
  return events.map(({ type, data }, at) => {
    const link = {
      specversion: '1.0' as const,
      id: `goals/${at + 1}`,
      source: '/goals',
      type,
      time: `2023-02-${String(at + 1).padStart(2, '0')}T00:00:00Z`,
    };
    const place = { subject: which.projectCode, division: '370103', aggregate: 'goals', sequence: at + 1, previoushash: `h${at}`, hops: 0 };
    const by = { correlationid: 'c', actor: 'p1', actorname: '王工', organisation: '219001' };
    const sealed = seal({ ...link, datacontenttype: 'application/json' as const, ...place, ...by, ...{ data } });
    const reading = read(sealed);
    if (!reading.readable) throw new Error(reading.reason);
    return reading.event;
  });
}

const view = (story: Story, actor: Actor = unit, policy = shizhong) =>
  GoalsAnswer.parse({ ...viewOf(which, story.now.state, history(story), actor, policy), version: story.now.version });

const judge = (story: Story, step: string, opinion: Grade = 'good') =>
  story.tell(review(story.now, step === 'department' ? department : section, { step, opinion, comment: '意见' }, setting));

function filed(form = perfect): Story {
  const story = new Story();
  story.tell(file(undefined, unit, submissionOf(form), shizhong));
  return story;
}

function adjusted(): Story {
  const story = filed();
  judge(story, 'department');
  judge(story, 'finance', 'excellent');
  story.tell(adjust(story.now, department, { ...submissionOf(less), reason: 'policyChange', explanation: '上级调整任务' }, shizhong));
  return story;
}

describe('GET /goals/{projectCode}/{fiscalYear}', () => {
  it('shows the contents under review with the findings that travelled with them, the score, the chain and the reviews so far', () => {
    const story = filed(spoilt('N1', { unit: undefined }));
    judge(story, 'department');
    expect(view(story)).toMatchObject({
      status: 'inReview',
      step: 'finance',
      goalsVersion: 1,
      kind: 'submission',
      budget: '9750000.00',
      findings: [{ rule: 'GO-09' }],
      score: 98,
      deductions: [{ rule: 'GO-09', points: 2 }],
      chain: [
        { step: 'department', name: '区业务主管部门审核', done: true },
        { step: 'finance', done: false },
      ],
      reviews: [{ step: 'department', opinion: 'good', comment: '意见' }],
    });
  });

  it('shows what is in force, contents and all, beside the adjustment under review', () => {
    expect(view(adjusted())).toMatchObject({
      status: 'inReview',
      goalsVersion: 2,
      inForce: 1,
      budget: '9000000.00',
      kind: 'adjustment',
      adjustment: { reason: 'policyChange', explanation: '上级调整任务' },
      reviews: [],
      approved: { goalsVersion: 1, budget: '9750000.00', hash: expect.stringContaining('sha256:') },
    });
  });

  it('after a refused adjustment shows the approved goals with their own reviews', () => {
    const story = adjusted();
    judge(story, 'finance', 'poor');
    const seen = view(story);
    expect(seen).toMatchObject({
      status: 'approved',
      goalsVersion: 1,
      budget: '9750000.00',
      reviews: [{ opinion: 'good' }, { opinion: 'excellent' }],
    });
    expect(seen.approved).not.toHaveProperty('budget');
  });

  it('GO-54 says until when the due step has to be taken, GO-56 and that other rules hold by now', () => {
    const story = filed();
    expect(view(story)).toMatchObject({
      chain: [
        { step: 'department', due: '2023-02-15', escalated: false, roles: ['department'] },
        { step: 'finance', done: false },
      ],
    });
    expect(view(story)).not.toHaveProperty('policyNow');
    const policyNow = { id: ningxia.id, version: ningxia.version };
    expect(view(story, unit, ningxia)).toMatchObject({ policy: { version: shizhong.version }, policyNow });
  });

  it('names persons to those who supervise them, and third parties to finance', () => {
    const story = new Story();
    story.tell(file(undefined, unit, submissionOf(perfect, { policy: ningxia }), ningxia));
    story.tell(commission(story.now, finance, { organisation: 'TP-1', until: '2023-03-31' }, { ...setting, policy: ningxia }));
    expect(view(story, unit, ningxia).filed).toEqual({ at: '2023-02-01T00:00:00Z', organisation: '219001' });
    expect(view(story, unit, ningxia)).not.toHaveProperty('commissions');
    expect(view(story, person('X', 'audit'), ningxia).filed).toMatchObject({ person: '王工' });
    expect(view(story, finance, ningxia)).toMatchObject({ commissions: [{ organisation: 'TP-1', until: '2023-03-31' }] });
  });

  it('lists beside the project’s own the common indicators that finance puts in', () => {
    expect(view(filed())).toMatchObject({ commonIndicators: [{ name: '预算执行进度' }, { name: '预算支出率' }, { name: '预算到项目率' }] });
  });

  it('shows the budget that was issued with them', () => {
    const story = adjusted();
    judge(story, 'finance');
    const issued = { amount: 900_000_000, version: 1, at: 3 };
    const state = { ...story.now.state, issued };
    expect(viewOf(which, state, history(story), unit, shizhong)).toMatchObject({
      issued: { goalsVersion: 1, approvedAmount: '9000000.00' },
    });
  });

  it('is a fault, not an answer, when the record is gone', () => {
    expect(() => viewOf(which, filed().now.state, [], unit, shizhong)).toThrow('goals#370103-001#2023 has no document at 1');
  });
});

describe('GET …/changes', () => {
  const twice = () => {
    const story = filed();
    judge(story, 'department');
    judge(story, 'finance', 'fair');
    story.tell(file(story.known, unit, submissionOf({ ...spoilt('N1', { target: 13 }), budget: 970_000_000 }), shizhong));
    return story;
  };
  const since = (story: Story, version?: number, actor = department, policy = shizhong) =>
    ChangesAnswer.parse({ ...which, ...changesSince(history(story), { since: version, actor, policy }) });

  it('GO-53 tells cell by cell what has changed since a version, amounts in 元, and whose step that concerns', () => {
    expect(since(twice(), 1)).toEqual({
      ...which,
      since: 1,
      goalsVersion: 2,
      changes: [
        { at: '/indicators/N1/target', before: 12, after: 13 },
        { at: '/budget', before: '9750000.00', after: '9700000.00' },
      ],
      reopens: [
        { step: 'department', name: '区业务主管部门审核' },
        { step: 'finance', name: '区财政部门审核' },
      ],
    });
    expect(since(twice(), 2)).toMatchObject({ changes: [], reopens: [] });
    expect(changesSince(history(twice()), { since: 3, actor: department, policy: shizhong })).toBeUndefined();
  });

  it('GO-53 asked without a version compares with what the reader’s organisation last agreed on', () => {
    const story = twice();
    judge(story, 'department');
    const agreed = history(story).map((event) => (event.type === 'goals.reviewed.v1' ? { ...event, organisation: '219' } : event));
    const newest = { since: undefined, policy: shizhong };
    expect(changesSince(agreed, { ...newest, actor: department })).toMatchObject({ since: 2 });
    expect(changesSince(agreed.slice(0, -1), { ...newest, actor: department })).toMatchObject({ since: 1 });
    expect(changesSince(agreed, { ...newest, actor: finance })).toMatchObject({ since: 1 });
  });

  it('GO-53 of a joint review in 宁夏 money alone is none of its business', () => {
    const story = new Story();
    story.tell(file(undefined, unit, submissionOf(perfect, { policy: ningxia }), ningxia));
    story.tell(file(story.known, unit, submissionOf(less, { policy: ningxia }), ningxia));
    expect(since(story, 1, finance, ningxia).reopens.map(({ step }) => step)).toEqual(['department', 'finance']);
  });
});

describe('GET …/versions', () => {
  it('gives every version with its contents, its fate and its link in the chain of records', () => {
    const { items } = VersionsAnswer.parse({ items: versionViews(history(adjusted()), finance) });
    expect(items).toMatchObject([
      { goalsVersion: 1, status: 'approved', budget: '9750000.00', filed: { person: '王工' }, digest: expect.stringMatching(/^sha256:/) },
      { goalsVersion: 2, status: 'inReview', kind: 'adjustment', reason: 'policyChange', budget: '9000000.00' },
    ]);
  });
});
