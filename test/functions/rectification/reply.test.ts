import { describe, expect, it } from 'vitest';
import type { RectificationState } from '../../../functions/rectification/rules/rectification.ts';
import { isOurs, type ReplyForm, type ReplySetting, reply } from '../../../functions/rectification/rules/reply.ts';
import {
  actor,
  CARD,
  DEPARTMENT,
  EVIDENCE,
  FINANCE,
  FORM,
  ID,
  ISSUED,
  known,
  REPLIED,
  REPLYING,
  said,
  stateOf,
  UNIT,
  WHICH,
} from './perfect.ts';

const ask = (form: Partial<ReplyForm> = {}, state = ISSUED, by = UNIT, setting: Partial<ReplySetting> = {}) =>
  reply(known(state), WHICH, by, { ...FORM, ...form }, { ...REPLYING, ...setting });

describe('a reply', () => {
  it('stops the clock until finance answers', () => {
    const decision = ask();
    expect(stateOf(decision)).toEqual({ ...REPLIED, reply: { ...REPLIED.reply, at: 2 } });
    expect(decision).toMatchObject({
      events: [{ type: 'rectification.replied.v1', data: { rectificationId: ID, ...FORM, late: false } }],
      answer: { id: ID, status: 'replied', late: false },
    });
  });

  it('is one at a time, and none after the notice is closed', () => {
    expect(ask({}, REPLIED).outcome).toBe('conflict');
    expect(ask({}, { ...REPLIED, status: 'confirmed' }).outcome).toBe('conflict');
    expect(reply(undefined, WHICH, UNIT, FORM, REPLYING).outcome).toBe('absent');
  });

  it('RC-05, RC-07 names measures of this government’s kinds, and answers each kind that was asked for', () => {
    expect(said(ask({ measures: [...FORM.measures, { kind: '随意', says: '…' }] }))).toEqual([['RC-05', '/measures/1/kind']]);
    expect(said(ask({ measures: [{ kind: '落实责任', says: '已问责' }] }))).toEqual([['RC-07', '/measures']]);
    expect(ask({ measures: [{ kind: '落实责任', says: '已问责' }] }, { ...ISSUED, measures: [] }).outcome).toBe('accepted');
  });

  it('RC-08 is about what was done after the notice and before the reply', () => {
    for (const completedOn of [ISSUED.issuedOn, REPLYING.today]) expect(ask({ completedOn }).outcome).toBe('accepted');
    for (const completedOn of ['2025-06-04', '2025-06-26']) expect(said(ask({ completedOn }))).toEqual([['RC-08', '/completedOn']]);
  });

  it('RC-09 shows evidence that is there and is what it was said to be', () => {
    expect(ask({ evidence: [] }).outcome).toBe('accepted');
    const other = `370103-${'c'.repeat(64)}`;
    expect(said(ask({ evidence: [EVIDENCE, other] }))).toEqual([['RC-09', '/evidence/1']]);
    expect(said(ask({}, ISSUED, UNIT, { inspected: new Map([[EVIDENCE, 'different']]) }))).toEqual([['RC-09', '/evidence/0']]);
    expect(isOurs(EVIDENCE, UNIT, CARD)).toBe(true);
    expect(isOurs(`640104-${'a'.repeat(64)}`, UNIT, CARD)).toBe(false);
  });

  it('RC-10 says how much came back where money has to, and no more than was asked for', () => {
    const owing: RectificationState = { ...ISSUED, amount: 12_000_000 };
    expect(said(ask({}, owing))).toEqual([['RC-10', '/amount']]);
    expect(said(ask({ amount: 12_000_001 }, owing))).toEqual([['RC-10', '/amount']]);
    for (const amount of [0, 12_000_000]) expect(stateOf(ask({ amount }, owing)).reply?.amount).toBe(amount);
    expect(stateOf(ask({ amount: 5 })).reply?.amount).toBe(5);
  });

  it('RC-11 comes from the unit or its department, nobody else', () => {
    expect(ask({}, ISSUED, DEPARTMENT).outcome).toBe('accepted');
    for (const by of [FINANCE, actor('219002', 'unit'), actor('220', 'department'), actor('219001', 'third-party')]) {
      expect(ask({}, ISSUED, by).outcome).toBe('forbidden');
    }
  });

  it('RC-16 is taken late too, after any sanction, and says that it is late; the sanction stays', () => {
    expect(ask({}, ISSUED, UNIT, { today: '2025-07-07' })).toMatchObject({ answer: { late: false } });
    expect(ask({}, ISSUED, UNIT, { today: '2025-07-08' })).toMatchObject({ answer: { late: true } });
    const { dueOn: _, ...rest } = ISSUED;
    const sanctioned: RectificationState = { ...rest, status: 'escalated', steps: ['bulletin', 'summons', 'reduction'] };
    const decision = ask({}, sanctioned, UNIT, { today: '2025-12-01' });
    expect(decision).toMatchObject({ outcome: 'accepted', answer: { late: true } });
    expect(stateOf(decision)).toMatchObject({ status: 'replied', steps: ['bulletin', 'summons', 'reduction'] });
  });
});
