import { describe, expect, it } from 'vitest';
import { digestOf } from '../../../events/chain.ts';
import { type Ground, unlent } from '../../../functions/assessment/rules/assessment.ts';
import { commission } from '../../../functions/assessment/rules/commission.ts';
import { type Conclusion, conclude } from '../../../functions/assessment/rules/conclusion.ts';
import { assessIndependently } from '../../../functions/assessment/rules/independent.ts';
import { recomputed } from '../../../functions/assessment/rules/recompute.ts';
import { sendBack } from '../../../functions/assessment/rules/return.ts';
import { opine } from '../../../functions/assessment/rules/review.ts';
import { changesSince } from '../../../functions/assessment/rules/since.ts';
import { type Submission, submit } from '../../../functions/assessment/rules/submission.ts';
import { voicesIn } from '../../../functions/assessment/rules/voices.ts';
import { withdraw } from '../../../functions/assessment/rules/withdrawal.ts';
import { viewOf } from '../../../functions/assessment/view.ts';
import { by, type PolicyFile, type ReviewStep } from '../../../shared/policy/policy.ts';
import { resolveWith } from '../../../shared/policy/resolve.ts';
import { PolicySchema } from '../../../shared/policy/schema/schema.ts';
import type { Mandate } from '../../../shared/review/mandate.ts';
import type { Actor } from '../../../shared/values/actor.ts';
import { AGENCY, CARD, DIVISION, errors, FINANCE, FULL, GOOD, GROUND, INVESTMENT, REPORT, SECTION, submission, UNIT } from './perfect.ts';
import { next, type Told } from './telling.ts';

/** A government of our own making: 财政业务科室与第三方会签、绩效科与投资主管部门会签并行，本级政府终审. */
const CHAIN: readonly ReviewStep[] = [
  { step: 'first', name: '业务科室会签', roles: ['finance-section', 'third-party'], quorum: 'all' },
  { step: 'second', name: '绩效和投资会签', roles: ['finance-performance', 'investment'], quorum: 'all', beside: true },
  { step: 'last', name: '政府终审', roles: ['government'] },
];
const fileOf = (chain: readonly ReviewStep[]): PolicyFile => ({
  id: 'madeup-2023',
  name: '示例区',
  division: DIVISION,
  document: '《示例区办法》',
  since: '2023-01',
  years: { from: 2023 },
  rules: { assessment: { chain: by('《示例区办法》 第九条', chain), chainBinds: by('《示例区办法》 第十条', true) } },
});
const strictly = (chain: readonly ReviewStep[] = CHAIN): Ground => ({ ...GROUND, policy: resolveWith([fileOf(chain)])(DIVISION, 2024) });
const STRICT = strictly();
const GOVERNMENT: Actor = { ...FINANCE, sub: 'g1', name: '区长', organisation: '区政府', roles: ['government'] };
const SUPPORT: Conclusion = { verdict: 'support', supportedAmount: 975_000_000, conditions: [], reason: '必要、可行' };
const MENDED = { ...REPORT, consultations: [{ body: '社区', opinion: '支持' }] };

const personOf = ({ sub }: Actor) => digestOf(sub).slice(7, 23);
const filed = (ground: Ground, report = REPORT, before?: Told, change: Partial<Submission> = {}) =>
  next(before, UNIT, (known) => submit(known, UNIT, submission(report, { person: personOf(UNIT), ...change }), ground));
interface Said {
  readonly step?: string;
  readonly scores?: typeof FULL;
  readonly mandate?: Mandate;
}
const said = ({ known }: Told, actor: Actor, ground: Ground, { scores = FULL, step, mandate }: Said = {}) =>
  opine(known, actor, { scores, opinion: '见评分', person: personOf(actor), step, mandate }, ground);
const say = (before: Told, actor: Actor, ground: Ground, more: Said = {}) => next(before, actor, () => said(before, actor, ground, more));
const end = ({ known }: Told, ground: Ground, actor = FINANCE) => conclude(known, actor, SUPPORT, ground);
const show = ({ known: { state }, events }: Told, ground: Ground, actor = FINANCE) =>
  viewOf(state, events, { actor, thirdParty: false }, ground.policy);
const asked = { division: DIVISION, organisation: AGENCY.organisation, from: '2023-09-01', until: '2023-09-30' };
const commissioned = (ground: Ground) => {
  const before = filed(ground);
  return next(before, FINANCE, () => commission(before.known, FINANCE, asked, ground));
};
/** Everybody of the two 会签 that stand side by side, in an order of their own. */
const walked = (ground: Ground = STRICT) =>
  [INVESTMENT, AGENCY, FINANCE, SECTION].reduce((before, actor) => say(before, actor, ground), commissioned(ground));

describe('a made-up government that binds its chain', () => {
  it('holds to the schema', () => {
    expect(PolicySchema.safeParse(STRICT.policy).error).toBeUndefined();
  });

  it('AS-30, AS-34 two 会签 side by side, each with everybody who is asked, then the last step, then the conclusion', () => {
    const start = commissioned(STRICT);
    expect(show(start, STRICT)).toMatchObject({
      step: 'first',
      steps: ['first', 'second'],
      chain: [
        { step: 'first', name: '业务科室会签', done: false, quorum: 'all', due: '2023-10-07', opinions: 0 },
        { step: 'second', beside: true, roles: ['finance-performance', 'investment'] },
        { step: 'last', done: false },
      ],
    });
    expect(said(start, GOVERNMENT, STRICT)).toMatchObject({ outcome: 'conflict', says: expect.stringContaining('还没有轮到') });
    const one = say(start, INVESTMENT, STRICT);
    expect(show(one, STRICT).chain[1]).toMatchObject({ done: false, opinions: 1 });
    expect(said(one, INVESTMENT, STRICT)).toMatchObject({ outcome: 'conflict' });
    expect(said(one, { ...INVESTMENT, sub: 'i2' }, STRICT)).toMatchObject({
      outcome: 'conflict',
      says: expect.stringContaining('已有意见'),
    });
    expect(said(one, SECTION, STRICT)).toMatchObject({ outcome: 'conflict', says: expect.stringContaining('尚未提出意见') });
    const three = [AGENCY, FINANCE].reduce((before, actor) => say(before, actor, STRICT), one);
    expect(show(three, STRICT)).toMatchObject({ step: 'first', chain: [{ done: false }, { done: true }, { done: false }] });
    const four = say(three, SECTION, STRICT, { step: 'first' });
    expect(four.events.at(-1)).toMatchObject({ data: { step: 'first', waiting: ['last'] } });
    expect(errors(end(four, STRICT))).toEqual(['AS-31 ']);
    const five = say(four, GOVERNMENT, STRICT, { scores: GOOD });
    expect(end(five, STRICT)).toMatchObject({ outcome: 'accepted', answer: { score: 97 } });
  });

  it('AS-30 a step that the chain doesn’t have is refused, one that isn’t theirs forbidden', () => {
    const start = commissioned(STRICT);
    expect(errors(said(start, FINANCE, STRICT, { step: 'opinion' }))).toEqual(['AS-30 /step']);
    expect(said(start, FINANCE, STRICT, { step: 'first' })).toMatchObject({ outcome: 'forbidden' });
    expect(said(walked(), { ...FINANCE, sub: 'f9' }, STRICT)).toMatchObject({ outcome: 'conflict' });
  });

  it('AS-31 no conclusion before the chain is through, and the article says why', () => {
    expect(end(walked(), STRICT)).toMatchObject({
      findings: [{ rule: 'AS-31', says: expect.stringContaining('“政府终审”'), basis: '《示例区办法》 第九条；《示例区办法》 第十条' }],
    });
  });

  it('AS-32 sends back to a step that agreed: its opinions count no more, those of others stay, nobody files anew', () => {
    const before = say(walked(), GOVERNMENT, STRICT, { scores: GOOD });
    const back = (returnTo: string) =>
      sendBack(before.known, FINANCE, { reason: '评分理由不充分', remarks: [], returnTo, voices: voicesIn(before.events) }, STRICT);
    expect(errors(back('nowhere'))).toEqual(['AS-32 /returnTo']);
    const again = next(before, FINANCE, () => back('second'));
    expect(again.events.at(-1)).toMatchObject({ type: 'assessment.sent-back.v1', data: { reopened: ['second', 'last'] } });
    expect(again.known.state).toMatchObject({ status: 'submitted', opinions: { total: 20_000 } });
    expect(show(again, STRICT)).toMatchObject({
      step: 'second',
      opinions: [{ step: 'first' }, { step: 'first' }],
      sentBack: [{ returnTo: 'second', stepName: '绩效和投资会签', reason: '评分理由不充分' }],
    });
    expect(recomputed(again.known.state, again.events, () => STRICT.policy).at(-1)).toMatchObject({
      what: 'score',
      recorded: 100,
      recomputed: 100,
    });
    const anew = [FINANCE, INVESTMENT].reduce((told, actor) => say(told, actor, STRICT, { scores: GOOD }), again);
    expect(show(anew, STRICT)).toMatchObject({ step: 'last', score: 92.5 });
    expect(recomputed(anew.known.state, anew.events, () => STRICT.policy).at(-1)).toMatchObject({ what: 'score', recomputed: 92.5 });
  });

  it('AS-35 a changed report opens again only the steps that it touches, and their opinions with them', () => {
    const [first, second, last] = CHAIN as readonly [ReviewStep, ReviewStep, ReviewStep];
    const parted = strictly([{ ...first, touches: ['/dimensions'] }, { ...second, touches: ['/consultations'] }, last]);
    const before = walked(parted);
    const report = before.events.find((event) => event.type === 'assessment.submitted.v1');
    if (!report) throw new Error('no report');
    const earlier = new Map([[report.sequence, { report: report.data, policy: parted.policy.version }]]);
    const voices = voicesIn(before.events);
    const mended = filed(parted, MENDED, before, { earlier, voices });
    expect(mended.events.at(-1)).toMatchObject({ data: { reportVersion: 2, carried: [{ step: 'first', documentAt: 1 }] } });
    expect(show(mended, parted)).toMatchObject({
      step: 'second',
      opinions: [{ step: 'first' }, { step: 'first' }],
      chain: [{ step: 'first', done: true, agreedVersion: 1 }, { done: false }, { done: false }],
      score: 100,
    });
    expect(changesSince(mended.events, { since: undefined, actor: SECTION, policy: parted.policy })).toEqual({
      since: 1,
      reportVersion: 2,
      changes: [{ at: '/consultations/社区', after: { id: '社区', opinion: '支持' } }],
      reopens: [
        { step: 'second', name: '绩效和投资会签' },
        { step: 'last', name: '政府终审' },
      ],
    });
    expect(changesSince(mended.events, { since: 3, actor: SECTION, policy: parted.policy })).toBeUndefined();
    // Under another version of the policy nothing is carried over.
    const elsewhere = new Map([[report.sequence, { report: report.data, policy: 'other' }]]);
    expect(filed(parted, MENDED, before, { earlier: elsewhere, voices }).known.state).toMatchObject({ review: { agreed: [0, 0, 0] } });
  });

  it('AS-35 amounts are told in 元, cell by cell', () => {
    const dimensions = { ...REPORT.dimensions, economy: { argument: '重新比选', evidence: [] } };
    const card = { ...CARD, requestedAmount: 900_000_000 };
    const mended = filed({ ...STRICT, card }, { ...REPORT, requestedAmount: 900_000_000, dimensions }, filed(STRICT));
    expect(changesSince(mended.events, { since: 1, actor: FINANCE, policy: STRICT.policy })?.changes).toEqual([
      { at: '/requestedAmount', before: '9750000.00', after: '9000000.00' },
      { at: '/dimensions/economy/argument', before: REPORT.dimensions.economy?.argument, after: '重新比选' },
    ]);
  });

  it('AS-38 the chain that was pinned goes on when the policy changes, and GET says so', () => {
    const before = filed(STRICT);
    expect(said(before, FINANCE, GROUND)).toMatchObject({ outcome: 'accepted', answer: { steps: ['first', 'second'] } });
    expect(end(before, GROUND)).toMatchObject({ outcome: 'refused' });
    expect(show(before, GROUND)).toMatchObject({ policy: { id: 'madeup-2023' }, policyNow: { id: 'shizhong-2019' }, step: 'first' });
    expect(show(before, STRICT)).not.toHaveProperty('policyNow');
  });
});

describe('a government that doesn’t bind its chain', () => {
  it('AS-30 takes opinions in any order, also after the step is through, and a conclusion at any time', () => {
    const first = say(commissioned(GROUND), FINANCE, GROUND);
    expect(first.known.state.review?.agreed).toEqual([1]);
    expect(first.events.at(-1)).toMatchObject({ data: { step: 'opinion' } });
    const more = [SECTION, AGENCY].reduce((before, actor) => say(before, actor, GROUND, { scores: GOOD }), first);
    expect(show(more, GROUND)).toMatchObject({ score: 90, chain: [{ step: 'opinion', done: true }] });
    expect(end(filed(GROUND), GROUND)).toMatchObject({ outcome: 'accepted' });
  });

  it('AS-34 no third party closes a step alone, but its opinion counts', () => {
    const one = say(commissioned(GROUND), AGENCY, GROUND, { scores: GOOD });
    expect(show(one, GROUND)).toMatchObject({ step: 'opinion', score: 85, chain: [{ done: false, opinions: 1 }] });
  });

  it('what came in before chains were pinned walks that of today', () => {
    const told = commissioned(GROUND);
    const { review: _, versions: __, ...old } = told.known.state;
    const decision = said({ ...told, known: { ...told.known, state: old } }, FINANCE, GROUND);
    expect(decision).toMatchObject({ outcome: 'accepted', state: { review: { agreed: [1] } } });
  });
});

describe('for somebody else', () => {
  const mandate: Mandate = {
    delegation: 'D1',
    person: personOf(FINANCE),
    name: FINANCE.name,
    organisation: FINANCE.organisation,
    division: DIVISION,
    roles: ['finance-performance'],
  };
  const clerk: Actor = { ...FINANCE, sub: 'c1', name: '钱科员', roles: [] };

  it('AS-37 by the other one’s roles, with both recorded, and one opinion for the two of them', () => {
    const before = commissioned(GROUND);
    expect(said(before, clerk, GROUND)).toEqual({ outcome: 'absent' });
    const told = say(before, clerk, GROUND, { mandate });
    expect(told.events.at(-1)).toMatchObject({
      data: { onBehalfOf: { delegation: 'D1', name: '赵科长', roles: ['finance-performance'] } },
    });
    expect(show(told, GROUND).opinions[0]).toMatchObject({ name: '钱科员', onBehalfOf: { organisation: '财政局', person: '赵科长' } });
    expect(show(told, GROUND, UNIT).opinions[0]).toMatchObject({ onBehalfOf: { organisation: '财政局' } });
    expect(said(told, FINANCE, GROUND)).toMatchObject({ outcome: 'conflict' });
    expect(said(told, clerk, GROUND, { mandate: { ...mandate, person: 'p-other' } })).toMatchObject({ outcome: 'conflict' });
    const back = sendBack(told.known, clerk, { reason: '补充比价', remarks: [], person: personOf(clerk), mandate }, GROUND);
    expect(back).toMatchObject({ events: [{ type: 'assessment.returned.v1', data: { onBehalfOf: { delegation: 'D1' } } }] });
    expect(conclude(told.known, clerk, { ...SUPPORT, person: personOf(clerk), mandate }, GROUND)).toMatchObject({
      events: [{ data: { onBehalfOf: { name: '赵科长' } } }],
    });
    expect(unlent('委托已收回')).toMatchObject({ findings: [{ rule: 'AS-37', at: '/onBehalfOf' }] });
  });

  it('AS-16 nobody judges what they wrote themselves, whatever office they sit in by now, nor lets a delegate do it', () => {
    const before = filed(GROUND);
    expect(said(before, { ...FINANCE, sub: UNIT.sub }, GROUND)).toMatchObject({ outcome: 'forbidden' });
    expect(said(before, clerk, GROUND, { mandate: { ...mandate, person: personOf(UNIT) } })).toMatchObject({ outcome: 'forbidden' });
    expect(said(before, { ...clerk, organisation: UNIT.organisation }, GROUND, { mandate })).toMatchObject({ outcome: 'forbidden' });
    expect(said(before, clerk, GROUND, { mandate: { ...mandate, organisation: UNIT.organisation } })).toMatchObject({
      outcome: 'forbidden',
    });
  });
});

describe('POST …/withdrawal', () => {
  const take = ({ known }: Told, actor = UNIT, ground: Ground = GROUND) => withdraw(known, actor, '测算有误', ground);

  it('AS-33 whoever submitted takes the report back before the first opinion, and may submit it as it stands', () => {
    const before = filed(GROUND);
    expect(take(before, FINANCE)).toMatchObject({ outcome: 'forbidden' });
    expect(take(before, { ...UNIT, division: '370104' })).toEqual({ outcome: 'absent' });
    expect(take(before, UNIT, { ...GROUND, card: { ...CARD, withdrawn: true } })).toMatchObject({ outcome: 'conflict' });
    const taken = next(before, UNIT, () => take(before));
    expect(taken.events.at(-1)).toMatchObject({ type: 'assessment.withdrawn.v1', data: { reportVersion: 1, reason: '测算有误' } });
    expect(show(taken, GROUND)).toMatchObject({
      status: 'withdrawn',
      withdrawn: { reason: '测算有误' },
      ...REPORT,
      requestedAmount: '9750000.00',
    });
    expect(said(taken, FINANCE, GROUND)).toMatchObject({ outcome: 'conflict', says: expect.stringContaining('撤回') });
    expect(take(taken)).toMatchObject({ outcome: 'conflict' });
    expect(filed(GROUND, REPORT, taken).known.state).toMatchObject({ status: 'submitted', versions: 2 });
  });

  it('AS-33 not after an opinion, nor after an independent assessment', () => {
    const before = commissioned(GROUND);
    expect(take(say(before, FINANCE, GROUND))).toMatchObject({ outcome: 'conflict' });
    const given = { organiser: 'finance', scores: FULL, supportedAmount: 900_000_000, opinion: '可压缩' } as const;
    const beside = { first: REPORT, inspected: new Map(), person: personOf(FINANCE) };
    const judged = next(before, FINANCE, () => assessIndependently(before.known, FINANCE, given, beside, GROUND));
    expect(take(judged)).toMatchObject({ outcome: 'conflict' });
  });
});
