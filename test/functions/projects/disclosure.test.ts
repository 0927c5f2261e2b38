import { describe, expect, it } from 'vitest';
import { type Disclosure, disclose } from '../../../functions/projects/rules/disclosure.ts';
import { gateOf } from '../../../functions/projects/rules/gates.ts';
import type { ProjectState } from '../../../functions/projects/rules/state.ts';
import { addDays } from '../../../shared/values/calendar.ts';
import { BUDGETED, DEPARTMENT, FACTS, FINANCE, known, POLICY, STATE, said, TODAY, UNIT, withFacts, YEAR } from './perfect.ts';
import { POLICIES } from './policies.ts';

const APPROVED = withFacts({ ...FACTS, budget: { amount: 975_000_000, goalsVersion: 1, on: TODAY } });
const DISCLOSURE: Disclosure = {
  year: YEAR,
  scope: ['goals'],
  secrecyReviewedBy: '王某',
  publishedOn: '2023-01-30',
  url: 'https://example.gov.cn/jx/17',
  today: '2023-12-31',
};
const publish = (change: Partial<Disclosure> = {}, state: ProjectState = APPROVED, by = DEPARTMENT, policy = POLICY) =>
  disclose(known(state), by, { ...DISCLOSURE, ...change }, policy);
const published = (change: Partial<Disclosure> = {}, policy = POLICY): ProjectState => {
  const decision = publish(change, APPROVED, DEPARTMENT, policy);
  if (decision.outcome !== 'accepted') throw new Error(JSON.stringify(decision));
  return decision.state;
};
const { secrecyReviewedBy: _, ...UNREVIEWED } = DISCLOSURE;

describe('信息公开 (G7)', () => {
  it('JH-31 is told with who reviewed it, when and where it can be read', () => {
    expect(publish()).toMatchObject({
      outcome: 'accepted',
      state: { years: { [YEAR]: { disclosed: { goals: '2023-01-30' } } } },
      events: [{ type: 'project.disclosed.v1', data: { secrecyReviewedBy: '王某', dueOn: '2023-02-07', findings: [] } }],
      answer: { late: false },
    });
  });

  it('PJ-61 nothing is published that nobody reviewed for secrets', () => {
    expect(said(disclose(known(APPROVED), DEPARTMENT, UNREVIEWED, POLICY))).toEqual([
      ['PJ-61', '/secrecyReviewedBy', '公开前应经保密审查，并写明审查人'],
    ]);
  });

  it('PJ-61 blocks the gate until the goals are published', () => {
    const gate = (state: ProjectState) => gateOf('G7', { state, year: YEAR, policy: POLICY });
    expect(gate(STATE).state).toBe('notRequired');
    expect(gate(APPROVED)).toMatchObject({
      state: 'blocked',
      findings: [{ rule: 'PJ-61', says: '绩效目标经保密审查后应于2023-02-07前公开，尚未公开', basis: '《中华人民共和国预算法》 第十四条' }],
    });
    expect(gate(BUDGETED).findings[0]?.says).toBe('绩效目标经保密审查后公开，尚未公开');
    expect(gate(published()).state).toBe('open');
    expect(gate(published({ scope: ['selfEvaluation'] })).state).toBe('blocked');
  });

  it.each(POLICIES)('PJ-62 of %s: late from the day after its last one, not on it', (_id, policy) => {
    const { days } = policy.disclosure.value;
    const last = addDays(TODAY, days);
    const findings = (publishedOn: string) => {
      const decision = publish({ publishedOn }, APPROVED, DEPARTMENT, policy);
      const [event] = decision.outcome === 'accepted' ? decision.events : [];
      return event?.type === 'project.disclosed.v1' ? event.data.findings : undefined;
    };
    expect(findings(last)).toEqual([]);
    expect(findings(addDays(last, 1))).toMatchObject([
      { rule: 'PJ-62', level: 'warning', says: expect.stringMatching(/晚1日$/), basis: policy.disclosure.basis },
    ]);
    const late = gateOf('G7', { state: published({ publishedOn: addDays(last, 1) }, policy), year: YEAR, policy });
    expect([late.state, late.findings.map(({ rule }) => rule)]).toEqual(['open', ['PJ-62']]);
  });

  it('PJ-62 counts for the goals, which go with the budget; the first publication counts', () => {
    expect(publish({ scope: ['selfEvaluation'], publishedOn: '2023-11-01' })).toMatchObject({ events: [{ data: { findings: [] } }] });
    const again = publish({ publishedOn: '2023-11-01' }, published());
    expect(again).toMatchObject({ state: { years: { [YEAR]: { disclosed: { goals: '2023-01-30' } } } } });
  });

  it.each(POLICIES)('SZ-34 of %s: key policies and projects first, or all at once', (_id, policy) => {
    const small = { ...APPROVED, major: false };
    const asked = policy.disclosure.value.scope === 'all' ? 'blocked' : 'notRequired';
    expect(gateOf('G7', { state: small, year: YEAR, policy }).state).toBe(asked);
    expect(gateOf('G7', { state: APPROVED, year: YEAR, policy }).state).toBe('blocked');
  });

  it('PJ-63 neither before it was approved nor on a day to come', () => {
    expect(publish({ publishedOn: TODAY }).outcome).toBe('accepted');
    expect(said(publish({ publishedOn: addDays(TODAY, -1) }))).toEqual([
      ['PJ-63', '/publishedOn', '公开日期2023-01-17早于预算批复日2023-01-18'],
    ]);
    expect(publish({ publishedOn: '2023-12-31' }).outcome).toBe('accepted');
    expect(said(publish({ publishedOn: '2024-01-01' }))).toEqual([['PJ-63', '/publishedOn', '公开日期2024-01-01晚于今天2023-12-31']]);
  });

  it('is told by department or finance, of what is approved, and never of a secret', () => {
    expect(publish({}, APPROVED, FINANCE).outcome).toBe('accepted');
    expect(publish({}, APPROVED, UNIT).outcome).toBe('forbidden');
    expect(publish({}, STATE).outcome).toBe('conflict');
    expect(publish({}, { ...APPROVED, secret: true }).outcome).toBe('absent');
  });
});
