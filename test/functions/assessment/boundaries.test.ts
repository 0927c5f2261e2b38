import { describe, expect, it } from 'vitest';
import type { Ground } from '../../../functions/assessment/rules/assessment.ts';
import { conclude } from '../../../functions/assessment/rules/conclusion.ts';
import { opine } from '../../../functions/assessment/rules/review.ts';
import { suited } from '../../../functions/assessment/rules/sheet.ts';
import { submit } from '../../../functions/assessment/rules/submission.ts';
import type { Dimension, Policy, Verdict } from '../../../shared/policy/policy.ts';
import { REGISTER } from '../../../shared/policy/register.ts';
import { policyFor } from '../../../shared/policy/resolve.ts';
import { CARD, errors, FINANCE, GROUND, known, REPORT, SECTION, submission, UNIT } from './perfect.ts';

/** Every policy that there is; a new one is covered by standing in the register. */
const POLICIES = ['000000', ...REGISTER.map(({ division }) => division)].map((division) => {
  const policy = suited(policyFor(division, 2024), 'project');
  return [policy.id, policy] as const;
});
const AMOUNT = CARD.requestedAmount;
/** An amount that goes with each verdict. */
const SUPPORTED: Readonly<Record<Verdict, number>> = { support: AMOUNT, partial: AMOUNT - 1, revise: AMOUNT, reject: 0 };

const ground = (policy: Policy): Ground => ({ ...GROUND, policy });
const counts = ({ weight, veto }: Dimension) => weight > 0 || veto;

/** What a panel's one sheet must look like to come to `hundredths` of a point; dimensions that don't count get their full marks. */
function sheetOf(policy: Policy, hundredths: number): Record<string, number> {
  let left = hundredths;
  return Object.fromEntries(
    policy.assessment.dimensions.value.filter(counts).map(({ key, weight, fullMarks }) => {
      const given = weight === 0 ? fullMarks * 100 : Math.min(left, fullMarks * 100);
      if (weight > 0) left -= given;
      return [key, given / 100];
    }),
  );
}

const argued = (): { argument: string; evidence: string[] } => ({ argument: '论证充分', evidence: [] });

/** The errors of a conclusion on a report that was scored so. */
function concluding(policy: Policy, scores: Record<string, number>, verdict: Verdict): readonly string[] {
  const dimensions = Object.fromEntries(policy.assessment.dimensions.value.map(({ key }) => [key, argued()]));
  const report = submission({ ...REPORT, dimensions });
  const before = known(submit(undefined, UNIT, report, ground(policy)));
  const scored = known(opine(before, SECTION, { scores, opinion: '见评分', person: 'f2' }, ground(policy)), before);
  const decision = conclude(
    scored,
    FINANCE,
    { verdict, supportedAmount: SUPPORTED[verdict], conditions: [], reason: '见评分' },
    ground(policy),
  );
  return decision.outcome === 'accepted' ? [] : errors(decision);
}

/** The same policy with no veto, so that only the cut decides, or with one dimension that can veto. */
const withVeto = (policy: Policy, key?: string): Policy => ({
  ...policy,
  assessment: {
    ...policy.assessment,
    dimensions: {
      ...policy.assessment.dimensions,
      value: policy.assessment.dimensions.value.map((each) => ({ ...each, veto: each.key === key })),
    },
  },
});

describe.each(POLICIES)('%s', (_, policy) => {
  const { verdicts, verdictCuts, vetoBelow, dimensions } = policy.assessment;

  it('AS-19 each cut holds from its very point up, and not a hundredth below', () => {
    const cutting = withVeto(policy);
    for (const { from, verdict } of verdictCuts.value) {
      expect(concluding(cutting, sheetOf(cutting, from * 100), verdict), `${from} ${verdict}`).toEqual([]);
      if (from === 0) continue;
      expect(concluding(cutting, sheetOf(cutting, from * 100 - 1), verdict), `below ${from} ${verdict}`).toEqual(['AS-19 /verdict']);
    }
    const [worst] = verdicts.value.slice(-1);
    if (worst) expect(concluding(cutting, sheetOf(cutting, 10_000), worst)).toEqual([]);
  });

  it('AS-20 a veto falls below its line, and not on it, in whichever dimension', () => {
    for (const { key, fullMarks } of dimensions.value) {
      const vetoing = withVeto(policy, key);
      const full = sheetOf(vetoing, 10_000);
      const line = vetoBelow.value * fullMarks;
      const verdict = verdictCuts.value.find(({ from }) => 100 - fullMarks >= from)?.verdict ?? 'reject';
      expect(concluding(vetoing, { ...full, [key]: line }, verdict), key).toEqual([]);
      expect(concluding(vetoing, { ...full, [key]: line - 0.01 }, verdict), `below in ${key}`).toEqual(['AS-20 /verdict']);
      expect(concluding(vetoing, { ...full, [key]: line - 0.01 }, 'reject')).toEqual([]);
    }
  });

  it('AS-14 full marks may be given, not a hundredth more', () => {
    const before = known(
      submit(
        undefined,
        UNIT,
        submission({
          ...REPORT,
          dimensions: Object.fromEntries(dimensions.value.map(({ key }) => [key, argued()])),
        }),
        ground(policy),
      ),
    );
    const full = sheetOf(policy, 10_000);
    const say = (scores: Record<string, number>) => opine(before, SECTION, { scores, opinion: '见评分', person: 'f2' }, ground(policy));
    expect(say(full).outcome).toBe('accepted');
    for (const { key, fullMarks } of dimensions.value.filter(counts)) {
      expect(errors(say({ ...full, [key]: fullMarks + 0.01 }))).toEqual([`AS-14 /scores/${key}`]);
    }
  });
});
