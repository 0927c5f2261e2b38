import { describe, expect, it } from 'vitest';
import { type Event, GENESIS } from '../../../events/index.ts';
import { reviewsView } from '../../../functions/evaluation/auditing.ts';
import type { Filing } from '../../../functions/evaluation/rules/audit.ts';
import { type AuditOpinion, review, unlent } from '../../../functions/evaluation/rules/auditing.ts';
import { remind } from '../../../functions/evaluation/rules/deadline.ts';
import { auditStatusOf, type EvaluationDecision, type EvaluationState, statusOf } from '../../../functions/evaluation/rules/evaluation.ts';
import { selfEvaluate } from '../../../functions/evaluation/rules/self-evaluation.ts';
import { changesSince } from '../../../functions/evaluation/rules/since.ts';
import { spotCheck } from '../../../functions/evaluation/rules/spot-checking.ts';
import { withdraw } from '../../../functions/evaluation/rules/withdrawal.ts';
import type { Policy, ReviewStep } from '../../../shared/policy/policy.ts';
import { policyFor } from '../../../shared/policy/resolve.ts';
import type { Mandate } from '../../../shared/review/mandate.ts';
import type { Actor } from '../../../shared/values/actor.ts';
import type { Known } from '../../../shared/values/decision.ts';
import { BLANK, CODE, FILING, FINANCE, FORM, POLICY, reporting, said, UNIT, YARDSTICK } from './perfect.ts';

const DEPARTMENT: Actor = { ...UNIT, sub: 'D-1', name: '李科长', organisation: '219', roles: ['department'] };
const SECTION: Actor = { ...FINANCE, sub: 'F-2', name: '孙科员', roles: ['finance-section'] };
const GOVERNMENT: Actor = { ...FINANCE, sub: 'G-1', organisation: '001', roles: ['government'] };
const MENDED = reporting('q1', { actual: 11, note: '一个小区延期' });

/** 市中 with another audit of self-evaluations. */
const ruled = (binds: boolean, ...chain: ReviewStep[]): Policy => ({
  ...POLICY,
  evaluation: {
    ...POLICY.evaluation,
    selfAudit: { ...POLICY.evaluation.selfAudit, value: chain },
    selfAuditBinds: { ...POLICY.evaluation.selfAuditBinds, value: binds },
  },
});
const strict = ruled(
  true,
  { step: 'department', name: '主管部门审核', roles: ['department'], touches: ['/overall', '/indicators'] },
  { step: 'finance', name: '财政会签', roles: ['finance-section', 'finance-performance'], quorum: 'all' },
);

/** One evaluation in memory, and what its table would keep of it. */
class Story {
  known: Known<EvaluationState> | undefined;
  readonly events: Event[] = [];
  readonly policy: Policy;

  constructor(policy: Policy = POLICY) {
    this.policy = policy;
  }

  tell(decision: EvaluationDecision, actor: Actor = UNIT): EvaluationDecision {
    if (decision.outcome !== 'accepted') return decision;
    for (const event of decision.events) {
      const sequence = this.events.length + 1;
      const envelope = {
        specversion: '1.0',
        source: '/evaluation',
        datacontenttype: 'application/json',
        hops: 0,
        correlationid: 'c',
      } as const;
      const about = {
        subject: CODE,
        division: '370103',
        aggregate: `evaluation#${CODE}#2023`,
        previoushash: GENESIS,
        hash: `h${sequence}`,
      };
      const who = { actor: actor.sub, actorname: actor.name, organisation: actor.organisation };
      this.events.push({ ...envelope, ...about, ...who, id: `e/${sequence}`, sequence, time: '2024-02-01T01:00:00.000Z', ...event });
    }
    this.known = { state: decision.state, version: this.events.length, sequence: this.events.length, head: 'h' };
    return decision;
  }

  get now(): Known<EvaluationState> {
    if (!this.known) throw new Error('nothing was filed yet');
    return this.known;
  }

  file(form = FORM, filing: Partial<Filing> = {}) {
    const measure = { ...YARDSTICK, policy: this.policy };
    return this.tell(selfEvaluate(this.known, BLANK, form, JSON.stringify(form), measure, { ...FILING, ...filing }), filing.actor ?? UNIT);
  }

  judge(actor: Actor, step: string, more: Partial<AuditOpinion> & { mandate?: Mandate; today?: string } = {}) {
    const { mandate, today = '2024-02-02', ...rest } = more;
    const given = { step, opinion: 'pass', comment: '与台账一致', ...rest } as const;
    return this.tell(review(this.now, actor, given, { policy: this.policy, today, person: actor.sub, mandate }), actor);
  }

  check(actor: Actor, today = '2024-05-06', mandate?: Mandate) {
    const form = { indicators: FORM.indicators, finding: '现场核实', funds: FORM.funds };
    const measure = { ...YARDSTICK, policy: this.policy };
    return this.tell(spotCheck(this.known, BLANK, actor, form, measure, { person: actor.sub, today, mandate }), actor);
  }

  show(actor: Actor = FINANCE, division = '370103') {
    return reviewsView({ ...this.now.state, division }, this.events, actor);
  }
}
const filed = (policy: Policy = POLICY, form = FORM) => {
  const story = new Story(policy);
  story.file(form);
  return story;
};

describe('the audit of a self-evaluation', () => {
  it('EV-70 goes to the department, then to finance, and is shown as every review is', () => {
    const story = filed();
    expect(story.show()).toMatchObject({
      step: 'department',
      selfVersion: 1,
      audit: 'inReview',
      chain: [
        { step: 'department', name: '区业务主管部门审核', done: false, due: '2024-02-20' },
        { step: 'finance', done: false },
      ],
      reviews: [],
    });
    expect(story.judge(FINANCE, 'finance')).toMatchObject({ outcome: 'conflict', says: expect.stringContaining('还没有轮到') });
    expect(story.judge(SECTION, 'department')).toMatchObject({ outcome: 'forbidden' });
    expect(said(story.judge(DEPARTMENT, 'nowhere'))).toMatchObject([['EV-70', '/step', expect.stringContaining('department（')]]);
    expect(story.judge(DEPARTMENT, 'department')).toMatchObject({
      events: [{ type: 'evaluation.reviewed.v1', data: { selfVersion: 1, next: 'finance' } }],
      answer: { status: 'selfEvaluated', step: 'finance', audit: 'inReview' },
    });
    expect(story.judge(SECTION, 'finance')).toMatchObject({ answer: { audit: 'audited' } });
    expect(story.show()).toMatchObject({ audit: 'audited', reviews: [{ step: 'department', person: '李科长' }, { step: 'finance' }] });
    expect(story.show(UNIT).reviews[0]).not.toHaveProperty('person');
    expect(story.judge(FINANCE, 'finance')).toMatchObject({ outcome: 'conflict', says: '自评已审核完毕，没有待审核的步骤' });
  });

  it('EV-70 nobody audits what they or their own unit wrote, nor for somebody else; a department’s own goes to finance', () => {
    const story = filed();
    expect(story.judge({ ...DEPARTMENT, sub: UNIT.sub }, 'department')).toMatchObject({ outcome: 'forbidden' });
    const mandate: Mandate = {
      delegation: 'D',
      person: 'P',
      name: '某',
      organisation: '219001',
      division: '370103',
      roles: ['department'],
    };
    expect(story.judge({ ...DEPARTMENT, roles: [] }, 'department', { mandate })).toMatchObject({ outcome: 'forbidden' });
    const own = new Story();
    own.file(FORM, { actor: DEPARTMENT, person: DEPARTMENT.sub });
    expect(own.show()).toMatchObject({ step: 'finance', chain: [{ step: 'finance' }] });
    const alone = new Story(ruled(false, { step: 'department', name: '部门', roles: ['department'] }));
    alone.file(FORM, { actor: DEPARTMENT, person: DEPARTMENT.sub });
    expect(alone.show()).toMatchObject({ audit: null, chain: [] });
    expect(alone.judge(FINANCE, 'department')).toMatchObject({ outcome: 'conflict', says: '没有需要审核的自评' });
  });

  it('EV-71 everybody who is asked has to agree, and each has one opinion', () => {
    const story = filed(strict);
    story.judge(DEPARTMENT, 'department');
    expect(story.judge(SECTION, 'finance')).toMatchObject({ answer: { step: 'finance', audit: 'inReview' } });
    expect(story.judge(SECTION, 'finance')).toMatchObject({ outcome: 'conflict', says: expect.stringContaining('一人只能提出一次') });
    expect(story.judge(FINANCE, 'finance')).toMatchObject({ answer: { audit: 'audited' } });
  });

  it('EV-72 goes back to its author or to a step that has agreed, with reasons; the same again stays sent back', () => {
    const story = filed();
    story.judge(DEPARTMENT, 'department');
    expect(said(story.judge(FINANCE, 'finance', { returnTo: 'department' }))).toEqual([
      ['EV-72', '/returnTo', '只有退回修改的意见才能指定退回的步骤'],
    ]);
    expect(said(story.judge(FINANCE, 'finance', { opinion: 'return', returnTo: 'finance' }))).toEqual([
      ['EV-72', '/returnTo', '只能退回已办理的审核步骤：department（区业务主管部门审核）'],
    ]);
    expect(story.judge(FINANCE, 'finance', { opinion: 'return', returnTo: 'department' })).toMatchObject({
      answer: { step: 'department' },
    });
    story.judge(DEPARTMENT, 'department', { opinion: 'return', comment: '缺少佐证' });
    expect(story.show()).toMatchObject({
      audit: 'returned',
      reviews: [{}, { returnTo: 'department' }, { opinion: 'return', comment: '缺少佐证' }],
    });
    expect(story.file()).toMatchObject({ outcome: 'unchanged' });
    expect(story.judge(DEPARTMENT, 'department')).toMatchObject({ outcome: 'conflict', says: expect.stringContaining('已退回修改') });
    story.file(MENDED);
    expect(story.show()).toMatchObject({ audit: 'inReview', selfVersion: 2, step: 'department', reviews: [] });
  });

  it('EV-73 is taken back by who filed it before the first opinion, and may be filed as it stands', () => {
    const story = filed();
    expect(withdraw(story.now, DEPARTMENT, undefined)).toMatchObject({ outcome: 'forbidden' });
    story.tell(withdraw(story.now, UNIT, '填写有误'));
    expect(story.events.at(-1)).toMatchObject({ type: 'evaluation.self-withdrawn.v1', data: { selfVersion: 1, reason: '填写有误' } });
    expect(statusOf(story.now.state)).toBe('open');
    expect(story.show()).toMatchObject({ audit: 'withdrawn' });
    expect(withdraw(story.now, UNIT, undefined)).toMatchObject({ outcome: 'conflict' });
    expect(story.judge(DEPARTMENT, 'department')).toMatchObject({ outcome: 'conflict', says: expect.stringContaining('撤回') });
    expect(story.file()).toMatchObject({ outcome: 'accepted', state: { audit: { version: 2 } } });
    story.judge(DEPARTMENT, 'department');
    expect(withdraw(story.now, UNIT, undefined)).toMatchObject({ outcome: 'conflict' });
    const checked = filed();
    checked.check(FINANCE);
    expect(withdraw(checked.now, UNIT, undefined)).toMatchObject({ outcome: 'conflict' });
    expect(checked.judge(DEPARTMENT, 'department')).toMatchObject({ outcome: 'conflict', says: expect.stringContaining('已复核') });
  });

  it('EV-74 a change opens again only the steps that it touches, and is told cell by cell', () => {
    const story = filed(strict);
    story.judge(DEPARTMENT, 'department');
    story.judge(SECTION, 'finance', { opinion: 'return', comment: '预算数有误' });
    const first = story.events.find((event) => event.type === 'evaluation.self-evaluated.v1');
    if (!first) throw new Error('nothing was filed');
    const funds = { ...FORM.funds, initial: 970_000_000 };
    story.file({ ...FORM, funds }, { earlier: new Map([[first.sequence, first.data]]) });
    expect(story.events.at(-1)).toMatchObject({ data: { selfVersion: 2, carried: [{ step: 'department', documentAt: 1 }] } });
    expect(story.show()).toMatchObject({ step: 'finance', chain: [{ done: true, agreedVersion: 1 }, { done: false }] });
    const since = (asked: number | undefined, actor = DEPARTMENT) => changesSince(story.events, { since: asked, actor, policy: strict });
    expect(since(undefined)).toEqual({
      since: 1,
      selfVersion: 2,
      changes: [{ at: '/funds/initial', before: '9750000.00', after: '9700000.00' }],
      reopens: [{ step: 'finance', name: '财政会签' }],
    });
    expect(since(undefined, FINANCE)).toMatchObject({ since: 1 });
    expect(since(9)).toBeUndefined();
  });

  it('EV-76 in somebody else’s name by their roles, and both are recorded', () => {
    const story = filed();
    const mandate: Mandate = {
      delegation: 'D',
      person: 'D-1',
      name: '李科长',
      organisation: '219',
      division: '370103',
      roles: ['department'],
    };
    const clerk: Actor = { ...DEPARTMENT, sub: 'D-2', name: '钱科员', roles: [] };
    expect(story.judge(clerk, 'department')).toMatchObject({ outcome: 'forbidden' });
    expect(story.judge(clerk, 'department', { mandate })).toMatchObject({ events: [{ data: { onBehalfOf: { name: '李科长' } } }] });
    expect(story.show().reviews).toMatchObject([{ person: '钱科员', onBehalfOf: { organisation: '219', person: '李科长' } }]);
    expect(unlent('委托已收回')).toMatchObject({ findings: [{ rule: 'EV-76', at: '/onBehalfOf' }] });
  });

  it('EV-77 the chain is the one that was pinned, and GET says when it isn’t today’s', () => {
    const story = filed({ ...strict, version: 'strict+sha256:00000000' });
    const later = review(
      story.now,
      DEPARTMENT,
      { step: 'department', opinion: 'pass', comment: '同意' },
      { policy: ruled(false), today: '2024-02-02', person: 'D-1' },
    );
    expect(later).toMatchObject({ answer: { step: 'finance' } });
    expect(story.show()).toMatchObject({ policyNow: { id: 'shizhong-2019' } });
  });

  it('EV-78 a spot check waits for the audit only where the policy says so', () => {
    const story = filed(strict);
    expect(said(story.check(FINANCE))).toEqual([['EV-78', '', '自评尚未审核完毕，不能抽查复核']]);
    story.judge(DEPARTMENT, 'department');
    story.judge(SECTION, 'finance');
    story.judge(FINANCE, 'finance');
    expect(story.check(FINANCE)).toMatchObject({ outcome: 'accepted' });
    expect(filed().check(FINANCE)).toMatchObject({ answer: { status: 'spotChecked' } });
  });
});

describe('what nobody judges in time', () => {
  const on = (story: Story, today: string) => story.tell(remind(story.known, {}, today));

  it('EV-75 the audit is reminded of and escalated, each once; nothing is said once finance has judged', () => {
    const story = filed();
    expect(on(story, '2024-02-05')).toMatchObject({ outcome: 'unchanged' });
    expect(on(story, '2024-02-18')).toMatchObject({
      events: [{ type: 'evaluation.review-reminded.v1', data: { of: 'selfEvaluation', step: 'department', dueOn: '2024-02-20' } }],
    });
    expect(on(story, '2024-02-21')).toMatchObject({
      events: [{ type: 'evaluation.review-escalated.v1', data: { to: ['finance-performance'] } }],
    });
    expect(on(story, '2024-03-20')).toMatchObject({ outcome: 'unchanged' });
    expect(story.judge(FINANCE, 'department', { today: '2024-02-22' })).toMatchObject({ outcome: 'accepted' });
    const checked = filed();
    checked.check(FINANCE);
    expect(on(checked, '2024-12-31')).toEqual({ outcome: 'absent' });
    expect(remind(undefined, {}, '2024-12-31')).toEqual({ outcome: 'absent' });
  });

  it('EV-37, EV-75 a spot check that was begun has a chain, a limit, and those above once it is late', () => {
    const dongli = new Story(policyFor('120110', 2023));
    expect(dongli.check(SECTION)).toMatchObject({ answer: { draft: true } });
    expect(dongli.show(FINANCE, '120110')).toMatchObject({
      step: 'final-check',
      checkChain: [{ done: true }, { step: 'final-check', name: '职能科室终审', due: '2024-05-17' }],
    });
    expect(dongli.check(GOVERNMENT)).toMatchObject({ outcome: 'forbidden' });
    expect(on(dongli, '2024-05-18')).toMatchObject({ events: [{ data: { of: 'spotCheck', step: 'final-check', to: ['government'] } }] });
    expect(dongli.check(SECTION, '2024-05-22')).toMatchObject({ answer: { draft: true } });
    const mandate: Mandate = {
      delegation: 'D',
      person: 'F-2',
      name: '孙科员',
      organisation: '118',
      division: '370103',
      roles: ['finance-performance'],
    };
    expect(said(dongli.check({ ...GOVERNMENT, sub: 'F-9' }, '2024-05-22', mandate))).toEqual([['EV-37', '', '初审和终审不能由同一人作出']]);
    expect(dongli.check(GOVERNMENT, '2024-05-22')).toMatchObject({
      events: [{ type: 'evaluation.spot-checked.v1', data: { step: 'final-check' } }],
    });
    expect(auditStatusOf(dongli.now.state)).toBeUndefined();
  });
});
