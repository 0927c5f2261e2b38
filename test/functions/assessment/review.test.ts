import { describe, expect, it } from 'vitest';
import type { AssessmentState, Ground } from '../../../functions/assessment/rules/assessment.ts';
import { commission } from '../../../functions/assessment/rules/commission.ts';
import { sendBack } from '../../../functions/assessment/rules/return.ts';
import { opine } from '../../../functions/assessment/rules/review.ts';
import { submit } from '../../../functions/assessment/rules/submission.ts';
import type { Actor } from '../../../shared/values/actor.ts';
import type { Known } from '../../../shared/values/decision.ts';
import {
  AGENCY,
  CARD,
  DIVISION,
  errors,
  FINANCE,
  FULL,
  GOOD,
  GROUND,
  known,
  NINGXIA,
  REPORT,
  SECTION,
  SUBMITTED,
  submission,
  UNIT,
  YEAR,
} from './perfect.ts';

const asked = { division: DIVISION, organisation: AGENCY.organisation, from: '2023-09-01', until: '2023-09-30' };
const commissioned = known(commission(SUBMITTED, FINANCE, asked, GROUND), SUBMITTED);
const say = (before: Known<AssessmentState> | undefined, actor: Actor, scores: Record<string, number> = FULL, ground: Ground = GROUND) =>
  opine(before, actor, { scores, opinion: '论证充分', person: actor.sub }, ground);
const returned = known(sendBack(SUBMITTED, FINANCE, { reason: '测算依据不足', remarks: [] }, GROUND), SUBMITTED);
const withdrawn: Ground = { ...GROUND, card: { ...CARD, withdrawn: true } };

describe('退回', () => {
  const back = (before: Known<AssessmentState> | undefined, actor: Actor, ground: Ground = GROUND) =>
    sendBack(before, actor, { reason: '测算依据不足', remarks: [{ at: '/dimensions/economy', says: '缺少三家比价' }] }, ground);

  it('AS-12 finance sends a report back, with remarks of its own', () => {
    const decision = back(SUBMITTED, SECTION);
    expect(known(decision, SUBMITTED).state.status).toBe('returned');
    expect(decision).toMatchObject({
      events: [
        {
          type: 'assessment.returned.v1',
          data: { fiscalYear: YEAR, findings: [{ rule: 'AS-12', at: '/dimensions/economy', basis: '财政部门审核意见' }] },
        },
      ],
    });
  });

  it('is finance’s to do, once, while the project is there', () => {
    expect(back(SUBMITTED, UNIT).outcome).toBe('forbidden');
    expect(back(SUBMITTED, { ...FINANCE, division: '370104' }).outcome).toBe('absent');
    expect(back(undefined, FINANCE).outcome).toBe('absent');
    expect(back(returned, FINANCE).outcome).toBe('conflict');
    expect(back(SUBMITTED, FINANCE, withdrawn).outcome).toBe('conflict');
  });
});

describe('委托第三方', () => {
  it('AS-10 the third party is none of those that the report is about', () => {
    for (const organisation of [CARD.unitCode, CARD.departmentCode]) {
      expect(errors(commission(SUBMITTED, FINANCE, { ...asked, organisation }, GROUND))).toEqual(['AS-10 /organisation']);
    }
    expect(commission(SUBMITTED, FINANCE, { ...asked, organisation: CARD.unitCode, division: '370100' }, GROUND).outcome).toBe('accepted');
  });

  it('AS-11 a commission has days to run', () => {
    expect(errors(commission(SUBMITTED, FINANCE, { ...asked, from: '2023-10-01' }, GROUND))).toEqual(['AS-11 /until']);
    expect(errors(commission(SUBMITTED, FINANCE, { ...asked, until: '2023-09-14' }, GROUND))).toEqual(['AS-11 /until']);
  });

  it('AS-11 one that runs may be ended', () => {
    const ended = known(commission(commissioned, FINANCE, { ...asked, until: '2023-09-14' }, GROUND), commissioned);
    expect(ended.state.commissions).toHaveLength(1);
    expect(say(ended, AGENCY).outcome).toBe('absent');
  });

  it('keeps five third parties at most, and forgets those whose time is up', () => {
    const name = (at: number) => ({ ...asked, organisation: `A10${at}` });
    const five = [0, 1, 2, 3, 4].reduce((before, at) => known(commission(before, FINANCE, name(at), GROUND), before), SUBMITTED);
    expect(commission(five, FINANCE, name(5), GROUND).outcome).toBe('conflict');
    const october = { ...GROUND, today: '2023-10-01' };
    const sixth = known(commission(five, FINANCE, { ...name(5), until: '2023-10-31' }, october), five);
    expect(sixth.state.commissions?.map(({ organisation }) => organisation)).toEqual(['A105']);
  });

  it('is the performance section’s to do', () => {
    expect(commission(SUBMITTED, SECTION, asked, GROUND).outcome).toBe('forbidden');
    expect(commission(returned, FINANCE, asked, GROUND).outcome).toBe('conflict');
    expect(commission(SUBMITTED, FINANCE, asked, withdrawn).outcome).toBe('conflict');
  });
});

describe('评审意见', () => {
  it('adds up what finance and a commissioned third party say', () => {
    const one = known(say(commissioned, AGENCY, GOOD), commissioned);
    const decision = say(one, FINANCE, FULL);
    expect(decision).toMatchObject({ outcome: 'accepted', answer: { total: 100, score: 92.5 } });
    expect(known(decision, one).state.opinions).toEqual({ by: ['t1', 'f1'], total: 18_500, veto: {} });
  });

  it('AS-13 scores every dimension that counts, and none that isn’t there', () => {
    const { economy: _, ...partial } = FULL;
    expect(errors(say(SUBMITTED, FINANCE, partial))).toEqual(['AS-13 /scores/economy']);
    expect(errors(say(SUBMITTED, FINANCE, FULL, NINGXIA))).toEqual(['AS-13 /scores/affordability']);
    expect(errors(say(SUBMITTED, FINANCE, { ...FULL, beauty: 1 }))).toEqual(['AS-13 /scores/beauty']);
  });

  it('AS-14 gives no more than full marks', () => {
    expect(errors(say(SUBMITTED, FINANCE, { ...FULL, economy: 20.01 }))).toEqual(['AS-14 /scores/economy']);
  });

  it('a dimension that doesn’t count adds nothing', () => {
    expect(say(SUBMITTED, FINANCE, { ...FULL, affordability: 20 })).toMatchObject({ answer: { total: 100 } });
  });

  it('AS-15 one opinion a person on one report', () => {
    const once = known(say(SUBMITTED, FINANCE), SUBMITTED);
    expect(say(once, FINANCE, GOOD).outcome).toBe('conflict');
    expect(say(once, SECTION, GOOD).outcome).toBe('accepted');
    const renewed = known(submit(once, UNIT, submission({ ...REPORT, consultations: [{ body: '社区', opinion: '支持' }] }), GROUND), once);
    expect(say(renewed, FINANCE, GOOD)).toMatchObject({ outcome: 'accepted', answer: { score: 85 } });
  });

  it('AS-15 thirty opinions are enough', () => {
    let before = SUBMITTED;
    for (let at = 0; at < 30; at += 1) before = known(say(before, { ...FINANCE, sub: `f${at}` }), before);
    expect(say(before, { ...FINANCE, sub: 'f30' }).outcome).toBe('conflict');
  });

  it('AS-16 nobody judges what their own organisation submitted', () => {
    const own = known(submit(undefined, SECTION, submission({ ...REPORT, organiser: 'finance' }), GROUND));
    expect(say(own, FINANCE)).toMatchObject({ outcome: 'forbidden' });
    expect(say(own, { ...FINANCE, division: '370100' })).toMatchObject({ outcome: 'accepted' });
  });

  it.each([
    ['without a commission', SUBMITTED, AGENCY, GROUND],
    ['before it begins', commissioned, AGENCY, { ...GROUND, today: '2023-08-31' }],
    ['after it ended', commissioned, AGENCY, { ...GROUND, today: '2023-10-01' }],
    ['with the commission of its namesake in another county', commissioned, { ...AGENCY, division: '370104' }, GROUND],
    ['about a secret project', commissioned, AGENCY, { ...GROUND, card: { ...CARD, secret: true } }],
  ])('is absent for a third party %s', (_, before, actor, ground) => {
    expect(say(before, actor, FULL, ground)).toEqual({ outcome: 'absent' });
  });

  it('is open to a third party on the first and on the last day', () => {
    for (const today of [asked.from, asked.until]) expect(say(commissioned, AGENCY, FULL, { ...GROUND, today }).outcome).toBe('accepted');
  });

  it('doesn’t tell a third party how others scored', () => {
    expect(say(commissioned, AGENCY)).toHaveProperty('answer', {
      projectCode: CARD.projectCode,
      fiscalYear: YEAR,
      status: 'submitted',
      reportVersion: 1,
      step: 'opinion',
      total: 100,
    });
  });

  it('is no author’s to give, and none to a report that was sent back', () => {
    expect(say(SUBMITTED, UNIT).outcome).toBe('forbidden');
    expect(say(returned, FINANCE).outcome).toBe('conflict');
    expect(say(SUBMITTED, FINANCE, FULL, withdrawn).outcome).toBe('conflict');
  });
});
