import { type IndicatorRow, type Scale, type ScoreForm, scaleOf } from '../../../../functions/evaluation/rules/form.ts';
import { policyFor } from '../../../../shared/policy/resolve.ts';
import { SCORING } from '../../../../shared/policy/scoring.ts';
import type { Finding } from '../../../../shared/values/finding.ts';

const policy = policyFor('000000', 2024);

export const RS_10: Scale = scaleOf(policy, SCORING['RS-10']);
export const RS_101: Scale = scaleOf(policy, SCORING['RS-101']);

/** Everything met exactly, weights 10 + 50 + 30 + 10; each test spoils one thing. */
export const PERFECT: ScoreForm = {
  execution: { weight: 10, budget: 25_000_000, executed: 25_000_000, finished: true },
  indicators: [
    { id: 'quantity', level1: 'output', operator: '>=', target: 500, actual: 500, weight: 20 },
    { id: 'quality', level1: 'output', operator: '=', target: 100, actual: 100, weight: 20 },
    { id: 'cost', level1: 'output', level2: 'cost', operator: '<=', target: 90, actual: 90, weight: 10 },
    { id: 'benefit', level1: 'benefit', operator: 'qualitative', target: '效果明显', actual: '达成预期指标', achieved: 'full', weight: 30 },
    { id: 'satisfaction', level1: 'satisfaction', operator: '>=', target: 90, actual: 95, weight: 10 },
  ],
};

/** A quantity of which more is better; spoil it with `{ …row, actual: 487 }`. */
export const ROW: IndicatorRow = { id: 'q', level1: 'output', operator: '>=', target: 500, actual: 500, weight: 10 };

export function withRow(change: Partial<IndicatorRow>): ScoreForm {
  const [first, ...others] = PERFECT.indicators;
  return { ...PERFECT, indicators: [{ ...(first ?? ROW), ...change }, ...others] };
}

export function rules(findings: readonly Finding[]): string[] {
  return findings.map((each) => each.rule);
}
