import { describe, expect, it } from 'vitest';
import { commission } from '../../../functions/assessment/rules/commission.ts';
import { conclude } from '../../../functions/assessment/rules/conclusion.ts';
import { sendBack } from '../../../functions/assessment/rules/return.ts';
import { opine } from '../../../functions/assessment/rules/review.ts';
import { submit } from '../../../functions/assessment/rules/submission.ts';
import { viewOf } from '../../../functions/assessment/view.ts';
import type { Actor } from '../../../shared/values/actor.ts';
import { AGENCY, DIVISION, FINANCE, FULL, GOOD, GROUND, REPORT, SECTION, submission, UNIT } from './perfect.ts';
import { next, type Told } from './telling.ts';

const asked = { division: DIVISION, organisation: AGENCY.organisation, from: '2023-09-01', until: '2023-09-30' };
const submitted = next(undefined, UNIT, (before) => submit(before, UNIT, submission(), GROUND));
const commissioned = next(submitted, FINANCE, (before) => commission(before, FINANCE, asked, GROUND));
const heard = [[AGENCY, GOOD] as const, [SECTION, FULL] as const].reduce(
  (before, [actor, scores]) =>
    next(before, actor, (state) => opine(state, actor, { scores, opinion: '见评分', person: actor.sub }, GROUND)),
  commissioned,
);
const concluded = next(heard, FINANCE, (before) =>
  conclude(before, FINANCE, { verdict: 'partial', supportedAmount: 800_000_000, conditions: ['批复后拨付'], reason: '单价偏高' }, GROUND),
);
const show = ({ known: { state }, events }: Told, actor: Actor, thirdParty = false) =>
  viewOf(state, events, { actor, thirdParty }, GROUND.policy);

describe('GET', () => {
  it('shows the report as it was sent, and nothing concluded yet', () => {
    expect(show(submitted, UNIT)).toMatchObject({
      ...REPORT,
      requestedAmount: '9750000.00',
      status: 'submitted',
      opinions: [],
      score: null,
      verdict: null,
      supportedAmount: null,
      unsupportedAmount: null,
      savings: null,
      conditions: [],
    });
  });

  it('shows the conclusion with its amounts, the mean score, the means by dimension, what is saved', () => {
    expect(show(concluded, UNIT)).toMatchObject({
      status: 'concluded',
      verdict: 'partial',
      supportedAmount: '8000000.00',
      unsupportedAmount: '1750000.00',
      savings: '1750000.00',
      conditions: ['批复后拨付'],
      score: 92.5,
      scores: { necessity: 19, economy: 18, goalSoundness: 18.5 },
    });
  });

  it('shows why a report came back', () => {
    const returned = next(heard, FINANCE, (before) => sendBack(before, FINANCE, { reason: '缺少比价', remarks: [] }, GROUND));
    expect(show(returned, UNIT)).toMatchObject({ status: 'returned', returned: { reason: '缺少比价', organisation: '财政局' } });
  });

  it('names people only to finance, discipline and audit', () => {
    const names = (actor: Actor) => show(concluded, actor).opinions.map((each) => ('name' in each ? each.name : null));
    expect(names(FINANCE)).toEqual(['吴专家', '孙科员']);
    expect(names({ ...UNIT, roles: ['audit'] })).toEqual(['吴专家', '孙科员']);
    expect(names(UNIT)).toEqual([null, null]);
    expect(names({ ...UNIT, roles: ['congress'] })).toEqual([null, null]);
  });

  it('shows commissions to finance only', () => {
    expect(show(concluded, FINANCE)).toHaveProperty('commissions', [asked]);
    expect(show(concluded, UNIT)).not.toHaveProperty('commissions');
  });

  it('shows a third party its own opinions, and no score of others before the conclusion', () => {
    expect(show(heard, AGENCY, true)).toMatchObject({ opinions: [{ organisation: 'A001', total: 85 }], score: null, scores: {} });
    expect(show(concluded, AGENCY, true)).toMatchObject({ opinions: [{ total: 85 }], score: 92.5 });
  });

  it('starts afresh with a new report', () => {
    const mended = { ...REPORT, consultations: [{ body: '社区', opinion: '支持' }] };
    const renewed = next(heard, UNIT, (before) => submit(before, UNIT, submission(mended), GROUND));
    expect(show(renewed, FINANCE)).toMatchObject({ opinions: [], score: null, scores: {}, consultations: mended.consultations });
  });

  it('saves nothing yet while the report is to be mended', () => {
    const revise = next(heard, FINANCE, (before) =>
      conclude(before, FINANCE, { verdict: 'revise', supportedAmount: 800_000_000, conditions: [], reason: '完善方案' }, GROUND),
    );
    expect(show(revise, UNIT)).toMatchObject({ verdict: 'revise', unsupportedAmount: '1750000.00', savings: null, admissible: false });
  });
});
