import { describe, expect, it } from 'vitest';
import { canonical, digestOf, seal, verifyChain } from '../../../events/chain.ts';
import { type Event, GENESIS, read } from '../../../events/index.ts';
import { openRecords } from '../../../functions/goals/records.ts';
import { adjust } from '../../../functions/goals/rules/adjustment.ts';
import { file } from '../../../functions/goals/rules/filing.ts';
import { recomputed } from '../../../functions/goals/rules/recompute.ts';
import { review } from '../../../functions/goals/rules/review.ts';
import { ContractAnswer } from '../../../functions/goals/shapes.ts';
import type { Actor } from '../../../shared/values/actor.ts';
import { Recomputation, recomputation } from '../../../shared/values/recomputation.ts';
import { sample } from '../../events/samples.ts';
import { amended } from '../amended.ts';
import { department, finance, perfect, person, project, Story, section, shizhong, spoilt, submissionOf, unit } from './perfect.ts';

const which = { projectCode: project.projectCode, fiscalYear: 2023 };
const document = submissionOf(perfect).report.draft.document ?? { overall: '', indicators: [], budget: 0 };
const setting = { project, fiscalYear: 2023, policy: shizhong, today: '2023-02-01', person: 'reviewer', document };
const SHEET = {
  completeness: 10,
  clarity: 9,
  relevance: 15,
  soundness: 13,
  reasonableness: 14,
  fundingMatch: 14,
  likelihood: 9,
  conditions: 9,
};

/** The story's events as one true chain. */
function chained({ events }: Story): Event[] {
  let previoushash: string = GENESIS;
  return events.map(({ type, data }, at) => {
    const sealed = seal({
      specversion: '1.0' as const,
      id: `goals#${which.projectCode}#2023/${at + 1}`,
      source: '/goals',
      type,
      time: `2023-02-${String(at + 1).padStart(2, '0')}T00:00:00Z`,
      subject: which.projectCode,
      datacontenttype: 'application/json' as const,
      division: '370103',
      aggregate: `goals#${which.projectCode}#2023`,
      sequence: at + 1,
      previoushash,
      hops: 0,
      correlationid: 'c',
      actor: 'p1',
      actorname: '王工',
      organisation: '219001',
      data,
    });
    previoushash = sealed.hash;
    const reading = read(sealed);
    if (!reading.readable) throw new Error(reading.reason);
    return reading.event;
  });
}

const judge = (story: Story, step: string, scores?: Record<string, number>) =>
  story.tell(
    review(story.now, step === 'department' ? department : section, { step, opinion: 'excellent', comment: '同意', scores }, setting),
  );

function approved(form = perfect): Story {
  const story = new Story();
  story.tell(file(undefined, unit, submissionOf(form), shizhong));
  judge(story, 'department', SHEET);
  judge(story, 'finance');
  return story;
}

/** The records over a story, as if the table kept it. */
function records(story: Story, events: readonly Event[] = chained(story)) {
  const card = { ...(sample('project.registered.v1').data.project as object), ...project };
  return openRecords({
    goals: { read: async () => ({ state: story.now.state }), history: async () => events, verify: async () => verifyChain(events) },
    cards: { find: async () => card as never },
  });
}
const contract = async (story: Story, actor: Actor = unit, events?: readonly Event[]) => {
  const found = await records(story, events).contract(which, actor);
  return found && ContractAnswer.parse(found);
};

describe('the contract', () => {
  it('NX-12 shows what was approved, by whom step by step, under which rules, each with its place in the chain', async () => {
    const story = approved();
    const events = chained(story);
    expect(await contract(story)).toMatchObject({
      ...which,
      goalsVersion: 1,
      kind: 'submission',
      overall: document.overall,
      budget: '9750000.00',
      digest: digestOf(canonical(document)),
      approved: { sequence: 4, hash: events[3]?.hash, previousHash: events[2]?.hash },
      filed: { sequence: 1, hash: events[0]?.hash, organisation: '219001' },
      steps: [
        { step: 'department', name: '区业务主管部门审核', opinion: 'excellent', sequence: 2, hash: events[1]?.hash },
        { step: 'finance', name: '区财政部门审核', opinion: 'excellent', sequence: 3 },
      ],
      policy: { id: 'shizhong-2019', version: shizhong.version },
      chain: { sound: true, length: 4, head: events[3]?.hash },
    });
  });

  it('NX-12 can be verified by anybody from the events: digest, hash, and the link before it', async () => {
    const story = approved();
    const told = await contract(story);
    const event = chained(story).find(({ sequence }) => sequence === told?.approved.sequence);
    if (event?.type !== 'goals.approved.v1') throw new Error('no approval');
    const { hash, ...content } = event;
    expect(digestOf(event.previoushash + canonical(content))).toBe(told?.approved.hash);
    expect(digestOf(canonical(event.data.goals))).toBe(told?.digest);
    expect(hash).toBe(told?.approved.hash);
  });

  it('says so when a link is broken', async () => {
    const story = approved();
    const bent = chained(story).map((event) => (event.sequence === 2 ? { ...event, organisation: '999' } : event));
    expect((await contract(story, unit, bent))?.chain).toEqual({ sound: false, sequence: 2, says: '第2条记录的内容与其摘要不符' });
  });

  it('is the adjusted goals once they are approved, and until then those before', async () => {
    const story = approved();
    const less = { ...perfect, budget: 900_000_000 };
    const adjustment = { ...submissionOf(less), reason: 'policyChange' as const, explanation: '上级调整任务' };
    story.tell(adjust(story.now, department, adjustment, shizhong));
    expect(await contract(story)).toMatchObject({ goalsVersion: 1, budget: '9750000.00' });
  });

  it('is there for who sees the project, once there is one', async () => {
    const story = new Story();
    story.tell(file(undefined, unit, submissionOf(perfect), shizhong));
    expect(await contract(story)).toBeUndefined();
    expect(await contract(approved(), person('301001', 'unit'))).toBeUndefined();
    expect(await contract(approved(), { ...finance, division: '370104' })).toBeUndefined();
  });

  it('names people only to those who supervise their work', async () => {
    expect((await contract(approved(), finance))?.steps[0]).toHaveProperty('person', '王工');
    expect((await contract(approved(), unit))?.steps[0]).not.toHaveProperty('person');
  });
});

describe('重算', () => {
  const numbers = (story: Story, events: readonly Event[] = chained(story)) =>
    recomputation(
      shizhong,
      recomputed(events, () => shizhong),
    );
  const byName = (story: Story, events?: readonly Event[]) =>
    Object.fromEntries(numbers(story, events).items.map((item) => [item.what, item]));

  it('GO-38 makes check score, grade, weights and review sheet again from the events', async () => {
    const story = approved(spoilt('N1', { unit: undefined }));
    expect(numbers(story).same).toBe(true);
    expect(byName(story)).toMatchObject({
      'versions/1/score': { recorded: 98, recomputed: 98, formula: '100－2（GO-09）＝98' },
      'versions/1/grade': { recorded: 'excellent', recomputed: 'excellent' },
      'versions/1/weights': { recorded: 90, recomputed: 90 },
      'reviews/2/opinion': { recorded: 'excellent', recomputed: 'excellent', formula: '10＋9＋15＋13＋14＋14＋9＋9＝93，为“优”' },
    });
    const told = await records(story).recompute(which, unit);
    expect(Recomputation.parse(told)).toMatchObject({ same: true });
    expect(told?.policy).toEqual({ id: 'shizhong-2019', version: shizhong.version });
    expect(await records(story).recompute(which, person('301001', 'unit'))).toBeUndefined();
  });

  it('comes out byte for byte after grades and sheet were amended', () => {
    const story = approved(spoilt('N1', { unit: undefined }));
    const grades = { value: { excellent: 99, good: 95, fair: 60 }, basis: '修订' };
    const { now, recall } = amended('370103', 2023, { grades });
    const report = recomputation(shizhong, recomputed(chained(story), recall));
    expect(report.same).toBe(true);
    expect(report.items.every(({ by }) => by?.version === shizhong.version && by.named === shizhong.version)).toBe(true);
    expect(
      recomputation(
        now,
        recomputed(chained(story), () => now),
      ).same,
    ).toBe(false);
  });

  it.each<[string, string, (event: Event) => object]>([
    ['a score that its findings don’t make', 'versions/1/score', (event) => (event.type === 'goals.submitted.v1' ? { score: 99 } : {})],
    [
      'an opinion that its sheet doesn’t make',
      'reviews/2/opinion',
      (event) => (event.type === 'goals.reviewed.v1' ? { opinion: 'good' } : {}),
    ],
  ])('shows %s', (_, what, change) => {
    const story = approved();
    const events = chained(story).map((event) => ({ ...event, data: { ...event.data, ...change(event) } }) as Event);
    expect(
      numbers(story, events)
        .items.filter(({ same }) => !same)
        .map((item) => item.what),
    ).toEqual([what]);
  });
});
