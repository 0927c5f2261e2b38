import { describe, expect, it } from 'vitest';
import type { Ground } from '../../../functions/assessment/rules/assessment.ts';
import { commission } from '../../../functions/assessment/rules/commission.ts';
import { type Conclusion, conclude } from '../../../functions/assessment/rules/conclusion.ts';
import { assessIndependently, type Independently } from '../../../functions/assessment/rules/independent.ts';
import { recomputed } from '../../../functions/assessment/rules/recompute.ts';
import type { Report } from '../../../functions/assessment/rules/report.ts';
import { opine } from '../../../functions/assessment/rules/review.ts';
import { submit } from '../../../functions/assessment/rules/submission.ts';
import { viewOf } from '../../../functions/assessment/view.ts';
import type { Actor } from '../../../shared/values/actor.ts';
import { recomputation } from '../../../shared/values/recomputation.ts';
import { amended } from '../amended.ts';
import { AGENCY, CARD, DIVISION, errors, FINANCE, FULL, GOOD, GROUND, NINGXIA, REPORT, SECTION, submission, UNIT } from './perfect.ts';
import { next, type Told } from './telling.ts';

/** The report scored itself: 18 everywhere, 90 in all. */
const SCORED: Report = {
  ...REPORT,
  dimensions: Object.fromEntries(Object.entries(REPORT.dimensions).map(([key, argument]) => [key, { ...argument, score: 18 }] as const)),
};
const asked = { division: DIVISION, organisation: AGENCY.organisation, from: '2023-09-01', until: '2023-09-30' };
const submitted = next(undefined, UNIT, (before) => submit(before, UNIT, submission(SCORED), GROUND));
const opined = next(submitted, SECTION, (before) => opine(before, SECTION, { scores: FULL, opinion: '同意', person: 'f2' }, GROUND));
const commissioned = next(opined, FINANCE, (before) => commission(before, FINANCE, asked, GROUND));

const FINDING: Independently = { organiser: 'thirdParty', scores: GOOD, supportedAmount: 800_000_000, opinion: '管材单价偏高' };
const assess = (before: Told, actor: Actor = AGENCY, change: Partial<Independently> = {}, ground: Ground = GROUND) =>
  assessIndependently(
    before.known,
    actor,
    { ...FINDING, ...change },
    { first: SCORED, inspected: new Map([[`370103-${'e'.repeat(64)}`, 'different']]), person: actor.sub },
    ground,
  );
const assessed = next(commissioned, AGENCY, () => assess(commissioned));
const PARTIAL: Conclusion = {
  verdict: 'partial',
  supportedAmount: 800_000_000,
  conditions: [],
  reason: '按独立评估核减',
  follows: 'thirdParty',
};
const end = (before: Told, change: Partial<Conclusion> = {}) => conclude(before.known, FINANCE, { ...PARTIAL, ...change }, GROUND);

describe('独立评估', () => {
  it('JH-14 stands beside the first, with the difference in score and amount', () => {
    const view = viewOf(assessed.known.state, assessed.events, { actor: FINANCE, thirdParty: false }, GROUND.policy);
    expect(view).toMatchObject({
      score: 100,
      opinions: [{ total: 100 }],
      independents: [
        {
          organiser: 'thirdParty',
          total: 85,
          supportedAmount: '8000000.00',
          first: { event: `assessment#${CARD.projectCode}#2024/1`, score: 90 },
          difference: { score: -5, amount: '1750000.00' },
        },
      ],
    });
  });

  it('differs in no score from a report that didn’t score itself', () => {
    const bare = assessIndependently(commissioned.known, AGENCY, FINDING, { first: REPORT, inspected: new Map(), person: 't1' }, GROUND);
    expect(bare).toMatchObject({ outcome: 'accepted', events: [{ data: { first: { score: null } } }] });
  });

  it('AS-27 finance assesses as finance, the commissioned third party as third party', () => {
    expect(assess(commissioned, SECTION, { organiser: 'finance' }).outcome).toBe('accepted');
    expect(assess(commissioned, SECTION).outcome).toBe('forbidden');
    expect(assess(commissioned, AGENCY, { organiser: 'finance' }).outcome).toBe('forbidden');
    expect(assess(opined, AGENCY).outcome).toBe('absent');
    expect(assess(commissioned, { ...AGENCY, organisation: 'A002' }).outcome).toBe('absent');
    expect(assess(commissioned, UNIT, { organiser: 'finance' }).outcome).toBe('forbidden');
    expect(assess(commissioned, { ...FINANCE, division: '370104' }, { organiser: 'finance' }).outcome).toBe('absent');
    expect(assess(commissioned, AGENCY, {}, { ...GROUND, today: '2023-10-01' }).outcome).toBe('absent');
  });

  it('AS-15 comes once from each organiser on one report', () => {
    expect(assess(assessed).outcome).toBe('conflict');
    expect(assess(assessed, SECTION, { organiser: 'finance' }).outcome).toBe('accepted');
    const mended = next(assessed, UNIT, (before) => submit(before, UNIT, submission(REPORT), GROUND));
    expect(assess(mended).outcome).toBe('accepted');
  });

  it('AS-28 supports no more than was asked for', () => {
    expect(assess(commissioned, AGENCY, { supportedAmount: 975_000_000 }).outcome).toBe('accepted');
    expect(errors(assess(commissioned, AGENCY, { supportedAmount: 975_000_001 }))).toEqual(['AS-28 /supportedAmount']);
  });

  it('scores by the same sheet, and shows a sound report', () => {
    expect(errors(assess(commissioned, AGENCY, { scores: { ...GOOD, necessity: 20.01 } }))).toEqual(['AS-14 /scores/necessity']);
    expect(errors(assess(commissioned, AGENCY, { leaves: { purpose: 5 } }))).toContain('AS-22 /leaves/relevance');
    expect(errors(assess(commissioned, AGENCY, { report: `370103-${'e'.repeat(64)}` }))).toEqual(['AS-09 /report']);
    expect(errors(assess(commissioned, AGENCY, { report: `370103-${'f'.repeat(64)}` }))).toEqual(['AS-08 /report']);
  });

  it('AS-29 the conclusion names which assessment it follows, and takes its score', () => {
    expect(end(assessed)).toMatchObject({ outcome: 'accepted', events: [{ data: { follows: 'thirdParty', score: 85 } }] });
    expect(end(assessed, { follows: 'first' })).toMatchObject({
      outcome: 'accepted',
      events: [{ data: { follows: 'first', score: 100 } }],
    });
    expect(errors(end(assessed, { follows: undefined }))).toEqual(['AS-29 /follows']);
    expect(errors(end(assessed, { follows: 'finance' }))).toEqual(['AS-29 /follows']);
    expect(end(commissioned, { follows: undefined })).toMatchObject({ outcome: 'accepted', events: [{ data: { score: 100 } }] });
    expect(errors(end(commissioned))).toEqual(['AS-29 /follows']);
  });

  it('AS-19 a conclusion that follows the harsher assessment is cut by it', () => {
    const harsh = next(commissioned, AGENCY, () => assess(commissioned, AGENCY, { scores: { ...GOOD, necessity: 12.99 } }));
    const support = { verdict: 'support', supportedAmount: 975_000_000 } as const;
    expect(errors(end(harsh, support))).toEqual(['AS-19 /verdict']);
    expect(end(harsh, { ...support, follows: 'first' }).outcome).toBe('accepted');
  });

  it('AS-20 what it scores below the veto line is rejected', () => {
    const ground = { ...NINGXIA, card: CARD };
    const whole = { ...SCORED, dimensions: { ...SCORED.dimensions, affordability: { argument: '可承受', evidence: [], score: 18 } } };
    const first = next(undefined, UNIT, (before) => submit(before, UNIT, submission(whole), ground));
    const second = next(first, SECTION, (before) =>
      assessIndependently(
        before,
        SECTION,
        { ...FINDING, organiser: 'finance', scores: { ...FULL, affordability: 11.99 } },
        { first: whole, inspected: new Map(), person: 'f2' },
        ground,
      ),
    );
    expect(errors(conclude(second.known, FINANCE, { ...PARTIAL, follows: 'finance' }, ground))).toEqual(['AS-20 /verdict']);
  });
});

describe('重算', () => {
  const numbers = ({ known, events }: Told) =>
    recomputation(
      GROUND.policy,
      recomputed(known.state, events, () => GROUND.policy),
    );
  const concluded = next(assessed, FINANCE, () => end(assessed));
  const byName = (told: Told) => Object.fromEntries(numbers(told).items.map((item) => [item.what, item]));

  it('NX-09 makes score, saving and verdict again from the events alone', () => {
    const told = numbers(concluded);
    expect(told.same).toBe(true);
    expect(told.items.map(({ what }) => what)).toEqual([
      'opinions/2/total',
      'independent/thirdParty/total',
      'score',
      'unsupportedAmount',
      'verdict',
      'admissible',
    ]);
    expect(byName(concluded)).toMatchObject({
      score: { recorded: 85, recomputed: 85, formula: '（85）÷1＝85', inputs: [{ from: `assessment#${CARD.projectCode}#2024/4` }] },
      unsupportedAmount: { recorded: '1750000.00', formula: '申请9750000.00－支持8000000.00＝1750000.00' },
      verdict: { recorded: 'partial', formula: '得分85≥80，至多“予以支持”；没有一票否决项' },
    });
  });

  it('comes out byte for byte after cuts, veto and marks were amended', () => {
    const verdictCuts = {
      value: [
        { from: 95, verdict: 'support' as const },
        { from: 0, verdict: 'reject' as const },
      ],
      basis: '修订',
    };
    const { now, recall } = amended(GROUND.card.division, 2024, { assessment: { verdictCuts } });
    const report = recomputation(GROUND.policy, recomputed(concluded.known.state, concluded.events, recall));
    expect(report.same).toBe(true);
    expect(report.items.every(({ by }) => by?.version === GROUND.policy.version && by.named === GROUND.policy.version)).toBe(true);
    expect(
      recomputation(
        now,
        recomputed(concluded.known.state, concluded.events, () => now),
      ).items.filter(({ same }) => !same),
    ).toMatchObject([{ what: 'verdict' }]);
  });

  it('before the conclusion compares the score with what the state holds', () => {
    expect(byName(opined)).toMatchObject({ score: { recorded: 100, recomputed: 100, same: true } });
    expect(numbers(submitted).items).toEqual([]);
  });

  it.each<[string, object, string]>([
    ['score', { score: 99 }, 'score'],
    ['amount', { unsupportedAmount: 1 }, 'unsupportedAmount'],
    ['admission', { admissible: false }, 'admissible'],
  ])('shows a recorded %s that the rules don’t make', (_, change, what) => {
    const events = concluded.events.map((event) =>
      event.type === 'assessment.concluded.v1' ? { ...event, data: { ...event.data, ...change } } : event,
    );
    const told = numbers({ ...concluded, events });
    expect(told.items.filter(({ same }) => !same).map((item) => item.what)).toEqual([what]);
  });

  it('shows a verdict that the score doesn’t allow', () => {
    const scores = { ...GOOD, necessity: 1, economy: 1 };
    const events = concluded.events.map((event) =>
      event.type === 'assessment.independently-assessed.v1' ? { ...event, data: { ...event.data, scores } } : event,
    );
    expect(byName({ ...concluded, events }).verdict).toMatchObject({ recorded: 'partial', recomputed: 'reject', same: false });
  });
});
