import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AssessmentState } from '../../../functions/assessment/rules/assessment.ts';
import { conclude } from '../../../functions/assessment/rules/conclusion.ts';
import { checkScores, NO_OPINIONS, scoreOf, totalOf, withOpinion } from '../../../functions/assessment/rules/scores.ts';
import type { Policy } from '../../../shared/policy/policy.ts';
import { policyFor } from '../../../shared/policy/resolve.ts';
import type { Known } from '../../../shared/values/decision.ts';
import { exact } from '../../../shared/values/exact.ts';
import { CARD, FINANCE, GROUND, SUBMITTED } from './perfect.ts';

/** 市中, 兴庆 under the Ningxia plan, 滨江, 静海, and a county without a policy of its own. */
const county = fc.constantFrom('370103', '640104', '330108', '120118', '513401');
const policyOf = (division: string) => policyFor(division, 2024);
const amount = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
/** Hundredths of a point: what a reviewer can write. */
const mark = fc.integer({ min: 0, max: 2_000 }).map((hundredths) => hundredths / 100);
const sheet = fc.record({
  necessity: mark,
  economy: mark,
  goalSoundness: mark,
  feasibility: mark,
  fundingCompliance: mark,
  affordability: mark,
});
const panel = fc.array(sheet, { minLength: 1, maxLength: 30 });

function opinionsOf(sheets: readonly Record<string, number>[], { assessment }: Policy) {
  return sheets.reduce((opinions, scores, at) => withOpinion(opinions, `person ${at}`, scores, assessment), NO_OPINIONS);
}

describe('whatever the figures', () => {
  it('AS-18 supported and unsupported make the requested amount, each between nothing and all', () => {
    const verdicts = fc.constantFrom('support', 'partial', 'revise', 'reject');
    const amounts = fc.oneof(
      fc.tuple(amount, amount),
      amount.map((each) => [each, each] as const),
      amount.map((each) => [each, 0] as const),
    );
    fc.assert(
      fc.property(county, verdicts, amounts, fc.option(panel, { nil: [] }), (division, verdict, [requested, supportedAmount], sheets) => {
        const rules = policyOf(division);
        const state = { ...SUBMITTED.state, requestedAmount: requested, opinions: opinionsOf(sheets, rules) };
        const before: Known<AssessmentState> = { ...SUBMITTED, state };
        const ground = { ...GROUND, policy: rules, card: { ...CARD, requestedAmount: requested } };
        const decision = conclude(before, FINANCE, { verdict, supportedAmount, conditions: [], reason: '…' }, ground);
        if (decision.outcome === 'refused') {
          expect(decision.findings.length).toBeGreaterThan(0);
          return;
        }
        const event = decision.outcome === 'accepted' ? decision.events[0] : undefined;
        if (event?.type !== 'assessment.concluded.v1') throw new Error(decision.outcome);
        const { supportedAmount: supported, unsupportedAmount: unsupported } = event.data;
        expect(supported + unsupported).toBe(requested);
        expect(Math.min(supported, unsupported)).toBeGreaterThanOrEqual(0);
        if (verdict === 'support') expect(unsupported).toBe(0);
        if (verdict === 'reject') expect(supported).toBe(0);
        if (verdict === 'partial') expect(Math.min(supported, unsupported)).toBeGreaterThan(0);
      }),
      { numRuns: 2_000 },
    );
  });

  it('the score never leaves 0 to 100, lies between the lowest and the highest total, and has two places', () => {
    fc.assert(
      fc.property(county, panel, (division, sheets) => {
        const rules = policyOf(division);
        const totals = sheets.map((scores) => totalOf(scores, rules.assessment));
        const score = scoreOf(opinionsOf(sheets, rules)) ?? Number.NaN;
        expect(score).toBeGreaterThanOrEqual(Math.min(...totals));
        expect(score).toBeLessThanOrEqual(Math.max(...totals));
        expect(Math.min(...totals)).toBeGreaterThanOrEqual(0);
        expect(Math.max(...totals)).toBeLessThanOrEqual(100);
        expect(String(score)).toMatch(/^\d{1,3}(\.\d{1,2})?$/);
      }),
      { numRuns: 2_000 },
    );
  });

  it('a total is exactly the sum of what counts, and falls when a score falls', () => {
    const { assessment } = GROUND.policy;
    fc.assert(
      fc.property(sheet, mark, (scores, lower) => {
        const counted = [scores.necessity, scores.economy, scores.goalSoundness, scores.feasibility, scores.fundingCompliance];
        const sum = counted.reduce((all, each) => all.add(exact(each)), exact(0));
        expect(exact(totalOf(scores, assessment)).equals(sum)).toBe(true);
        const worse = totalOf({ ...scores, economy: Math.min(lower, scores.economy) }, assessment);
        expect(worse).toBeLessThanOrEqual(totalOf(scores, assessment));
      }),
      { numRuns: 2_000 },
    );
  });

  it('the order of the opinions changes nothing', () => {
    fc.assert(
      fc.property(county, panel, (division, sheets) => {
        const rules = policyOf(division);
        const { total, veto } = opinionsOf(sheets, rules);
        expect(opinionsOf(sheets.toReversed(), rules)).toMatchObject({ total, veto });
      }),
    );
  });

  it('AS-13, AS-14 a sheet of marks within 0 and 20 has nothing to say against it', () => {
    fc.assert(
      fc.property(county, sheet, (division, scores) => {
        expect(checkScores(scores, policyOf(division))).toEqual([]);
      }),
    );
  });
});
