import { type Exact, exact, fixed } from '../../../shared/values/exact.ts';
import type { Finding } from '../../../shared/values/finding.ts';
import { percent, toRate } from '../../../shared/values/rate.ts';
import { toScore } from '../../../shared/values/score.ts';
import { note } from './articles.ts';
import type { IndicatorRow, Mark, Scale, ScoredIndicator } from './form.ts';
import { type Reading, readRow } from './printed.ts';
import { scoreQualitative } from './qualitative.ts';
import { completionOf, excessOf, isMet, shareOf, stepAt } from './quantitative.ts';

/** Scores one row: reads its cells, takes the share that the rule set grants, rounds once. */
export function scoreIndicator(row: IndicatorRow, at: string, scale: Scale): ScoredIndicator {
  const reading = readRow(row, at);
  const mark = markOf(reading, row, at, scale);
  return {
    id: row.id,
    completion: mark.completion === undefined ? null : toRate(mark.completion),
    score: mark.share === undefined ? null : toScore(mark.share.mul(exact(row.weight))),
    findings: [...reading.findings, ...mark.findings],
  };
}

function markOf(reading: Reading, row: IndicatorRow, at: string, scale: Scale): Mark {
  switch (reading.kind) {
    case 'unreadable':
      return { share: undefined, completion: undefined, findings: [] };
    case 'quality':
      return scoreQualitative(reading.achieved, reading.degree, at, scale);
    case 'quantity':
      return scoreQuantity(reading, row, at, scale);
  }
}

type Figures = Extract<Reading, { kind: 'quantity' }>;

function scoreQuantity(reading: Figures, row: IndicatorRow, at: string, scale: Scale): Mark {
  const satisfaction = satisfactionOf(reading, row, at, scale);
  if (satisfaction) return satisfaction;
  const { quantity, words } = reading;
  const { value: rule, basis } = scale.ruleSet.quantitative;
  const completion = completionOf(quantity);
  const share = shareOf(completion, rule.passLine);
  const findings: Finding[] = [];
  if (!isMet(quantity)) {
    const points = `计${fixed(share.mul(exact(row.weight)), 2)}分（分值${row.weight}分）`;
    findings.push(
      share.equals(1)
        ? note('EV-06', at, `${words}，恰好等于界限而未超过，完成率100%，${points}`, basis)
        : note('EV-06', at, `${words}，完成率${percent(completion)}，${formulaOf(completion, rule.passLine)}${points}`, basis),
    );
    if (quantity.target.lte(0)) findings.push(note('EV-07', at, `${words}，指标值不是正数，不能按比例计，按偏离度折算`));
  }
  return { share, completion, findings: [...findings, ...overAchieved(reading, at, scale)] };
}

function formulaOf(completion: Exact, passLine: number): string {
  if (passLine === 0) return '按完成值与指标值的比例';
  const line = percent(passLine);
  return completion.lt(exact(passLine)) ? `低于${line}不得分，` : `按（完成率－${line}）÷（1－${line}）`;
}

/** 对完成值高于指标值较多的，要分析原因，如果是由于年初指标值设定明显偏低造成的，要按照偏离度适度调减分值。 */
function overAchieved({ quantity, words }: Figures, at: string, { ruleSet, overAchievement }: Scale): readonly Finding[] {
  const excess = excessOf(quantity);
  if (!ruleSet.overAchievement.value.questioned || excess === undefined || excess.lte(exact(overAchievement.value))) return [];
  const says = `${words}，完成率${percent(excess.add(1))}，高出指标值${percent(excess)}（界限${percent(overAchievement.value)}），须分析原因；指标值设定明显偏低的，按偏离度调减分值`;
  return [note('EV-08', at, says, ruleSet.overAchievement.basis)];
}

/** RS-101: the satisfaction itself decides (≥90% 满分, ≥80%, ≥60%, 以下不得分), not its share of the target. Counts of events are no rates. */
function satisfactionOf({ quantity, unit, words }: Figures, row: IndicatorRow, at: string, { ruleSet }: Scale): Mark | undefined {
  const { value: rule, basis } = ruleSet.satisfaction;
  const rising = quantity.relation === '>=' || quantity.relation === '>' || quantity.relation === '=';
  if (row.level1 !== 'satisfaction' || rule.steps.length === 0 || !rising || (unit !== '%' && unit !== '')) return undefined;
  const scale = quantity.target.gt(1) ? 100 : 1;
  const satisfaction = quantity.actual.div(scale);
  if (quantity.target.gt(100) || satisfaction.gt(1)) return undefined;
  const step = stepAt(rule.steps, satisfaction);
  const share = exact(step?.share ?? 0);
  if (share.equals(1)) return { share, completion: completionOf(quantity), findings: [] };
  const points = `计${fixed(share.mul(exact(row.weight)), 2)}分（分值${row.weight}分）`;
  const says = `${words}，满意率${percent(satisfaction)}，在${percent(step?.from ?? 0)}（含）以上一档，${points}`;
  return { share, completion: completionOf(quantity), findings: [note('EV-10', at, says, basis)] };
}
