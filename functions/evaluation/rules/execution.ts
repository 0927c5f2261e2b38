import { type Exact, exact, fixed } from '../../../shared/values/exact.ts';
import type { Finding } from '../../../shared/values/finding.ts';
import { yuanText } from '../../../shared/values/money.ts';
import { percent } from '../../../shared/values/rate.ts';
import { fault, note } from './articles.ts';
import type { ExecutionRow, Mark, Scale } from './form.ts';
import { stepAt } from './quantitative.ts';

const AT = '/execution';

/**
 * 预算执行率＝预算执行数÷调整后预算数。
 *
 * RS-10 in proportion; RS-101 by steps, where a finished project within its budget has full marks. A rate above 1 never earns more than
 * the weight; where a rule set ties its marks to keeping within the budget (`finishedIsFull`), it can't be scored by the table at all.
 */
export function scoreExecution(row: ExecutionRow, scale: Scale): Mark {
  const { value: rule, basis } = scale.ruleSet.execution;
  const sums = `执行数${yuanText(row.executed)}，预算数${yuanText(row.budget)}`;
  if (row.budget === 0) return withoutBudget(row, sums);
  const rate = exact(row.executed).div(exact(row.budget));
  if (rate.gt(1)) {
    const limit = rule.finishedIsFull ? '满分以执行数控制在预算规模之内为条件，未计分' : '按不超过分值计分';
    const says = `${sums}，执行率${percent(rate)}，超出预算${yuanText(row.executed - row.budget)}；${limit}`;
    return { share: rule.finishedIsFull ? undefined : exact(1), completion: rate, findings: [fault('EV-02', `${AT}/executed`, says)] };
  }
  const share = shareOf(rate, row, scale);
  const findings: Finding[] = [];
  if (share.lt(1)) findings.push(note('EV-01', AT, explain(rate, share, row, scale, sums), basis));
  const { value: line, basis: lineBasis } = scale.reasonBelow;
  if (rate.lt(exact(line))) {
    findings.push(note('EV-04', AT, `预算执行率${percent(rate)}，未达到${percent(line)}，须说明原因`, lineBasis));
  }
  return { share, completion: rate, findings };
}

function withoutBudget(row: ExecutionRow, sums: string): Mark {
  const finding =
    row.executed === 0
      ? note('EV-03', `${AT}/budget`, `${sums}，执行率无从计算，未计分；不宜填报100%`)
      : fault('EV-03', `${AT}/budget`, `${sums}：预算数为零而有支出，请核对全年预算数，未计分`);
  return { share: undefined, completion: undefined, findings: [finding] };
}

function shareOf(rate: Exact, row: ExecutionRow, scale: Scale): Exact {
  const { steps, finishedIsFull } = scale.ruleSet.execution.value;
  if (finishedIsFull && row.finished) return exact(1);
  if (steps.length === 0) return rate;
  return exact(stepAt(steps, rate)?.share ?? 0);
}

function explain(rate: Exact, share: Exact, row: ExecutionRow, scale: Scale, sums: string): string {
  const points = fixed(share.mul(exact(row.weight)), 2);
  const step = stepAt(scale.ruleSet.execution.value.steps, rate);
  const how = step === undefined ? '按比例计' : `在${percent(step.from)}（含）以上一档，按分值的${percent(step.share)}计`;
  return `${sums}，执行率${percent(rate)}，${how}${points}分（分值${row.weight}分）`;
}
