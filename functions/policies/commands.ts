import { explain } from '../../shared/policy/explain.ts';
import { calendarOf } from '../../shared/policy/explain-coverage.ts';
import type { Told } from '../../shared/policy/lines.ts';
import type { Rules } from '../../shared/policy/policy.ts';
import { policyFor } from '../../shared/policy/resolve.ts';
import { yuan } from '../../shared/values/money.ts';

export interface PolicyView {
  readonly id: string;
  readonly name: string;
  readonly division: string;
  readonly document: string;
  readonly version: string;
  readonly items: readonly Told[];
  /** The values as data; the one amount among them in 元, as every amount on the wire. */
  readonly rules: object;
}

/** What holds for a division and year: in sentences, and as data. */
export function readPolicy(division: string, fiscalYear: number): PolicyView {
  const policy = policyFor(division, fiscalYear);
  const { id, name, division: of, document, version, ...rules } = policy;
  return { id, name, division: of, document, version, items: [...explain(policy), calendarOf(fiscalYear)], rules: onTheWire(rules) };
}

function onTheWire(rules: Rules): object {
  const { majorAmount } = rules.assessment;
  return { ...rules, assessment: { ...rules.assessment, majorAmount: { ...majorAmount, value: yuan(majorAmount.value) } } };
}
