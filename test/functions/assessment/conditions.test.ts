import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conclude } from '../../../functions/assessment/rules/conclusion.ts';
import { type Confirmation, conditionsOf, confirm, type Fulfilment, fulfil } from '../../../functions/assessment/rules/conditions.ts';
import type { Soundness } from '../../../functions/assessment/rules/report.ts';
import { submit } from '../../../functions/assessment/rules/submission.ts';
import { viewOf } from '../../../functions/assessment/view.ts';
import type { Actor } from '../../../shared/values/actor.ts';
import { CARD, DEPARTMENT, errors, FINANCE, GROUND, REPORT, SECTION, submission, UNIT } from './perfect.ts';
import { next, type Told } from './telling.ts';

const PROOF = `370103-${'e'.repeat(64)}`;
const submitted = next(undefined, UNIT, (before) => submit(before, UNIT, submission(), GROUND));
const concluded = next(submitted, FINANCE, (before) =>
  conclude(
    before,
    FINANCE,
    { verdict: 'support', supportedAmount: 975_000_000, conditions: ['初步设计批复后拨付', '配套资金到位后拨付'], reason: '必要、可行' },
    GROUND,
  ),
);

const report = (before: Told, actor: Actor = UNIT, change: Partial<Fulfilment> = {}, soundness: Soundness = 'sound', ground = GROUND) =>
  fulfil(
    before.known,
    actor,
    { condition: 1, statement: '初步设计已经批复', evidence: PROOF, ...change },
    conditionsOf(before.events),
    new Map([[PROOF, soundness]]),
    ground,
  );
const settle = (before: Told, actor: Actor = FINANCE, change: Partial<Confirmation> = {}) =>
  confirm(before.known, actor, { condition: 1, outcome: 'met', comment: '已核实', ...change }, conditionsOf(before.events), GROUND);

const reported = next(concluded, UNIT, () => report(concluded));
const met = next(reported, FINANCE, () => settle(reported));
const statuses = ({ events }: Told) => conditionsOf(events).map(({ status }) => status);

describe('资金拨付前置条件', () => {
  it('stand open with the conclusion, are reported, confirmed, and counted down', () => {
    expect(statuses(concluded)).toEqual(['pending', 'pending']);
    expect(statuses(reported)).toEqual(['reported', 'pending']);
    expect(statuses(met)).toEqual(['met', 'pending']);
    expect(met.events.at(-1)).toMatchObject({ data: { condition: 1, says: '初步设计批复后拨付', status: 'met', open: 1 } });
    const all = next(met, FINANCE, () => settle(met, FINANCE, { condition: 2, outcome: 'waived', comment: '区政府已安排' }));
    expect(statuses(all)).toEqual(['met', 'waived']);
    expect(all.events.at(-1)).toMatchObject({ data: { open: 0 } });
  });

  it('are shown with who said what', () => {
    expect(viewOf(met.known.state, met.events, { actor: UNIT, thirdParty: false }, GROUND.policy)).toMatchObject({
      conditions: ['初步设计批复后拨付', '配套资金到位后拨付'],
      release: [
        { condition: 1, status: 'met', reported: { statement: '初步设计已经批复', evidence: PROOF }, settled: { comment: '已核实' } },
        { condition: 2, says: '配套资金到位后拨付', status: 'pending' },
      ],
    });
  });

  it('AS-24 a settled condition is closed, to the unit as to finance', () => {
    expect(report(met).outcome).toBe('conflict');
    expect(settle(met).outcome).toBe('conflict');
    expect(settle(met, FINANCE, { outcome: 'waived' })).toMatchObject({
      outcome: 'conflict',
      says: '第1项资金拨付前置条件已确认落实，不再办理',
    });
  });

  it('AS-25 only what was reported is confirmed or sent back; what is open may be waived', () => {
    expect(settle(concluded).outcome).toBe('conflict');
    expect(settle(concluded, FINANCE, { outcome: 'returned' }).outcome).toBe('conflict');
    expect(settle(concluded, FINANCE, { outcome: 'waived' }).outcome).toBe('accepted');
    const returned = next(reported, FINANCE, () => settle(reported, FINANCE, { outcome: 'returned', comment: '缺少批复文件' }));
    expect(statuses(returned)).toEqual(['pending', 'pending']);
    expect(returned.events.at(-1)).toMatchObject({ data: { status: 'pending', open: 2 } });
    expect(report(returned).outcome).toBe('accepted');
  });

  it('AS-26 nobody confirms what their own organisation reported', () => {
    const both: Actor = { ...UNIT, roles: ['unit', 'finance-section'] };
    expect(settle(reported, both).outcome).toBe('forbidden');
    expect(settle(reported, SECTION).outcome).toBe('accepted');
  });

  it('AS-08, AS-09 the proof is there and is what was registered', () => {
    expect(errors(report(concluded, UNIT, {}, 'missing'))).toEqual(['AS-08 /evidence']);
    expect(errors(report(concluded, UNIT, {}, 'different'))).toEqual(['AS-09 /evidence']);
    const { evidence: _, ...bare } = { condition: 1, statement: '已落实', evidence: '' };
    expect(fulfil(concluded.known, UNIT, bare, conditionsOf(concluded.events), new Map(), GROUND).outcome).toBe('accepted');
  });

  it('are the unit’s or its department’s to report, finance’s to confirm', () => {
    expect(report(concluded, DEPARTMENT).outcome).toBe('accepted');
    expect(report(concluded, FINANCE).outcome).toBe('forbidden');
    expect(settle(reported, UNIT).outcome).toBe('forbidden');
    expect(report(concluded, { ...UNIT, organisation: '219002' }).outcome).toBe('absent');
    expect(settle(reported, { ...FINANCE, division: '370104' }).outcome).toBe('absent');
    expect(report(concluded, UNIT, { condition: 3 }).outcome).toBe('absent');
    expect(report(concluded, UNIT, {}, 'sound', { ...GROUND, card: { ...CARD, withdrawn: true } }).outcome).toBe('conflict');
  });

  it('AS-24, AS-25 however reports and settlements follow one another, `open` counts what is neither met nor waived', () => {
    const steps = fc.array(
      fc.record({ condition: fc.integer({ min: 1, max: 2 }), act: fc.constantFrom('report', 'met', 'waived', 'returned') }),
      { maxLength: 10 },
    );
    fc.assert(
      fc.property(steps, (taken) => {
        const end = taken.reduce<Told>((told, { condition, act }) => {
          const decision = act === 'report' ? report(told, UNIT, { condition }) : settle(told, FINANCE, { condition, outcome: act });
          return decision.outcome === 'accepted' ? next(told, act === 'report' ? UNIT : FINANCE, () => decision) : told;
        }, concluded);
        const settled = end.events.findLast((event) => event.type === 'assessment.condition-settled.v1');
        if (settled) expect(settled.data.open).toBe(statuses(end).filter((status) => status === 'pending' || status === 'reported').length);
        expect(statuses(end)).toHaveLength(2);
      }),
      { numRuns: 100 },
    );
  });

  it('begin anew with a new conclusion', () => {
    const revise = next(submitted, FINANCE, (before) =>
      conclude(before, FINANCE, { verdict: 'revise', supportedAmount: 1, conditions: ['完善方案'], reason: '方案不全' }, GROUND),
    );
    const mended = next(revise, UNIT, (before) =>
      submit(before, UNIT, submission({ ...REPORT, consultations: [{ body: '社区', opinion: '支持' }] }), GROUND),
    );
    expect(statuses(revise)).toEqual(['pending']);
    expect(conditionsOf(mended.events)).toEqual([]);
    // AS-21: nothing becomes 予以支持 by waiting; the mended report is concluded anew.
    expect(mended.known.state.status).toBe('submitted');
  });
});
